// A forgotten password: a link by mail or from an administrator, once, for a short time, telling nobody who has an account.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwordLink } from '../../src/cli/password-link.ts';
import { jobs } from '../../src/jobs.ts';
import { routes } from '../../src/routes.ts';
import { hashPassword } from '../../src/users/passwords.ts';
import { readMail, startMailServer, type MailServer } from '../notifications/mail-server.ts';
import { manualClock } from '../support/manual-clock.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';

const clock = manualClock('2026-11-20T10:00:00Z');
const [old, chosen] = ['four quiet rivers run', 'seven loud hills sleep'];
let server: TestServer;
let mail: MailServer;
let hash: string;
beforeAll(async () => {
  mail = await startMailServer();
  server = await startTestServer({
    ...{ routes, clock },
    env: {
      ...{ SMTP_HOST: '127.0.0.1', SMTP_PORT: String(mail.port), SMTP_TLS: 'off' },
      SMTP_FROM: 'Sampark <notify@example.test>',
    },
  });
  hash = await hashPassword(old);
});
afterAll(async () => {
  await server.close();
  await mail.close();
});

const person = (role: 'admin' | 'standard' = 'standard') =>
  createUser(server.rt, { workspace_id: server.workspace.id, role, password_hash: hash });
const post = (url: string, payload: object, token?: string) =>
  server.ask('POST', `/api/v1${url}`, { payload, ...(token ? { token } : {}) });
const signIn = (user: TestUser, password: string) => post('/auth/login', { email: user.email, password });
const ask = (email: string) => post('/auth/forgotten-password', { email });

/** What the jobs role does with what was written for it. */
async function runWaiting(): Promise<void> {
  const { rows } = await sql<{ payload: unknown }>`
    with taken as (delete from graphile_worker._private_jobs returning payload) select payload from taken`.execute(
    owner(),
  );
  for (const { payload } of rows) await jobs['mail_password_link']?.run(server.rt, payload);
}
const owner = () => server.rt.db;
const tokenIn = (text: string) => /new-password\?token=([\w-]{43})/.exec(text)?.[1] ?? '';

describe('by mail', () => {
  it('the link works once; every session ends, and only the new password opens one', async () => {
    const user = await person();
    const session = await tokenFor(server.rt, user);
    expect((await ask(` ${user.email.toUpperCase()} `)).statusCode).toBe(204);
    await runWaiting();
    const [got, ...more] = mail.mails.filter((one) => one.to.includes(user.email));
    expect(more).toEqual([]);
    const { text, html } = readMail(got?.raw ?? '');
    const token = tokenIn(text);
    expect(html).toContain(token);
    const kept = await sql<{ found: boolean }>`
      select exists (select from sign_in_tickets t where t::text like ${`%${token}%`})
        or exists (select from events e where e::text like ${`%${token}%`}) as found`.execute(server.rt.db);
    expect(kept.rows[0]?.found).toBe(false);
    for (const weak of ['short', 'manchesterunited'])
      expect((await post('/auth/new-password', { token, password: weak })).json()).toMatchObject({ code: 'weak_password', field: 'body.password' }); // prettier-ignore
    expect((await post('/auth/new-password', { token, password: chosen })).statusCode).toBe(204);
    expect((await post('/auth/new-password', { token, password: old })).json()).toMatchObject({ code: 'ticket_invalid' }); // prettier-ignore
    expect((await server.ask('GET', '/api/v1/me', { token: session })).json()).toMatchObject({ code: 'session_ended' }); // prettier-ignore
    expect((await signIn(user, old)).statusCode).toBe(401);
    expect((await signIn(user, chosen)).statusCode).toBe(200);
  });

  it('holds for half an hour, is sent once in two minutes, and the newest used ends the others', async () => {
    const user = await person();
    const before = mail.mails.length;
    const links: string[] = [];
    for (const wait of [0, 60_000, 61_000]) {
      clock.advance(wait);
      await ask(user.email);
      await runWaiting();
      const last = mail.mails.at(-1);
      if (last?.to.includes(user.email)) links.push(tokenIn(readMail(last.raw).text));
    }
    expect(mail.mails.length - before).toBe(2);
    const [first = '', second = ''] = [...new Set(links)];
    expect((await post('/auth/new-password', { token: second, password: chosen })).statusCode).toBe(204);
    expect((await post('/auth/new-password', { token: first, password: old })).json()).toMatchObject({ code: 'ticket_invalid' }); // prettier-ignore
    clock.advance(3 * 60_000);
    await ask(user.email);
    await runWaiting();
    const late = tokenIn(readMail(mail.mails.at(-1)?.raw ?? '').text);
    clock.advance(30 * 60_000);
    expect((await post('/auth/new-password', { token: late, password: old })).json()).toMatchObject({ code: 'ticket_invalid' }); // prettier-ignore
  });

  it('answers the same for an address nobody has, and sends nothing to it or to who is switched off', async () => {
    const user = await person();
    await sql`update users set status = 'disabled' where id = ${user.id}`.execute(server.rt.db);
    const before = mail.mails.length;
    const answers = [
      await ask('nobody@example.test'),
      await ask(user.email),
      await ask((await person()).email),
    ];
    expect(answers.map((one) => [one.statusCode, one.body])).toEqual(answers.map(() => [204, '']));
    await runWaiting();
    expect(mail.mails.length - before).toBe(1);
  });

  it('is tried again when the mail server is away, and given up when nobody waits any more', async () => {
    const user = await person();
    mail.refuse = { code: 451, at: 'data' };
    await ask(user.email);
    await expect(runWaiting()).rejects.toThrow('mail_refused');
    const left = await sql`select from sign_in_tickets where user_id = ${user.id}`.execute(server.rt.db);
    expect(left.rows).toHaveLength(0);
    mail.refuse = undefined;
    const before = mail.mails.length;
    const payload = { email: user.email, asked_at: clock.now().toISOString() };
    clock.advance(31 * 60_000);
    await jobs['mail_password_link']?.run(server.rt, payload);
    expect(mail.mails.length).toBe(before);
  });
});

