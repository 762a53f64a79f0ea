import { sql } from 'kysely';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import { heldUntil } from '../../retention/held-until.ts';
import { inBook } from '../../http/scope.ts';
import type { Runtime } from '../../runtime.ts';
import { dayIn, mayExtend } from './last-day.ts';
import { requestRows, shownRequest, type RequestRow } from './queries.ts';
import type { Step } from './add-step.ts';

type StepRow = {
  step: Step['step'];
  note: string | null;
  assigned_to_name: string | null;
  made_by_name: string | null;
  made_at: Date;
};

export async function showRequest(rt: Runtime, actor: Actor, id: string) {
  const { rows } = await sql<RequestRow>`
    ${requestRows} where q.id = ${id} and q.workspace_id = ${actor.workspace_id}
      and ${inBook(actor, 'q.prospect_id')}`.execute(rt.db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const { rows: steps } = await sql<StepRow>`
    select s.step, s.note, a.name as assigned_to_name, m.name as made_by_name, s.made_at
    from privacy_request_steps s left join users a on a.id = s.assigned_to left join users m on m.id = s.made_by
    where s.request_id = ${id} order by s.id`.execute(rt.db);
  const now = rt.clock.now();
  return {
    ...shownRequest(row, now),
    steps: steps.map((one) => ({ ...one, made_at: one.made_at.toISOString() })),
    kept: await keptOf(rt, actor, row, now),
    may_extend: mayExtend({ ...row, extended: row.extended_at !== null }, dayIn(row.time_zone, now)),
  };
}

async function keptOf(rt: Runtime, actor: Actor, row: RequestRow, now: Date) {
  if (row.kind !== 'erasure' || row.state !== 'open' || row.prospect_id === null) return null;
  const held = (await heldUntil(rt.db, actor.workspace_id, [row.prospect_id], now)).get(row.prospect_id);
  if (!held) return null;
  const because = held.because.map((one) => (one.kind === 'hold' ? one.reason : one.source));
  return { until: held.until?.toISOString() ?? null, because: [...new Set(because)] };
}
