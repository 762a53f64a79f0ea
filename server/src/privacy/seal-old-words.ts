// What was written before people had keys is sealed afterwards, some at a time, a share each night, until nothing is left.
// Both forms can be read, so it may stop anywhere. Entries of the audit trail from before stay as they were sealed.
import { sql } from 'kysely';
import { byteas, instants, uuids } from '../db/array-binary.ts';
import { inboundColumn, snippetColumn } from '../conversations/queries.ts';
import { flagColumn } from '../compliance/seal-flags.ts';
import type { Tx } from '../events/append.ts';
import { openWords, outcomeNoteColumn, sealWords, wordColumns, type WordRow } from '../messages/words.ts';
import type { Runtime } from '../runtime.ts';
import { mark } from '../security/person-keys/seal-words.ts';

const batch = 1_000;
const roundsANight = 200;

export async function sealOldWords(rt: Runtime): Promise<void> {
  for (let round = 0; round < roundsANight; round++) {
    const done = await rt.db.transaction().execute(async (tx) => {
      let count = await sealMessages(rt, tx);
      for (const one of texts) count += await sealTexts(rt, tx, one);
      count += await sealNotes(rt, tx);
      return count;
    });
    if (done === 0) return;
  }
}

/** Only what is settled: what is still on its way is sealed by its claim. */
async function sealMessages(rt: Runtime, tx: Tx): Promise<number> {
  const { rows: found } = await sql<WordRow & { id: string; created_at: Date; workspace_id: string }>`
    select m.id, m.created_at, m.workspace_id, m.prospect_id, ${wordColumns} from messages m
    where m.created_at < (select applied_at from schema_migrations where name = '0036-person-keys.sql')
      and m.sealed is null and (m.content is not null or m.recipient is not null)
      and m.delivery_status in ('sent', 'delivered', 'read', 'failed', 'cancelled', 'skipped') and ${usable('m')}
    limit ${batch} for update skip locked`.execute(tx);
  if (found.length === 0) return 0;
  const keys = await rt.keys.people.toWrite(
    tx,
    found.map((row) => ({ id: row.prospect_id, workspace_id: row.workspace_id })),
    rt.clock.now(),
  );
  const rows = found.filter((row) => !keys.isUnusable(row.prospect_id));
  await sql`
    update messages m set sealed = s.sealed, content = null, recipient = null, body = null
    from unnest(${uuids(rows.map((row) => row.id))}::uuid[], ${instants(rows.map((row) => row.created_at))}::timestamptz[],
      ${byteas(rows.map((row) => sealWords(keys, row.prospect_id, openWords(keys, row))))}::bytea[]) as s(id, created_at, sealed)
    where m.id = s.id and m.created_at = s.created_at`.execute(tx);
  return found.length;
}

/** Their key cannot be opened: what they write waits for it here. */
const usable = (table: string) => sql`not exists (select from person_keys k
  where k.prospect_id = ${sql.ref(`${table}.prospect_id`)} and k.unusable_since is not null)`;

const texts = [
  { table: 'inbound_messages', column: 'text', sealedFor: inboundColumn },
  { table: 'inbound_messages', column: 'payload', sealedFor: inboundColumn },
  { table: 'conversations', column: 'last_snippet', sealedFor: snippetColumn },
  { table: 'message_flags', column: 'excerpt', sealedFor: flagColumn },
  { table: 'message_flags', column: 'matched', sealedFor: flagColumn },
  { table: 'message_flags', column: 'note', sealedFor: flagColumn },
] as const;

async function sealTexts(
  rt: Runtime,
  tx: Tx,
  { table, column, sealedFor }: (typeof texts)[number],
): Promise<number> {
  const [name, text] = [sql.table(table), sql.ref(column)];
  const { rows } = await sql<{ id: string; workspace_id: string; prospect_id: string; text: string }>`
    select id, workspace_id, prospect_id, ${text} as text from ${name}
    where ${text} <> '' and not starts_with(${text}, ${mark}) and ${usable(table)} limit ${batch} for update skip locked`.execute(
    tx,
  );
  if (rows.length === 0) return 0;
  const keys = await rt.keys.people.toWrite(
    tx,
    rows.map((row) => ({ id: row.prospect_id, workspace_id: row.workspace_id })),
    rt.clock.now(),
  );
  const sealed = rows.map(({ id, prospect_id, text: plain }) => ({
    id,
    text: keys.keepText(prospect_id, sealedFor, plain),
  }));
  await sql`
    update ${name} t set ${sql.ref(column)} = s.text
    from jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb) as s(id uuid, text text) where t.id = s.id`.execute(
    tx,
  );
  return rows.length;
}

/** Whose it is, the message says. */
async function sealNotes(rt: Runtime, tx: Tx): Promise<number> {
  const { rows } = await sql<{
    message_id: string;
    attempt: number;
    note: string;
    prospect_id: string;
    workspace_id: string;
  }>`
    select u.message_id, u.attempt, u.note, m.prospect_id, m.workspace_id
    from unknown_outcomes u join messages m on m.id = u.message_id and m.created_at = u.created_at
    where u.note <> '' and not starts_with(u.note, ${mark}) and ${usable('m')}
    limit ${batch} for update of u skip locked`.execute(tx);
  if (rows.length === 0) return 0;
  const keys = await rt.keys.people.toWrite(
    tx,
    rows.map((row) => ({ id: row.prospect_id, workspace_id: row.workspace_id })),
    rt.clock.now(),
  );
  const sealed = rows.map(({ message_id, attempt, prospect_id, note }) => ({
    ...{ message_id, attempt, note: keys.keepText(prospect_id, outcomeNoteColumn, note) },
  }));
  await sql`
    update unknown_outcomes u set note = s.note
    from jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb) as s(message_id uuid, attempt smallint, note text)
    where u.message_id = s.message_id and u.attempt = s.attempt`.execute(tx);
  return rows.length;
}
