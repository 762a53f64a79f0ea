// Signing in at an organisation's own provider: a real one (oidc-provider) over HTTP, from the first address to the session.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../src/routes.ts';
import { codeOf, stepAt } from '../../src/sign-in/totp.ts';
import { redirectUri } from '../../src/single-sign-on/find-provider.ts';
import { hashPassword } from '../../src/users/passwords.ts';
import { fromBase32 } from '../support/base32.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startProvider, type TestProvider } from '../support/oidc-provider.ts';
import { createUser, createWorkspace, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts'; // prettier-ignore

// The provider's clock is the machine's.
const clock = manualClock(new Date());
const password = 'four quiet rivers run';
let server: TestServer;
let hash: string;
let provider: TestProvider;
/** Of somebody else. */
let other: TestProvider;
let workspace: { id: string };
let admin: TestUser & { token: string };
let domain: string;
let runs = 0;

/** Redirect addresses are known beforehand: a provider knows its clients. */
const workspaceIds = Array.from(
  { length: 40 },
  (_, n) => `0198a000-0000-7000-8000-${String(n).padStart(12, '0')}`,
);

beforeAll(async () => {
  server = await startTestServer({ routes, clock });
  hash = await hashPassword(password);
  const { rt } = server;
  const known = {
    redirectUris: workspaceIds.map((id) => redirectUri(rt, id)),
    signedOutUris: [`${rt.config.publicUrl}/sign-in`],
  };
  [provider, other] = await Promise.all([startProvider(known), startProvider(known)]);
});
afterAll(async () => {
  await Promise.all([provider.close(), other.close()]);
  await server.close();
});

const ask = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  token = '',
  payload?: object,
) => server.ask(method, `/api/v1${url}`, { ...(token ? { token } : {}), ...(payload ? { payload } : {}) });

beforeEach(async () => {
  const id = workspaceIds[runs++] ?? '';
  const made = await createWorkspace(server.rt);
  // The rest of the workspaces belong to other tests.
  await sql`delete from sign_in_providers`.execute(server.rt.db);
  await sql`update workspaces set id = ${id} where id = ${made.id}`.execute(server.rt.db);
  workspace = { id };
  const user = await createUser(server.rt, { workspace_id: id, role: 'admin', password_hash: hash });
  admin = { ...user, token: await tokenFor(server.rt, user) };
  domain = `firm-${runs}.test`;
  provider.idTokenSeconds = 3_600;
  for (const one of [provider, other]) one.accounts.clear();
  await configure();
});

type Settings = { default_role?: 'standard' | null; two_step_acr?: string; domains?: string[] } & Record<
  string,
  unknown
>;
const settings = (more: Settings = {}) => ({
  ...{ issuer: provider.issuer, client_id: provider.client.id, client_secret: provider.client.secret },
  ...{ domains: [domain], enabled: true, password_allowed: true, default_role: null, two_step_acr: null },
  ...more,
});
async function configure(more: Settings = {}) {
  const answer = await ask('PUT', '/workspace/single-sign-on', admin.token, settings(more));
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
}

type Begun = { url: string; cookie: string };
async function begin(given: object = {}): Promise<Begun> {
  const answer = await ask('POST', '/auth/single-sign-on', '', given);
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  const cookie = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  return { url: answer.json<{ url: string }>().url, cookie };
}
const finish = (back: URL, cookie: string, place = workspace.id) =>
  server.ask('POST', '/api/v1/auth/single-sign-on/finish', {
    payload: { workspace: place, query: back.search },
    headers: { cookie },
  });
/** There and back. `detour` may change the address on either way. */
async function comeBy(login: string, detour: { there?: (url: URL) => void; back?: (url: URL) => void } = {}) {
  const { url, cookie } = await begin();
  const there = new URL(url);
  detour.there?.(there);
  const back = await provider.visit(there.href, login);
  detour.back?.(back);
  return finish(back, cookie);
}
function known(login: string, more: object = {}) {
  const email = `${login}@${domain}`;
  provider.accounts.set(login, { email, email_verified: true, name: 'Nadia Rahman', ...more });
  return email;
}
const person = (login: string, more: object = {}) =>
  createUser(server.rt, { workspace_id: workspace.id, email: known(login), password_hash: hash, ...more });
const entries = async () =>
  (
    await sql<{ type: string; data: Record<string, unknown> }>`
      select type, data from events where workspace_id = ${workspace.id} order by id`.execute(server.rt.db)
  ).rows;
