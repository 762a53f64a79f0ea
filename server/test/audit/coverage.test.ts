// "All administrative actions": every route that may change something is called with success, from the table the server is
// built from, and each transaction that wrote anything must have written an event too. What was written is asked of the
// database: a trigger on every table notes the transaction, save the one that slows guessing down (a failed sign-in is an
// entry of its own).
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../simulators/src/start.ts';
import { connect } from '../../src/db/connect.ts';
import { pathParameters } from '../../src/http/check-routes.ts';
import type { AnyRoute } from '../../src/http/route.ts';
import { etagOf } from '../../src/http/version.ts';
import { builtInRoutes } from '../../src/http/server.ts';
import { routes } from '../../src/routes.ts';
import { codeOf, stepAt } from '../../src/sign-in/totp.ts';
import { hashPassword } from '../../src/users/passwords.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';
import { fromBase32 } from '../support/base32.ts';
import { addAccount, addPeople, openSettings } from '../support/world.ts';

/** Writes that are nobody's business but the person's own, or the machine's. Everything else is an entry. */
const noEntry: Record<string, string> = {
  'POST /api/v1/auth/enrol': 'nothing is in force before a code confirms it, which is an entry',
  'POST /api/v1/me/second-factor': 'the same',
  'POST /api/v1/auth/refresh': 'the same session goes on; its sign-in and its end are entries',
  'PUT /api/v1/me/saved-views': 'how somebody likes to see a list',
  'POST /api/v1/notifications/read': 'what somebody has seen',
  'PUT /api/v1/me/notification-preferences': 'what somebody wants to be told',
  'POST /api/v1/devices/:id/heartbeat': 'a sign of life; a change of health is an entry',
  'POST /api/v1/accounts/:id/check': 'looks at a sender sooner; what it finds is an entry',
  'PATCH /api/v1/conversations/:id': 'that somebody has read it; closing and assigning are entries, below',
};
/** These answer a question. */
const writeNothing = new Set([
  'POST /graphql',
  'POST /api/v1/accounts/check',
  'POST /api/v1/imports/preview',
  'POST /api/v1/workspace/single-sign-on/check',
  'POST /api/v1/compliance/rules/try',
  'POST /api/v1/suppressions/look-up',
  'POST /api/v1/prospects/:id/why',
  'POST /api/v1/segments/count',
  'POST /api/v1/segments/reach',
  'POST /api/v1/experiments/plan',
  'POST /api/v1/profiles/render',
  'POST /api/v1/retention/preview',
]);
const notCalled: Record<string, string> = {
  'POST /api/v1/auth/forgotten-password':
    'writes a job where there is a mail server; the link is an entry: security/new-password.test.ts',
  'POST /api/v1/auth/single-sign-on':
    'needs a provider; begins what ends in a sign-in or a refusal, both entries: security/single-sign-on.test.ts',
  'POST /api/v1/auth/single-sign-on/finish': 'the same',
  'POST /api/v1/me/proof/single-sign-on': 'the same',
  'POST /api/v1/setup': 'works only before there is a workspace: http/first-run.test.ts',
  'POST /hooks/:channel/:account': 'a platform’s call, kept whole and applied with its events later',
  'POST /hooks/:channel/:account/*': 'the same',
  'POST /agree/:slug':
    'asks the person to confirm; their confirmation is an entry: consents/public-pages.test.ts',
  'PATCH /api/v1/demo/panel': 'changes a simulator, nothing here',
  'POST /api/v1/demo/calm': 'changes simulators, nothing here',
  'POST /api/v1/demo/replies': 'a simulated person writes: comes back as a platform’s call',
  'POST /api/v1/demo/bans': 'changes a simulator, nothing here',
  'POST /api/v1/demo/removal': 'removes the sample workspace with its trail',
};

