// What the waiting messages of a campaign wait for. Counted message by message while they are few; of many, their number is
// counted in the queue and the reasons in a sample: ids are hashes, so a stretch of them is as good as any.
import type { CampaignWaiting } from '@sampark/contracts/campaign-work.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { shortly } from './shortly.ts';

const countedUpTo = 5_000;
const keptMs = 2_000;

type Later = { platform: Channel; later: number; due: number; held: boolean; exhausted: boolean };
type Group = CampaignWaiting['groups'][number];
type Reason = {
  platform: Channel;
  code: string;
  retrying: boolean;
  count: number;
  next_at: Date;
  last_at: Date;
};

export function waitingNow(rt: Runtime, id: string, db: DbOrTx = rt.db): Promise<CampaignWaiting> {
  return shortly(
    rt,
    `waiting/${id}`,
    (answer) => (answer.estimated ? keptMs : 0),
    (now) => waitingFor(db, id, now),
  );
}

export async function waitingFor(
  db: DbOrTx,
  id: string,
  now: Date,
  /** Tests count a sample of few. */
  most = countedUpTo,
): Promise<CampaignWaiting> {
  const { rows: totals } = await sql<Later>`
    /* prepared */ select platform, count(*) filter (where due_at > ${now})::int as later, count(*) filter (where due_at <= ${now})::int as due,
      -- The whole channel of this campaign stands still until an administrator decides about a sender.
      platform in (select channel from campaign_channel_holds where campaign_id = ${id} and decided_at is null) as held,
      ${exhausted(id, now)} as exhausted
    from message_queue q where campaign_id = ${id} group by 1`.execute(db);
  const later = totals.reduce((sum, one) => sum + one.later, 0);
  const share = Math.min(1, most / Math.max(1, later));
  const reasons = later === 0 ? [] : await readReasons(db, id, now, share);
  const groups: Group[] = [
    ...scaled(reasons, totals).map((one) => ({
      ...one,
      next_at: one.next_at.toISOString(),
      last_at: one.last_at.toISOString(),
    })),
  ];
  for (const { platform, due, ...why } of totals)
    if (due > 0) addTo(groups, { platform, count: due, retrying: false, ...reasonOf(why, now) });
  return {
    as_of: now.toISOString(),
    waiting: totals.reduce((sum, one) => sum + one.later + one.due, 0),
    estimated: share < 1,
    groups: groups.toSorted((a, b) => b.count - a.count),
  };
}

/** Messages whose time has come are not looked at while no sender could take them: the reason is the senders'. */
function reasonOf({ held, exhausted: full }: Pick<Later, 'held' | 'exhausted'>, now: Date) {
  if (held) return { code: 'sender_held', next_at: null, last_at: null };
  if (!full) return { code: 'turn', next_at: null, last_at: null };
  // Limits are of the UTC day.
  const midnight = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  return { code: 'sender_exhausted', next_at: midnight.toISOString(), last_at: midnight.toISOString() };
}

/** Every sender of the channel that could send has had its day's messages. */
function exhausted(id: string, now: Date) {
  return sql<boolean>`coalesce((
    select bool_and(coalesce(x.claimed, 0) >= a.per_day) from campaigns c
    join sender_accounts a on a.workspace_id = c.workspace_id and a.channel = q.platform
    join devices d on d.id = a.device_id
    left join account_days x on x.account_id = a.id and x.day = ${now.toISOString().slice(0, 10)}::date
    where c.id = ${id} and a.policy_hold is null and a.health_status <> 'offline' and d.health_status <> 'offline'
      and not d.maintenance), false)`;
}

/** Some were looked at before the last sender was full, and wait for the same. */
function addTo(groups: Group[], one: Group): void {
  const same = groups.find((group) => group.platform === one.platform && group.code === one.code && !group.retrying); // prettier-ignore
  if (same) same.count += one.count;
  else groups.push(one);
}

async function readReasons(db: DbOrTx, id: string, now: Date, share: number): Promise<Reason[]> {
  const { rows } = await sql<Reason>`
    /* prepared */ select q.platform, m.delivery_status = 'retrying' as retrying,
           coalesce(case when m.delivery_status = 'retrying' then m.failed_reason end,
                    m.decision -> 'reasons' -> -1 ->> 'code', 'turn') as code,
           count(*)::int as count, min(q.due_at) as next_at, max(q.due_at) as last_at
    from message_queue q join messages m on m.id = q.message_id and m.created_at = q.created_at
    where q.campaign_id = ${id} and q.due_at > ${now} ${share < 1 ? sql`and q.message_id <= ${lastOf(share)}::uuid` : sql``}
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** The id below which this share of all ids lies. */
function lastOf(share: number): string {
  const first = Math.floor(share * 0xffff_ffff)
    .toString(16)
    .padStart(8, '0');
  return `${first}-ffff-ffff-ffff-ffffffffffff`;
}

/** So that each channel's reasons add up to what it has waiting. */
function scaled(reasons: readonly Reason[], totals: readonly Later[]): Reason[] {
  return totals.flatMap(({ platform, later }) => {
    const own = reasons.filter((one) => one.platform === platform);
    const seen = own.reduce((sum, one) => sum + one.count, 0);
    if (seen === 0) return [];
    let left = later;
    return own
      .toSorted((a, b) => a.count - b.count)
      .map((one, index) => {
        const count = index === own.length - 1 ? left : Math.round((one.count / seen) * later);
        left -= count;
        return { ...one, count };
      });
  });
}
