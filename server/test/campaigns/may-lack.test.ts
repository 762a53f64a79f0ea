// Whom the database names as lacking a value, against the values messages are written with: nobody who lacks one is overlooked,
// and of people with ordinary data nobody is named in vain. Repeats by its seed.
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mayLack } from '../../src/campaigns/missing/may-lack.ts';
import type { PersonFacts } from '../../src/delivery/claim-queries.ts';
import { variablesOf } from '../../src/messages/render.ts';
import { createUser, startTestServer, type TestServer } from '../support/server.ts';

const seed = 20_261_122;
const count = 600;
const texts = [
  'Amina',
  'Amina Rahman',
  ' Amina',
  '',
  ' ',
  '\u00a0',
  '\u2003\u3000',
  '\t',
  '\ufeff',
  'আমিনা',
  '٣',
  '-',
];
const anything = [...texts, 0, 12.5, true, false, null, [], ['a'], [''], {}, { a: 1 }];
const asked = [
  ...['name', 'first_name', 'last_name', 'email', 'phone_number', 'language', 'country', 'time_zone'],
  ...[
    'lead_score',
    'sender_name',
    'preferences_url',
    'asset_class_interests',
    'portfolio',
    'age',
    'constructor',
  ],
];

let server: TestServer;
let people: PersonFacts[];
beforeAll(async () => {
  server = await startTestServer({ routes: [] });
  const user = await createUser(server.rt, { workspace_id: server.workspace.id });
  const text = fc.option(fc.constantFrom(...texts));
  const code = fc.constantFrom('BD', null);
  const facts = fc.dictionary(
    fc.constantFrom('portfolio', 'age', 'name', 'constructor'),
    fc.constantFrom(...anything),
  );
  const person = fc.record({
    ...{
      name: text,
      first_name: text,
      last_name: text,
      email: text,
      language: code,
      country: code,
      time_zone: text,
    },
    ...{ attributes: facts, demographics: facts, asset_class_interests: fc.constantFrom([], ['gold'], ['']) },
  });
  const rows = fc.sample(person, { numRuns: count, seed });
  await sql`insert into prospects (workspace_id, name, first_name, last_name, email, language, country, time_zone, attributes,
      demographics, asset_class_interests, phone_number, created_at)
    select ${user.workspace_id}, name, first_name, last_name, email, language, country, time_zone, attributes, demographics,
      asset_class_interests, '+88017' || lpad(row_number() over ()::text, 8, '0'), now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(name text, first_name text, last_name text, email text, language text,
      country text, time_zone text, attributes jsonb, demographics jsonb, asset_class_interests jsonb)`.execute(
    server.rt.db,
  );
  people = (
    await sql<PersonFacts>`select * from prospects where workspace_id = ${user.workspace_id}`.execute(
      server.rt.db,
    )
  ).rows;
});
afterAll(() => server.close());

const sender = { name: 'Nadia', public_url: 'https://bank.example' };

it.each(asked)('%s', async (name) => {
  expect(people).toHaveLength(count);
  const test = mayLack([name]) ?? sql`false`;
  const { rows } = await sql<{
    id: string;
    lacks: boolean;
  }>`select p.id, ${test} as lacks from prospects p`.execute(server.rt.db);
  const named = new Map(rows.map((row) => [row.id, row.lacks]));
  for (const person of people) {
    const values = variablesOf(person, sender);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) expect(named.get(person.id), JSON.stringify(person)).toBe(true);
    // Lists and records are looked at one by one.
    else if (typeof value !== 'object' && name !== 'name' && !/^\s/.test(person.name ?? ''))
      expect(named.get(person.id), JSON.stringify(person)).toBe(false);
  }
});

it('several at once: whoever may lack any of them', async () => {
  const test = mayLack(['portfolio', 'email', 'lead_score']) ?? sql`false`;
  const { rows } = await sql<{ id: string }>`select p.id from prospects p where ${test}`.execute(
    server.rt.db,
  );
  const named = new Set(rows.map((row) => row.id));
  for (const person of people) {
    const values = variablesOf(person, sender);
    if (values.portfolio === undefined || values.email === undefined) expect(named.has(person.id)).toBe(true);
  }
  expect(mayLack(['lead_score'])).toBeUndefined();
});
