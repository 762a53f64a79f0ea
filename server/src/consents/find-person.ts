// Who has an address, in whichever book: a stop concerns them all the same, and nobody is told whether they are known.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

export async function findPerson(
  db: DbOrTx,
  workspaceId: string,
  given: { address: string; channel?: Channel | undefined },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select p.id, 0 as rank from prospects p where p.workspace_id = ${workspaceId} and p.phone_number = ${given.address}
    union all
    (select i.prospect_id, 1 from channel_identities i
      where i.workspace_id = ${workspaceId} and i.channel = ${given.channel ?? null} and i.address = ${given.address}
      order by i.learned_at desc limit 1)
    order by rank limit 1`.execute(db);
  return rows[0]?.id;
}
