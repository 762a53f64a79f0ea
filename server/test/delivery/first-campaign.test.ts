// A new installation's first campaign: nothing was known of the tables when its statements were planned, and they grow beneath it.
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lookUpsOnly } from '../../src/db/look-ups-only.ts';
import { loadPeople } from '../../src/delivery/claim-queries.ts';
import { openStage, type Stage } from './stage.ts';

const people = 400;
const others = 20_000;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

it('looks up the keys of those it writes to, and does not read everybody’s', async () => {
  const { rt } = stage;
  const all = await stage.people(people, ['signal']);
  const owners = all.map(({ id }) => ({ id, workspace_id: stage.pm.workspace_id }));
  // As a database that was looked after while nobody had a key yet: it is planned for none.
  const owner = new pg.Client({ connectionString: stage.rt.ownerUrl });
  await owner.connect();
  try {
    await owner.query('vacuum analyze person_keys');
  } finally {
    await owner.end();
  }
  const read = () =>
    rt.db.transaction().execute(async (tx) => {
      await lookUpsOnly(tx);
      const found = await loadPeople(
        rt.keys,
        tx,
        all.map(({ id }) => id),
        { owner: rt.instanceId, now: stage.clock.now() },
      );
      const { rows } = await sql<{ fetched: number }>`
        select (seq_tup_read + idx_tup_fetch)::int as fetched from pg_stat_xact_user_tables where relname = 'person_keys'`.execute(
        tx,
      );
      return { keys: [...found.values()].filter((one) => one.key).length, fetched: rows[0]?.fetched ?? 0 };
    });
  expect((await read()).keys).toBe(0);
  await rt.keys.people.toWrite(rt.db as never, owners, stage.clock.now());
  await sql`insert into person_keys (prospect_id, workspace_id, wrapped_key, master_version, created_at)
    select gen_random_uuid(), workspace_id, wrapped_key, master_version, created_at
    from (select * from person_keys limit 1) k, generate_series(1, ${others})`.execute(rt.db);
  const { keys, fetched } = await read();
  expect(keys).toBe(people);
  // What the connection fetched before is counted with it.
  expect(fetched).toBeLessThan(2 * people);
});