describe('from an administrator', () => {
  it('is handed over, works once and stands in the trail; not for oneself, nor by a colleague', async () => {
    const [user, admin] = [await person(), await person('admin')];
    const [token, own] = [await tokenFor(server.rt, admin), await tokenFor(server.rt, user)];
    const url = (who: TestUser) => `/users/${who.id}/password-link`;
    expect((await post(url(admin), {}, token)).json()).toMatchObject({ code: 'forbidden' });
    expect((await post(url(admin), {}, own)).statusCode).toBe(403);
    const made = await post(url(user), {}, token);
    expect(made.statusCode).toBe(201);
    const link = tokenIn(made.json<{ link: string }>().link);
    expect((await post('/auth/new-password', { token: link, password: chosen })).statusCode).toBe(204);
    expect((await signIn(user, chosen)).statusCode).toBe(200);
    const { rows } = await sql`
      select type, actor_id from events where data ->> 'user_id' = ${user.id} order by id`.execute(
      server.rt.db,
    );
    expect(rows).toEqual([
      { type: 'user.password_link_made', actor_id: admin.id },
      { type: 'user.password_reset', actor_id: user.id },
    ]);
  });
});

describe('from the machine', () => {
  const link = async (email: string, withoutSecondStep = false) => {
    const lines: string[] = [];
    const code = await passwordLink(server.rt, email, { withoutSecondStep }, (line) => lines.push(line));
    return { code, token: tokenIn(lines.join('\n')), says: lines.join('\n') };
  };

  it('gives an administrator who is alone a link that works once, and says so in the trail', async () => {
    const admin = await person('admin');
    const { code, token } = await link(admin.email.toUpperCase());
    expect(code).toBe(0);
    expect((await post('/auth/new-password', { token, password: chosen })).statusCode).toBe(204);
    expect((await signIn(admin, chosen)).statusCode).toBe(200);
    expect((await post('/auth/new-password', { token, password: old })).statusCode).toBeGreaterThan(399);
    const { rows } = await sql<{ by: string }>`
      select data ->> 'by' as by from events where type = 'user.password_link_made' and data ->> 'user_id' = ${admin.id}`.execute(
      owner(),
    );
    expect(rows).toEqual([{ by: 'command' }]);
  });

  it('takes a lost authenticator away only when asked to', async () => {
    const admin = await person('admin');
    const factors = async () =>
      (await sql`select from second_factors where user_id = ${admin.id}`.execute(owner())).rows.length;
    const token = await tokenFor(server.rt, admin);
    await post('/me/prove', { password: old }, token);
    await post('/me/second-factor', {}, token);
    expect(await factors()).toBe(1);
    await link(admin.email);
    expect(await factors()).toBe(1);
    await link(admin.email, true);
    expect(await factors()).toBe(0);
  });

  it('helps nobody who is unknown or switched off', async () => {
    const off = await person();
    await sql`update users set status = 'disabled' where id = ${off.id}`.execute(owner());
    for (const email of [off.email, 'nobody@example.test']) {
      const { code, token, says } = await link(email);
      expect([code, token]).toEqual([1, '']);
      expect(says).toContain(email);
    }
  });
});
