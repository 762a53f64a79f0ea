// A person says which variant won. Where the verdict does not name it yet, only with a reason, which is kept. The winner may be rolled
// out with it or later: then everybody of the audience who has got nothing yet is sent it.
import type { DeclareRequest } from '@sampark/contracts/experiments.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { standing, type KeptVerdict } from './kept-verdict.ts';
import { lockForMoving } from './lock-for-moving.ts';
import { readExperiment, type ExperimentRecord } from './queries.ts';
import { verdictNow } from './results.ts';
import { rollOut } from './roll-out.ts';
import { verdictText } from './verdict-words.ts';

type RolledOut = { moved: number; waiting: number };

/**
 * Throws `experiment_state` when it does not run or was decided otherwise, `experiment_too_early` without a reason where one is
 * needed, `invalid_request` for a winner that is none of its variants or was stopped. Null: nothing was rolled out.
 */
export async function declareWinner(
  rt: Runtime,
  actor: Actor,
  id: string,
  request: DeclareRequest,
): Promise<RolledOut | null> {
  const before = await readExperiment(rt.db, actor, id);
  winnerOf(before, request.winner);
  // Computing it takes longer than a transaction of ours may stay open; the decision is by what was known when it was asked for.
  const verdict =
    before.status === 'running' ? standing(before.shown_verdict, await verdictNow(rt, before)) : null;
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    await lockForMoving(tx, id);
    const experiment = await readExperiment(tx, actor, id, true);
    // It may have been stopped meanwhile: what does harm is not rolled out.
    const winner = winnerOf(experiment, request.winner);
    if (experiment.status === 'running' && verdict) {
      const early = earlyBecause(experiment, verdict, request);
      await decide(tx, actor, experiment, now, winner.variant, verdict, early);
    } else if (
      experiment.status !== 'decided' ||
      experiment.winner !== winner.variant ||
      !request.roll_out ||
      experiment.rolled_out_at !== null
    )
      throw new Problem('experiment_state', { detail: stateOf(experiment) });
    return request.roll_out ? rolledOut(tx, actor, experiment, now, winner.variant) : null;
  });
}

function winnerOf(experiment: ExperimentRecord, key: string) {
  const winner = experiment.variants.find((each) => each.key === key);
  if (winner && winner.stopped_at === null) return winner;
  throw new Problem('invalid_request', {
    field: 'body.winner',
    detail: winner
      ? `Variant ${key} was stopped. Choose another.`
      : `There is no variant ${key}. Choose one of ${experiment.variants.map((each) => each.key).join(', ')}.`,
  });
}

/** Null where the verdict allows it: it names this variant, or says that it does not matter which. */
function earlyBecause(
  experiment: ExperimentRecord,
  verdict: KeptVerdict,
  { winner, reason }: DeclareRequest,
): string | null {
  if (verdict.may_stop && (verdict.winner === null || verdict.winner === winner)) return null;
  const why = reason?.trim();
  if (why) return why;
  const nameOf = (key: string) => experiment.variants.find((each) => each.key === key)?.name ?? key;
  throw new Problem('experiment_too_early', {
    field: 'body.reason',
    detail: verdictText(verdict, nameOf),
  });
}

async function decide(
  tx: Tx,
  actor: Actor,
  experiment: ExperimentRecord,
  now: Date,
  winner: number,
  verdict: KeptVerdict,
  early: string | null,
): Promise<void> {
  await sql`
    update experiments set status = 'decided', winner = ${winner}, decided_by = ${actor.user_id}, decided_at = ${now},
      decided_early = ${early}, shown_verdict = ${JSON.stringify(verdict)}::jsonb,
      shown_at = case when shown_verdict = ${JSON.stringify(verdict)}::jsonb then shown_at else ${now} end,
      version = version + 1, updated_at = ${now}
    where id = ${experiment.id}`.execute(tx);
  await note(tx, actor, experiment, now, 'experiment.decided', {
    winner: experiment.variants.find((each) => each.variant === winner)?.key,
    ...{ verdict: verdict.kind, difference: verdict.difference, low: verdict.low, high: verdict.high },
    ...(early === null ? {} : { early: true, reason: early }),
  });
}

async function rolledOut(
  tx: Tx,
  actor: Actor,
  experiment: ExperimentRecord,
  now: Date,
  winner: number,
): Promise<RolledOut> {
  const { rows } = await sql<{ moved: number }>`
    select count(*)::int as moved from message_queue w
    join messages m on m.id = w.message_id and m.created_at = w.created_at
    where w.campaign_id = ${experiment.campaign_id} and m.attempt = 0 and m.delivery_status = 'pending'
      and m.variant not in (0, ${winner})`.execute(tx);
  const done = await rollOut(tx, experiment.id, now);
  if (!done)
    throw new Problem('experiment_state', {
      detail: `The campaign is ${experiment.campaign_status}: nobody is left to be sent the winner.`,
    });
  const counts = { moved: rows[0]?.moved ?? 0, waiting: done.people };
  await note(tx, actor, experiment, now, 'experiment.rolled_out', counts);
  return counts;
}

function stateOf({ status, winner, variants, rolled_out_at }: ExperimentRecord): string {
  if (status === 'draft') return 'Its campaign was not launched yet.';
  if (status === 'ended') return 'Its campaign was cancelled.';
  const key = variants.find((each) => each.variant === winner)?.key ?? '';
  return rolled_out_at === null
    ? `It was decided for ${key}; that winner can be rolled out.`
    : `It was decided for ${key} and rolled out.`;
}

async function note(
  tx: Tx,
  actor: Actor,
  experiment: ExperimentRecord,
  now: Date,
  type: 'experiment.decided' | 'experiment.rolled_out',
  data: Record<string, unknown>,
): Promise<void> {
  await appendEvents(tx, now, [
    {
      ...{ workspace_id: experiment.workspace_id, type, occurred_at: now, actor_id: actor.user_id },
      campaign_id: experiment.campaign_id,
      portfolio_manager_id: experiment.portfolio_manager_id,
      data: { experiment_id: experiment.id, ...data },
    },
  ]);
}
