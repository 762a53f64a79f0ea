// Who waits after failed sign-ins, by the runtime's clock.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authRoutes } from '../../src/users/auth-routes.ts';
import { hashPassword } from '../../src/users/passwords.ts';
import {
  decide,
  delaySeconds,
  standing,
  throttleRules,
  type Count,
} from '../../src/users/throttle-policy.ts';
import { manualClock } from '../support/manual-clock.ts';
import { createUser, startTestServer, type TestServer, type TestUser } from '../support/server.ts';

describe('the policy', () => {
  it.each([
    ['own', 4, 0],
    ['own', 5, 1],
    ['own', 6, 2],
    ['own', 10, 32],
    ['own', 1000, 900],
    ['network', 49, 0],
    ['network', 50, 1],
    ['network', 500, 300],
    ['account', 19, 0],
    ['account', 20, 1],
    ['account', 100_000, 30],
  ] as const)('%s: after %i failures %i s', (bucket, failures, seconds) => {
    expect(delaySeconds(bucket, failures)).toBe(seconds);
  });

  const now = new Date('2026-11-20T10:00:00Z');
  const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  const count = (failures: number, blocked?: number): Count => ({
    failures,
    last_failure: now,
    blocked_until: blocked === undefined ? null : at(blocked),
  });
  const none = {
    own: undefined,
    network: undefined,
    account: undefined,
    knownDevice: false,
    familiar: false,
    now,
  };

  it.each([
    ['nothing so far', none, { allowed: true }],
    ['own wait', { ...none, own: count(6, 2) }, { allowed: false, waitSeconds: 2, takeTurn: false }],
    ['own wait over', { ...none, own: count(6, -1) }, { allowed: true }],
    [
      'a busy network',
      { ...none, network: count(60, 9) },
      { allowed: false, waitSeconds: 9, takeTurn: false },
    ],
    [
      'a busy network, known device',
      { ...none, network: count(60, 9), knownDevice: true, familiar: true },
      { allowed: true },
    ],
    [
      'attacked account, stranger',
      { ...none, account: count(900) },
      { allowed: false, waitSeconds: 30, takeTurn: true },
    ],
    [
      'attacked account, stranger who waited',
      { ...none, account: count(900), own: count(0, -1) },
      { allowed: true },
    ],
    [
      'attacked account, stale turn',
      { ...none, account: count(900), own: count(0, -121) },
      { allowed: false, waitSeconds: 30, takeTurn: true },
    ],
    [
      'attacked account, familiar network',
      { ...none, account: count(900), familiar: true },
      { allowed: true },
    ],
  ])('%s', (_name, input, expected) => {
    expect(decide(input)).toEqual(expected);
  });

  it('forgets after a quiet time', () => {
    expect(standing('own', count(9), at(throttleRules.own.forgetSeconds))).toBe(9);
    expect(standing('own', count(9), at(throttleRules.own.forgetSeconds + 1))).toBe(0);
  });
});

