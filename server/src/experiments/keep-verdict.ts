// The first verdict that names a winner is written down when it is computed, whoever asked: from then on it is the one shown. The
// guarantee (a winner is named where there is none with probability alpha at most) covers every look together, so also the first
// that names one; later counts may be less sure, and taking it back then would name fewer winners, not truer ones.
// While the variants lack people it is not shown: no rate can be trusted then.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { namesWinner, standing, type KeptVerdict } from './kept-verdict.ts';
import type { ExperimentRecord } from './queries.ts';

/** Returns what is shown from now on: what was kept before, or this. */
export async function keepVerdict(
  rt: Runtime,
  experiment: ExperimentRecord,
  verdict: KeptVerdict,
): Promise<{ verdict: KeptVerdict; shown_at: Date | null }> {
  const before = experiment.shown_verdict;
  if (before) {
    const shown = experiment.status === 'running' ? standing(before, verdict) : before;
    return { verdict: shown, shown_at: shown === before ? experiment.shown_at : null };
  }
  if (experiment.status !== 'running' || !namesWinner(verdict)) return { verdict, shown_at: null };
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      update experiments set shown_verdict = ${JSON.stringify(verdict)}::jsonb, shown_at = ${now}, updated_at = ${now}
      where id = ${experiment.id} and shown_verdict is null and status = 'running' returning id`.execute(tx);
    if (rows.length === 0) {
      // Somebody else looked at the same moment, or decided.
      const kept = await sql<{ verdict: KeptVerdict | null; shown_at: Date | null }>`
        select shown_verdict as verdict, shown_at from experiments where id = ${experiment.id}`.execute(tx);
      const { verdict: first = null, shown_at = null } = kept.rows[0] ?? {};
      return first ? { verdict: first, shown_at } : { verdict, shown_at: null };
    }
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: experiment.workspace_id, type: 'experiment.winner_found', occurred_at: now },
        ...{ campaign_id: experiment.campaign_id, portfolio_manager_id: experiment.portfolio_manager_id },
        data: {
          ...{ experiment_id: experiment.id, winner: verdict.winner, verdict: verdict.kind },
          ...{ difference: verdict.difference, low: verdict.low, high: verdict.high },
        },
      },
    ]);
    return { verdict, shown_at: now };
  });
}
