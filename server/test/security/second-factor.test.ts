// The second step of signing in: asked of who has one, required where the workspace says so, counted once, tried slowly.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../src/routes.ts';
import { codeOf, stepAt } from '../../src/sign-in/totp.ts';
import { hashPassword } from '../../src/users/passwords.ts';
import { fromBase32 } from '../support/base32.ts';
import { manualClock } from '../support/manual-clock.ts';
import { createUser, createWorkspace, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts'; // prettier-ignore

const clock = manualClock('2026-11-20T10:00:00Z');
const password = 'four quiet rivers run';
let server: TestServer;
let hash: string;
beforeAll(async () => {
  server = await startTestServer({ routes, clock });
  hash = await hashPassword(password);
});
afterAll(() => server.close());

type Person = TestUser & { token: string };
let workspace: { id: string };
let me: Person;
async function person(role: 'admin' | 'standard' = 'standard'): Promise<Person> {
  const user = await createUser(server.rt, { workspace_id: workspace.id, role, password_hash: hash });
  return { ...user, token: await tokenFor(server.rt, user) };
}
beforeEach(async () => {
  workspace = await createWorkspace(server.rt);
  me = await person();
});

const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, token = '', payload?: object) =>
  server.ask(method, `/api/v1${url}`, { ...(token ? { token } : {}), ...(payload ? { payload } : {}) });
const signIn = (who: TestUser) => ask('POST', '/auth/login', '', { email: who.email, password });
const codeNow = (secret: Buffer, apart = 0) => codeOf(secret, stepAt(clock.now()) + apart);
const nextStep = () => clock.advance(30_000);

async function enrol(who: Person): Promise<{ secret: Buffer; recovery: string[] }> {
  const begun = await ask('POST', '/me/second-factor', who.token);
  expect(begun.statusCode).toBe(200);
  const secret = fromBase32(begun.json<{ secret: string }>().secret);
  const done = await ask('POST', '/me/second-factor/confirm', who.token, { code: codeNow(secret) });
  expect([done.statusCode, done.body]).toEqual([200, expect.any(String)]);
  nextStep();
  return { secret, recovery: done.json<{ recovery_codes: string[] }>().recovery_codes };
}
async function ticketOf(who: TestUser): Promise<string> {
  const answer = await signIn(who);
  expect([answer.statusCode, answer.json()]).toEqual([
    200,
    { second_step: expect.any(String), ticket: expect.any(String), expires_in: expect.any(Number) },
  ]);
  return answer.json<{ ticket: string }>().ticket;
}
const second = (ticket: string, code: string) => ask('POST', '/auth/second-step', '', { ticket, code });
const entries = async (who: TestUser) =>
  (
    await sql<{ type: string }>`select type from events where workspace_id = ${workspace.id}
      and (actor_id = ${who.id} or data ->> 'user_id' = ${who.id}) order by id`.execute(server.rt.db)
  ).rows.map((row) => row.type);