const lastRefusal = async () =>
  (await entries()).findLast((one) => one.type === 'single_sign_on.refused')?.data;

describe('signing in through the provider', () => {
  it('opens a session like any other, and links the person by subject', async () => {
    const amina = await person('amina');
    const answer = await comeBy('amina');
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      {
        ...{ purpose: 'sign_in', popup: false },
        answer: expect.objectContaining({
          token_type: 'Bearer',
          user: expect.objectContaining({ id: amina.id }),
        }),
      },
    ]);
    expect(answer.cookies.find((one) => one.name === 'sampark_refresh')?.value).toMatch(/^[\w-]{43}$/);
    const token = answer.json<{ answer: { access_token: string } }>().answer.access_token;
    expect((await ask('GET', '/me', token)).json()).toMatchObject({ id: amina.id });
    expect((await ask('GET', '/me/security', token)).json()).toMatchObject({
      single_sign_on: true,
      password: true,
    });
    expect((await entries()).map((one) => one.type)).toEqual([
      'single_sign_on.changed',
      'single_sign_on.linked',
      'user.logged_in',
    ]);
    expect((await entries()).at(-1)?.data).toMatchObject({ how: 'single sign-on' });
    // From now on the subject counts: neither a new address there nor one that is no longer verified matters.
    provider.accounts.set('amina', { email: 'new@elsewhere.test', email_verified: false });
    expect((await comeBy('amina')).json()).toMatchObject({ answer: { user: { id: amina.id } } });
  });

  it('asks for code, PKCE, state and nonce, and keeps them out of the browser’s reach', async () => {
    const { url, cookie } = await begin({ email: `somebody@${domain}` });
    const asked = new URL(url).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      ...{
        response_type: 'code',
        client_id: 'sampark',
        code_challenge_method: 'S256',
        scope: 'openid email profile',
      },
      ...{ redirect_uri: redirectUri(server.rt, workspace.id), login_hint: `somebody@${domain}` },
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(40);
    expect(cookie).toMatch(/^sampark_flow=[\w-]{43}$/);
    const answer = await ask('POST', '/auth/single-sign-on', '', {});
    expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict', maxAge: 600 });
    const { rows } = await sql<{ text: string }>`select f::text from sign_in_flows f`.execute(server.rt.db);
    for (const name of ['state', 'nonce'])
      expect(rows.map((row) => row.text).join()).not.toContain(asked.get(name));
  });

  it('lets an invited person in with what they were invited as, once', async () => {
    const email = known('nadia');
    const made = await ask('POST', '/invitations', admin.token, { email, role: 'compliance' });
    expect(made.statusCode).toBe(201);
    const answer = await comeBy('nadia');
    expect(answer.json()).toMatchObject({
      answer: { user: { email, role: 'compliance', name: 'Nadia Rahman' } },
    });
    const { items } = (await ask('GET', '/invitations', admin.token)).json<{ items: object[] }>();
    expect(items[0]).toMatchObject({ status: 'accepted' });
    // No password opens this account, and none is there to be guessed.
    const login = await ask('POST', '/auth/login', '', { email, password: '!' });
    expect(login.json()).toMatchObject({ code: 'invalid_credentials' });
  });

  it('lets strangers of the domain in only where the workspace says as what', async () => {
    known('rumi');
    expect((await comeBy('rumi')).json()).toMatchObject({ code: 'not_invited', status: 403 });
    await configure({ default_role: 'standard' });
    expect((await comeBy('rumi')).json()).toMatchObject({ answer: { user: { role: 'standard' } } });
    const both = await Promise.all([comeBy('rumi'), comeBy('rumi')]);
    expect(both.map((one) => one.statusCode)).toEqual([200, 200]);
  });

  it('makes one account of a person who comes twice at once', async () => {
    await configure({ default_role: 'standard' });
    known('twice');
    const both = await Promise.all([comeBy('twice'), comeBy('twice')]);
    expect(both.map((one) => one.statusCode)).toEqual([200, 200]);
    const ids = both.map((one) => one.json<{ answer: { user: { id: string } } }>().answer.user.id);
    expect(ids[0]).toBe(ids[1]);
  });
});

