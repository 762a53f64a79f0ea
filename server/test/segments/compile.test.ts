// The SQL of a condition against a plain evaluation of it, person by person, on a real database: hundreds of random
// conditions over random people. Repeats by its seed.
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { segmentLeaves } from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { checkCondition } from '../../src/segments/check-condition.ts';
import { asksHistory } from '../../src/segments/asks-history.ts';
import type { Stretch } from '../../src/segments/compile-parts.ts';
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
  people?: Stretch,
): Promise<{ answered: Map<string, boolean>; found: Set<string> }> {
  const test = compileCondition(condition, { workspace_id: world.workspace_id, now, people });
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

it('says the same of the people of a stretch when only they are asked about', async () => {
  const ids = world.people.map((person) => person.id).toSorted();
  const bound = fc.option(fc.constantFrom(...ids));
  await fc.assert(
    fc.asyncProperty(
      conditionsOf(world.campaigns, world.imports),
      bound,
      bound,
      async (condition, after, until) => {
        const { answered, found } = await asked(condition, { after, until });
        const within = world.people.filter(
          ({ id }) => (after === null || id > after) && (until === null || id <= until),
        );
        const want = within.map((person) => fits(person, condition, world));
        expect(within.map((person) => answered.get(person.id))).toEqual(want);
        expect(within.map((person) => found.has(person.id))).toEqual(want);
      },
    ),
    { seed, numRuns: 200 },
  );
});

it('knows which conditions read more than the people themselves', () => {
  const textOf = (condition: SegmentCondition, people?: Stretch) =>
    compileCondition(condition, { workspace_id: world.workspace_id, now, people }).compile(server.rt.db).sql;
  const [first, last] = [world.people[0]?.id ?? '', world.people[1]?.id ?? ''];
  const kinds = new Set<boolean>();
  const tables =
    /from (?:import_changes|channel_identities|consents|events|messages|contact_channels|suppressions) /g;
  fc.assert(
    fc.property(conditionsOf(world.campaigns, world.imports), (condition) => {
      const asks = asksHistory(condition);
      kinds.add(asks);
      const bounded = textOf(condition, { after: first, until: last });
      const sources = bounded.match(tables)?.length ?? 0;
      expect(sources > 0).toBe(asks);
      const stops = bounded.match(/from suppressions s where s\.address_hash/g)?.length ?? 0;
      // Each of these tables is read between the bounds, but for stops of an address, which name nobody.
      expect(bounded.match(/prospect_id" <= /g)?.length ?? 0).toBe(sources - stops);
    }),
    { seed, numRuns: 500 },
  );
  expect(kinds.size).toBe(2);
});
