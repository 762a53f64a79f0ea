// Wrapping every person's key with the newest master key, a thousand at a time. What was sealed stays as it is. Interrupted, it
// goes on with those that are left; a process that still wraps with the old version is caught by the next pass.
import { sql } from 'kysely';
import { byteas, integers, uuids } from '../../db/array-binary.ts';
import { appendEvents } from '../../events/append.ts';
import type { Runtime } from '../../runtime.ts';

const batch = 1_000;

/** Keys wrapped anew in one pass over all of them. Those that cannot be opened stay as they are. */
export async function rewrapKeys(rt: Runtime, version: number): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000';
  let done = 0;
  for (;;) {
    const last = await rewrapSome(rt, version, after);
    if (last === undefined) return done;
    done += last.count;
    after = last.id;
    rt.crashPoint('keys:after-batch');
  }
}

async function rewrapSome(
  rt: Runtime,
  version: number,
  after: string,
): Promise<{ id: string; count: number } | undefined> {
  const { master } = rt.keys.people;
  return rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ prospect_id: string; wrapped_key: Buffer; master_version: number }>`
      select prospect_id, wrapped_key, master_version from person_keys
      where prospect_id > ${after}::uuid and wrapped_key is not null and master_version < ${version}
      order by prospect_id limit ${batch} for update`.execute(tx);
    const last = rows.at(-1);
    if (!last) return undefined;
    const opened = await master.unwrap(
      rows.map((row) => ({ person: row.prospect_id, version: row.master_version, wrapped: row.wrapped_key })),
    );
    const wrapped = await master.wrap(
      rows.flatMap((row, index) => {
        const key = opened[index];
        if (key === 'missing') throw new Error(`The master key of version ${row.master_version} is missing`);
        return Buffer.isBuffer(key) ? [{ person: row.prospect_id, key }] : [];
      }),
    );
    await sql`
      update person_keys k set wrapped_key = w.wrapped, master_version = w.version
      from unnest(${uuids(wrapped.map((one) => one.person))}::uuid[], ${byteas(wrapped.map((one) => one.wrapped))}::bytea[],
        ${integers(wrapped.map((one) => one.version))}::int[]) as w(person, wrapped, version)
      where k.prospect_id = w.person`.execute(tx);
    return { id: last.prospect_id, count: wrapped.length };
  });
}

export type KeyCount = { version: number; keys: number };

export async function countKeys(rt: Runtime): Promise<{ versions: KeyCount[]; destroyed: number }> {
  const { rows } = await sql<{ version: number | null; keys: number }>`
    select case when wrapped_key is not null then master_version end as version, count(*)::int as keys
    from person_keys group by 1 order by 1`.execute(rt.db);
  return {
    versions: rows.flatMap(({ version, keys }) => (version === null ? [] : [{ version, keys }])),
    destroyed: rows.find((row) => row.version === null)?.keys ?? 0,
  };
}

/** In the trail of every workspace: that it happened, and with which version. */
export async function noteRotation(rt: Runtime, data: Record<string, unknown>): Promise<void> {
  const now = rt.clock.now();
  const { rows } = await sql<{ id: string }>`select id from workspaces order by id`.execute(rt.db);
  await appendEvents(
    rt.db,
    now,
    rows.map(({ id }) => ({ workspace_id: id, type: 'keys.rotated' as const, occurred_at: now, data })),
  );
}
