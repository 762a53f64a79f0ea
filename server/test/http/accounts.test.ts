import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jwtVerify, SignJWT } from 'jose';
import { authRoutes } from '../../src/users/auth-routes.ts';
import { meRoutes } from '../../src/users/me-routes.ts';
import { userRoutes } from '../../src/users/user-routes.ts';
import { hashPassword } from '../../src/users/passwords.ts';
import { manualClock } from '../support/manual-clock.ts';
import {
  createUser,
  createWorkspace,
  startTestServer,
  tokenFor,
  type TestServer,
  type TestUser,
} from '../support/server.ts';

const clock = manualClock();
const password = 'correct horse battery';
let server: TestServer;
let hash: string;
let user: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock, routes: [...authRoutes, ...meRoutes, ...userRoutes] });
  hash = await hashPassword(password);
});
afterAll(() => server.close());
beforeEach(async () => {
  user = await createUser(server.rt, { workspace_id: server.workspace.id, password_hash: hash });
});

async function signIn(email = user.email, secret = password, headers: Record<string, string> = {}) {
  return server.ask('POST', '/api/v1/auth/login', { payload: { email, password: secret }, headers });
}
function cookieOf(answer: { cookies: { name: string; value: string }[] }): string {
  const cookie = answer.cookies.find((one) => one.name === 'sampark_refresh');
  return `sampark_refresh=${cookie?.value ?? ''}`;
}
async function refresh(cookie: string, headers: Record<string, string> = {}) {
  return server.ask('POST', '/api/v1/auth/refresh', { headers: { cookie, ...headers } });
}
async function eventsOf(type: string): Promise<number> {
  const rows = await server.rt.db
    .selectFrom('events')
    .select('id')
    .where('type', '=', type)
    .where('actor_id', '=', user.id)
    .execute();
  return rows.length;
}

describe('signing in', () => {
  it('answers with a token for 15 minutes, the user, and a cookie scripts cannot read', async () => {
    const answer = await signIn(user.email.toUpperCase());
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      expires_in: 900,
      token_type: 'Bearer',
      user: { id: user.id, role: 'standard', workspace: { id: server.workspace.id } },
    });
    expect(answer.json().user).not.toHaveProperty('password_hash');
    const cookie = answer.cookies.find((one) => one.name === 'sampark_refresh');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/api/v1/auth' });
    const token = answer.json().access_token as string;
    expect((await server.ask('GET', '/api/v1/me', { token })).json()).toMatchObject({ id: user.id });
    expect(await eventsOf('user.logged_in')).toBe(1);
  });

  it('answers the same for a wrong password, an unknown e-mail and a disabled user', async () => {
    const disabled = await createUser(server.rt, { workspace_id: server.workspace.id, password_hash: hash });
    await server.rt.db
      .updateTable('users')
      .set({ status: 'disabled' })
      .where('id', '=', disabled.id)
      .execute();
    const answers = [
      await signIn(user.email, 'not the password'),
      await signIn('nobody@example.test', password),
      await signIn(disabled.email),
    ];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect({ ...answer.json(), request_id: '' }).toEqual({ ...answers[0]?.json(), request_id: '' });
    }
    expect(await eventsOf('user.login_failed')).toBe(1);
  });

  it('refuses demo logins while the demo is off, and ends their tokens', async () => {
    const demo = await createWorkspace(server.rt, { is_demo: true });
    const person = await createUser(server.rt, { workspace_id: demo.id, password_hash: hash });
    expect((await signIn(person.email)).json()).toMatchObject({ code: 'demo_disabled', status: 403 });
    const token = await tokenFor(server.rt, person);
    expect((await server.ask('GET', '/api/v1/me', { token })).json()).toMatchObject({
      code: 'session_ended',
    });
    server.rt.demo.enabled = true;
    expect((await signIn(person.email)).statusCode).toBe(200);
    server.rt.demo.enabled = false;
  });
});

