// Who decided that a held message is not sent, and why: for its author and for whoever looks later.
import type { FlagContext, FlagResource } from '@sampark/contracts/flags.ts';
import { sql } from 'kysely';
import { eventColumn, type DbOrTx } from '../../events/append.ts';
import type { PersonKeys } from '../../security/person-keys/vault.ts';

export async function readRefusal(
  db: DbOrTx,
  keys: PersonKeys,
  { message_id, prospect_id }: Pick<FlagResource, 'message_id' | 'prospect_id'>,
): Promise<FlagContext['refused']> {
  const { rows } = await sql<{ name: string | null; at: Date; note: string | null }>`
    select u.name, e.occurred_at as at, e.data ->> 'note' as note
    from events e left join users u on u.id = e.actor_id
    where e.prospect_id = ${prospect_id} and e.message_id = ${message_id} and e.type = 'message.refused'
    order by e.occurred_at desc, e.id desc limit 1`.execute(db);
  const [row] = rows;
  return row
    ? { name: row.name, at: row.at.toISOString(), note: keys.openText(prospect_id, eventColumn, row.note) }
    : null;
}
