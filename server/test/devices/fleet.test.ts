// The pool in one answer, and who waits for a decision.
import type { Fleet, HoldWaiting } from '@sampark/contracts/fleet.ts';
import { healthStatuses } from '@sampark/contracts/domain.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountRoutes } from '../../src/devices/account-routes.ts';
import { fleetRoutes } from '../../src/devices/fleet-routes.ts';
import { showFleet, worstOf } from '../../src/devices/fleet.ts';
import { holdAccount } from '../../src/devices/hold-account.ts';
import { createWorkspace, startTestServer, type TestServer, type TestUser } from '../support/server.ts';
import { addAccount, addPeople, type Account } from '../support/world.ts';

let server: TestServer;
let admin: { user: TestUser; token: string };
beforeAll(async () => {
  server = await startTestServer({ routes: [...fleetRoutes, ...accountRoutes] });
  admin = await server.login('admin');
});
afterAll(() => server.close());

async function add(name: string, device: object = {}, account: object = {}): Promise<Account> {
  const made = await addAccount(server.rt, admin.user.workspace_id, 'signal', { limits: { per_day: 500 } });
  await server.rt.db
    .updateTable('sender_accounts')
    .set({ updated_at: server.rt.clock.now(), ...account })
    .where('id', '=', made.id)
    .execute();
  await server.rt.db.updateTable('devices').set({ name, ...device }).where('id', '=', made.device_id).execute(); // prettier-ignore
  return made;
}

const fleet = async () => (await server.ask('GET', '/api/v1/fleet', { token: admin.token })).json<Fleet>();

it('holds every device with what a row shows, worst first, and of this workspace alone', async () => {
  const now = server.rt.clock.now();
  await add('well');
  await add('resting', { maintenance: true, health_status: 'offline' });
  await add('silent', { health_status: 'offline', health_reason: 'no_heartbeat' });
  const busy = await add(
    'paused',
    {},
    { paused_until: new Date(now.getTime() + 60_000), pause_reason: 'account_rate' },
  );
  await add('past', {}, { paused_until: new Date(now.getTime() - 60_000), pause_reason: 'account_rate' });
  await add('barred', {}, { policy_hold: 'account_banned' });
  const foreign = (await server.login('admin', await createWorkspace(server.rt))).user;
  await addAccount(server.rt, foreign.workspace_id, 'signal');
  await server.rt.db.insertInto('devices').values({ workspace_id: admin.user.workspace_id, device_identifier: 'bare', name: 'bare', platform_type: 'mac', supported_platforms: [] }).execute(); // prettier-ignore
  await server.rt.db.insertInto('account_days').values({ account_id: busy.id, workspace_id: admin.user.workspace_id, day: now, claimed: 12 } as never).execute(); // prettier-ignore

  const { total, items } = await fleet();
  const at = (name: string) => items.find((one) => one.name === name);
  expect(total).toBe(7);
  expect(items[0]?.name).toBe('silent');
  expect(items.at(-1)?.name).toBe('resting');
  expect(at('bare')).toMatchObject({ accounts: [], health_status: 'healthy', in_flight: 0 });
  expect(at('barred')?.health_status).toBe('degraded');
  expect(at('paused')?.accounts[0]).toMatchObject({
    sent_today: 12,
    per_day: 500,
    pause_reason: 'account_rate',
  });
  expect(at('paused')?.accounts[0]?.paused_until).toBe(new Date(now.getTime() + 60_000).toISOString());
  expect(at('past')?.accounts[0]).toMatchObject({ paused_until: null, pause_reason: null, sent_today: 0 });
  // What does not fit is said, and it is the best off that is left out.
  const short = await showFleet(
    server.rt,
    { ...admin.user, user_id: admin.user.id, role: 'admin' } as never,
    2,
  );
  expect([short.total, short.items.map((one) => one.name)]).toEqual([7, ['silent', 'barred']]);
});

it('calls a device as ill as its worst part, and never well with a held account', () => {
  const health = fc.constantFrom(...healthStatuses);
  const accounts = fc.array(fc.record({ health_status: health, policy_hold: fc.constantFrom(null, 'account_banned') }), { maxLength: 4 }); // prettier-ignore
  fc.assert(
    fc.property(health, accounts, (own, all) => {
      const rank = (one: string) => ['healthy', 'degraded', 'offline'].indexOf(one);
      const got = rank(worstOf(own, all));
      expect(got).toBeGreaterThanOrEqual(rank(own));
      for (const one of all) expect(got).toBeGreaterThanOrEqual(rank(one.health_status));
      expect(got > 0).toBe(own !== 'healthy' || all.some((one) => one.health_status !== 'healthy' || one.policy_hold !== null)); // prettier-ignore
    }),
  );
});

it('counts the people and names the campaigns that wait for a decision, until it is made', async () => {
  const { rt } = server;
  const account = await add('stopped');
  const people = await addPeople(rt, admin.user, 3, { channels: ['signal'] });
  const now = rt.clock.now();
  const campaign = await rt.db
    .insertInto('campaigns')
    .values({
      ...{
        workspace_id: admin.user.workspace_id,
        portfolio_manager_id: admin.user.id,
        name: 'Spring letter',
      },
      ...{
        message_content: 'Hello',
        channel_content: JSON.stringify({ signal: { kind: 'text', text: 'Hello' } }),
      },
      ...{ channel_order: ['signal'], status: 'active', launched_at: now, created_at: now, updated_at: now },
    } as never)
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [index, person] of people.entries()) {
    // Two of them have heard from this number before.
    if (index < 2)
      await sql`insert into contact_channels (prospect_id, workspace_id, channel, account_id)
        values (${person.id}, ${admin.user.workspace_id}, 'signal', ${account.id})`.execute(rt.db);
    await sql`
      with made as (
        insert into messages (id, workspace_id, campaign_id, prospect_id, portfolio_manager_id, platform, purpose, body, content, delivery_status, created_at, updated_at, due_at)
        values (gen_random_uuid(), ${admin.user.workspace_id}, ${campaign.id}, ${person.id}, ${admin.user.id}, 'signal', 'marketing', '{}', 'Hello', 'pending', ${now}, ${now}, ${now})
        returning *)
      insert into message_queue select id, created_at, workspace_id, campaign_id, platform, due_at from made`.execute(
      rt.db,
    );
  }
  await rt.db.transaction().execute((tx) =>
    holdAccount(tx, now, {
      ...{ workspace_id: admin.user.workspace_id, account_id: account.id, device_id: account.device_id },
      ...{ channel: 'signal', reason: 'account_banned', code: 'account_banned' },
    }),
  );
  const waiting = async () =>
    (
      await server.ask('GET', `/api/v1/accounts/${account.id}/waiting`, { token: admin.token })
    ).json<HoldWaiting>();
  expect(await waiting()).toEqual({
    people: 2,
    unreachable: 0,
    campaigns: [{ id: campaign.id, name: 'Spring letter', waiting: 3 }],
  });
  const decided = await server.ask('POST', `/api/v1/accounts/${account.id}/decision`, {
    token: admin.token,
    payload: { decision: 'continue_without', reason: 'Its people may hear from others.' },
  });
  expect(decided.statusCode).toBe(200);
  // Its people have lost their number, and no campaign is stopped any more.
  expect(await waiting()).toEqual({ people: 0, unreachable: 0, campaigns: [] });
});
