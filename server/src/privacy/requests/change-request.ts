// Work on a request: who has it, what was done, more time. Each is a step and an entry of the trail; the words stay with the
// step, so that nothing personal is in the trail.
import { lastDay, dayIn, mayExtend } from './last-day.ts';
import type { PrivacyRequestChange } from '@sampark/contracts/privacy-requests.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../../events/append.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import type { Runtime } from '../../runtime.ts';
import { addStep, type Step } from './add-step.ts';
import { showRequest } from './show-request.ts';

export type OpenRequest = {
  id: string;
  kind: string;
  state: string;
  prospect_id: string | null;
  received_at: Date;
  due_on: string;
  extended_at: Date | null;
  assigned_to: string | null;
  time_zone: string;
};

export async function changeRequest(rt: Runtime, actor: Actor, id: string, change: PrivacyRequestChange) {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const request = await lockRequest(tx, actor, id);
    const step = async (given: Omit<Step, 'workspace_id' | 'request_id' | 'made_by'>) => {
      await addStep(tx, now, {
        ...{ workspace_id: actor.workspace_id, request_id: id, made_by: actor.user_id },
        ...given,
      });
      await appendEvents(tx, now, [
        {
          workspace_id: actor.workspace_id,
          type: 'privacy_request.changed',
          occurred_at: now,
          actor_id: actor.user_id,
          prospect_id: request.prospect_id,
          data: { request_id: id, kind: request.kind, step: given.step },
        },
      ]);
    };
    const { assigned_to, note, extend } = change;
    if (assigned_to !== undefined && assigned_to !== request.assigned_to) {
      await requireReviewer(tx, actor, assigned_to);
      await sql`update privacy_requests set assigned_to = ${assigned_to} where id = ${id}`.execute(tx);
      await step({ step: 'assigned', assigned_to });
    }
    if (note !== undefined) await step({ step: 'noted', note });
    if (extend) {
      const today = dayIn(request.time_zone, now);
      if (!mayExtend({ ...request, extended: request.extended_at !== null }, today))
        throw new Problem('request_not_extendable');
      const due_on = lastDay(dayIn(request.time_zone, request.received_at), true);
      await sql`update privacy_requests set due_on = ${due_on}, extended_at = ${now}, warned_at = null
        where id = ${id}`.execute(tx);
      await step({ step: 'extended', note: extend.reason });
    }
  });
  return showRequest(rt, actor, id);
}

/** Locked until the transaction ends. Throws `not_found`, or `request_closed` once it is answered. */
export async function lockRequest(tx: Tx, actor: Actor, id: string): Promise<OpenRequest> {
  const { rows } = await sql<OpenRequest>`
    select q.id, q.kind, q.state, q.prospect_id, q.received_at, q.due_on, q.extended_at, q.assigned_to, w.time_zone
    from privacy_requests q join workspaces w on w.id = q.workspace_id
    where q.id = ${id} and q.workspace_id = ${actor.workspace_id} for update of q`.execute(tx);
  const request = rows[0];
  if (!request) throw new Problem('not_found');
  if (request.state !== 'open') throw new Problem('request_closed');
  return request;
}

async function requireReviewer(tx: Tx, actor: Actor, id: string | null): Promise<void> {
  if (id === null) return;
  const { rows } = await sql`
    select from users where id = ${id} and workspace_id = ${actor.workspace_id} and status = 'active'
      and role in ('admin', 'compliance')`.execute(tx);
  if (rows.length === 0)
    throw new Problem('invalid_request', {
      errors: [{ field: 'body.assigned_to', reason: 'is no administrator or compliance officer here' }],
    });
}
