// What became of the people of an experiment, counted from its messages alone: nothing is kept besides them. Enters: an experiment
// and a moment. Leaves: counts for each variant. Whoever is counted was given the same time as everybody else: a message's clock
// starts when it left (or could not), and its answer counts where it came before the clock ran out. So those who answer are not
// counted before those who do not, and every count could have been taken at that moment.
import type { ExperimentMetric, GuardrailName } from '@sampark/contracts/experiments.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { ExperimentRecord } from './queries.ts';
import type { Counts } from './statistics/counts.ts';

export type Outcomes = {
  variant: number;
  assigned: number;
  waiting: number;
  left_out: number;
  sent: number;
  settled: number;
  successes: number;
  guardrails: Record<GuardrailName, Counts>;
};

/** Harm is not waited for: opt-outs and failures count within this time of the sending. */
const guardMinutes = 60;
/** Reasons not to write that come from the variant itself: leaving these people out would flatter it. */
const ownFaults = ['variable_missing', 'no_content', 'content_too_long', 'rule_blocked', 'release_refused'];

/** By variant, the holdout (0) among them; variants without people are not in it. */
export async function countOutcomes(
  db: DbOrTx,
  experiment: ExperimentRecord,
  now: Date,
): Promise<Outcomes[]> {
  if (!experiment.launched_at) return [];
  const guard = Math.min(guardMinutes, experiment.settle_minutes);
  const guarded = sql`t0 + make_interval(mins => ${guard}) <= ${now}::timestamptz`;
  type Row = Omit<Outcomes, 'guardrails'> & Record<'watched' | 'opted_out' | 'tried' | 'failed', number>;
  const { rows } = await sql<Row>`
    with m as (${peopleOf(experiment)})
    select variant, count(*)::int as assigned,
      count(*) filter (where t0 is null and not out)::int as waiting, count(*) filter (where out)::int as left_out,
      count(sent_at)::int as sent,
      count(*) filter (where ${settledBy(experiment, now)})::int as settled,
      count(*) filter (where ${settledBy(experiment, now)} and ${succeeded(experiment)})::int as successes,
      count(*) filter (where sent_at is not null and ${guarded})::int as watched,
      count(*) filter (where sent_at is not null and ${guarded} and exists (
        select from consents c where c.prospect_id = m.prospect_id and c.workspace_id = ${experiment.workspace_id}
          and c.action = 'withdrawn' and c.occurred_at >= t0 and c.occurred_at <= t0 + make_interval(mins => ${guard})))::int as opted_out,
      count(*) filter (where t0 is not null and ${guarded})::int as tried,
      count(*) filter (where t0 is not null and ${guarded} and delivery_status = 'failed'
        and coalesce(failed_at, t0) <= t0 + make_interval(mins => ${guard}))::int as failed
    from m group by variant order by variant`.execute(db);
  return rows.map(({ watched, opted_out, tried, failed, ...row }) => ({
    ...row,
    guardrails: {
      opt_out: { people: watched, successes: opted_out },
      failure: { people: tried, successes: failed },
    },
  }));
}

/** People counted of each variant within a span of time that ends at `at`. */
export type Step = { at: Date; variant: number; people: number; successes: number };

/** When people came to be counted: at most `most` spans of the same length, oldest first; spans without anybody are left out. */
export async function outcomeSteps(
  db: DbOrTx,
  experiment: ExperimentRecord,
  now: Date,
  most: number,
): Promise<Step[]> {
  if (!experiment.launched_at) return [];
  const { rows } = await sql<Step>`
    with m as (${peopleOf(experiment)}),
    s as materialized (
      select variant, t0 + make_interval(mins => ${experiment.settle_minutes}) as at, ${succeeded(experiment)} as success
      from m where variant > 0 and ${settledBy(experiment, now)}),
    span as (select min(at) as first, greatest(max(at) - min(at), interval '1 second') / ${most}::int as width from s)
    select first + width * n as at, variant, count(*)::int as people, count(*) filter (where success)::int as successes
    from (select s.*, first, width, least(${most}::int, 1 + floor(extract(epoch from at - first) / extract(epoch from width))::int) as n
          from s, span) placed
    group by first, width, n, variant order by n, variant`.execute(db);
  return rows;
}