describe('the settings', () => {
  const read = async (token = admin.token) => ask('GET', '/workspace/single-sign-on', token);

  it('never show the secret, and keep it sealed', async () => {
    const answer = await read();
    expect(answer.json()).toMatchObject({
      provider: { issuer: provider.issuer, client_secret_set: true, people: 0, domains: [domain] },
      redirect_uri: redirectUri(server.rt, workspace.id),
    });
    const { rows } = await sql<{ text: string }>`
      select p::text || encode(client_secret, 'escape') as text from sign_in_providers p`.execute(
      server.rt.db,
    );
    const shown = [answer.body, rows[0]?.text, JSON.stringify(await entries())].join();
    expect(shown).not.toContain(provider.client.secret);
    expect((await entries())[0]).toMatchObject({
      type: 'single_sign_on.changed',
      data: { before: null, after: { domains: [domain] }, secret_changed: true },
    });
  });

  it('are an administrator’s, of this workspace, who has just shown who they are', async () => {
    const elsewhere = await createWorkspace(server.rt);
    for (const role of ['standard', 'compliance'] as const) {
      const { token } = await server.login(role);
      expect((await read(token)).statusCode).toBe(403);
      expect((await ask('PUT', '/workspace/single-sign-on', token, settings())).statusCode).toBe(403);
    }
    const { token } = await server.login('admin', elsewhere);
    expect((await read(token)).json()).toMatchObject({ provider: null });
    const taken = await ask('PUT', '/workspace/single-sign-on', token, settings());
    expect(taken.json()).toMatchObject({ code: 'domain_taken', field: 'body.domains', detail: domain });
    clock.advance(11 * 60_000);
    const late = await ask('PUT', '/workspace/single-sign-on', admin.token, settings());
    expect(late.json()).toMatchObject({ code: 'proof_needed' });
    expect((await ask('DELETE', '/workspace/single-sign-on', admin.token)).json()).toMatchObject({ code: 'proof_needed' }); // prettier-ignore
    clock.set(new Date());
    expect((await ask('DELETE', '/workspace/single-sign-on', admin.token)).statusCode).toBe(204);
    expect((await ask('POST', '/auth/single-sign-on', '', {})).json()).toMatchObject({ code: 'single_sign_on_missing' }); // prettier-ignore
  });

  it('do not send the kept secret to a new address, in saving as in checking', async () => {
    const { client_secret: _, ...without } = settings();
    expect((await ask('PUT', '/workspace/single-sign-on', admin.token, without)).statusCode).toBe(200);
    for (const more of [{ issuer: other.issuer }, { client_id: 'another' }]) {
      const saved = await ask('PUT', '/workspace/single-sign-on', admin.token, { ...without, ...more });
      expect(saved.json()).toMatchObject({ code: 'invalid_request', field: 'body.client_secret' });
      const { issuer, client_id } = { ...without, ...more };
      const checked = await ask('POST', '/workspace/single-sign-on/check', admin.token, {
        issuer,
        client_id,
      });
      expect(checked.json()).toMatchObject({ code: 'invalid_request', field: 'body.client_secret' });
    }
    for (const issuer of ['http://login.example.com', 'https://a:b@login.example.com', 'https://x.test/?a=b'])
      expect((await ask('PUT', '/workspace/single-sign-on', admin.token, settings({ issuer }))).json()).toMatchObject({ field: 'body.issuer' }); // prettier-ignore
  });

  it('switch passwords off once somebody came this way, never an administrator’s', async () => {
    const amina = await person('amina');
    const off = settings({ password_allowed: false });
    const early = await ask('PUT', '/workspace/single-sign-on', admin.token, off);
    expect(early.json()).toMatchObject({ code: 'provider_untried', field: 'body.password_allowed' });
    expect((await comeBy('amina')).statusCode).toBe(200);
    await configure({ password_allowed: false });
    const signIn = (email: string, given = password) =>
      ask('POST', '/auth/login', '', { email, password: given });
    expect((await signIn(amina.email)).json()).toMatchObject({
      code: 'single_sign_on_required',
      status: 403,
    });
    // Who does not know the password learns nothing of it.
    expect((await signIn(amina.email, 'wrong')).json()).toMatchObject({ code: 'invalid_credentials' });
    expect((await signIn(`nobody@${domain}`)).json()).toMatchObject({ code: 'invalid_credentials' });
    const token = await tokenFor(server.rt, amina);
    expect((await ask('POST', '/me/proof', token, { password })).json()).toMatchObject({ code: 'single_sign_on_required' }); // prettier-ignore
    expect((await ask('GET', '/me/security', token)).json()).toMatchObject({ password: false });
    const invited = { email: `nadia@${domain}`, role: 'standard' };
    const made = await ask('POST', '/invitations', admin.token, invited);
    const link = new URL(made.json<{ link: string }>().link).searchParams.get('token');
    const joined = await ask('POST', '/auth/join', '', { token: link, name: 'Nadia', password });
    expect(joined.json()).toMatchObject({ code: 'single_sign_on_required' });
    // Nobody who could mend the settings is locked out, in these domains or in others.
    const boss = await person('boss', { role: 'admin' });
    for (const email of [boss.email, admin.email]) expect((await signIn(email)).statusCode).toBe(200);
    const outside = await createUser(server.rt, { workspace_id: workspace.id, password_hash: hash });
    expect((await signIn(outside.email)).statusCode).toBe(200);
    await configure({ password_allowed: false, enabled: false });
    expect((await signIn(amina.email)).statusCode).toBe(200);
  });

  it('decide what the sign-in page offers, by domain and never by address', async () => {
    const offer = async () =>
      (await ask('GET', '/auth/options')).json<{ single_sign_on: string }>().single_sign_on;
    expect(await offer()).toBe('one');
    await person('amina');
    const urls = await Promise.all(['amina', 'nobody'].map(async (name) => (await begin({ email: `${name}@${domain}` })).url)); // prettier-ignore
    const without = urls.map((url) => new URL(url)).map(({ origin, pathname }) => origin + pathname);
    expect(without[0]).toBe(without[1]);
    const strange = await ask('POST', '/auth/single-sign-on', '', { email: 'amina@elsewhere.test' });
    expect(strange.json()).toMatchObject({
      code: 'single_sign_on_missing',
      field: 'body.email',
      status: 404,
    });
    const second = await createWorkspace(server.rt);
    const { token } = await server.login('admin', second);
    await sql`update sessions set proved_at = ${clock.now()} where workspace_id = ${second.id}`.execute(
      server.rt.db,
    );
    const two = settings({ domains: ['second.test'] });
    expect((await ask('PUT', '/workspace/single-sign-on', token, two)).statusCode).toBe(200);
    expect(await offer()).toBe('by_email');
    expect((await ask('POST', '/auth/single-sign-on', '', {})).json()).toMatchObject({ code: 'single_sign_on_missing' }); // prettier-ignore
    // The sample workspace's ends with the demo.
    await sql`update workspaces set is_demo = true where id in (${second.id}, ${workspace.id})`.execute(
      server.rt.db,
    );
    expect(await offer()).toBe('none');
  });
});

