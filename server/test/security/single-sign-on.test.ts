// Signing in at an organisation's own provider: a real one (oidc-provider) over HTTP, from the first address to the session.
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { codeOf, stepAt } from '../../src/sign-in/totp.ts';
import { redirectUri } from '../../src/single-sign-on/find-provider.ts';
import { fromBase32 } from '../support/base32.ts';
import { createUser, createWorkspace, tokenFor } from '../support/server.ts';
import { signOnScene } from '../support/sign-on-scene.ts';

const scene = signOnScene();
const { clock, ask, configure, begin, comeBy, known, person, entries, lastRefusal } = scene;

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
    scene.provider.accounts.set('amina', { email: 'new@elsewhere.test', email_verified: false });
    expect((await comeBy('amina')).json()).toMatchObject({ answer: { user: { id: amina.id } } });
  });

  it('asks for code, PKCE, state and nonce, and keeps them out of the browser’s reach', async () => {
    const { url, cookie } = await begin({ email: `somebody@${scene.domain}` });
    const asked = new URL(url).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      ...{
        response_type: 'code',
        client_id: 'sampark',
        code_challenge_method: 'S256',
        scope: 'openid email profile',
      },
      ...{
        redirect_uri: redirectUri(scene.server.rt, scene.workspace.id),
        login_hint: `somebody@${scene.domain}`,
      },
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(40);
    expect(cookie).toMatch(/^sampark_flow=[\w-]{43}$/);
    const answer = await ask('POST', '/auth/single-sign-on', '', {});
    expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict', maxAge: 600 });
    const { rows } = await sql<{ text: string }>`select f::text from sign_in_flows f`.execute(
      scene.server.rt.db,
    );
    for (const name of ['state', 'nonce'])
      expect(rows.map((row) => row.text).join()).not.toContain(asked.get(name));
  });

  it('lets an invited person in with what they were invited as, once', async () => {
    const email = known('nadia');
    const made = await ask('POST', '/invitations', scene.admin.token, { email, role: 'compliance' });
    expect(made.statusCode).toBe(201);
    const answer = await comeBy('nadia');
    expect(answer.json()).toMatchObject({
      answer: { user: { email, role: 'compliance', name: 'Nadia Rahman' } },
    });
    const { items } = (await ask('GET', '/invitations', scene.admin.token)).json<{ items: object[] }>();
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
    await configure({ domains: [`new.${scene.domain}`] });
    expect((await comeBy('amina')).json()).toMatchObject({ code: 'provider_domain_foreign' });
  });

  it('who is switched off', async () => {
    const amina = await person('amina');
    await sql`update users set status = 'disabled' where id = ${amina.id}`.execute(scene.server.rt.db);
    expect((await comeBy('amina')).json()).toMatchObject({ code: 'account_disabled' });
    await sql`update users set status = 'active' where id = ${amina.id}`.execute(scene.server.rt.db);
    expect((await comeBy('amina')).statusCode).toBe(200);
    await sql`update users set status = 'disabled' where id = ${amina.id}`.execute(scene.server.rt.db);
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
    const colleague = await scene.server.login('standard');
    expect((await ask('DELETE', `/users/${amina.id}/single-sign-on`, colleague.token)).statusCode).toBe(403);
    expect((await ask('DELETE', `/users/${amina.id}/single-sign-on`, scene.admin.token)).statusCode).toBe(
      204,
    );
    expect((await comeBy('new-amina')).json()).toMatchObject({ answer: { user: { id: amina.id } } });
  });

  it('of another workspace, whatever its provider says', async () => {
    const elsewhere = await createWorkspace(scene.server.rt);
    await createUser(scene.server.rt, { workspace_id: elsewhere.id, email: known('amina') });
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

describe('the second step', () => {
  async function withFactor() {
    const user = await person('amina');
    const token = await tokenFor(scene.server.rt, user);
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
    const out = await scene.server.ask('POST', '/api/v1/auth/logout', { headers: { cookie } });
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