let server: TestServer;
let simulators: Simulators;
let owner: ReturnType<typeof connect>;
beforeAll(async () => {
  server = await startTestServer({ routes });
  simulators = await startSimulators();
  await server.rt.db
    .updateTable('workspaces')
    .set({ settings: JSON.stringify(openSettings) })
    .execute();
  owner = connect(server.rt.ownerUrl, { max: 1, name: 'owner' });
  await sql`
    create table written (xid xid8 not null, relation text not null);
    create function note_write() returns trigger language plpgsql security definer set search_path = public as $$
    begin
      insert into written values (pg_current_xact_id(), tg_argv[0]);
      return null;
    end $$;
    do $$ declare one regclass; begin
      for one in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not relispartition and relname not in ('written', 'events', 'login_failures') loop
        execute format('create trigger note_write after insert or update or delete on %s
          for each row execute function note_write(%L)', one, one);
      end loop;
    end $$`.execute(owner.db);
});
afterAll(async () => {
  await owner.db.destroy();
  await simulators.close();
  await server.close();
});

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'); // prettier-ignore
type Me = TestUser & { token: string };
type Call = { url?: string; payload?: object | string; headers?: Record<string, string> };
const password = 'four quiet rivers run';
const make = (resource: keyof typeof resourceMakers, me: Me) => resourceMakers[resource](server.rt, me);
const set = (table: string, id: string, change: ReturnType<typeof sql>) =>
  sql`update ${sql.table(table)} set ${change} where id = ${id}`.execute(server.rt.db);

async function campaign(me: Me, status: string): Promise<string> {
  await addAccount(server.rt, me.workspace_id, 'signal');
  await addPeople(server.rt, me, 1, { channels: ['signal'] });
  const made = await server.ask('POST', '/api/v1/campaigns', {
    token: me.token,
    payload: { name: 'Review', message_content: 'Hello', channel_order: ['signal'], purpose: 'service' },
  });
  const { id } = made.json<{ id: string }>();
  if (status !== 'draft') await set('campaigns', id, sql`status = ${status}`);
  return id;
}

async function runningExperiment(me: Me): Promise<string> {
  const id = await make('experiment', me);
  await set('experiments', id, sql`status = 'running', launched_at = now()`);
  return id;
}

async function unknown(me: Me): Promise<string> {
  const { rt } = server;
  const id = await make('message', me);
  const account = await addAccount(rt, me.workspace_id, 'telegram');
  await set('messages', id, sql`delivery_status = 'unknown', attempt = 1, account_id = ${account.id}`);
  await sql`insert into attempts (message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient,
      claim_token, state, intent_at)
    select id, created_at, 1, workspace_id, ${account.id}, ${account.device_id}, 'telegram', '1', 1, 'unknown', created_at
    from messages where id = ${id}`.execute(rt.db);
  await sql`insert into open_messages select id, created_at, workspace_id, campaign_id, 'unknown', created_at
    from messages where id = ${id}`.execute(rt.db);
  return id;
}

/** Of a colleague's message: nobody decides about their own. */
async function flagged(me: Me): Promise<string> {
  const author = await createUser(server.rt, { workspace_id: me.workspace_id });
  return resourceMakers.flag(server.rt, author);
}

async function blocked(me: Me): Promise<string> {
  const author = await createUser(server.rt, { workspace_id: me.workspace_id });
  const id = await resourceMakers.message(server.rt, author);
  await set(
    'messages',
    id,
    sql`delivery_status = 'held', failed_reason = 'rule_blocked', content = 'Sure',
      compliance_flags = '[]'`,
  );
  return id;
}

const at = (url: string, id: string) => url.replace(':id', id);
const signIn = (me: Me) =>
  server.ask('POST', '/api/v1/auth/login', { payload: { email: me.email, password } });