describe('nobody is let in', () => {
  it('whose address the provider has not verified, whoever has that address here', async () => {
    await person('amina');
    known('amina', { email_verified: false });
    const answer = await comeBy('amina');
    expect(answer.json()).toMatchObject({ code: 'provider_email_unverified', status: 403 });
    expect(answer.cookies.filter((one) => one.name === 'sampark_refresh')).toEqual([]);
    known('unknown', { email_verified: false });
    const unknown = await comeBy('unknown');
    const { request_id: _, ...said } = answer.json<Record<string, unknown>>();
    expect(unknown.json()).toMatchObject(said);
    expect(await lastRefusal()).toMatchObject({ reason: 'provider_email_unverified', purpose: 'sign_in' });
  });

  it('of another domain, or of one that was taken away', async () => {
    known('far', { email: 'far@elsewhere.test' });
    expect((await comeBy('far')).json()).toMatchObject({ code: 'provider_domain_foreign' });
    await person('amina');
    expect((await comeBy('amina')).statusCode).toBe(200);
    await configure({ domains: [`new.${domain}`] });
    expect((await comeBy('amina')).json()).toMatchObject({ code: 'provider_domain_foreign' });
  });

  it('who is switched off', async () => {
    const amina = await person('amina');
    await sql`update users set status = 'disabled' where id = ${amina.id}`.execute(server.rt.db);
    expect((await comeBy('amina')).json()).toMatchObject({ code: 'account_disabled' });
    await sql`update users set status = 'active' where id = ${amina.id}`.execute(server.rt.db);
    expect((await comeBy('amina')).statusCode).toBe(200);
    await sql`update users set status = 'disabled' where id = ${amina.id}`.execute(server.rt.db);
    expect((await comeBy('amina')).json()).toMatchObject({ code: 'account_disabled' });
  });

  it('who was given the address of somebody who is linked, until an administrator removes the link', async () => {
    const amina = await person('amina');
    expect((await comeBy('amina')).statusCode).toBe(200);
    known('new-amina', { email: amina.email });
    expect((await comeBy('new-amina')).json()).toMatchObject({
      code: 'provider_account_changed',
      status: 409,
    });
    const colleague = await server.login('standard');
    expect((await ask('DELETE', `/users/${amina.id}/single-sign-on`, colleague.token)).statusCode).toBe(403);
    expect((await ask('DELETE', `/users/${amina.id}/single-sign-on`, admin.token)).statusCode).toBe(204);
    expect((await comeBy('new-amina')).json()).toMatchObject({ answer: { user: { id: amina.id } } });
  });

  it('of another workspace, whatever its provider says', async () => {
    const elsewhere = await createWorkspace(server.rt);
    await createUser(server.rt, { workspace_id: elsewhere.id, email: known('amina') });
    await configure({ default_role: 'standard' });
    expect((await comeBy('amina')).json()).toMatchObject({ code: 'not_invited' });
  });

  it('whom the provider turns away', async () => {
    expect((await comeBy('nobody')).json()).toMatchObject({
      code: 'provider_refused',
      detail: 'access_denied',
    });
    expect(await lastRefusal()).toMatchObject({ reason: 'provider_refused', detail: 'access_denied' });
  });
});

