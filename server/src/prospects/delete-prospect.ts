// Deletes a person nobody ever wrote to and whose records nothing keeps. Once there was a message, or while a law wants to see
// what they agreed to, that must stay provable: then the way is erasure, which destroys the personal data and keeps the opt-out.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import { keptByLaw } from '../privacy/erase/kept-by-law.ts';
import type { Runtime } from '../runtime.ts';
import { keepOptOuts } from '../consents/keep-opt-outs.ts';

type Row = {
  phone_number: string | null;
  messaged: boolean;
  shared: boolean;
};

export async function deleteProspect(rt: Runtime, actor: Actor, id: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<Row>`
      select p.phone_number,
        exists (select from messages m where m.prospect_id = p.id)
          or exists (select from inbound_messages i where i.prospect_id = p.id) as messaged,
        exists (select from relationships r where r.prospect_id = p.id and r.user_id <> ${actor.user_id}) as shared
      from prospects p
      where p.id = ${id} and p.workspace_id = ${actor.workspace_id} and ${inBook(actor, 'p.id')} for update of p`.execute(
      tx,
    );
    const row = rows[0];
    if (!row) throw new Problem('not_found');
    const kept = (await keptByLaw(tx, actor.workspace_id, [id], now)).get(id);
    if (kept?.until === null) throw new Problem('legal_hold');
    // With the row their consents would go, while a law still wants them shown.
    if (row.messaged || kept) throw new Problem('prospect_has_history');
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