describe('access tokens', () => {
  const now = () => Math.floor(clock.now().getTime() / 1000);
  it('are refused when any part of them is not ours', async () => {
    const good = (await signIn()).json().access_token as string;
    const { payload } = await jwtVerify(good, server.rt.keys.tokenKey, { currentDate: clock.now() });
    const forge = (
      header: { alg: string; typ: string },
      change: Record<string, unknown> = {},
      key: Uint8Array = server.rt.keys.tokenKey,
    ) => new SignJWT({ ...payload, ...change }).setProtectedHeader(header).sign(key);
    const right = { alg: 'HS256', typ: 'at+jwt' };
    const [head, body] = good.split('.');
    const cases: [string, string][] = [
      ['another key', await forge(right, {}, new Uint8Array(32).fill(9))],
      ['another type', await forge({ alg: 'HS256', typ: 'JWT' })],
      ['another algorithm', await forge({ alg: 'HS512', typ: 'at+jwt' }, {}, new Uint8Array(64).fill(1))],
      ['another audience', await forge(right, { aud: 'somebody-else' })],
      ['another issuer', await forge(right, { iss: 'somebody-else' })],
      ['another user of that session', await forge(right, { sub: server.workspace.id })],
      ['no algorithm', `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${body}.x`],
      ['no signature', `${head}.${body}.x`],
      ['expired', await forge(right, { exp: now() - 1 })],
    ];
    for (const [name, token] of cases) {
      const answer = await server.ask('GET', '/api/v1/me', { token });
      expect([name, answer.statusCode]).toEqual([name, 401]);
    }
    expect(
      (await server.ask('GET', '/api/v1/me', { token: await forge(right, { exp: now() + 60 }) })).statusCode,
    ).toBe(200);
  });

  it('expire after 15 minutes of the runtime’s clock', async () => {
    const token = (await signIn()).json().access_token as string;
    clock.advance(14 * 60_000);
    expect((await server.ask('GET', '/api/v1/me', { token })).statusCode).toBe(200);
    clock.advance(61_000);
    expect((await server.ask('GET', '/api/v1/me', { token })).json()).toMatchObject({
      code: 'token_expired',
    });
  });
});

describe('refresh', () => {
  it('rotates; a token that comes back later ends the whole session', async () => {
    const first = cookieOf(await signIn());
    const second = await refresh(first);
    expect(second.statusCode).toBe(200);
    clock.advance(11_000);
    expect((await refresh(first)).json()).toMatchObject({ code: 'session_ended' });
    expect((await refresh(cookieOf(second))).json()).toMatchObject({ code: 'session_ended' });
    const token = second.json().access_token as string;
    expect((await server.ask('GET', '/api/v1/me', { token })).json()).toMatchObject({
      code: 'session_ended',
    });
    expect(await eventsOf('session.reuse_detected')).toBe(1);
  });

  it('lets two tabs that wake together both go on, with one successor', async () => {
    const cookie = cookieOf(await signIn());
    const answers = await Promise.all([refresh(cookie), refresh(cookie), refresh(cookie)]);
    expect(answers.map((one) => one.statusCode)).toEqual([200, 200, 200]);
    expect(answers.filter((one) => one.cookies.some((c) => c.name === 'sampark_refresh'))).toHaveLength(1);
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' }, 200],
    [{}, 200],
  ])('with headers %j answers %i', async (headers, status) => {
    expect((await refresh(cookieOf(await signIn()), headers as Record<string, string>)).statusCode).toBe(
      status,
    );
  });

  it('ends after 7 days without use and needs a cookie', async () => {
    const cookie = cookieOf(await signIn());
    clock.advance(7 * 86_400_000 + 1000);
    expect((await refresh(cookie)).json()).toMatchObject({ code: 'session_ended' });
    expect((await server.ask('POST', '/api/v1/auth/refresh')).json()).toMatchObject({
      code: 'authentication_required',
    });
  });
});