describe('an answer counts', () => {
  const refused = (code: string) => expect.objectContaining({ code });
  beforeEach(() => person('amina').then(() => undefined));

  it('in the browser that began, once, and for ten minutes', async () => {
    const { url, cookie } = await begin();
    const back = await provider.visit(url, 'amina');
    // An attacker's answer in a victim's browser: that one began nothing, or something else.
    expect((await finish(back, '')).json()).toEqual(refused('ticket_invalid'));
    const victim = await begin();
    expect((await finish(back, victim.cookie)).json()).toEqual(refused('provider_answer_invalid'));
    expect((await lastRefusal())?.detail).toMatch(/state/);
    expect((await finish(back, cookie)).statusCode).toBe(200);
    expect((await finish(back, cookie)).json()).toEqual(refused('ticket_invalid'));
    const late = await begin();
    const later = await provider.visit(late.url, 'amina');
    clock.advance(10 * 60_000);
    expect((await finish(later, late.cookie)).json()).toEqual(refused('ticket_invalid'));
  });

  it('from our own pages only', async () => {
    const { url, cookie } = await begin();
    const back = await provider.visit(url, 'amina');
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const answer = await server.ask('POST', '/api/v1/auth/single-sign-on/finish', {
        payload: { workspace: workspace.id, query: back.search },
        headers: { cookie, ...headers },
      });
      expect(answer.json()).toEqual(refused('forbidden'));
      const start = await server.ask('POST', '/api/v1/auth/single-sign-on', { payload: {}, headers });
      expect(start.json()).toEqual(refused('forbidden'));
    }
    expect((await finish(back, cookie)).statusCode).toBe(200);
  });

  it('with the state, the nonce, the code and the verifier that belong to it', async () => {
    const change =
      (name: string, value = 'x'.repeat(43)) =>
      (url: URL) =>
        url.searchParams.set(name, value);
    const drop = (name: string) => (url: URL) => url.searchParams.delete(name);
    const cases = [
      [{ back: change('state') }, /state/],
      [{ back: drop('state') }, /state/],
      [{ back: change('code') }, /invalid_grant/],
      [{ back: drop('code') }, /code/],
      [{ there: change('nonce') }, /nonce/],
      [{ there: drop('nonce') }, /nonce/],
      [{ there: change('code_challenge') }, /invalid_grant/],
    ] as const;
    for (const [detour, why] of cases) {
      expect((await comeBy('amina', detour)).json()).toEqual(refused('provider_answer_invalid'));
      expect((await lastRefusal())?.detail).toMatch(why);
    }
    expect((await comeBy('amina')).statusCode).toBe(200);
  });

  it('from the provider that was asked: not from another, and not without its name', async () => {
    for (const back of [
      (url: URL) => url.searchParams.set('iss', other.issuer),
      (url: URL) => url.searchParams.delete('iss'),
    ]) {
      expect((await comeBy('amina', { back })).json()).toEqual(refused('provider_answer_invalid'));
      expect((await lastRefusal())?.detail).toMatch(/iss/);
    }
    // The code of a foreign provider, under the name of ours.
    other.accounts.set('amina', { email: `amina@${domain}`, email_verified: true });
    const { url, cookie } = await begin();
    const foreign = await other.visit(url.replace(provider.issuer, other.issuer), 'amina');
    foreign.searchParams.set('iss', provider.issuer);
    expect((await finish(foreign, cookie)).json()).toEqual(refused('provider_answer_invalid'));
    // The answer of one workspace is none of another's.
    const again = await begin();
    const back = await provider.visit(again.url, 'amina');
    expect((await finish(back, again.cookie, workspaceIds[39])).json()).toEqual(refused('ticket_invalid'));
    // Another provider since.
    const before = await begin();
    const answered = await provider.visit(before.url, 'amina');
    await configure({ issuer: other.issuer, client_secret: other.client.secret });
    expect((await finish(answered, before.cookie)).json()).toEqual(refused('ticket_invalid'));
  });

  it('while its ID token holds', async () => {
    provider.idTokenSeconds = 60;
    const { url, cookie } = await begin();
    const back = await provider.visit(url, 'amina');
    clock.advance(5 * 60_000);
    expect((await finish(back, cookie)).json()).toEqual(refused('provider_answer_invalid'));
    expect((await lastRefusal())?.detail).toMatch(/exp|JWT_TIMESTAMP/);
    clock.set(new Date());
  });

  it('with a signature that fits the provider’s own keys', async () => {
    // What was read of the keys is remembered with the provider, for ten minutes.
    clock.advance(3 * 3_600_000);
    provider.hideKeys(true);
    provider.idTokenSeconds = 86_400;
    try {
      expect((await comeBy('amina')).json()).toEqual(refused('provider_answer_invalid'));
      expect((await lastRefusal())?.detail).toMatch(/signature/);
    } finally {
      provider.hideKeys(false);
    }
    clock.advance(3_600_000);
    expect((await comeBy('amina')).statusCode).toBe(200);
    clock.set(new Date());
  });

  it('only with the secret of the client', async () => {
    await configure({ client_secret: 'another' });
    expect((await comeBy('amina')).json()).toEqual(refused('provider_unreachable'));
    expect(await lastRefusal()).toMatchObject({ detail: 'invalid_client' });
  });

  it('leaves nothing of a token or a secret in the trail', async () => {
    const { url, cookie } = await begin();
    const back = await provider.visit(url, 'amina');
    await finish(back, cookie);
    await comeBy('amina', { back: (address) => address.searchParams.set('state', 'wrong') });
    const trail = JSON.stringify(await entries());
    for (const secret of [provider.client.secret, back.searchParams.get('code') ?? '', 'eyJ'])
      expect(trail).not.toContain(secret);
  });
});

