// The senders that carry a campaign, by channel: at work, able to, or stopped and why. The pool is read in one statement;
// who is at work comes from the end of the event log, a bounded piece of it, and from what is under way.
import type { CampaignSenders, ChannelSenders, SenderState } from '@sampark/contracts/campaign-work.ts';
import { senderStates } from '@sampark/contracts/campaign-work.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { channelsWritten } from '../choices/choices.ts';
import type { Database } from '../db/connect.ts';
import { withChoices, type CampaignRecord } from './queries.ts';

const windowMs = 60_000;
const newestEvents = 20_000;
const mostStopped = 20;

type Sender = {
  id: string;
  channel: Channel;
  name: string;
  state: SenderState;
  reason: string | null;
  until: Date | null;
};
type Worked = { channel: Channel; account_ids: string[]; answers: number };

export async function campaignSenders(
  db: Database,
  campaign: CampaignRecord,
  now: Date,
): Promise<CampaignSenders> {
  const order = channelsWritten(await withChoices(db, campaign));
  const [senders, worked] = await Promise.all([
    readSenders(db, campaign.workspace_id, order, now),
    campaign.status === 'draft' ? { span: windowMs, rows: [] } : readWorked(db, campaign.id, now),
  ]);
  const channels = order.map((platform): ChannelSenders => {
    const own = senders.filter((one) => one.channel === platform);
    const work = worked.rows.find((one) => one.channel === platform);
    const counts = Object.fromEntries(
      senderStates.map((state) => [state, own.filter((one) => one.state === state).length]),
    ) as Record<SenderState, number>;
    return {
      ...{ platform, senders: own.length, at_work: work?.account_ids.length ?? 0 },
      per_minute: Math.round(((work?.answers ?? 0) * 600_000) / worked.span) / 10,
      ...counts,
      stopped: own
        .filter((one) => one.state !== 'ready')
        .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
        .slice(0, mostStopped)
        .map(({ name, state, reason, until }) => ({
          ...{ name, state, reason },
          until: until?.toISOString() ?? null,
        })),
    };
  });
  return { as_of: now.toISOString(), channels };
}

/** What a person has to see to comes first. */
const rank = (one: Sender) => ['held', 'offline', 'paused', 'exhausted', 'maintenance'].indexOf(one.state);

async function readSenders(
  db: Database,
  workspace_id: string,
  order: readonly Channel[],
  now: Date,
): Promise<Sender[]> {
  const day = now.toISOString().slice(0, 10);
  const tomorrow = new Date(Date.parse(day) + 86_400_000);
  const { rows } = await sql<Sender>`
    select s.id, s.channel, s.name, s.state,
      case s.state when 'held' then s.policy_hold when 'paused' then s.pause_reason when 'offline' then s.health_reason end as reason,
      case s.state when 'paused' then s.paused_until when 'exhausted' then ${tomorrow} end as until
    from (
      select a.id, a.channel, a.display_name as name, a.policy_hold, a.pause_reason, a.paused_until,
        coalesce(a.health_reason, d.health_reason) as health_reason,
        case when a.policy_hold is not null then 'held'
             when d.maintenance then 'maintenance'
             when a.health_status = 'offline' or d.health_status = 'offline' then 'offline'
             when a.paused_until > ${now} then 'paused'
             when coalesce(c.claimed, 0) >= a.per_day then 'exhausted'
             else 'ready' end as state
      from sender_accounts a join devices d on d.id = a.device_id
      left join account_days c on c.account_id = a.id and c.day = ${day}
      where a.workspace_id = ${workspace_id} and a.channel = any(${order}::text[])) s`.execute(db);
  return rows;
}

const answered = ['message.sent', 'message.retrying', 'message.failed', 'message.unknown'];

async function readWorked(db: Database, id: string, now: Date): Promise<{ span: number; rows: Worked[] }> {
  const since = new Date(now.getTime() - windowMs);
  const { rows } = await sql<Worked & { first_at: Date | null; read: number }>`
    with newest as materialized (
      select type, campaign_id, channel, account_id, recorded_at from events
      where recorded_at > ${since} order by xid desc, id desc limit ${newestEvents}
    ), span as (select count(*)::int as read, min(recorded_at) as first_at from newest),
    worked as (
      select channel, account_id, 1 as answers from newest
      where campaign_id = ${id} and type = any(${answered}::text[]) and account_id is not null
      union all
      select channel, account_id, 0 from intents where campaign_id = ${id})
    select w.channel, array_agg(distinct w.account_id) as account_ids, sum(w.answers)::int as answers, s.first_at, s.read
    from worked w cross join span s group by 1, 4, 5`.execute(db);
  const full = (rows[0]?.read ?? 0) >= newestEvents;
  const span = full ? Math.max(1_000, now.getTime() - (rows[0]?.first_at?.getTime() ?? 0)) : windowMs;
  return { span, rows };
}