describe('a second factor', () => {
  it('is in force once a code confirmed it, and its secret is sealed', async () => {
    const begun = await ask('POST', '/me/second-factor', me.token);
    const { secret, uri } = begun.json<{ secret: string; uri: string }>();
    expect(new URL(uri).searchParams.get('secret')).toBe(secret.replaceAll(' ', ''));
    // Nothing is asked for yet.
    expect((await signIn(me)).json()).toMatchObject({ token_type: 'Bearer' });
    const wrong = await ask('POST', '/me/second-factor/confirm', me.token, { code: '000000' });
    expect(wrong.json()).toMatchObject({ code: 'wrong_code', status: 422 });
    const code = codeNow(fromBase32(secret));
    const done = await ask('POST', '/me/second-factor/confirm', me.token, { code });
    const { recovery_codes } = done.json<{ recovery_codes: string[] }>();
    expect(new Set(recovery_codes).size).toBe(10);
    const { rows } = await sql<{ text: string }>`
      select f::text || coalesce((select string_agg(c::text, '') from recovery_codes c), '') as text
      from second_factors f where user_id = ${me.id}`.execute(server.rt.db);
    const raw = fromBase32(secret);
    for (const plain of [
      raw.toString('hex'),
      Buffer.from(raw.toString('base64')).toString('hex'),
      ...recovery_codes,
    ])
      expect(rows[0]?.text).not.toContain(plain);
    expect((await ask('POST', '/me/second-factor', me.token)).json()).toMatchObject({
      code: 'second_factor_set',
    });
    expect((await ask('GET', '/me/security', me.token)).json()).toMatchObject({
      second_factor: { since: clock.now().toISOString(), recovery_codes_left: 10 },
    });
  });

  it('is asked for after the password; its ticket is no session and opens one', async () => {
    const { secret } = await enrol(me);
    const answer = await signIn(me);
    expect(answer.json()).toMatchObject({ second_step: 'code' });
    expect(answer.cookies.filter((one) => one.value !== '')).toEqual([]);
    const { ticket } = answer.json<{ ticket: string }>();
    expect((await ask('GET', '/me', ticket)).statusCode).toBe(401);
    expect((await ask('POST', '/auth/enrol', '', { ticket })).json()).toMatchObject({
      code: 'ticket_invalid',
    });
    expect((await ask('POST', '/auth/new-password', '', { token: ticket, password: 'seven loud hills' })).json()).toMatchObject({ code: 'ticket_invalid' }); // prettier-ignore
    expect((await second(ticket, '123456')).json()).toMatchObject({ code: 'wrong_code' });
    const opened = await second(ticket, codeNow(secret));
    expect(opened.json()).toMatchObject({ user: { id: me.id } });
    expect(opened.cookies.some((one) => one.name === 'sampark_refresh' && one.value !== '')).toBe(true);
    nextStep();
    expect((await second(ticket, codeNow(secret))).json()).toMatchObject({
      code: 'ticket_invalid',
      status: 410,
    });
    expect(await entries(me)).toEqual(['user.second_factor_set', 'user.login_failed', 'user.logged_in']);
  });

  it('takes a code once, also from two at the same time, and one step to either side', async () => {
    const { secret } = await enrol(me);
    const code = codeNow(secret);
    const tickets = [await ticketOf(me), await ticketOf(me)];
    const both = await Promise.all(tickets.map((one) => second(one, code)));
    expect(both.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, expect.any(Number)]);
    expect(both.filter((one) => one.statusCode === 200)).toHaveLength(1);
    clock.advance(90_000);
    expect((await second(await ticketOf(me), codeNow(secret, -1))).statusCode).toBe(200);
    expect((await second(await ticketOf(me), codeNow(secret, 1))).statusCode).toBe(200);
    // The present one is older than the last that was used.
    expect((await second(await ticketOf(me), codeNow(secret))).json()).toMatchObject({ code: 'wrong_code' });
    clock.advance(90_000);
    expect((await second(await ticketOf(me), codeNow(secret, -2))).json()).toMatchObject({
      code: 'wrong_code',
    });
  });

  it('has ten recovery codes, each for once, until new ones are made', async () => {
    const { recovery } = await enrol(me);
    const [first = '', other = ''] = recovery;
    expect((await second(await ticketOf(me), ` ${first.toUpperCase()} `)).statusCode).toBe(200);
    expect((await second(await ticketOf(me), first)).json()).toMatchObject({ code: 'wrong_code' });
    expect((await ask('GET', '/me/security', me.token)).json()).toMatchObject({ second_factor: { recovery_codes_left: 9 } }); // prettier-ignore
    const renewed = await ask('POST', '/me/second-factor/recovery-codes', me.token);
    const [fresh = ''] = renewed.json<{ recovery_codes: string[] }>().recovery_codes;
    expect((await second(await ticketOf(me), other)).json()).toMatchObject({ code: 'wrong_code' });
    expect((await second(await ticketOf(me), fresh)).statusCode).toBe(200);
    const colleague = await person();
    await enrol(colleague);
    expect((await second(await ticketOf(colleague), recovery[2] ?? '')).json()).toMatchObject({ code: 'wrong_code' }); // prettier-ignore
  });

  it('lets nobody try quickly, from wherever; the wait passes', async () => {
    const { secret } = await enrol(me);
    const ticket = await ticketOf(me);
    const answers: number[] = [];
    for (let n = 0; n < 8; n++) {
      const answer = await server.app.inject({
        ...{ method: 'POST', url: '/api/v1/auth/second-step', remoteAddress: `198.51.100.${n}` },
        payload: { ticket, code: '000000' },
      });
      answers.push(answer.statusCode);
    }
    expect(answers.slice(0, 5)).toEqual(Array(5).fill(422));
    expect(answers.slice(5)).toEqual(Array(3).fill(429));
    expect((await second(ticket, codeNow(secret))).json()).toMatchObject({ code: 'login_throttled' });
    clock.advance(60_000);
    expect((await second(ticket, codeNow(secret))).statusCode).toBe(200);
  });

  it('a ticket runs out, and ends with its person', async () => {
    const { secret } = await enrol(me);
    const [late, disabled] = [await ticketOf(me), await ticketOf(me)];
    clock.advance(5 * 60_000);
    expect((await second(late, codeNow(secret))).json()).toMatchObject({ code: 'ticket_invalid' });
    const fresh = await ticketOf(me);
    await sql`update users set status = 'disabled' where id = ${me.id}`.execute(server.rt.db);
    for (const one of [disabled, fresh])
      expect((await second(one, codeNow(secret))).json()).toMatchObject({ code: 'ticket_invalid' });
  });

  it('goes with password and code, not with one of them', async () => {
    const { secret } = await enrol(me);
    const remove = (given: object) => ask('POST', '/me/second-factor/removal', me.token, given);
    expect((await remove({ password: 'not it', code: codeNow(secret) })).json()).toMatchObject({ code: 'wrong_password' }); // prettier-ignore
    expect((await remove({ password, code: '000000' })).json()).toMatchObject({ code: 'wrong_code' });
    expect((await remove({ password, code: codeNow(secret) })).statusCode).toBe(204);
    expect((await signIn(me)).json()).toMatchObject({ token_type: 'Bearer' });
    expect(await entries(me)).toContain('user.second_factor_removed');
  });
});

