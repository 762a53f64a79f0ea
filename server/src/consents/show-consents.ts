// A person's consents: what holds now, and the ledger it is derived from.
import type { ConsentEntry } from '@sampark/contracts/consents.ts';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { plannedOnce } from '../db/planned-once.ts';
import type { Actor } from '../http/route.ts';
import { requireProspect } from '../prospects/require-prospect.ts';
import type { Runtime } from '../runtime.ts';
import { consentStateOf } from './queries.ts';

type Row = Omit<ConsentEntry, 'occurred_at' | 'recorded_at'> & { occurred_at: Date; recorded_at: Date };

type Stop = {
  channel: Channel | null;
  purpose: Purpose | null;
  reason: string;
  source: string;
  note: string | null;
  created_at: Date;
};

export async function showConsents(rt: Runtime, actor: Actor, prospectId: string) {
  const ledger = sql<Row>`
    /* prepared */ select c.id, c.channel, c.purpose, c.action, c.source, c.by_person, c.evidence, c.occurred_at, c.recorded_at,
      c.recorded_by, c.import_id, c.action = 'granted' and i.voided_at is not null as void
    from consents c left join imports i on i.id = c.import_id
    where c.prospect_id = ${prospectId} and c.workspace_id = ${actor.workspace_id}
    order by c.id desc limit 1000`;
  const stopping = sql<Stop>`
    /* prepared */ select s.channel, s.purpose, s.reason, s.source, s.note, s.created_at from suppressions s
    join prospects p on p.id = ${prospectId} and s.workspace_id = p.workspace_id
      and (s.address_hash = p.phone_hash or s.prospect_id = p.id)
    where s.lifted_at is null order by s.created_at desc, s.id`;
  const [, { rows }, { rows: stops }, state] = await plannedOnce(rt.db, (db) =>
    Promise.all([
      requireProspect(db, actor, prospectId),
      ledger.execute(db),
      stopping.execute(db),
      consentStateOf(db, prospectId),
    ]),
  );
  return {
    stops: stops.map((row) => ({ ...row, created_at: row.created_at.toISOString() })),
    state,
    items: rows.map((row) => ({
      ...row,
      void: row.void ?? false,
      occurred_at: row.occurred_at.toISOString(),
      recorded_at: row.recorded_at.toISOString(),
    })),
  };
}
