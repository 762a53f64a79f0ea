// The answer to a request: done, or refused with the reason the person is told. That somebody is erased comes first, in its own
// transaction: whoever is interrupted between the two asks again, and the proof is the same.
import type { PrivacyRequestClosing } from '@sampark/contracts/privacy-requests.ts';
import { sql } from 'kysely';
import { appendEvents } from '../../events/append.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import type { Runtime } from '../../runtime.ts';
import { addStep } from './add-step.ts';
import { lockRequest } from './change-request.ts';
import { erasePerson } from '../erase/erase-person.ts';
import { dayIn } from './last-day.ts';
import { showRequest } from './show-request.ts';

export async function closeRequest(rt: Runtime, actor: Actor, id: string, closing: PrivacyRequestClosing) {
  const now = rt.clock.now();
  const { outcome } = closing;
  const erased = await eraseIfAsked(rt, actor, id, outcome);
  // Words written about somebody who was just erased would be the first to stay.
  const note = erased ? null : (closing.note ?? null);
  await rt.db.transaction().execute(async (tx) => {
    const request = await lockRequest(tx, actor, id);
    if (outcome === 'refused' && note === null)
      throw new Problem('invalid_request', {
        errors: [{ field: 'body.note', reason: 'is missing: the person is told why' }],
      });
    await sql`
      update privacy_requests set state = ${outcome}, closed_at = ${now}, closed_by = ${actor.user_id} where id = ${id}`.execute(
      tx,
    );
    await addStep(tx, now, {
      ...{ workspace_id: actor.workspace_id, request_id: id, step: outcome, note, made_by: actor.user_id },
    });
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'privacy_request.closed',
        occurred_at: now,
        actor_id: actor.user_id,
        prospect_id: request.prospect_id,
        data: {
          request_id: id,
          kind: request.kind,
          outcome,
          late: dayIn(request.time_zone, now) > request.due_on,
        },
      },
    ]);
  });
  return showRequest(rt, actor, id);
}

async function eraseIfAsked(rt: Runtime, actor: Actor, id: string, outcome: string): Promise<boolean> {
  if (outcome !== 'completed') return false;
  const request = await rt.db.transaction().execute((tx) => lockRequest(tx, actor, id));
  if (request.kind !== 'erasure') return false;
  if (request.prospect_id !== null)
    await erasePerson(rt, actor, request.prospect_id, { reason: 'person_request', confirm: true });
  return true;
}