describe('signing in', () => {
  const clock = manualClock();
  const password = 'correct horse battery';
  let server: TestServer;
  let user: TestUser;
  let hash: string;
  beforeAll(async () => {
    server = await startTestServer({ clock, routes: authRoutes, env: { SAMPARK_TRUST_PROXY: 'on' } });
    hash = await hashPassword(password);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.rt.db.deleteFrom('login_failures').execute();
    user = await createUser(server.rt, { workspace_id: server.workspace.id, password_hash: hash });
  });

  const attempt = (secret: string, from: string, cookie?: string, email = user.email) =>
    server.ask('POST', '/api/v1/auth/login', {
      payload: { email, password: secret },
      // The last entry is what the proxy saw; the first is the client's own claim and counts for nothing.
      headers: { 'x-forwarded-for': `9.9.9.9, ${from}`, ...(cookie ? { cookie } : {}) },
    });
  const deviceOf = (answer: { cookies: { name: string; value: string }[] }) => {
    const cookie = answer.cookies.find((one) => one.name.startsWith('sampark_device_'));
    return `${cookie?.name}=${cookie?.value}`;
  };

  it('grows slower for whoever guesses from one network, and only there', async () => {
    const waits: number[] = [];
    for (let n = 0; n < 9; n++) {
      const answer = await attempt('wrong', '203.0.113.1');
      if (answer.statusCode === 429) {
        const seconds = Number(answer.headers['retry-after']);
        waits.push(seconds);
        clock.advance(seconds * 1000);
        expect((await attempt('wrong', '203.0.113.1')).statusCode).toBe(401);
      } else expect(answer.json()).toMatchObject({ code: 'invalid_credentials' });
    }
    expect(waits).toEqual([1, 2, 4, 8]);
    expect((await attempt(password, '203.0.113.1')).json()).toMatchObject({ code: 'login_throttled' });
    expect((await attempt(password, '198.51.100.7')).statusCode).toBe(200);
  });

  it('counts a burst of parallel guesses one by one', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt('wrong', '203.0.113.2')));
    expect(answers.filter((one) => one.statusCode === 401)).toHaveLength(5);
    expect(answers.filter((one) => one.statusCode === 429)).toHaveLength(15);
  });

  it('never locks the owner out: not their network, not their device, and strangers who wait get their turn', async () => {
    const first = await attempt(password, '192.0.2.10');
    expect(first.statusCode).toBe(200);
    // A botnet: every guess from another network.
    for (let n = 0; n < 40; n++) await attempt('wrong', `203.0.113.${n + 10}`);
    const stranger = await attempt(password, '198.51.100.20');
    expect(stranger.json()).toMatchObject({ code: 'login_throttled' });
    const wait = Number(stranger.headers['retry-after']);
    expect(wait).toBeLessThanOrEqual(30);
    expect((await attempt(password, '192.0.2.10')).statusCode).toBe(200);
    expect((await attempt(password, '198.51.100.30', deviceOf(first))).statusCode).toBe(200);
    // The attack goes on, and the stranger who waited still gets in.
    clock.advance(wait * 1000);
    for (let n = 0; n < 5; n++) await attempt('wrong', `203.0.113.${n + 100}`);
    expect((await attempt(password, '198.51.100.20')).statusCode).toBe(200);
  });

  it('holds a network back that tries many accounts, but not a known device in it', async () => {
    const first = await attempt(password, '192.0.2.50');
    for (let n = 0; n < 50; n++) await attempt('wrong', '192.0.2.50', undefined, `person-${n}@example.test`);
    expect((await attempt(password, '192.0.2.50')).json()).toMatchObject({ code: 'login_throttled' });
    expect((await attempt(password, '192.0.2.50', deviceOf(first))).statusCode).toBe(200);
  });

  it('takes no device cookie that was forged, is another person’s, or is from before the password changed', async () => {
    const other = await createUser(server.rt, { workspace_id: server.workspace.id, password_hash: hash });
    const mine = deviceOf(await attempt(password, '192.0.2.60'));
    const theirs = deviceOf(await attempt(password, '192.0.2.61', undefined, other.email));
    const [name = ''] = mine.split('=');
    const forged = `${name}=${mine.split('=')[1]?.split('.')[0]}.${'A'.repeat(43)}`;
    const borrowed = `${name}=${theirs.split('=')[1]}`;
    for (let n = 0; n < 50; n++) await attempt('wrong', '192.0.2.70', undefined, `person-${n}@example.test`);
    for (const cookie of [forged, borrowed]) {
      expect((await attempt(password, '192.0.2.70', cookie)).statusCode).toBe(429);
    }
    expect((await attempt(password, '192.0.2.70', mine)).statusCode).toBe(200);
    await server.rt.db
      .updateTable('users')
      .set({ password_changed_at: new Date(clock.now().getTime() + 1) })
      .where('id', '=', user.id)
      .execute();
    expect((await attempt(password, '192.0.2.70', mine)).statusCode).toBe(429);
  });
});
