// SQL of the monitor: every sender's facts in one statement, and what was judged of them back in one each.
import type { Heartbeat } from '@sampark/contracts/devices.ts';
import type { Channel, HealthStatus } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';

export type WatchedRow = {
  device_id: string;
  /** Null: the device itself. */
  account_id: string | null;
  workspace_id: string;
  channel: Channel | null;
  health_status: HealthStatus;
  health_reason: string | null;
  agent_token_made_at: Date | null;
  last_heartbeat_at: Date | null;
  heartbeat: Heartbeat | null;
  bad: number;
  good: number;
  toward: HealthStatus | null;
  since: Date | null;
  said_health: HealthStatus | null;
  said_reason: string | null;
  check_health: HealthStatus | null;
  check_code: string | null;
  check_detail: string | null;
  check_streak: number | null;
  /** Only where the workspace sends nothing it cannot hear the answers to. */
  capture_fault: string | null;
  require_capture: boolean;
  sends: number;
  faults: number;
  unanswered: number;
  last_receipt: Date | null;
  usual_accepted: number;
  usual_delivered: number;
};

/** True for one process in `everyMs`, however many ask: the row stays locked until its turn is over. */
export async function takeTurn(tx: Tx, name: string, now: Date, everyMs: number): Promise<boolean> {
  const { rows } = await sql`
    insert into turns as t (name, taken_at) values (${name}, ${now})
    on conflict (name) do update set taken_at = excluded.taken_at where t.taken_at <= ${new Date(now.getTime() - everyMs)}
    returning 1`.execute(tx);
  return rows.length > 0;
}

const minute = 60_000;
const windowMinutes = 5;
const silentMinutes = 10;
const rememberedMinutes = 120;
const captureUnknownMinutes = 15;

/** Devices and accounts of every workspace: the pool is one machine's work however many share it. */
export async function watchedRows(tx: Tx, now: Date): Promise<WatchedRow[]> {
  const before = (minutes: number) => new Date(now.getTime() - minutes * minute);
  const week = before(7 * 24 * 60)
    .toISOString()
    .slice(0, 10);
  const { rows } = await sql<WatchedRow>`
    with life as (
      select account_id, max(minute) filter (where receipts > 0) as last_receipt,
        sum(accepted + retried + rejected + unknown) filter (where minute > ${before(windowMinutes)}) as sends,
        sum(faults) filter (where minute > ${before(windowMinutes)}) as faults
      from account_activity where minute > ${before(rememberedMinutes)} group by 1
    ), silent as (
      select t.account_id, sum(t.accepted) as unanswered from account_activity t
      join life l on l.account_id = t.account_id left join health_watch w on w.account_id = t.account_id
      where t.minute > ${before(rememberedMinutes)} and t.minute <= ${before(silentMinutes)} and t.accepted > 0
        and (l.last_receipt is null or t.minute > l.last_receipt)
        and (w.evidence_from is null or t.minute > w.evidence_from)
      group by 1
    ), usual as (
      select account_id, sum(accepted) as accepted, sum(delivered) as delivered
      from account_activity_days where day >= ${week}::date group by 1
    )
    select d.id as device_id, null::uuid as account_id, d.workspace_id, null as channel, d.health_status, d.health_reason,
      d.agent_token_made_at, d.last_heartbeat_at, d.heartbeat, coalesce(w.bad, 0) as bad, coalesce(w.good, 0) as good, w.toward,
      w.since, w.said_health, w.said_reason, null as check_health, null as check_code, null as check_detail, null as check_streak,
      null as capture_fault, false as require_capture,
      0 as sends, 0 as faults, 0 as unanswered, null::timestamptz as last_receipt, 0 as usual_accepted, 0 as usual_delivered
    from devices d left join health_watch w on w.device_id = d.id and w.account_id is null
    union all
    select a.device_id, a.id, a.workspace_id, a.channel, a.health_status, a.health_reason,
      d.agent_token_made_at, d.last_heartbeat_at, d.heartbeat, coalesce(w.bad, 0), coalesce(w.good, 0), w.toward,
      w.since, w.said_health, w.said_reason, w.check_health, w.check_code, w.check_detail, w.check_streak,
      case when v.require_capture then coalesce(w.capture_fault, case
        -- Asked again and again without an answer. Signal and polling bots are heard on a stream, which says so itself.
        when a.channel <> 'signal' and a.settings ->> 'updates' is distinct from 'polling'
          and w.check_started_at - w.capture_at > make_interval(mins => ${captureUnknownMinutes}::int)
        then 'For ' || ${captureUnknownMinutes}::int || ' minutes the platform did not say whether what people write reaches us' end) end, coalesce(v.require_capture, false),
      coalesce(l.sends, 0)::int, coalesce(l.faults, 0)::int, coalesce(s.unanswered, 0)::int, l.last_receipt,
      coalesce(u.accepted, 0)::int, coalesce(u.delivered, 0)::int
    from sender_accounts a join devices d on d.id = a.device_id
    left join health_watch w on w.device_id = a.device_id and w.account_id = a.id
    left join supervision_settings v on v.workspace_id = a.workspace_id
    left join life l on l.account_id = a.id left join silent s on s.account_id = a.id left join usual u on u.account_id = a.id`.execute(
    tx,
  );
  return rows;
}

