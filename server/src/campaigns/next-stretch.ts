// How far a chunk of the expansion looks when the audience depends on what happened to people. Without an end the history of
// everybody behind the cursor would be read again for every chunk.
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { asksHistory } from '../segments/asks-history.ts';
import type { Stretch } from '../segments/compile-parts.ts';
import type { Audience } from './audience.ts';

/**
 * The next `most` people behind `after`, fitting or not: so nobody's history is read twice. Undefined: everybody behind it, as
 * where a list or a book, read person by person, is short already.
 */
export async function nextStretch(
  db: DbOrTx,
  campaign: Audience,
  after: string | null,
  most: number,
): Promise<Stretch | undefined> {
  if (!campaign.owner_is_admin || campaign.recipients_listed > 0) return undefined;
  const conditions = [campaign.segment?.condition, campaign.target_segment.condition];
  if (!conditions.some((one) => one !== undefined && asksHistory(one))) return undefined;
  const later = after === null ? sql`` : sql`and p.id > ${after}::uuid`;
  const { rows } = await sql<{ id: string }>`
    select p.id from prospects p where p.workspace_id = ${campaign.workspace_id} ${later}
    order by p.id offset ${most - 1} limit 1`.execute(db);
  return { after, until: rows[0]?.id ?? null };
}
