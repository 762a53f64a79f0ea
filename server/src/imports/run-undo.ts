// Enters: an import being undone. Leaves: the people it created and nobody touched since are gone, the fields it changed
// and nobody changed since are as before. Whoever was messaged, answered, edited, shared or agreed to something else
// since then stays. An opt-out the file named outlives the person's row as a suppression. 1,000 people a transaction.
import { sql } from 'kysely';
import { keepTheGraver } from '../consents/add-suppression.ts';
import { appendEvents, type NewEvent, type Tx } from '../events/append.ts';
import { endRelationships } from '../prospects/end-relationships.ts';
import { heldUntil } from '../retention/held-until.ts';
import type { Runtime } from '../runtime.ts';
import { restoredFields, type ProspectFields } from './merge-fields.ts';
import { updateKnown } from './queries.ts';

const chunkPeople = 1_000;

type Undoing = { id: string; workspace_id: string; actor_id: string; cursor: string | null };
type Change = {
  prospect_id: string;
  created: boolean;
  before: Partial<ProspectFields> | null;
  after: Partial<ProspectFields> | null;
  after_version: number;
};
type Present = { id: string; version: number; used: boolean } & ProspectFields;
type Counts = { deleted: number; restored: number; kept: number };

export async function runUndo(rt: Runtime, payload: unknown): Promise<void> {
  const { import_id: id, actor_id: actorId } = payload as { import_id: string; actor_id: string };
  while (await rt.db.transaction().execute((tx) => undoChunk(rt, tx, id, actorId))) {
    rt.crashPoint('undo:after-commit');
  }
}

/** False when there is nothing left to do. */
async function undoChunk(rt: Runtime, tx: Tx, id: string, actorId: string): Promise<boolean> {
  const { rows } = await sql<{ workspace_id: string; undo_cursor: string | null }>`
    select workspace_id, undo_cursor from imports where id = ${id} and status = 'undoing' for update`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) return false;
  const undoing = { id, workspace_id: row.workspace_id, actor_id: actorId, cursor: row.undo_cursor };
  const changes = await nextChanges(tx, undoing);
  const now = rt.clock.now();
  const last = changes.at(-1);
  if (!last) {
    await finish(tx, undoing, now);
    return false;
  }
  const ids = changes.map((one) => one.prospect_id);
  const present = new Map((await lockPresent(tx, id, ids)).map((one) => [one.id, one]));
  const held = await heldUntil(tx, undoing.workspace_id, ids, now);
  // What they agreed to is this import's and void with it, so that no clock runs; a legal hold keeps it all the same.
  const onHold = (person: string) => held.get(person)?.because.some((one) => one.kind === 'hold') ?? false;
  const removable: string[] = [];
  const restored: ({ id: string } & ProspectFields)[] = [];
  const counts: Counts = { deleted: 0, restored: 0, kept: 0 };
  for (const change of changes) {
    const person = present.get(change.prospect_id);
    if (!person) continue; // deleted or erased since
    if (change.created) {
      if (!person.used && !onHold(person.id) && person.version === change.after_version)
        removable.push(person.id);
      else counts.kept++;
      continue;
    }
    const fields = restoredFields(person, change.before ?? {}, change.after ?? {});
    if (fields) restored.push({ id: person.id, ...fields });
    counts.restored++;
  }
  await keepOptOuts(tx, undoing, removable, now);
  counts.deleted = await removePeople(tx, removable);
  await updateKnown(tx, now, restored);
  await leaveBooks(
    tx,
    id,
    changes.filter((one) => !one.created).map((one) => one.prospect_id),
    now,
  );
  await appendEvents(tx, now, events(undoing, removable, restored, now));
  await sql`
    update imports set undo_cursor = ${last.prospect_id}, updated_at = ${now},
      undo = jsonb_build_object('deleted', (undo->>'deleted')::int + ${counts.deleted}::int,
        'restored', (undo->>'restored')::int + ${counts.restored}::int, 'kept', (undo->>'kept')::int + ${counts.kept}::int)
    where id = ${id}`.execute(tx);
  return true;
}

async function nextChanges(tx: Tx, undoing: Undoing): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select prospect_id, created, before, after, after_version from import_changes
    where import_id = ${undoing.id} and (${undoing.cursor}::uuid is null or prospect_id > ${undoing.cursor}::uuid)
    order by prospect_id limit ${chunkPeople}`.execute(tx);
  return rows;
}

/** Locked in id order. `used`: anything but this import knows the person. */
async function lockPresent(tx: Tx, importId: string, ids: string[]): Promise<Present[]> {
  const { rows } = await sql<Present>`
    select p.id, p.version, p.email, p.name, p.first_name, p.last_name, p.language, p.country, p.time_zone, p.demographics,
      p.asset_class_interests, p.attributes, p.lead_score,
      p.held_reason is not null or p.last_engagement is not null
      or exists (select from messages m where m.prospect_id = p.id)
      or exists (select from inbound_messages i where i.prospect_id = p.id)
      or exists (select from conversations c where c.prospect_id = p.id)
      or exists (select from channel_identities c where c.prospect_id = p.id)
      or exists (select from campaign_recipients c where c.prospect_id = p.id)
      or exists (select from start_links s where s.prospect_id = p.id)
      or exists (select from consents c where c.prospect_id = p.id and c.import_id is distinct from ${importId}::uuid)
      or exists (select from relationships r where r.prospect_id = p.id and r.import_id is distinct from ${importId}::uuid)
      as used
    from prospects p where p.id = any(${ids}::uuid[]) order by p.id for update of p`.execute(tx);
  return rows;
}

async function keepOptOuts(tx: Tx, undoing: Undoing, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    insert into suppressions (workspace_id, address_hash, channel, purpose, reason, source, hint, created_by, created_at)
    select distinct p.workspace_id, p.phone_hash, c.channel, c.purpose, 'opted_out', 'import', right(p.phone_number, 4),
      ${undoing.actor_id}::uuid, ${now}::timestamptz
    from consents c join prospects p on p.id = c.prospect_id
    where c.prospect_id = any(${ids}::uuid[]) and c.action = 'withdrawn' and p.phone_hash is not null
    ${keepTheGraver}`.execute(tx);
}

async function removePeople(tx: Tx, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { rows } = await sql<{
    id: string;
  }>`delete from prospects where id = any(${ids}::uuid[]) returning id`.execute(tx);
  return rows.length;
}

async function leaveBooks(tx: Tx, importId: string, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await endRelationships(sql`prospect_id = any(${ids}::uuid[]) and import_id = ${importId}`, now).execute(tx);
}

function events(undoing: Undoing, removed: string[], restored: { id: string }[], now: Date): NewEvent[] {
  const shared = {
    workspace_id: undoing.workspace_id,
    occurred_at: now,
    actor_id: undoing.actor_id,
    data: { undo_of: undoing.id },
  };
  return [
    ...removed.map((id): NewEvent => ({ ...shared, type: 'prospect.deleted', prospect_id: id })),
    ...restored.map(({ id }): NewEvent => ({ ...shared, type: 'prospect.updated', prospect_id: id })),
  ];
}

async function finish(tx: Tx, undoing: Undoing, now: Date): Promise<void> {
  const { rows } = await sql<{ undo: Counts }>`
    update imports set status = 'undone', updated_at = ${now} where id = ${undoing.id} returning undo`.execute(
    tx,
  );
  await appendEvents(tx, now, [
    {
      workspace_id: undoing.workspace_id,
      type: 'import.undone',
      occurred_at: now,
      actor_id: undoing.actor_id,
      data: { import_id: undoing.id, ...rows[0]?.undo },
    },
  ]);
}
