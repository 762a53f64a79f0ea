// The installation's own secrets under a new master key: each row that an older one sealed is opened and sealed anew. What is done
// is known by its own first bytes, so an interrupted round goes on with the rest.
import { sql } from 'kysely';
import { byteas } from '../db/array-binary.ts';
import type { Runtime } from '../runtime.ts';
import { sealedColumns, type SealedColumn } from './sealed-columns.ts';
import { sealedWith } from './seal.ts';

const batch = 200;

/** Secrets by the version that sealed them; 0: SAMPARK_SECRET. */
export async function countSealed(rt: Runtime): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const { table, column } of sealedColumns) {
    const { rows } = await sql<{ head: Buffer; count: number }>`
      select substring(${sql.ref(column)} for 5) as head, count(*)::int as count from ${sql.table(table)}
      where get_byte(${sql.ref(column)}, 0) <> 1 group by 1
      union all select '\\x01', count(*)::int from ${sql.table(table)} where get_byte(${sql.ref(column)}, 0) = 1 having count(*) > 0`.execute(
      rt.db,
    );
    for (const { head, count } of rows)
      counts.set(sealedWith(head), (counts.get(sealedWith(head)) ?? 0) + count);
  }
  return counts;
}

export type Resealed = { done: number; unreadable: number };

/** One pass over all of them. What does not open stays as it is, and is counted. */
export async function resealSecrets(rt: Runtime, version: number): Promise<Resealed> {
  const all: Resealed = { done: 0, unreadable: 0 };
  for (const one of sealedColumns) {
    for (let after = first; ;) {
      const some = await resealSome(rt, one, version, after);
      if (!some) break;
      all.done += some.done;
      all.unreadable += some.unreadable;
      after = some.last;
      rt.crashPoint('keys:after-secrets');
    }
  }
  return all;
}

const first = '00000000-0000-0000-0000-000000000000';

async function resealSome(
  rt: Runtime,
  { table, column, id }: SealedColumn,
  version: number,
  after: string,
): Promise<(Resealed & { last: string }) | undefined> {
  const [name, value, key] = [sql.table(table), sql.ref(column), sql.ref(id)];
  return rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; sealed: Buffer }>`
      select ${key} as id, ${value} as sealed from ${name} where ${key} > ${after}::uuid
      order by ${key} limit ${batch} for no key update`.execute(tx);
    const last = rows.at(-1)?.id;
    if (last === undefined) return undefined;
    const old = rows.filter((row) => sealedWith(row.sealed) < version);
    const anew = old.flatMap((row) => {
      const sealed = sealAnew(rt, row.sealed);
      return sealed ? [{ id: row.id, sealed }] : [];
    });
    await sql`
      update ${name} t set ${value} = s.sealed
      from unnest(${anew.map((row) => row.id)}::uuid[], ${byteas(anew.map((row) => row.sealed))}::bytea[]) as s(id, sealed)
      where t.${key} = s.id`.execute(tx);
    return { last, done: anew.length, unreadable: old.length - anew.length };
  });
}

function sealAnew(rt: Runtime, sealed: Buffer): Buffer | undefined {
  let plain: string;
  try {
    plain = rt.keys.open(sealed);
  } catch (error) {
    rt.log.error({ err: error }, 'a sealed secret cannot be opened');
    return undefined;
  }
  return rt.keys.seal(plain);
}