describe('a provider that cannot be used', () => {
  it('is told apart from a wrong sign-in, on either way', async () => {
    await person('amina');
    const { url, cookie } = await begin();
    const back = await provider.visit(url, 'amina');
    provider.down(true);
    try {
      const answer = await finish(back, cookie);
      expect(answer.json()).toMatchObject({ code: 'provider_unreachable', status: 424, remedy: expect.stringContaining('Check connection') }); // prettier-ignore
      // What it says of itself is remembered for ten minutes.
      clock.advance(11 * 60_000);
      const start = await ask('POST', '/auth/single-sign-on', '', {});
      expect(start.json()).toMatchObject({ code: 'provider_unreachable' });
      expect(start.cookies).toEqual([]);
    } finally {
      provider.down(false);
      clock.set(new Date());
    }
    expect((await comeBy('amina')).statusCode).toBe(200);
  });

  it('is named by the check, in the words of what is wrong', async () => {
    const { issuer, client } = provider;
    const good = { issuer, client_id: client.id, client_secret: client.secret };
    const check = async (more: object) =>
      (
        await ask('POST', '/workspace/single-sign-on/check', admin.token, { ...good, ...more })
      ).json<object>();
    expect(await check({})).toEqual({ ok: true, finding: null, detail: null, signs_out: true });
    expect(await check({ client_secret: undefined })).toMatchObject({ ok: true });
    expect(await check({ client_secret: 'another' })).toMatchObject({ ok: false, finding: 'client_refused' });
    expect(await check({ client_id: 'stranger' })).toMatchObject({ ok: false, finding: 'client_refused' });
    expect(await check({ issuer: 'http://login.example.com' })).toMatchObject({ finding: 'not_https' });
    expect(await check({ issuer: 'javascript:alert(1)' })).toMatchObject({ finding: 'not_an_address' });
    expect(await check({ issuer: `${issuer}/elsewhere` })).toMatchObject({ finding: 'no_document' });
    expect(await check({ issuer: issuer.replace('127.0.0.1', 'localhost') })).toMatchObject({ finding: 'other_issuer' }); // prettier-ignore
    expect(await check({ issuer: `${issuer}/` })).toMatchObject({ finding: 'other_issuer', detail: issuer });
    for (const refused of ['https://169.254.169.254', 'https://[::ffff:169.254.169.254]', 'https://0.0.0.0'])
      expect(await check({ issuer: refused })).toMatchObject({ finding: 'address_refused' });
    provider.down(true);
    try {
      expect(await check({})).toMatchObject({ ok: false, finding: 'no_connection' });
    } finally {
      provider.down(false);
    }
  });

  it('on this machine or a private network is called only where that is named', async () => {
    const strict = await startTestServer({ routes, clock, env: { SAMPARK_SENDER_NETWORKS: 'none' } });
    try {
      const { token } = await strict.login('admin');
      const checked = await strict.ask('POST', '/api/v1/workspace/single-sign-on/check', {
        token,
        payload: { issuer: provider.issuer, client_id: 'sampark', client_secret: provider.client.secret },
      });
      expect(checked.json()).toMatchObject({ ok: false, finding: 'address_refused' });
      for (const issuer of ['https://10.0.0.1', 'https://192.168.1.1']) {
        const inside = await strict.ask('POST', '/api/v1/workspace/single-sign-on/check', {
          token,
          payload: { issuer, client_id: 'sampark', client_secret: 'x' },
        });
        expect(inside.json()).toMatchObject({ finding: 'address_refused' });
      }
    } finally {
      await strict.close();
    }
  });
});

