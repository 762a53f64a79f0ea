// Deletes a person nobody ever wrote to. Once there was a message, the trail of it must stay provable: then the way is
// erasure, which destroys the personal data and keeps the opt-out.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';
import { keepOptOuts } from '../consents/keep-opt-outs.ts';

type Row = {
  phone_number: string | null;
  messaged: boolean;
  on_hold: boolean;
  shared: boolean;
};

export async function deleteProspect(rt: Runtime, actor: Actor, id: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<Row>`
      select p.phone_number,
        exists (select from legal_holds h where h.prospect_id = p.id and h.lifted_at is null) as on_hold,
        exists (select from messages m where m.prospect_id = p.id)
          or exists (select from inbound_messages i where i.prospect_id = p.id) as messaged,
        exists (select from relationships r where r.prospect_id = p.id and r.user_id <> ${actor.user_id}) as shared
      from prospects p
      where p.id = ${id} and p.workspace_id = ${actor.workspace_id} and ${inBook(actor, 'p.id')} for update of p`.execute(
      tx,
    );
    const row = rows[0];
    if (!row) throw new Problem('not_found');
    if (row.on_hold) throw new Problem('legal_hold');
    if (row.messaged) {
      throw new Problem('prospect_has_history');
    }
    if (row.shared && actor.role === 'standard') {
      throw new Problem('forbidden', {
        detail: 'The person is in another book as well; an administrator can delete them.',
      });
    }
    // An opt-out outlives the person's row.
    if (row.phone_number !== null) {
      await keepOptOuts(rt, tx, actor, { prospect_id: id, phone: row.phone_number, source: 'deletion' });
    }
    await sql`delete from prospects where id = ${id}`.execute(tx);
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'prospect.deleted',
        occurred_at: now,
        actor_id: actor.user_id,
        prospect_id: id,
      },
    ]);
  });
}
