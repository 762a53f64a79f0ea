// One campaign while it runs: its numbers, pace, the last hour by the minute, why messages failed, and what the waiting
// ones wait for. Counters come from the rollups; only what waits is asked of the queue itself.
import type { CampaignLive } from '@sampark/contracts/analytics.ts';
import type { CampaignWaiting } from '@sampark/contracts/campaign-work.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { readPosition } from '../events/position.ts';
import { campaignNumbers } from './campaign-numbers.ts';
import { analyticsFollower } from './follow-analytics.ts';
import { etaOf, finishedPerMinute, heldChannelsOf, lastDueOf } from './overview.ts';
import { reasons } from './queries.ts';
import type { VisibleCampaign } from './visible.ts';
import { waitingNow } from './waiting-for.ts';

const minute = 60_000;
const hourOfMinutes = 59 * minute;

export async function readCampaignLive(
  rt: Runtime,
  db: DbOrTx,
  workspace_id: string,
  campaign: VisibleCampaign,
): Promise<CampaignLive> {
  const [waiting, numbers] = await Promise.all([
    waitingNow(rt, campaign.id, db),
    readNumbers(db, workspace_id, campaign, rt.clock.now()),
  ]);
  const held_channels = heldOf(waiting, numbers.held_channels);
  const eta = held_channels.length > 0 ? null : numbers.eta;
  return { ...numbers, held_channels, eta, waiting_for: putOff(waiting) };
}

async function readNumbers(
  db: DbOrTx,
  workspace_id: string,
  { id, status }: VisibleCampaign,
  now: Date,
): Promise<Omit<CampaignLive, 'waiting_for'>> {
  const ever = { from: new Date(0), to: new Date(now.getTime() + minute) };
  const [position, counted, rates, dues, holds, why, minutes] = await Promise.all([
    readPosition(db, analyticsFollower, now),
    campaignNumbers(db, workspace_id, [id]),
    finishedPerMinute(db, workspace_id, [id], now),
    lastDueOf(db, [id]),
    heldChannelsOf(db, [id]),
    reasons(db, { workspace_id, scope_id: workspace_id }, ever, id),
    lastHourOf(db, workspace_id, id, now),
  ]);
  const numbers = counted.get(id);
  if (!numbers) throw new Error(`campaign ${id} has no numbers`);
  const rate = rates.get(id) ?? 0;
  const last_due = dues.get(id);
  const held = holds.get(id) ?? [];
  return {
    id,
    status: status as CampaignLive['status'],
    as_of: (position.as_of ?? now).toISOString(),
    numbers,
    rate_per_minute: Math.round(rate * 10) / 10,
    eta: etaOf(status, { waiting: numbers.waiting, rate, last_due, held }, now),
    held_channels: held,
    minutes,
    reasons: why,
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
    /* prepared */ select minute as at, channel,
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

/** Also where only some know the sender that was stopped, and the others go on. */
function heldOf({ groups }: CampaignWaiting, whole: readonly Channel[]): Channel[] {
  const some = groups.filter((one) => one.code === 'sender_held').map((one) => one.platform);
  return channels.filter((one) => whole.includes(one) || some.includes(one));
}

/** Messages that could go but for their due time, over all channels. */
function putOff({ groups }: CampaignWaiting): CampaignLive['waiting_for'] {
  const byCode = new Map<string, { code: string; count: number; next_at: string }>();
  for (const { code, count, next_at } of groups) {
    if (next_at === null) continue;
    const known = byCode.get(code);
    byCode.set(code, {
      code,
      count: count + (known?.count ?? 0),
      next_at: known && known.next_at < next_at ? known.next_at : next_at,
    });
  }
  return [...byCode.values()].toSorted((a, b) => b.count - a.count).slice(0, 10);
}