describe('sessions end', () => {
  it('by signing out here, everywhere, or one by one', async () => {
    const [a, b, c] = [await signIn(), await signIn(), await signIn()];
    const token = (answer: typeof a) => answer.json().access_token as string;
    const alive = async (answer: typeof a) =>
      (await server.ask('GET', '/api/v1/me', { token: token(answer) })).statusCode;
    expect(
      (await server.ask('POST', '/api/v1/auth/logout', { headers: { cookie: cookieOf(a) } })).statusCode,
    ).toBe(204);
    expect([await alive(a), await alive(b), await alive(c)]).toEqual([401, 200, 200]);
    const list = (await server.ask('GET', '/api/v1/me/sessions', { token: token(b) })).json();
    expect(list.items).toHaveLength(2);
    const other = list.items.find((one: { current: boolean }) => !one.current) as { id: string };
    expect(
      (await server.ask('DELETE', `/api/v1/me/sessions/${other.id}`, { token: token(b) })).statusCode,
    ).toBe(204);
    expect([await alive(b), await alive(c)]).toEqual([200, 401]);
    const d = await signIn();
    expect((await server.ask('POST', '/api/v1/auth/logout-everywhere', { token: token(d) })).statusCode).toBe(
      204,
    );
    expect([await alive(b), await alive(d)]).toEqual([401, 401]);
    expect((await refresh(cookieOf(d))).statusCode).toBe(401);
  });

  it('when the password changes, except the one that changed it', async () => {
    const [here, there] = [await signIn(), await signIn()];
    const token = here.json().access_token as string;
    const change = (current_password: string, new_password: string) =>
      server.ask('POST', '/api/v1/me/password', { token, payload: { current_password, new_password } });
    expect((await change('wrong', 'seven new lamps')).json()).toMatchObject({ code: 'wrong_password' });
    expect((await change(password, 'short')).json()).toMatchObject({ code: 'weak_password', status: 422 });
    expect((await change(password, 'P@ssw0rd12345')).json()).toMatchObject({
      ...{ code: 'weak_password', field: 'body.new_password' },
      detail: expect.stringContaining('built on a much used password') as string,
      remedy: expect.stringContaining('a few unrelated words') as string,
    });
    expect((await change(password, 'seven new lamps')).statusCode).toBe(204);
    expect((await server.ask('GET', '/api/v1/me', { token })).statusCode).toBe(200);
    expect(
      (await server.ask('GET', '/api/v1/me', { token: there.json().access_token as string })).statusCode,
    ).toBe(401);
    expect((await signIn()).statusCode).toBe(401);
    expect((await signIn(user.email, 'seven new lamps')).statusCode).toBe(200);
  });
});

