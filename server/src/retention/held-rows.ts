// The SQL that says whether a record stands under a legal hold: the same for the report and for the removal, so that what
// one calls held the other leaves alone.
import type { DataClass } from '@sampark/contracts/retention.ts';
import { sql, type RawBuilder } from 'kysely';
import { lockKeys } from '../db/lock-keys.ts';
import type { DbOrTx } from '../events/append.ts';

type Sql = RawBuilder<unknown>;

/** How a record is connected with people, campaigns and portfolio managers; what it has nothing to do with is left out. */
export type Connected = {
  dataClass: DataClass;
  /** `true` where the hold in `h` covers the record by its person, campaign or portfolio manager. */
  person?: Sql;
  campaign?: Sql;
  manager?: Sql;
};

/** The person is, or was before an erasure, in the book of the portfolio manager of the hold in `h`. */
export function everInBook(person: Sql): Sql {
  return sql`(exists (select from relationships r where r.prospect_id = ${person} and r.user_id = h.portfolio_manager_id)
    or exists (select from past_relationships r where r.prospect_id = ${person} and r.user_id = h.portfolio_manager_id))`;
}

const holdsLock = lockKeys.legalHolds;

export function heldRow(workspaceId: string, { dataClass, person, campaign, manager }: Connected): Sql {
  return sql`exists (select from legal_holds h where h.workspace_id = ${workspaceId} and h.lifted_at is null and (
    (h.kind = 'class' and h.data_class = ${dataClass})
    ${person ? sql`or (h.kind = 'person' and ${person})` : sql``}
    ${campaign ? sql`or (h.kind = 'campaign' and ${campaign})` : sql``}
    ${manager ? sql`or (h.kind = 'manager' and ${manager})` : sql``}))`;
}

/** Nothing is removed while a hold is being made, and the other way round: no batch runs on a hold it has not seen. */
export async function lockHolds(tx: DbOrTx, workspaceId: string, how: 'making' | 'removing'): Promise<void> {
  const name = how === 'making' ? sql`pg_advisory_xact_lock` : sql`pg_advisory_xact_lock_shared`;
  await sql`select ${name}(${holdsLock}, hashtext(${workspaceId}))`.execute(tx);
}
