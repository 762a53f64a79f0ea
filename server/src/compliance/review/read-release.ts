// How far a held message is on its way out.
import type { ReleaseState } from '@sampark/contracts/flags.ts';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import { openWords, wordColumns, type WordRow } from '../../messages/words.ts';
import type { Runtime } from '../../runtime.ts';
import type { Vault } from '../../security/person-keys/vault.ts';
import type { StoredFlags } from '../rules/rule-facts.ts';
import { flagColumn } from '../seal-flags.ts';
import { textHash } from './held-messages.ts';

export async function readRelease(
  db: Runtime['db'],
  people: Vault,
  actor: Actor,
  id: string,
): Promise<Static<typeof ReleaseState>> {
  const { rows } = await sql<
    {
      delivery_status: Static<typeof ReleaseState>['delivery_status'];
      compliance_flags: StoredFlags | null;
      user_id: string | null;
      name: string | null;
      at: Date;
      note: string | null;
      text_hash: string | null;
    } & WordRow
  >`
    select m.delivery_status, m.prospect_id, ${wordColumns}, m.compliance_flags, q.asked_by as user_id, u.name, q.asked_at as at, q.note, q.text_hash
    from messages m
    left join release_requests q on q.message_id = m.id
    left join users u on u.id = q.asked_by
    where m.id = ${id} and m.workspace_id = ${actor.workspace_id}`.execute(db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const { user_id, name, at, note } = row;
  const keys = await people.toRead(db, [row.prospect_id]);
  const text = openWords(keys, row).text ?? null;
  // A first word about another text counts for nothing.
  const asked = user_id !== null && row.text_hash === textHash(text, row.compliance_flags);
  return {
    message_id: id,
    delivery_status: row.delivery_status,
    text,
    released: (row.compliance_flags ?? []).some((one) => one.released_text !== undefined),
    first: !asked
      ? null
      : { user_id, name, at: at.toISOString(), note: keys.openText(row.prospect_id, flagColumn, note) },
  };
}