describe('a workspace that requires one', () => {
  it('leads who has none to set it up at the next sign-in, by invitation too', async () => {
    const admin = await person('admin');
    const changed = await ask('PATCH', '/workspace/sign-in', admin.token, { second_factor_required: true });
    expect(changed.json()).toMatchObject({ second_factor_required: true });
    const ticket = await ticketOf(me);
    expect((await second(ticket, '123456')).json()).toMatchObject({ code: 'ticket_invalid' });
    const begun = await ask('POST', '/auth/enrol', '', { ticket });
    const secret = fromBase32(begun.json<{ secret: string }>().secret);
    const done = await ask('POST', '/auth/enrol/confirm', '', { ticket, code: codeNow(secret) });
    expect(done.json()).toMatchObject({ user: { id: me.id }, recovery_codes: expect.any(Array) });
    expect(done.json<{ recovery_codes: string[] }>().recovery_codes).toHaveLength(10);
    nextStep();
    const removal = { password, code: codeNow(secret) };
    expect((await ask('POST', '/me/second-factor/removal', me.token, removal)).json()).toMatchObject({
      code: 'second_factor_required',
    });
    const invited = await ask('POST', '/invitations', admin.token, {
      email: `new-${me.email}`,
      role: 'standard',
    });
    const token = new URL(invited.json<{ link: string }>().link).searchParams.get('token');
    const joined = await ask('POST', '/auth/join', '', { token, name: 'Nadia', password });
    expect([joined.statusCode, joined.json()]).toMatchObject([201, { second_step: 'enrol' }]);
    expect(await entries(admin)).toEqual(['sign_in.changed', 'user.invited']);
  });

  it('has administrators reset a colleague’s, whose sessions end; nobody their own', async () => {
    const admin = await person('admin');
    await enrol(me);
    const url = (who: TestUser) => `/users/${who.id}/second-factor`;
    expect((await ask('DELETE', url(me), me.token)).statusCode).toBe(403);
    expect((await ask('DELETE', url(admin), admin.token)).json()).toMatchObject({ code: 'forbidden' });
    expect((await ask('DELETE', url(me), admin.token)).statusCode).toBe(204);
    expect((await ask('GET', '/me', me.token)).json()).toMatchObject({ code: 'session_ended' });
    expect((await ask('DELETE', url(me), admin.token)).json()).toMatchObject({
      code: 'second_factor_missing',
    });
    expect((await signIn(me)).json()).toMatchObject({ token_type: 'Bearer' });
    const { rows } = await sql<{ actor_id: string }>`select actor_id from events
      where type = 'user.second_factor_removed' and data ->> 'user_id' = ${me.id}`.execute(server.rt.db);
    expect(rows).toEqual([{ actor_id: admin.id }]);
  });
});

describe('what is sensitive', () => {
  const sensitive: [string, (who: Person) => ReturnType<typeof ask>][] = [
    ['a second factor', (who) => ask('POST', '/me/second-factor', who.token)],
    ['its confirmation', (who) => ask('POST', '/me/second-factor/confirm', who.token, { code: '123456' })],
    ['recovery codes', (who) => ask('POST', '/me/second-factor/recovery-codes', who.token)],
    ['a key', (who) => ask('POST', '/api-keys', who.token, { name: 'x', scopes: ['prospects:read'], days: 1 })],
    ['how people sign in', (who) => ask('PATCH', '/workspace/sign-in', who.token, { second_factor_required: false })],
    ['a colleague’s factor', (who) => ask('DELETE', `/users/${me.id}/second-factor`, who.token)],
    ['a colleague’s password', (who) => ask('POST', `/users/${me.id}/password-link`, who.token)],
  ]; // prettier-ignore
  it.each(sensitive)('%s asks again who is there after ten minutes', async (_what, call) => {
    const admin = await person('admin');
    clock.advance(10 * 60_000);
    expect((await call(admin)).body).not.toContain('proof_needed');
    const later = await person('admin');
    clock.advance(10 * 60_000 + 1);
    expect((await call(later)).json()).toMatchObject({ code: 'proof_needed', status: 403 });
    expect((await ask('POST', '/me/proof', later.token, { password: 'not it' })).json()).toMatchObject({
      code: 'wrong_password',
    });
    expect((await call(later)).json()).toMatchObject({ code: 'proof_needed' });
    expect((await ask('POST', '/me/proof', later.token, { password })).statusCode).toBe(204);
    const answer = await call(later);
    expect(answer.body).not.toContain('proof_needed');
  });
});
