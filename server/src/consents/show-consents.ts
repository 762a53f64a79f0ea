// A person's consents: what holds now, and the ledger it is derived from.
import type { ConsentEntry } from '@sampark/contracts/consents.ts';
import { sql } from 'kysely';
import type { Actor } from '../http/route.ts';
import { requireProspect } from '../prospects/require-prospect.ts';
import type { Runtime } from '../runtime.ts';
import { consentStateOf } from './queries.ts';

type Row = Omit<ConsentEntry, 'occurred_at' | 'recorded_at'> & { occurred_at: Date; recorded_at: Date };

export async function showConsents(rt: Runtime, actor: Actor, prospectId: string) {
  await requireProspect(rt.db, actor, prospectId);
  const { rows } = await sql<Row>`
    select c.id, c.channel, c.purpose, c.action, c.source, c.by_person, c.evidence, c.occurred_at, c.recorded_at,
      c.recorded_by, c.import_id, c.action = 'granted' and i.voided_at is not null as void
    from consents c left join imports i on i.id = c.import_id
    where c.prospect_id = ${prospectId} and c.workspace_id = ${actor.workspace_id}
    order by c.id desc limit 1000`.execute(rt.db);
  return {
    state: await consentStateOf(rt.db, prospectId),
    items: rows.map((row) => ({
      ...row,
      void: row.void ?? false,
      occurred_at: row.occurred_at.toISOString(),
      recorded_at: row.recorded_at.toISOString(),
    })),
  };
}
