// The real program killed at each step of a banned sender's hold, of telling about it, of an administrator's decision and of
// waking those who waited: each action once in the log, one notification, everybody reached once.
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { followToTheEnd } from '../notifications/helpers.ts';
import { holdingPoints } from '../../src/processes/crash-points.ts';
import { ledgerOf, type World } from '../support/world.ts';
import { checkCampaign } from './chaos-check.ts';
import { arrived, doubledNotifications, eventsOf, launched, onScene, type Scene } from './crash-scene.ts';
import { soon, statusOf } from './kill-world.ts';

it(
  'a banned sender: killed at each step of its hold and of the decision',
  () => onScene({ survivor: 'dispatch,scheduler', victims: 'api,ingest,jobs' }, hold),
  480_000,
);

async function hold({ world, kill, askVictim, live, died }: Scene): Promise<void> {
  const { rt, accounts, server } = world;
  const { user: admin, token } = await server.login('admin');
  const account = accounts.whatsapp;
  const quota = (per_day: number) =>
    server.ask('PATCH', `/api/v1/accounts/${account.id}`, { token, payload: { per_day } });
  await quota(6);
  const id = await launched(world, 'whatsapp', 10);
  const used = async () => (await ledgerOf(world)).unique;
  expect(await soon(used, 6)).toBe(6);

  await kill('account-stopped', () =>
    world.simulators.control.whatsapp('POST', 'ban', { account: account.address }),
  );
  expect(await eventsOf(world, 'account.held')).toEqual([]);
  // Applied by the next process; nobody has told anybody yet.
  await followToTheEnd(rt);
  const ingest = await live('ingest');
  expect(await soon(async () => (await heldNow(world)).length, 1)).toBe(1);
  await ingest.kill();
  await kill('follow.notifications.handled');
  expect(await notifications(world, 'account_held')).toEqual([]);
  await kill('follow.notifications.committed');
  expect(await notifications(world, 'account_held')).toEqual([{ user_id: admin.id, count: 1 }]);

  await manyWaiting(world, 5_100);
  const decision = { decision: 'release', reason: 'The platform lifted it after our appeal.' };
  const path = `/accounts/${account.id}/decision`;
  await world.simulators.control.whatsapp('POST', 'unban', { account: account.address });
  await quota(100);
  await kill('before-decision-commit', () => askVictim(token, path, decision));
  expect(await heldNow(world)).toHaveLength(1);
  await kill('after-decision-commit', () => askVictim(token, path, decision));
  expect(await heldNow(world)).toEqual([]);
  const asked = await server.ask('POST', `/api/v1${path}`, { token, payload: decision });
  expect(asked.json()).toMatchObject({ code: 'account_not_held' });
  await kill('before-wake-commit');
  await unlockJobs(world);
  await kill('after-wake-commit');
  await unlockJobs(world);
  await live();
  expect(await soon(() => arrived(world, id), 10)).toBe(10);
  expect(await soon(() => statusOf(world, id), 'completed')).toBe('completed');
  const waiting = async () => (await sql<{ n: number }>`select count(*)::int as n from message_queue`.execute(rt.db)).rows[0]?.n; // prettier-ignore
  expect(await soon(waiting, 0)).toBe(0);
  const jobs = async () => (await sql<{ n: number }>`select count(*)::int as n from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'wake_waiting_messages'`.execute(rt.db)).rows[0]?.n; // prettier-ignore
  expect(await soon(jobs, 0)).toBe(0);

  expect(died.toSorted()).toEqual(holdingPoints.toSorted());
  const ledger = await ledgerOf(world);
  expect(ledger).toMatchObject({ doubled: 0, violations: 0, unique: 10 });
  expect((await checkCampaign(world, id, 10, ledger)).problems).toEqual([]);
  for (const type of [
    'account.held',
    'campaign.channel_held',
    'account.released',
    'campaign.channel_released',
  ])
    expect(await eventsOf(world, type), type).toHaveLength(1);
  expect(await soon(async () => (await settledNotices(world, 'account_held')).length, 1)).toBe(1);
  expect(await notifications(world, 'account_held')).toHaveLength(1);
  expect(await notifications(world, 'channel_held')).toHaveLength(1);
  expect(await doubledNotifications(world)).toEqual([]);
}

/** More people who wait for the held number than one chunk of a wake-up takes; all of them are gone from the book. */
async function manyWaiting({ rt, pm }: World, count: number): Promise<void> {
  const now = rt.clock.now();
  const later = new Date(now.getTime() + 900_000);
  await sql`
    with made as (
      insert into messages (id, created_at, updated_at, workspace_id, prospect_id, portfolio_manager_id, platform, purpose,
        due_at, decision)
      select gen_random_uuid(), ${now}, ${now}, ${pm.workspace_id}, gen_random_uuid(), ${pm.id}, 'whatsapp', 'marketing',
        ${later}, '{"outcome":"reschedule","reasons":[{"code":"sender_held"}]}'
      from generate_series(1, ${count}::int) returning id, created_at)
    insert into message_queue (message_id, created_at, workspace_id, platform, due_at)
    select id, created_at, ${pm.workspace_id}, 'whatsapp', ${later} from made`.execute(rt.db);
}

/** What the heartbeat of a living process does half a minute after another one's death (processes/instance.ts). */
async function unlockJobs({ rt }: World): Promise<void> {
  await sql`select graphile_worker.force_unlock_workers(array(
    select locked_by from graphile_worker._private_jobs where locked_by is not null))`.execute(rt.db);
}

async function heldNow({ rt }: World): Promise<{ campaign_id: string }[]> {
  const { rows } = await sql<{ campaign_id: string }>`
    select campaign_id from campaign_channel_holds where decided_at is null`.execute(rt.db);
  return rows;
}

async function notifications({ rt }: World, kind: string): Promise<{ user_id: string; count: number }[]> {
  const { rows } = await sql<{ user_id: string; count: number }>`
    select user_id, count::int from notifications where kind = ${kind}`.execute(rt.db);
  return rows;
}

async function settledNotices({ rt }: World, kind: string): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select id from notifications where kind = ${kind} and data ? 'settled_at'`.execute(rt.db);
  return rows;
}
