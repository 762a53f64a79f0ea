// Keeps erased people erased, at every start and every ten minutes: whoever a restored backup brought back is erased again, what
// was written at the very moment of an erasure goes too, and the key of records whose time is over is destroyed.
import { sql } from 'kysely';
import { appendEvents } from '../../events/append.ts';
import { removeUploadsOfErased } from '../../imports/remove-uploads.ts';
import { keptByLaw } from './kept-by-law.ts';
import type { Runtime } from '../../runtime.ts';
import { noteErased, readErasedList } from './erased-list.ts';
import { describe, destroyKeys, emptyRecords, erasePeople } from './erase-people.ts';

const batch = 500;
const sweptForMs = 24 * 3_600_000;

export async function keepErased(rt: Runtime): Promise<void> {
  await eraseAgain(rt);
  await listThoseMissing(rt);
  await destroyDueKeys(rt);
  await sweep(rt);
  await removeUploadsOfErased(rt);
}

/** On the list, and known again. */
async function eraseAgain(rt: Runtime): Promise<void> {
  const listed = await readErasedList(rt.config.dataDir);
  for (const [workspace_id, lines] of Map.groupBy(listed, (one) => one.workspace_id)) {
    const ids = lines.map((one) => one.prospect_id);
    const { rows } = await sql<{ id: string }>`
      select id from prospects where workspace_id = ${workspace_id} and id = any(${ids}::uuid[]) and erased_at is null
      order by id`.execute(rt.db);
    for (let at = 0; at < rows.length; at += batch) {
      const some = rows.slice(at, at + batch).map((row) => row.id);
      await rt.db.transaction().execute((tx) =>
        erasePeople(rt, tx, workspace_id, some, {
          reason: 'restored_backup',
          actor_id: null,
          restored: true,
        }),
      );
    }
    if (rows.length > 0)
      rt.log.warn(
        { workspace_id, people: rows.length },
        'A restored backup had erased people in it: erased again',
      );
  }
}

/** A process that died between the commit and its line. */
async function listThoseMissing(rt: Runtime): Promise<void> {
  const listed = new Set((await readErasedList(rt.config.dataDir)).map((one) => one.prospect_id));
  const { rows } = await sql<{ id: string; workspace_id: string }>`
    select id, workspace_id from prospects where erased_at is not null`.execute(rt.db);
  const missing = rows.filter((row) => !listed.has(row.id));
  for (const [workspace_id, people] of Map.groupBy(missing, (one) => one.workspace_id))
    await noteErased(
      rt,
      workspace_id,
      people.map((one) => one.id),
    );
}

type Due = { id: string; workspace_id: string };

/** Erased people whose records something kept. */
async function destroyDueKeys(rt: Runtime): Promise<void> {
  const now = rt.clock.now();
  const { rows } = await sql<Due>`
    select p.id, p.workspace_id from prospects p left join person_keys k on k.prospect_id = p.id
    where p.erased_at is not null and (k.prospect_id is null or k.wrapped_key is not null) order by p.id`.execute(
    rt.db,
  );
  for (const [workspace_id, people] of Map.groupBy(rows, (one) => one.workspace_id)) {
    for (let at = 0; at < people.length; at += batch) {
      const ids = people.slice(at, at + batch).map((one) => one.id);
      await rt.db.transaction().execute(async (tx) => {
        const held = await keptByLaw(tx, workspace_id, ids, now);
        const free = ids.filter((id) => !held.has(id));
        await emptyRecords(tx, { ...describe(workspace_id, [], now), ids: free });
        await destroyKeys(tx, workspace_id, free, now);
        await appendEvents(
          tx,
          now,
          free.map((prospect_id) => ({
            ...{ workspace_id, prospect_id, occurred_at: now },
            type: 'prospect.records_destroyed' as const,
          })),
        );
      });
      rt.keys.people.forget(ids);
    }
  }
}

/** An answer on its way, or a send, may have written an address after its person was gone. */
async function sweep(rt: Runtime): Promise<void> {
  const now = rt.clock.now();
  const { rows } = await sql<Due>`
    select p.id, p.workspace_id from prospects p join person_keys k on k.prospect_id = p.id
    where p.erased_at is not null and k.destroyed_at > ${new Date(now.getTime() - sweptForMs)}`.execute(
    rt.db,
  );
  for (const [workspace_id, people] of Map.groupBy(rows, (one) => one.workspace_id)) {
    const ids = people.map((one) => one.id);
    await rt.db.transaction().execute((tx) => emptyRecords(tx, { ...describe(workspace_id, [], now), ids }));
  }
}
