// Reads of pages: what is asked at the same time goes out together, with a plan made once, and only for these statements.
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { plannedOnce } from '../../src/db/planned-once.ts';
import type { DbOrTx } from '../../src/events/append.ts';
import { useLogRuntime } from '../analytics/log-runtime.ts';

// One connection: what a read leaves behind on it is what the next one finds.
const rt = useLogRuntime({ connections: 1 });

type Seen = { n: number; mode: string; xact: string; at: Date; no_value: null };

function look(db: DbOrTx, n: number): Promise<Seen | undefined> {
  return sql<Seen>`
    /* prepared */ select ${n}::int as n, current_setting('plan_cache_mode') as mode, now()::text as xact,
      timestamptz '2026-01-02 03:04:05Z' as at, null as no_value`
    .execute(db)
    .then(({ rows }) => rows[0]);
}

it('answers each question with its own rows, in one transaction, and leaves the connection as it was', async () => {
  for (const round of [1, 2]) {
    const seen = await plannedOnce(rt.db, (db) =>
      Promise.all([
        look(db, round),
        look(db, 7),
        sql<{ n: number }>`/* prepared */ select n from generate_series(1, ${3}::int) n`.execute(db),
        sql`/* prepared */ select 1 where ${false}`.execute(db),
      ]),
    );
    const [first, second, three, none] = seen;
    expect(first).toMatchObject({
      ...{ n: round, mode: 'force_generic_plan', no_value: null },
      at: new Date('2026-01-02T03:04:05Z'),
    });
    expect(second).toMatchObject({ n: 7, xact: first?.xact });
    expect(three.rows.map((row) => row.n)).toEqual([1, 2, 3]);
    expect(none.rows).toEqual([]);
  }
  expect(await look(rt.db, 1)).toMatchObject({ mode: 'auto' });
  const { rows } = await sql<{ times: number }>`
    select count(*)::int as times from pg_prepared_statements where statement like '%as no_value%' and statement not like '%pg_prepared%'`.execute(
    rt.db,
  );
  expect(rows).toEqual([{ times: 1 }]);
});

it('asks what depends on an answer after it, and plans unmarked statements for their values', async () => {
  const { first, second, mode } = await plannedOnce(rt.db, async (db) => {
    const one = await look(db, 3);
    const [two, unmarked] = await Promise.all([
      look(db, (one?.n ?? 0) + 1),
      sql<{ mode: string }>`select current_setting('plan_cache_mode') as mode`.execute(db),
    ]);
    return { first: one, second: two, mode: unmarked.rows[0]?.mode };
  });
  expect([first?.n, second?.n, mode]).toEqual([3, 4, 'auto']);
});

it('tells a failure to everybody who asked with it, and goes on after it', async () => {
  const broken = plannedOnce(rt.db, (db) =>
    Promise.allSettled([look(db, 1), sql`/* prepared */ select 1 / ${0}::int as x`.execute(db), look(db, 2)]),
  );
  expect((await broken).map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(
    plannedOnce(rt.db, (db) => sql`/* prepared */ select no_such_column`.execute(db)),
  ).rejects.toThrow('no_such_column');
  expect(await plannedOnce(rt.db, (db) => look(db, 5))).toMatchObject({ n: 5 });
});

it('within a transaction asks that one', async () => {
  await rt.db.transaction().execute(async (tx) => {
    await sql`create temporary table of_this_transaction on commit drop as select 1 as n`.execute(tx);
    const { rows } = await plannedOnce(tx, (db) => sql`select n from of_this_transaction`.execute(db));
    expect(rows).toEqual([{ n: 1 }]);
  });
});
