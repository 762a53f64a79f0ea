// One campaign while it runs: its numbers, pace, the last hour by the minute, why messages failed, and what the waiting
// ones wait for. Counters come from the rollups; only what waits is asked of the queue itself.
import type { CampaignLive } from '@sampark/contracts/analytics.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { readPosition } from '../events/position.ts';
import { campaignNumbers } from './campaign-numbers.ts';
import { analyticsFollower } from './follow-analytics.ts';
import { etaOf, finishedPerMinute, lastDueOf } from './overview.ts';
import { reasons } from './queries.ts';
import type { VisibleCampaign } from './visible.ts';

const minute = 60_000;
const hourOfMinutes = 59 * minute;

export async function readCampaignLive(
  db: DbOrTx,
  workspace_id: string,
  campaign: VisibleCampaign,
  now: Date,
): Promise<CampaignLive> {
  const { id, status } = campaign;
  const position = await readPosition(db, analyticsFollower, now);
  const numbers = (await campaignNumbers(db, workspace_id, [id])).get(id);
  if (!numbers) throw new Error(`campaign ${id} has no numbers`);
  const rate = (await finishedPerMinute(db, workspace_id, [id], now)).get(id) ?? 0;
  const last_due = (await lastDueOf(db, [id])).get(id);
  const ever = { from: new Date(0), to: new Date(now.getTime() + minute) };
  const why = await reasons(db, { workspace_id, scope_id: workspace_id }, ever, id);
  return {
    id,
    status: status as CampaignLive['status'],
    as_of: (position.as_of ?? now).toISOString(),
    numbers,
    rate_per_minute: Math.round(rate * 10) / 10,
    eta: etaOf(status, { waiting: numbers.waiting, rate, last_due }, now),
    minutes: await lastHourOf(db, workspace_id, id, now),
    reasons: why,
    waiting_for: await waitingFor(db, id, now),
  };
}

async function lastHourOf(
  db: DbOrTx,
  workspace_id: string,
  id: string,
  now: Date,
): Promise<CampaignLive['minutes']> {
  const from = new Date(Math.floor(now.getTime() / minute) * minute - hourOfMinutes);
  const { rows } = await sql<Omit<CampaignLive['minutes'][number], 'at'> & { at: Date }>`
    select minute as at, channel,
           coalesce(sum(count) filter (where metric = 'sent'), 0)::bigint as sent,
           coalesce(sum(count) filter (where metric = 'delivered'), 0)::bigint as delivered,
           coalesce(sum(count) filter (where metric = 'read'), 0)::bigint as read,
           coalesce(sum(count) filter (where metric = 'failed'), 0)::bigint as failed,
           coalesce(sum(count) filter (where metric = 'replied'), 0)::bigint as replied
    from rollups
    where workspace_id = ${workspace_id} and campaign_id = ${id} and minute >= ${from}
      and metric in ('sent', 'delivered', 'read', 'failed', 'replied') and channel <> ''
    group by 1, 2 order by 1, 2`.execute(db);
  return rows.map(({ at, ...counts }) => ({ at: at.toISOString(), ...counts }));
}

/** Messages that could go but for their due time: by the reason recorded when they were put back. */
async function waitingFor(db: DbOrTx, id: string, now: Date): Promise<CampaignLive['waiting_for']> {
  const { rows } = await sql<{ code: string; count: number; next_at: Date }>`
    select coalesce(case when m.delivery_status = 'retrying' then m.failed_reason end,
                    m.decision -> 'reasons' -> -1 ->> 'code', 'turn') as code,
           count(*)::int as count, min(m.due_at) as next_at
    from messages m where m.campaign_id = ${id} and m.queue = 'waiting' and m.due_at > ${now}
    group by 1 order by 2 desc limit 10`.execute(db);
  return rows.map((row) => ({ ...row, next_at: row.next_at.toISOString() }));
}
