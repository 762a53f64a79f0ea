// A segment made of the list's filters means the people the list shows: both are asked of a real server.
import type { SegmentCount } from '@sampark/contracts/segments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../../server/test/support/server.ts';
import { addPeople } from '../../../../server/test/support/world.ts';
import { segmentOfFilters } from './segment-of-filters.ts';
import type { Filters } from './use-prospect-filters.ts';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer();
  const { user, token: own } = await server.login('standard');
  token = own;
  const people = [
    ...(await addPeople(server.rt, user, 5, { channels: ['signal'] })),
    ...(await addPeople(server.rt, user, 4, { channels: ['whatsapp'], purposes: ['service'] })),
  ];
  await sql`update prospects p set lead_score = r.n * 10, language = (array['bn', 'en', null])[r.n % 3 + 1],
      country = (array['BD', 'GB', null])[r.n % 3 + 1]
    from (select id, row_number() over (order by id)::int as n from prospects where id = any(${people.map((one) => one.id)})) r
    where r.id = p.id`.execute(server.rt.db);
  await sql`insert into channel_identities (workspace_id, prospect_id, channel, address, status, source)
    select workspace_id, id, 'telegram', id::text, case when lead_score > 50 then 'active' else 'blocked' end, 'import'
    from prospects where lead_score > 30`.execute(server.rt.db);
});
afterAll(() => server.close());

const cases: Filters[] = [
  { country: 'BD' },
  { language: 'en' },
  { min_score: 40 },
  { max_score: 60 },
  { min_score: 20, max_score: 70 },
  { consent: 'signal' },
  { consent: 'whatsapp' },
  { consent: 'whatsapp', consent_purpose: 'service' },
  { identity: 'telegram' },
  { identity: 'telegram', language: 'bn', min_score: 10, consent: 'signal' },
];

it.each(cases)('%j', async (filters) => {
  const query = new URLSearchParams(Object.entries(filters).map(([name, value]) => [name, String(value)]));
  const list = await server.ask('GET', `/api/v1/prospects?${query.toString()}`, { token });
  const { items } = list.json<{ items: { id: string }[] }>();
  const answer = await server.ask('POST', '/api/v1/segments/count', {
    token,
    payload: { condition: segmentOfFilters(filters) },
  });
  const { count, sample } = answer.json<SegmentCount>();
  expect(count).toBe(items.length);
  const ids = (list: { id: string }[]) => list.map((one) => one.id).toSorted();
  expect(ids(sample)).toEqual(ids(items));
});

it('says nothing where a condition would mean others', () => {
  expect(segmentOfFilters({})).toBeUndefined();
  expect(
    segmentOfFilters({ import_id: '00000000-0000-4000-8000-000000000000', country: 'BD' }),
  ).toBeUndefined();
});
