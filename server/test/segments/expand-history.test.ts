// An administrator's campaign aimed at what happened to people: who fits is settled first, and chunk by chunk it reaches exactly
// those, whatever the size of a chunk, wherever it was stopped, and whatever happens to them in between.
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expandNextChunk } from '../../src/campaigns/expand-audience.ts';
import { manualClock } from '../support/manual-clock.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';
import { addAccount, addPeople, type Person } from '../support/world.ts';

const seed = 20_261_122;
let server: TestServer;
let admin: TestUser;
let token: string;
let people: Person[];
beforeAll(async () => {
  server = await startTestServer({ clock: manualClock() });
  const { id } = server.workspace;
  await addAccount(server.rt, id, 'signal');
  admin = await createUser(server.rt, { workspace_id: id, role: 'admin' });
  token = await tokenFor(server.rt, admin);
  people = (await addPeople(server.rt, admin, 40, { channels: ['signal'] })).toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );
});
afterAll(() => server.close());

const fits = { not: { field: 'opted_out', op: 'exists' } };
const signal = { channel_order: ['signal'], message_content: 'Hello' };

async function launched(more: object = {}): Promise<string> {
  const payload = { name: 'Quiet', ...signal, target_segment: { condition: fits }, ...more };
  const made = await server.ask('POST', '/api/v1/campaigns', { token, payload });
  expect([made.statusCode, made.body]).toEqual([201, made.body]);
  const { id } = made.json<CampaignResource>();
  const launch = await server.ask('POST', `/api/v1/campaigns/${id}/launch`, {
    token,
    headers: { 'if-match': '"1"' },
  });
  expect([launch.statusCode, launch.body]).toEqual([200, launch.body]);
  return id;
}

/** Those of the people at these places have stopped everything. */
async function stop(places: readonly number[]): Promise<void> {
  const { id } = server.workspace;
  await sql`delete from suppressions where workspace_id = ${id}`.execute(server.rt.db);
  await sql`insert into suppressions (workspace_id, address_hash, prospect_id, reason, source)
    select ${id}, p.phone_hash, p.id, 'test', 'test' from prospects p
    where p.id = any(${places.map((place) => people[place]?.id ?? '')}::uuid[])`.execute(server.rt.db);
}

async function reached(id: string): Promise<string[]> {
  const { rows } = await sql<{ prospect_id: string }>`
    select prospect_id from messages where campaign_id = ${id} order by prospect_id`.execute(server.rt.db);
  return rows.map((row) => row.prospect_id);
}

/** How many people each part of its settled audience has. */
async function parts(id: string): Promise<number[]> {
  const { rows } = await sql<{ size: number }>`
    select cardinality(prospect_ids) as size from audience_parts where campaign_id = ${id} order by part`.execute(
    server.rt.db,
  );
  return rows.map((row) => row.size);
}

const left = (places: readonly number[]) =>
  people.filter((_, place) => !places.includes(place)).map((person) => person.id);

it('reaches whoever fits once, in chunks of any size, also when it begins again in the middle', async () => {
  const somebody = fc.subarray(people.map((_, place) => place).slice(1));
  await fc.assert(
    fc.asyncProperty(somebody, fc.integer({ min: 1, max: 50 }), fc.nat(8), async (places, chunk, killed) => {
      await stop(places);
      const id = await launched();
      for (let turn = 0; turn < killed; turn++) {
        const kill = server.rt.db.transaction().execute(async (tx) => {
          const db = { transaction: () => ({ execute: (work: (t: typeof tx) => unknown) => work(tx) }) };
          await expandNextChunk({ ...server.rt, db } as unknown as typeof server.rt, chunk);
          throw new Error('killed');
        });
        await expect(kill).rejects.toThrow('killed');
        await expandNextChunk(server.rt, chunk);
      }
      while ((await expandNextChunk(server.rt, chunk)) !== undefined);
      expect(await reached(id)).toEqual(left(places));
      const { rows } = await sql<{ total: number; told: number; ends: number }>`
        select c.total_recipients as total, sum((e.data ->> 'count')::int)::int as told,
          count(*) filter (where e.data -> 'done' = 'true')::int as ends
        from campaigns c join events e on e.campaign_id = c.id and e.type = 'campaign.expanded' where c.id = ${id}
        group by c.id`.execute(server.rt.db);
      const size = left(places).length;
      expect(rows).toEqual([{ total: size, told: size, ends: 1 }]);
    }),
    { seed, numRuns: 25 },
  );
});

it('settles who fits in a turn of its own, and keeps nothing of it once everybody is in', async () => {
  const gone = people.map((_, place) => place).filter((place) => place > 0 && place < 35);
  await stop(gone);
  const id = await launched();
  expect(await expandNextChunk(server.rt, 4)).toBe(0);
  expect(await parts(id)).toEqual([4, 2]);
  const turns: (number | undefined)[] = [];
  // As big as a part, smaller, and larger: the cursor counts, not the part.
  for (const chunk of [3, 4, 50, 50]) turns.push(await expandNextChunk(server.rt, chunk));
  expect(turns).toEqual([3, 1, 2, 0]);
  expect(await expandNextChunk(server.rt, 50)).toBeUndefined();
  expect(await reached(id)).toEqual(left(gone));
  expect(await parts(id)).toEqual([]);
});

it('says so at once where nobody fits any more', async () => {
  await stop([]);
  const id = await launched();
  await stop(people.map((_, place) => place));
  expect([await expandNextChunk(server.rt), await expandNextChunk(server.rt)]).toEqual([0, 0]);
  expect(await expandNextChunk(server.rt)).toBeUndefined();
  expect(await reached(id)).toEqual([]);
});

it('keeps to those who fitted when it began, but never to somebody who was erased since', async () => {
  await stop([1]);
  const id = await launched();
  await expandNextChunk(server.rt, 10);
  await stop([7]);
  const [erased] = people;
  await sql`update prospects set erased_at = now() where id = ${erased?.id}`.execute(server.rt.db);
  while ((await expandNextChunk(server.rt, 10)) !== undefined);
  // The first fitted when it began, so did the one who has stopped since: that is found when the message is claimed.
  expect(await reached(id)).toEqual(left([0, 1]));
  await sql`update prospects set erased_at = null where id = ${erased?.id}`.execute(server.rt.db);
});

it('forgets whom it had settled when the campaign is cancelled', async () => {
  await stop([]);
  const id = await launched();
  await expandNextChunk(server.rt, 10);
  await expandNextChunk(server.rt, 10);
  expect(await parts(id)).toHaveLength(4);
  const { version } = (
    await server.ask('GET', `/api/v1/campaigns/${id}`, { token })
  ).json<CampaignResource>();
  const cancelled = await server.ask('POST', `/api/v1/campaigns/${id}/cancel`, {
    token,
    headers: { 'if-match': `"${version}"` },
  });
  expect([cancelled.statusCode, cancelled.body]).toEqual([200, cancelled.body]);
  expect(await parts(id)).toEqual([]);
  expect(await expandNextChunk(server.rt)).toBeUndefined();
});

it('reads a saved segment in the same way', async () => {
  await stop([3, 30]);
  const saved = await server.ask('POST', '/api/v1/segments', {
    token,
    payload: { name: 'Quiet', condition: fits },
  });
  const id = await launched({ target_segment: { segment_id: saved.json<{ id: string }>().id } });
  expect([await expandNextChunk(server.rt, 7), await expandNextChunk(server.rt, 7)]).toEqual([0, 7]);
  while ((await expandNextChunk(server.rt, 7)) !== undefined);
  expect(await reached(id)).toEqual(left([3, 30]));
});