/** Channels that do not say what the metric asks, with the people written to there. */
export async function silentPeople(
  db: DbOrTx,
  experiment: ExperimentRecord,
): Promise<{ channel: Channel; people: number }[]> {
  if (!experiment.launched_at) return [];
  const { rows } = await sql<{ channel: Channel; people: number }>`
    select m.platform as channel, count(*)::int as people from messages m
    where ${ofExperiment(experiment)} and m.variant > 0 and m.sent_at is not null group by m.platform order by 1`.execute(
    db,
  );
  return rows;
}

/** Null while it may still be sent. */
const unsentSince = sql<Date | null>`case when m.delivery_status in ('skipped', 'cancelled', 'unknown') then m.updated_at end`;

function ofExperiment(experiment: ExperimentRecord): RawBuilder<boolean> {
  const { campaign_id, workspace_id, launched_at, decided_at } = experiment;
  // What was sent after the decision was sent for its sake; what was settled before it, sent or not, stays counted as it was.
  // Every message of a campaign was made under its launch: one partition.
  const compared = decided_at
    ? sql`and (m.variant = 0 or coalesce(m.sent_at, m.failed_at, ${unsentSince}) <= ${decided_at})`
    : sql``;
  return sql<boolean>`m.campaign_id = ${campaign_id} and m.workspace_id = ${workspace_id} and m.created_at = ${launched_at}
    and m.in_trial ${compared}`;
}

/** `t0`: when the clock of a message starts; null where it does not run. `out`: it never will. */
function peopleOf(experiment: ExperimentRecord): RawBuilder<unknown> {
  // Which channels a variant prefers decides who can be reached: then nobody may be left out.
  const counted =
    experiment.varies === 'channel_order'
      ? sql`m.delivery_status = 'skipped'`
      : sql`m.delivery_status = 'skipped' and m.failed_reason = any(${ownFaults}::text[])`;
  const mute = silentOn(experiment.metric) ? sql`m.platform = 'telegram'` : sql`false`;
  return sql`
    select m.id, m.prospect_id, m.variant, m.delivery_status, m.sent_at, m.failed_at, m.delivered_at, m.read_at, m.replied_at,
      case when m.sent_at is not null then m.sent_at
        when m.delivery_status in ('failed', 'unknown') or ${counted} then coalesce(m.failed_at, m.updated_at) end as t0,
      m.sent_at is null and (m.delivery_status = 'cancelled' or m.delivery_status = 'skipped' and not (${counted})) as out,
      ${mute} as mute
      ${experiment.metric === 'converted' ? sql`, ${convertedAt(experiment)} as converted_at` : sql``}
    from messages m where ${ofExperiment(experiment)}`;
}

/** Of the message `m`. Told: when it happened. A visit: the first to any of its links. */
function convertedAt({ campaign_id, converted_by }: ExperimentRecord): RawBuilder<Date | null> {
  const told = sql<Date | null>`(select min(c.occurred_at) from conversions c where c.campaign_id = ${campaign_id} and c.message_id = m.id)`;
  const visited = sql<Date | null>`(select min(v.visited_at) from link_visits v where v.campaign_id = ${campaign_id} and v.message_id = m.id)`;
  if (converted_by === 'told') return told;
  return converted_by === 'visit' ? visited : sql`least(${told}, ${visited})`;
}

function settledBy({ settle_minutes }: ExperimentRecord, now: Date): RawBuilder<boolean> {
  return sql<boolean>`(not mute and t0 + make_interval(mins => ${settle_minutes}) <= ${now}::timestamptz)`;
}

// A rung that was skipped on the way up was reached too: who replies has read, what was read was delivered.
const reachedAt: Readonly<Record<ExperimentMetric, RawBuilder<Date | null>>> = {
  delivered: sql`least(delivered_at, read_at, replied_at)`,
  read: sql`least(read_at, replied_at)`,
  replied: sql`replied_at`,
  converted: sql`converted_at`,
};

function succeeded({ metric, settle_minutes }: ExperimentRecord): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${reachedAt[metric]} <= t0 + make_interval(mins => ${settle_minutes}), false)`;
}

/** Telegram tells a bot neither that a message arrived nor that it was read. */
export function silentOn(metric: ExperimentMetric): boolean {
  return metric === 'read' || metric === 'delivered';
}