describe('the second step', () => {
  async function withFactor() {
    const user = await person('amina');
    const token = await tokenFor(server.rt, user);
    const begun = await ask('POST', '/me/second-factor', token);
    const secret = fromBase32(begun.json<{ secret: string }>().secret);
    await ask('POST', '/me/second-factor/confirm', token, { code: codeOf(secret, stepAt(clock.now())) });
    return { user, secret };
  }

  it('is asked for after the provider, and the session can still sign out there', async () => {
    const { user, secret } = await withFactor();
    const answer = await comeBy('amina');
    expect(answer.json()).toMatchObject({ answer: { second_step: 'code' } });
    const { ticket } = answer.json<{ answer: { ticket: string } }>().answer;
    const opened = await ask('POST', '/auth/second-step', '', {
      ticket,
      code: codeOf(secret, stepAt(clock.now()) + 1),
    });
    expect(opened.json()).toMatchObject({ user: { id: user.id } });
    const cookie = opened.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const out = await server.ask('POST', '/api/v1/auth/logout', { headers: { cookie } });
    expect([out.statusCode, out.json()]).toEqual([
      200,
      { provider_url: expect.stringContaining('id_token_hint=') },
    ]);
  });

  it('is not asked for a second time where the provider says that it was asked there', async () => {
    await withFactor();
    known('amina', { amr: ['pwd', 'otp'] });
    expect((await comeBy('amina')).json()).toMatchObject({ answer: { second_step: 'code' } });
    known('amina', { amr: ['pwd', 'mfa'] });
    expect((await comeBy('amina')).json()).toMatchObject({ answer: { token_type: 'Bearer' } });
    known('amina', { acr: 'two-steps' });
    expect((await comeBy('amina')).json()).toMatchObject({ answer: { second_step: 'code' } });
    await configure({ two_step_acr: 'two-steps' });
    expect((await comeBy('amina')).json()).toMatchObject({ answer: { token_type: 'Bearer' } });
    known('amina', {});
    expect((await comeBy('amina')).json()).toMatchObject({ answer: { second_step: 'code' } });
  });
});

