// The SQL of a condition against a plain evaluation of it, person by person, on a real database: hundreds of random
// conditions over random people. Repeats by its seed.
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { segmentLeaves } from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { checkCondition } from '../../src/segments/check-condition.ts';
import { compileCondition } from '../../src/segments/compile.ts';
import { manualClock } from '../support/manual-clock.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, createWorkspace, startTestServer, type TestServer } from '../support/server.ts';
import { conditionsOf, leavesOf } from './conditions.ts';
import { fits } from './evaluate.ts';
import { campaignCount, importCount, makePeople, now, store, type World } from './people.ts';

const seed = 20_261_122;
let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer({ routes: [], clock: manualClock(now) });
  world = await makeWorld(await createUser(server.rt, { workspace_id: server.workspace.id }), 200, seed);
  // The same campaigns and people of somebody else: none of it may count.
  const other = await createWorkspace(server.rt);
  await makeWorld(await createUser(server.rt, { workspace_id: other.id }), 50, seed + 1);
  await sql`analyze`.execute(server.rt.db);
});
afterAll(() => server.close());

async function makeWorld(
  user: { id: string; workspace_id: string },
  count: number,
  from: number,
): Promise<World> {
  const { rt } = server;
  const many = (kind: 'campaign' | 'import', times: number) =>
    Promise.all(Array.from({ length: times }, () => resourceMakers[kind](rt, user)));
  const made = {
    workspace_id: user.workspace_id,
    people: makePeople(count, from),
    campaigns: await many('campaign', campaignCount),
    imports: await many('import', importCount),
  };
  const undone = await resourceMakers.import(rt, user);
  await rt.db.updateTable('imports').set({ voided_at: now }).where('id', '=', undone).execute();
  await store(rt, user, made, undone);
  return made;
}

async function asked(
  condition: SegmentCondition,
): Promise<{ answered: Map<string, boolean>; found: Set<string> }> {
  const test = compileCondition(condition, { workspace_id: world.workspace_id, now });
  const { rows: each } = await sql<{ id: string; yes: boolean }>`
    select p.id, ${test} as yes from prospects p where p.workspace_id = ${world.workspace_id}`.execute(
    server.rt.db,
  );
  const { rows: found } = await sql<{ id: string }>`
    select p.id from prospects p where p.workspace_id = ${world.workspace_id} and ${test}`.execute(
    server.rt.db,
  );
  return {
    answered: new Map(each.map((one) => [one.id, one.yes])),
    found: new Set(found.map((one) => one.id)),
  };
}

async function agree(condition: SegmentCondition): Promise<number> {
  expect(checkCondition(condition)).toEqual([]);
  const { answered, found } = await asked(condition);
  for (const person of world.people) {
    const want = fits(person, condition, world);
    // Never null, and the same whether it is worked out beside each person or decides who is read.
    if (answered.get(person.id) !== want || found.has(person.id) !== want)
      throw new Error(
        JSON.stringify({ person, want, answered: answered.get(person.id), found: found.has(person.id) }),
      );
  }
  return found.size;
}

it('finds exactly the people a plain evaluation finds', async () => {
  let some = 0;
  await fc.assert(
    fc.asyncProperty(conditionsOf(world.campaigns, world.imports), async (condition) => {
      const size = await agree(condition);
      if (size > 0 && size < world.people.length) some++;
    }),
    { seed, numRuns: 500 },
  );
  // A property over conditions that match nobody or everybody would show little.
  expect(some).toBeGreaterThan(250);
});

it('does so for each field and operator', async () => {
  const telling = new Set<string>();
  const all = Object.entries(segmentLeaves).flatMap(([field, ops]) =>
    Object.keys(ops).map((op) => `${field} ${op}`),
  );
  await fc.assert(
    fc.asyncProperty(leavesOf(world.campaigns, world.imports), async (leaf) => {
      const size = await agree(leaf);
      if (size > 0 && size < world.people.length) telling.add(`${leaf.field} ${leaf.op}`);
    }),
    { seed, numRuns: 1_000 },
  );
  expect(all.filter((one) => !telling.has(one))).toEqual([]);
});