async function cookieOf(me: Me): Promise<Call> {
  const { cookies } = await signIn(me);
  return { headers: { cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; ') } };
}

type Begun = { secret: string };
/** Codes of an authenticator: of the present step, or one further on. */
const codesOf = ({ secret }: Begun) => {
  const bytes = fromBase32(secret);
  return (apart: number) => codeOf(bytes, stepAt(server.rt.clock.now()) + apart);
};
async function enrolled(me: Me): Promise<(apart: number) => string> {
  const { token } = me;
  const code = codesOf((await server.ask('POST', '/api/v1/me/second-factor', { token })).json<Begun>());
  await server.ask('POST', '/api/v1/me/second-factor/confirm', { token, payload: { code: code(0) } });
  return code;
}
const ticketOf = async (me: Me) => (await signIn(me)).json<{ ticket: string }>().ticket;
async function enrolTicket(me: Me): Promise<string> {
  await set('workspaces', me.workspace_id, sql`second_factor_required = true`);
  const ticket = await ticketOf(me);
  await set('workspaces', me.workspace_id, sql`second_factor_required = false`);
  return ticket;
}
async function somebodyElse(): Promise<{ user: TestUser; token: string }> {
  const user = await createUser(server.rt, { workspace_id: server.workspace.id });
  return { user, token: await tokenFor(server.rt, user) };
}

/** What a route needs besides its own things and its example, so that it has something to do. */
const prepared: Record<string, (me: Me, url: string) => Promise<Call>> = {
  'POST /api/v1/auth/login': async (me) => ({ payload: { email: me.email, password } }),
  'POST /api/v1/auth/refresh': cookieOf,
  'POST /api/v1/auth/logout': cookieOf,
  'POST /api/v1/auth/join': async (me) => {
    const payload = { email: `${randomUUID()}@example.test`, role: 'standard' };
    const made = await server.ask('POST', '/api/v1/invitations', { token: me.token, payload });
    const token = new URL(made.json<{ link: string }>().link).searchParams.get('token');
    return { payload: { token, name: 'Nadia', password } };
  },
  'POST /api/v1/auth/second-step': async (me) => {
    const code = await enrolled(me);
    return { payload: { ticket: await ticketOf(me), code: code(1) } };
  },
  'POST /api/v1/auth/enrol': async (me) => ({ payload: { ticket: await enrolTicket(me) } }),
  'POST /api/v1/auth/enrol/confirm': async (me) => {
    const ticket = await enrolTicket(me);
    const begun = await server.ask('POST', '/api/v1/auth/enrol', { payload: { ticket } });
    return { payload: { ticket, code: codesOf(begun.json())(0) } };
  },
  'POST /api/v1/auth/new-password': async (me) => {
    const admin = await server.login('admin');
    const url = `/api/v1/users/${me.id}/password-link`;
    const { link } = (await server.ask('POST', url, { token: admin.token })).json<{ link: string }>();
    return { payload: { token: new URL(link).searchParams.get('token'), password } };
  },
  'POST /api/v1/me/proof': async () => ({ payload: { password } }),
  'POST /api/v1/me/second-factor/confirm': async (me) => {
    const begun = await server.ask('POST', '/api/v1/me/second-factor', { token: me.token });
    return { payload: { code: codesOf(begun.json())(0) } };
  },
  'POST /api/v1/me/second-factor/recovery-codes': async (me) => {
    await enrolled(me);
    return {};
  },
  'POST /api/v1/me/second-factor/removal': async (me) => {
    const code = await enrolled(me);
    return { payload: { password, code: code(1) } };
  },
  'DELETE /api/v1/users/:id/second-factor': async (_me, url) => {
    const { user, token } = await somebodyElse();
    await enrolled({ ...user, token });
    return { url: at(url, user.id) };
  },
  'DELETE /api/v1/users/:id/single-sign-on': async (_me, url) => {
    const { user } = await somebodyElse();
    await sql`insert into sign_in_links (workspace_id, issuer, subject, user_id, linked_at)
      values (${user.workspace_id}, 'https://login.example.com', ${user.id}, ${user.id}, now())`.execute(
      server.rt.db,
    );
    return { url: at(url, user.id) };
  },
  'DELETE /api/v1/workspace/single-sign-on': async (me, url) => {
    await server.ask('PUT', url, { token: me.token, payload: exampleOf(`PUT ${url}`) });
    return {};
  },
  'POST /api/v1/me/password': async () => ({
    payload: { current_password: password, new_password: 'seven loud hills sleep' },
  }),
  'POST /api/v1/campaigns/:id/launch': async (me, url) => ({ url: at(url, await campaign(me, 'draft')) }),
  'POST /api/v1/campaigns/:id/pause': async (me, url) => ({ url: at(url, await campaign(me, 'active')) }),
  'POST /api/v1/profiles/:id/logo': async () => ({
    payload: onePixel,
    headers: { 'content-type': 'image/png' },
  }),
  'POST /api/v1/profiles/:id/activate': async (me, url) => {
    const id = await make('profile', me);
    await set('engagement_profiles', id, sql`is_active = false`);
    return { url: at(url, id) };
  },
  'POST /api/v1/campaigns/:id/resume': async (me, url) => ({ url: at(url, await campaign(me, 'paused')) }),
  'POST /api/v1/messages/:id/settle': async (me, url) => ({ url: at(url, await unknown(me)) }),
  'POST /api/v1/messages/settle': async (me) => {
    const { campaign_id } = await server.rt.db
      .selectFrom('messages')
      .select('campaign_id')
      .where('id', '=', await unknown(me))
      .executeTakeFirstOrThrow();
    return { payload: { decision: 'leave', campaign_id } };
  },
  'POST /api/v1/messages': async (me) => {
    const [person] = await addPeople(server.rt, me, 1, { channels: ['signal'] });
    return {
      payload: { prospect_id: person?.id, purpose: 'service', channel_order: ['signal'], content: 'Hello' },
    };
  },
  'POST /api/v1/devices/bulk': async (me) => ({
    payload: { ids: [await make('device', me)], maintenance: true },
  }),
  'POST /api/v1/accounts/:id/decision': async (me, url) => {
    const id = await make('account', me);
    await set('sender_accounts', id, sql`policy_hold = 'spam'`);
    return { url: at(url, id) };
  },
  'PATCH /api/v1/accounts/:id': async () => ({ headers: {} }),
  'POST /api/v1/accounts/:id/callbacks': async (me, url) => {
    await simulators.control.telegram('POST', 'accounts', {
      ...{ token: '7100000001:a', id: 7_100_000_001, username: 'test_bot', first_name: 'Test' },
    });
    const { id } = await addAccount(server.rt, me.workspace_id, 'telegram', {
      ...{ address: '7100000001', base_url: simulators.urls.telegram },
      credentials: { bot_token: '7100000001:a', secret_token: 'hush' },
    });
    return { url: at(url, id) };
  },
  'POST /api/v1/portfolios/:id/decision': async (me, url) => {
    const id = await make('portfolio', me);
    const account = await make('account', me);
    await set('sender_accounts', account, sql`policy_hold = 'spam', portfolio_id = ${id}`);
    return { url: at(url, id) };
  },
  'POST /api/v1/prospects': async () => ({ payload: { phone_number: '+447400123456', name: 'Amina' } }),
  'POST /api/v1/prospects/:id/share': async (me) => ({ payload: { user_id: await make('user', me) } }),
  'POST /api/v1/prospects/:id/release': async (me, url) => {
    const id = await make('prospect', me);
    await set('prospects', id, sql`held_reason = 'reads like a refusal'`);
    return { url: at(url, id) };
  },
  'POST /api/v1/start-links': async (me) => {
    const [person] = await addPeople(server.rt, me, 1, { channels: ['signal'] });
    return { payload: { ...exampleOf('POST /api/v1/start-links'), filter: { q: person?.phone } } };
  },
  'POST /api/v1/privacy-requests': async (me) => ({
    payload: { ...exampleOf('POST /api/v1/privacy-requests'), prospect_id: await make('prospect', me) },
  }),
  'POST /api/v1/conversions': async (me) => ({
    payload: { prospect_id: await make('prospect', me), kind: 'meeting_held' },
  }),
  'POST /api/v1/experiments/:id/declare': async (me, url) => ({
    url: at(url, await runningExperiment(me)),
    payload: { winner: 'B', roll_out: false, reason: 'The season is over' },
  }),
  'POST /api/v1/experiments/:id/stop-variant': async (me, url) => ({
    url: at(url, await runningExperiment(me)),
  }),
  'POST /api/v1/suppressions/:id/lift': async (me, url) => {
    const id = await make('suppression', me);
    await set('suppressions', id, sql`reason = 'wrong_number'`);
    return { url: at(url, id) };
  },
  'POST /p/:token': async () => ({
    payload: 'act=stop',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  'PATCH /api/v1/opt-in-pages/:id': async (me, url) => {
    const id = await make('opt_in_page', me);
    const { updated_at } = await server.rt.db
      .selectFrom('opt_in_pages')
      .select('updated_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return { url: at(url, id), headers: { 'if-match': etagOf(updated_at) } };
  },
  'DELETE /api/v1/compliance/messages/:id/release': async (me, url) => {
    const id = await blocked(me);
    await server.ask('POST', at(url, id), { token: me.token, payload: { note: 'The fund is called so.' } });
    return { url: at(url, id) };
  },
  'PATCH /api/v1/compliance/rules/:id': async () => ({ payload: { enabled: true } }),
  'POST /api/v1/compliance/flags': async (me) => ({
    payload: { ids: [await flagged(me)], change: { verdict: 'minor', note: 'Spoken to.' } },
  }),
  'PATCH /api/v1/compliance/flags/:id': async (me, url) => ({ url: at(url, await flagged(me)) }),
  'POST /api/v1/compliance/messages/:id/release': async (me, url) => ({ url: at(url, await blocked(me)) }),
  'POST /api/v1/compliance/messages/release': async (me) => ({
    payload: { message_ids: [await blocked(me), await blocked(me)] },
  }),
  'POST /api/v1/compliance/messages/:id/refuse': async (me, url) => ({ url: at(url, await blocked(me)) }),
};

const nameOf = (route: AnyRoute) => `${route.method} ${route.url}`;
const changing = ([...builtInRoutes, ...routes] as AnyRoute[]).filter((route) => route.method !== 'GET');
const exampleOf = (name: string) => changing.find((one) => nameOf(one) === name)?.example as object;

async function somebody(route: AnyRoute): Promise<Me> {
  const role = 'roles' in route.access ? (route.access.roles[0] ?? 'admin') : 'admin';
  const password_hash = await hashed;
  const user = await createUser(server.rt, { workspace_id: server.workspace.id, role, password_hash });
  return { ...user, token: await tokenFor(server.rt, user) };
}
const hashed = hashPassword(password);

/** Calls it as somebody who may; answers which tables were written, and which of them without an event. */
async function written(route: AnyRoute, call: Call, me: Me) {
  let url = call.url ?? route.url;
  for (const parameter of pathParameters(url)) {
    const resource = route.resources?.[parameter];
    if (resource) url = url.replace(`:${parameter}`, await make(resource, me));
  }
  const { etag } = (await server.ask('GET', url, { token: me.token })).headers;
  const payload = call.payload ?? (route.rawBody ? String(route.example) : route.example);
  const before = await sql<{ xid: string }>`
    with emptied as (delete from written) select pg_snapshot_xmax(pg_current_snapshot())::text as xid`.execute(
    owner.db,
  );
  const answer = await server.ask(route.method, url, {
    token: me.token,
    headers: {
      ...(etag ? { 'if-match': etag } : {}),
      ...(route.rawBody ? { 'content-type': 'text/csv' } : {}),
      ...call.headers,
    },
    ...(payload === undefined ? {} : { payload: payload as object }),
  });
  const { rows } = await sql<{ relation: string; silent: boolean }>`
    select relation, bool_or(not exists (select from events e where e.xid = w.xid)) as silent
    from written w group by 1 order by 1`.execute(owner.db);
  const { rows: events } = await sql`
    select from events where xid >= ${before.rows[0]?.xid}::xid8 limit 1`.execute(owner.db);
  return {
    answer: answer.statusCode < 400 ? 'done' : `${answer.statusCode} ${answer.body}`,
    wrote: rows.length > 0 || events.length > 0,
    silent: rows.filter((row) => row.silent).map((row) => row.relation),
  };
}

describe('a route that changes something writes an entry in the same transaction', () => {
  const called = changing.filter((route) => !(nameOf(route) in notCalled));
  it.each(called.map((route) => [nameOf(route), route] as const))('%s', async (name, route) => {
    const me = await somebody(route);
    const found = await written(route, (await prepared[name]?.(me, route.url)) ?? {}, me);
    expect(found.answer).toBe('done');
    expect(found.wrote).toBe(!writeNothing.has(name));
    // An exception that is none any more has to go from the list.
    expect(found.silent.length > 0).toBe(name in noEntry);
  });

  it.each([
    ['closing', { status: 'closed' }],
    ['assigning', { assigned_to: null }],
  ])('PATCH /api/v1/conversations/:id, %s', async (_what, payload) => {
    const route = changing.find((one) => nameOf(one) === 'PATCH /api/v1/conversations/:id') as AnyRoute;
    const found = await written(route, { payload }, await somebody(route));
    expect(found).toEqual({ answer: 'done', wrote: true, silent: [] });
  });

  it('the exceptions are routes that exist, each with a reason', () => {
    const names = new Set(changing.map(nameOf));
    for (const [name, why] of Object.entries({ ...noEntry, ...notCalled })) {
      expect([name, names.has(name)]).toEqual([name, true]);
      expect(why.length).toBeGreaterThan(5);
    }
  });
});
