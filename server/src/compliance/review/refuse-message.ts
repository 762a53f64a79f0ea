// The two ways back from a held message: the first of two takes their word back, or one person says no for good, with a reason
// that the author reads.
import { sql } from 'kysely';
import { applyStatusChanges } from '../../delivery/apply-status.ts';
import { appendEvents, eventColumn } from '../../events/append.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import type { Runtime } from '../../runtime.ts';
import { lockHeld, ownerOf, releaseEvent } from './held-messages.ts';

/** The first of the two takes their word back, as long as it is only one. */
export async function withdrawRelease(rt: Runtime, actor: Actor, id: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const message = await lockHeld(rt.keys.people, tx, actor, id);
    const { numAffectedRows } = await sql`
      delete from release_requests where message_id = ${id} and asked_by = ${actor.user_id}`.execute(tx);
    if (!numAffectedRows) throw new Problem('not_found');
    await appendEvents(tx, now, [releaseEvent(message, actor, 'message.release_withdrawn', now, {})]);
  });
}

/** One person is enough to say no, the author included; `invalid_request` without a reason. */
export async function refuseMessage(rt: Runtime, actor: Actor, id: string, note: string): Promise<void> {
  if (!note.trim())
    throw new Problem('invalid_request', {
      field: 'body.note',
      detail: 'Say why this message is not sent: its author reads it.',
    });
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const message = await lockHeld(rt.keys.people, tx, actor, id);
    const keys = await rt.keys.people.toWrite(tx, [ownerOf(message)], now);
    const words = keys.sealText(message.prospect_id, eventColumn, note);
    await applyStatusChanges(tx, now, [
      {
        ...{ message_id: id, created_at: message.created_at, to: 'skipped', from: ['held'] },
        ...{ occurred_at: now, code: 'release_refused' },
        data: { decided_by: actor.user_id },
      },
    ]);
    await appendEvents(tx, now, [releaseEvent(message, actor, 'message.refused', now, { note: words })]);
    await sql`delete from release_requests where message_id = ${id}`.execute(tx);
  });
}
