// Whom the database names as lacking a value, against the values messages are written with: nobody who lacks one is overlooked,
// and of people with ordinary data nobody is named in vain. Repeats by its seed.
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lacksOf, mayLack, type Needs } from '../../src/campaigns/missing/may-lack.ts';
import type { PersonFacts } from '../../src/delivery/claim-queries.ts';
import { renderContent, variablesOf } from '../../src/messages/render.ts';
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
  '\u0085',
];
const numbers = ['12', ' 7', '-1250.50', '1,250', '1e3', '০৭', '+5', 1e21, 1e-7, 0.000001, -3];
const anything = [...texts, ...numbers, 0, 12.5, true, false, null, [], ['a'], [''], {}, { a: 1 }];
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

const needs = (required: string[], numbers: string[] = []): Needs => ({
  ...{ required: new Set(required), numbers: new Set(numbers) },
});

type Told = { may: boolean; lacks: string };

async function tell(asked: Needs): Promise<ReadonlyMap<string, Told>> {
  const { rows } = await sql<Told & { id: string }>`
    select p.id, ${mayLack(asked) ?? sql`false`} as may, ${lacksOf(asked) ?? sql`0`}::bigint::text as lacks from prospects p`.execute(
    server.rt.db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function valueOf(person: PersonFacts, name: string): unknown {
  const values = variablesOf(person, sender);
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

it.each(asked)('%s', async (name) => {
  expect(people).toHaveLength(count);
  const told = await tell(needs([name]));
  for (const person of people) {
    const value = valueOf(person, name);
    const { may, lacks } = told.get(person.id) ?? { may: undefined, lacks: '' };
    if (value === undefined) expect(may, JSON.stringify(person)).toBe(true);
    else if (!isUnsure(person, name)) expect(may, JSON.stringify(person)).toBe(false);
    // What is said for sure is so; of texts and numbers it is always said.
    if (lacks !== '-1') expect(lacks === '1', JSON.stringify(person)).toBe(value === undefined);
    else expect(isUnsure(person, name), JSON.stringify(person)).toBe(true);
  }
});

/** Lists and records are looked at one by one, and so is a blank that is one for PostgreSQL alone, and a name in two parts. */
function isUnsure(person: PersonFacts, name: string): boolean {
  const { demographics, attributes, asset_class_interests } = person;
  const own = Object.hasOwn(demographics, name) ? demographics[name] : attributes[name];
  const value = name === 'asset_class_interests' ? asset_class_interests : (valueOf(person, name) ?? own);
  const parts = name === 'name' && person.name === null;
  return (typeof value === 'object' && value !== null) || parts || String(value).startsWith('\u0085');
}

it.each(['portfolio', 'age', 'lead_score'])('%s as a number', async (name) => {
  const told = await tell(needs([], [name]));
  const seen = new Set<string>();
  expect(people).toHaveLength(count);
  for (const person of people) {
    const written = renderContent(
      'signal',
      { kind: 'text', text: `{{ ${name} | number }}` },
      variablesOf(person, sender),
    );
    const { may, lacks } = told.get(person.id) ?? { may: undefined, lacks: '' };
    if (!written.ok) expect(may, JSON.stringify(person)).toBe(true);
    if (lacks !== '-1') expect(lacks === '0', JSON.stringify(person)).toBe(written.ok);
    seen.add(lacks);
  }
  expect([...seen].toSorted((a, b) => a.localeCompare(b))).toEqual(
    name === 'lead_score' ? ['0'] : ['-1', '0', '1'],
  );
});

it('several at once: whoever may lack any of them, and which', async () => {
  const told = await tell(needs(['portfolio', 'email', 'lead_score'], ['age']));
  for (const person of people) {
    const { may, lacks } = told.get(person.id) ?? { may: undefined, lacks: '' };
    const [portfolio, email] = [valueOf(person, 'portfolio'), valueOf(person, 'email')];
    if (portfolio === undefined || email === undefined) expect(may).toBe(true);
    if (lacks === '-1') continue;
    const bits = (portfolio === undefined ? 1 : 0) | (email === undefined ? 2 : 0);
    expect(Number(lacks) & 3, JSON.stringify(person)).toBe(bits);
  }
  expect(mayLack(needs(['lead_score']))).toBeUndefined();
  expect(lacksOf(needs(Array.from({ length: 61 }, (_, n) => `value_${n}`)))).toBeUndefined();
});
