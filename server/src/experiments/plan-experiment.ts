// How many people an experiment needs, and what those of a campaign can show. Enters: a plan. Leaves: sizes, and with a campaign
// what its present audience makes of them. Nothing is written.
import type { ExperimentMetric, ExperimentPlan, PlanRequest } from '@sampark/contracts/experiments.ts';
import { sql } from 'kysely';
import { forecastCampaign } from '../campaigns/forecast.ts';
import { readCampaign } from '../campaigns/queries.ts';
import type { DbOrTx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';
import { effectOf } from './effect-of.ts';
import { tooSmall } from './planned-people.ts';
import { planWarning } from './plan-words.ts';
import { plannedSize, powerAt, smallestEffect, type Design } from './statistics/plan.ts';

/** Throws `invalid_request` where the effect fits neither above nor below the expected rate, `not_found` for a foreign campaign. */
export async function planExperiment(rt: Runtime, actor: Actor, plan: PlanRequest): Promise<ExperimentPlan> {
  const { expected_rate: base, minimum_effect, power = 0.8, alpha = 0.05, variants } = plan;
  const effect = effectOf(base, minimum_effect);
  if (effect === undefined)
    throw new Problem('invalid_request', {
      field: 'body.minimum_effect',
      detail: 'From the expected rate, a difference this large would pass 0 and 100 %. Give a smaller one.',
    });
  const any_time: Design = { base, alpha, variants, judged: 'any_time' };
  const size = (design: Design) => {
    const per_variant = plannedSize(design, effect, power);
    if (per_variant === undefined)
      throw new Problem('invalid_request', { errors: [{ field: 'body.minimum_effect', ...tooSmall }] });
    return { per_variant, total: Math.ceil((per_variant * 10_000) / smallestShare(plan)) };
  };
  const needed = size(any_time);
  const audience =
    plan.campaign_id === undefined ? null : await audienceOf(rt, actor, plan.campaign_id, plan);
  const smallest = audience ? smallestShown(any_time, audience.per_variant, power) : undefined;
  return {
    any_time: needed,
    once: size({ ...any_time, judged: 'once' }),
    audience: audience && {
      ...audience,
      enough: audience.per_variant >= needed.per_variant,
      smallest_effect: smallest ?? null,
      power: powerAt(any_time, effect, audience.per_variant),
    },
    warning:
      audience &&
      planWarning({
        ...{ total: needed.total, minimum_effect, smallest_effect: smallest },
        ...{ per_variant: audience.per_variant, in_trial: audience.in_trial, planned: needed.per_variant },
      }),
    suggested_rate: await usualRate(rt.db, actor, plan, rt.clock.now()),
  };
}

function smallestShown(design: Design, people: number, power: number): number | undefined {
  return people < 1 ? undefined : smallestEffect(design, people, power);
}

/** In ten-thousandths: what the variant with fewest people shows is what the experiment shows. */
function smallestShare({ variants, smallest_share }: PlanRequest): number {
  return smallest_share ?? 10_000 / variants;
}

/** Who would be reached now, as the forecast counts them; holdout and those who wait for the winner taken off. */
async function audienceOf(rt: Runtime, actor: Actor, campaign_id: string, plan: PlanRequest) {
  const { trial_share = 10_000, holdout_share = 0 } = plan;
  const campaign = await readCampaign(rt.db, actor, campaign_id);
  const forecast = await forecastCampaign(rt, campaign);
  // A design the campaign has already is no part of the question.
  const shared = forecast.excluded.filter(({ code }) => code === 'held_out' || code === 'waits_for_winner');
  const reachable = forecast.reachable + shared.reduce((sum, { count }) => sum + count, 0);
  const in_trial = Math.floor((reachable * (10_000 - holdout_share) * trial_share) / 1e8);
  return { reachable, in_trial, per_variant: Math.floor((in_trial * smallestShare(plan)) / 10_000) };
}

const enoughMessages = 200;
const rungs: Readonly<Record<ExperimentMetric, string>> = {
  delivered: 'delivered',
  read: 'read',
  replied: 'replied',
  converted: 'converted',
};

/** What the metric came to lately in the campaigns the actor sees; null where too little was sent to say. */
async function usualRate(
  db: DbOrTx,
  actor: Actor,
  { metric, converted_by = 'told' }: PlanRequest,
  now: Date,
): Promise<ExperimentPlan['suggested_rate']> {
  if (metric === 'converted' && converted_by !== 'told')
    return converted_by === 'visit' ? usualVisits(db, actor, now) : null;
  // Telegram says neither that a message arrived nor that it was read: counting it would make the others look worse.
  const silent = metric === 'read' || metric === 'delivered' ? sql`and t.channel <> 'telegram'` : sql``;
  const { rows } = await sql<{ sent: number; reached: number; campaigns: number }>`
    select coalesce(sum(t.count) filter (where t.metric = 'sent'), 0)::int as sent,
      coalesce(sum(t.count) filter (where t.metric = ${rungs[metric]}), 0)::int as reached,
      count(distinct t.campaign_id)::int as campaigns
    from campaigns c join campaign_totals t on t.campaign_id = c.id and t.workspace_id = c.workspace_id
    where c.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')}
      and c.launched_at > ${now}::timestamptz - interval '90 days' and t.metric in ('sent', ${rungs[metric]}) ${silent}`.execute(
    db,
  );
  const { sent = 0, reached = 0, campaigns = 0 } = rows[0] ?? {};
  if (sent < enoughMessages) return null;
  return { rate: Math.min(1, reached / sent), messages: sent, campaigns };
}

/** Of the campaigns that counted visits. */
async function usualVisits(db: DbOrTx, actor: Actor, now: Date): Promise<ExperimentPlan['suggested_rate']> {
  const { rows } = await sql<{ sent: number; visited: number; campaigns: number }>`
    with own as materialized (
      select c.id, c.workspace_id from campaigns c
      where c.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')} and c.count_link_visits
        and c.launched_at > ${now}::timestamptz - interval '90 days')
    select (select coalesce(sum(t.count), 0)::int from own join campaign_totals t on t.campaign_id = own.id
        and t.workspace_id = own.workspace_id and t.metric = 'sent') as sent,
      (select count(distinct v.message_id)::int from own join link_visits v on v.campaign_id = own.id) as visited,
      (select count(*)::int from own) as campaigns`.execute(db);
  const { sent = 0, visited = 0, campaigns = 0 } = rows[0] ?? {};
  if (sent < enoughMessages) return null;
  return { rate: Math.min(1, visited / sent), messages: sent, campaigns };
}
