// Whether every person's key can be opened: all of them each night, those known not to every ten minutes, so that what waits for
// them goes on soon after the row was mended.
import { sql } from 'kysely';
import { noteUnusable, type KeyRow } from '../../security/person-keys/vault.ts';
import type { Runtime } from '../../runtime.ts';

const batch = 1_000;
const first = '00000000-0000-0000-0000-000000000000';

/** Returns how many cannot be opened. */
export async function checkKeys(rt: Runtime, which: 'all' | 'unusable'): Promise<number> {
  const now = rt.clock.now();
  let unusable = 0;
  for (let after = first; ;) {
    const { rows } = await sql<KeyRow & { unusable_since: Date | null }>`
      select prospect_id, wrapped_key, master_version, unusable_since from person_keys
      where prospect_id > ${after}::uuid and wrapped_key is not null
        ${which === 'unusable' ? sql`and unusable_since is not null` : sql``}
      order by prospect_id limit ${batch}`.execute(rt.db);
    const opened = await rt.keys.people.master.unwrap(
      rows.flatMap(({ prospect_id: person, wrapped_key: wrapped, master_version: version }) =>
        wrapped ? [{ person, version, wrapped }] : [],
      ),
    );
    const broken = rows.filter((_, at) => !Buffer.isBuffer(opened[at])).map((row) => row.prospect_id);
    const mended = rows.filter((row, at) => row.unusable_since && Buffer.isBuffer(opened[at]));
    for (const key of opened) if (Buffer.isBuffer(key)) key.fill(0);
    unusable += broken.length;
    if (broken.length > 0) await noteUnusable(rt.db, broken, now);
    if (mended.length > 0)
      await sql`update person_keys set unusable_since = null
        where prospect_id = any(${mended.map((row) => row.prospect_id)}::uuid[])`.execute(rt.db);
    const last = rows.at(-1);
    if (!last) break;
    after = last.prospect_id;
  }
  rt.metrics.unusableKeys.set(unusable);
  if (unusable > 0)
    rt.log.error({ people: unusable }, 'keys of people cannot be opened: sampark keys status');
  return unusable;
}