export type KeptMemory = Pick<
  WatchedRow,
  'device_id' | 'account_id' | 'workspace_id' | 'bad' | 'good' | 'toward' | 'said_health' | 'said_reason'
> & { since: Date };

export async function keepMemories(tx: Tx, memories: readonly KeptMemory[]): Promise<void> {
  if (memories.length === 0) return;
  await sql`
    insert into health_watch as w (device_id, account_id, workspace_id, bad, good, toward, since, said_health, said_reason)
    select m.* from jsonb_to_recordset(${JSON.stringify(memories)}::jsonb) as m(device_id uuid, account_id uuid, workspace_id uuid,
      bad smallint, good smallint, toward text, since timestamptz, said_health text, said_reason text)
    join devices d on d.id = m.device_id left join sender_accounts a on a.id = m.account_id
    where m.account_id is null or a.id is not null order by m.device_id, m.account_id
    on conflict (device_id, account_id) do update set bad = excluded.bad, good = excluded.good, toward = excluded.toward,
      since = excluded.since, said_health = excluded.said_health, said_reason = excluded.said_reason`.execute(
    tx,
  );
}

export type WantedChange = {
  device_id: string;
  account_id: string | null;
  from: HealthStatus;
  to: HealthStatus;
  reason: string | null;
  detail: string | null;
};

export type MadeChange = WantedChange & { workspace_id: string; channel: Channel | null };

/** Changes those that are still as they were judged: what somebody wrote since then stands. */
export async function changeHealth(
  tx: Tx,
  now: Date,
  wanted: readonly WantedChange[],
): Promise<MadeChange[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<MadeChange>`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as c(device_id uuid, account_id uuid, "from" text,
        "to" text, reason text, detail text)
    ), of_devices as (
      update devices d set health_status = c."to", health_reason = c.reason, last_health_check = ${now}, updated_at = ${now}
      from wanted c where c.account_id is null and d.id = c.device_id and d.health_status = c."from"
      returning d.workspace_id, d.id as device_id, null::uuid as account_id, null::text as channel, c."from", c."to", c.reason, c.detail
    ), of_accounts as (
      update sender_accounts a set health_status = c."to", health_reason = c.reason, updated_at = ${now}
      from wanted c where a.id = c.account_id and a.health_status = c."from"
      returning a.workspace_id, a.device_id, a.id as account_id, a.channel, c."from", c."to", c.reason, c.detail
    ), changed as (select * from of_devices union all select * from of_accounts),
    kept as (
      insert into device_health_history (workspace_id, device_id, account_id, health_status, reason, detail, at)
      select workspace_id, device_id, account_id, "to", reason, detail, ${now} from changed)
    select * from changed`.execute(tx);
  return rows;
}