describe('who has no password', () => {
  async function signedIn(login: string) {
    await configure({ default_role: 'standard' });
    known(login);
    const answer = await comeBy(login);
    return answer.json<{ answer: { access_token: string; user: { id: string } } }>().answer;
  }
  async function proveBy(token: string, login: string, there: (url: URL) => void = () => {}) {
    const start = await ask('POST', '/me/proof/single-sign-on', token);
    expect([start.statusCode, start.body]).toEqual([200, expect.any(String)]);
    const url = new URL(start.json<{ url: string }>().url);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });
    there(url);
    const back = await provider.visit(url.href, login);
    return finish(back, start.cookies.map((one) => `${one.name}=${one.value}`).join('; '));
  }

  it('shows again who they are at the provider, which has to ask', async () => {
    const { access_token: token, user } = await signedIn('rumi');
    expect((await ask('GET', '/me/security', token)).json()).toMatchObject({
      password: false,
      single_sign_on: true,
    });
    clock.advance(11 * 60_000);
    const begun = () => ask('POST', '/me/second-factor', token);
    expect((await begun()).json()).toMatchObject({ code: 'proof_needed' });
    expect((await ask('POST', '/me/proof', token, { password: '!' })).json()).toMatchObject({
      code: 'wrong_password',
    });
    clock.set(new Date());
    await sql`update sessions set proved_at = '2026-01-01' where user_id = ${user.id}`.execute(server.rt.db);
    expect((await begun()).json()).toMatchObject({ code: 'proof_needed' });
    known('somebody-else');
    expect((await proveBy(token, 'somebody-else')).json()).toMatchObject({ code: 'provider_proof_stale' });
    expect((await begun()).json()).toMatchObject({ code: 'proof_needed' });
    const proved = await proveBy(token, 'rumi');
    expect([proved.statusCode, proved.json()]).toEqual([
      200,
      { purpose: 'prove', popup: true, answer: null },
    ]);
    expect(proved.cookies.some((one) => one.name === 'sampark_refresh')).toBe(false);
    expect((await begun()).statusCode).toBe(200);
    expect((await entries()).findLast((one) => one.type === 'user.proved')?.data).toMatchObject({ how: 'single sign-on' }); // prettier-ignore
  });

  it('is not believed where the provider does not say when it asked, or asked before', async () => {
    const { access_token: token } = await signedIn('rumi');
    const silent = await proveBy(token, 'rumi', (url) => {
      for (const name of ['max_age', 'claims', 'prompt']) url.searchParams.delete(name);
    });
    expect(silent.json()).toMatchObject({ code: 'provider_proof_stale' });
    // By our clock the provider asked five minutes before the question.
    clock.advance(5 * 60_000);
    expect((await proveBy(token, 'rumi')).json()).toMatchObject({ code: 'provider_proof_stale' });
    clock.set(new Date());
  });

  it('removes a second factor with a fresh proof and a code', async () => {
    const { access_token: token, user } = await signedIn('rumi');
    const begun = await ask('POST', '/me/second-factor', token);
    const secret = fromBase32(begun.json<{ secret: string }>().secret);
    await ask('POST', '/me/second-factor/confirm', token, { code: codeOf(secret, stepAt(clock.now())) });
    const code = () => codeOf(secret, stepAt(clock.now()) + 1);
    await sql`update sessions set proved_at = '2026-01-01' where user_id = ${user.id}`.execute(server.rt.db);
    const remove = () => ask('POST', '/me/second-factor/removal', token, { code: code() });
    expect((await remove()).json()).toMatchObject({ code: 'proof_needed' });
    await proveBy(token, 'rumi');
    expect((await remove()).statusCode).toBe(204);
  });

  it('signs out there too, with the token the session began with', async () => {
    await configure({ default_role: 'standard' });
    known('rumi');
    const answer = await comeBy('rumi');
    const cookie = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const { rows } = await sql<{
      text: string;
    }>`select encode(id_token, 'escape') as text from provider_sessions where workspace_id = ${workspace.id}`.execute(
      server.rt.db,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain('eyJ');
    const out = await server.ask('POST', '/api/v1/auth/logout', { headers: { cookie } });
    const address = new URL(out.json<{ provider_url: string }>().provider_url);
    expect(address.origin).toBe(provider.issuer);
    expect(address.searchParams.get('post_logout_redirect_uri')).toBe(
      `${server.rt.config.publicUrl}/sign-in`,
    );
    expect((await fetch(address)).status).toBe(200);
    const left = await sql`select from provider_sessions where workspace_id = ${workspace.id}`.execute(server.rt.db); // prettier-ignore
    expect(left.rows).toEqual([]);
    // Ours ends even when the provider is away.
    const again = await comeBy('rumi');
    provider.down(true);
    clock.advance(11 * 60_000);
    const gone = await server.ask('POST', '/api/v1/auth/logout', {
      headers: { cookie: again.cookies.map((one) => `${one.name}=${one.value}`).join('; ') },
    });
    provider.down(false);
    clock.set(new Date());
    expect([gone.statusCode, gone.body]).toEqual([204, '']);
  });
});
