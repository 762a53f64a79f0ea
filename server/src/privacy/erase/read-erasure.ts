// The proof of an erasure, from the trail and the row of the key.
import type { Erasure } from '@sampark/contracts/privacy.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../../events/append.ts';
import { keptByLaw } from './kept-by-law.ts';

type Row = {
  erased_at: Date;
  destroyed_at: Date | null;
  name: string | null;
  data: {
    reason: string;
    emptied: Record<string, number>;
    cancelled: number;
    suppressed: number;
  };
};

/** Null: the person was not erased. */
export async function readErasure(
  db: DbOrTx,
  workspace_id: string,
  prospect_id: string,
  now: Date,
): Promise<Erasure | null> {
  const { rows } = await sql<Row>`
    select p.erased_at, k.destroyed_at, u.name, e.data from prospects p
    left join person_keys k on k.prospect_id = p.id
    join lateral (select actor_id, data from events e where e.prospect_id = p.id and e.type = 'prospect.erased'
      order by e.occurred_at desc, e.id desc limit 1) e on true
    left join users u on u.id = e.actor_id
    where p.id = ${prospect_id} and p.workspace_id = ${workspace_id} and p.erased_at is not null`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const kept =
    row.destroyed_at === null
      ? (await keptByLaw(db, workspace_id, [prospect_id], now)).get(prospect_id)
      : undefined;
  return {
    prospect_id,
    reason: row.data.reason,
    erased_at: row.erased_at.toISOString(),
    erased_by_name: row.name,
    key: {
      state: row.destroyed_at === null ? 'kept' : 'destroyed',
      destroyed_at: row.destroyed_at?.toISOString() ?? null,
    },
    kept_until: kept?.until?.toISOString() ?? null,
    kept_because: (kept?.because ?? []).map((one) =>
      one.kind === 'hold'
        ? { kind: one.kind, text: one.reason, until: null }
        : { kind: one.kind, text: one.source, until: one.until.toISOString() },
    ),
    emptied: row.data.emptied,
    cancelled: row.data.cancelled,
    suppressed: row.data.suppressed,
  };
}