describe('users', () => {
  it('need the version they are based on, and end at once when disabled', async () => {
    const { token } = await server.login('admin');
    const person = (await signIn()).json().access_token as string;
    const url = `/api/v1/users/${user.id}`;
    const read = await server.ask('GET', url, { token });
    const etag = String(read.headers.etag);
    expect(etag).toBe(`"${read.json().version}"`);
    const edit = (payload: object, headers: Record<string, string> = {}) =>
      server.ask('PATCH', url, { token, payload, headers });
    expect((await edit({ name: 'A' })).json()).toMatchObject({ code: 'version_required' });
    const first = await edit({ name: 'A' }, { 'if-match': etag });
    expect(first.json()).toMatchObject({ name: 'A' });
    expect((await edit({ name: 'B' }, { 'if-match': etag })).json()).toMatchObject({
      code: 'version_conflict',
    });
    expect((await edit({ status: 'disabled' }, { 'if-match': String(first.headers.etag) })).statusCode).toBe(
      200,
    );
    expect((await server.ask('GET', '/api/v1/me', { token: person })).json()).toMatchObject({
      code: 'session_ended',
    });
  });

  it('always keep one administrator, even when two demote each other', async () => {
    const workspace = await createWorkspace(server.rt);
    const [a, b] = [
      await createUser(server.rt, { workspace_id: workspace.id, role: 'admin' }),
      await createUser(server.rt, { workspace_id: workspace.id, role: 'admin' }),
    ];
    const demote = async (by: TestUser, whom: TestUser) => {
      const token = await tokenFor(server.rt, by);
      const read = await server.ask('GET', `/api/v1/users/${whom.id}`, { token });
      return server.ask('PATCH', `/api/v1/users/${whom.id}`, {
        token,
        payload: { role: 'compliance' },
        headers: { 'if-match': String(read.headers.etag) },
      });
    };
    const answers = await Promise.all([demote(a, b), demote(b, a)]);
    const admins = await server.rt.db
      .selectFrom('users')
      .select('id')
      .where('workspace_id', '=', workspace.id)
      .where('role', '=', 'admin')
      .execute();
    expect(admins).toHaveLength(1);
    expect(answers.map((one) => one.statusCode).filter((status) => status === 200)).toHaveLength(1);
  });

  it('are listed in pages that neither repeat nor lose anybody', async () => {
    const workspace = await createWorkspace(server.rt);
    const admin = await createUser(server.rt, { workspace_id: workspace.id, role: 'admin' });
    for (let n = 0; n < 6; n++)
      await createUser(server.rt, { workspace_id: workspace.id, name: `Person ${n}` });
    const token = await tokenFor(server.rt, admin);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = (
        await server.ask('GET', `/api/v1/users?limit=3${cursor && `&cursor=${cursor}`}`, { token })
      ).json();
      seen.push(...page.items.map((one: { id: string }) => one.id));
      cursor = page.next_cursor as string | null;
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    const found = (await server.ask('GET', '/api/v1/users?q=person%203', { token })).json();
    expect(found.items).toHaveLength(1);
  });
});

describe('invitations', () => {
  const invite = async (payload: object) => {
    const { token } = await server.login('admin');
    return server.ask('POST', '/api/v1/invitations', { token, payload });
  };
  const tokenIn = (link: string) => new URL(link).searchParams.get('token') ?? '';
  const join = (token: string, more: object = {}) =>
    server.ask('POST', '/api/v1/auth/join', {
      payload: { token, name: 'New', password: 'five quiet rivers', ...more },
    });

  it('bring one person in, once', async () => {
    const made = await invite({ email: 'New.Person@example.test', role: 'compliance' });
    expect(made.statusCode).toBe(201);
    const token = tokenIn(made.json().link as string);
    for (const weak of ['new.person 1234', 'manchesterunited'])
      expect((await join(token, { password: weak })).json()).toMatchObject({
        ...{ code: 'weak_password', field: 'body.password' },
      });
    const joined = await join(token);
    expect(joined.statusCode).toBe(201);
    expect(joined.json().user).toMatchObject({ email: 'new.person@example.test', role: 'compliance' });
    expect((await join(token)).json()).toMatchObject({ code: 'invitation_invalid', status: 410 });
    expect((await invite({ email: 'new.person@example.test', role: 'admin' })).json()).toMatchObject({
      code: 'email_taken',
    });
    expect((await signIn('new.person@example.test', 'five quiet rivers')).statusCode).toBe(200);
  });

  it('end after seven days, by withdrawal, and by a newer one', async () => {
    const links: string[] = [];
    for (const email of ['a@example.test', 'b@example.test', 'c@example.test']) {
      links.push((await invite({ email, role: 'standard' })).json().link as string);
    }
    const { token } = await server.login('admin');
    const list = (await server.ask('GET', '/api/v1/invitations', { token })).json();
    const a = list.items.find((one: { email: string }) => one.email === 'a@example.test') as { id: string };
    expect((await server.ask('DELETE', `/api/v1/invitations/${a.id}`, { token })).statusCode).toBe(204);
    await invite({ email: 'b@example.test', role: 'standard' });
    expect((await join(tokenIn(links[0] ?? ''))).statusCode).toBe(410);
    expect((await join(tokenIn(links[1] ?? ''))).statusCode).toBe(410);
    clock.advance(7 * 86_400_000 + 1000);
    expect((await join(tokenIn(links[2] ?? ''))).statusCode).toBe(410);
  });
});
