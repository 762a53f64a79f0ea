// What clients write reaches SQL as values only, and ids of other workspaces find nothing, over GraphQL too (every REST
// route: access.test.ts).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/analytics/graphql/schema.ts';
import { routes } from '../../src/routes.ts';
import { writeCursor } from '../../src/http/page.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, createWorkspace, startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let token: string;
let foreign: Record<'campaign' | 'prospect', string>;
beforeAll(async () => {
  server = await startTestServer({ routes });
  token = (await server.login('admin')).token;
  const elsewhere = await createWorkspace(server.rt);
  const owner = await createUser(server.rt, { workspace_id: elsewhere.id, role: 'admin' });
  foreign = {
    campaign: await resourceMakers.campaign(server.rt, owner),
    prospect: await resourceMakers.prospect(server.rt, owner),
  };
});
afterAll(() => server.close());

const poisons = [
  `'`,
  `' or '1'='1`,
  `"; drop table users; --`,
  `created_at desc; select pg_sleep(5)`,
  `(select password_hash from users limit 1)`,
  `$1`,
  `\\`,
  `%`,
  'a\u0000b',
  '\ud800',
  '__proto__',
  'constructor',
  '1e309',
  '-99999999999999999999',
  'x'.repeat(20_000),
];

const fields = Object.values(schema.getQueryType()?.getFields() ?? {});

/** Every field of scalars below this one, so that the query really runs. */
function selection(field: GraphQLField<unknown, unknown>, depth = 0): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return '';
  const inner = Object.values(type.getFields()).flatMap((one) => {
    const named = getNamedType(one.type);
    if (one.args.some((arg) => isNonNullType(arg.type))) return [];
    if (!isObjectType(named)) return [one.name];
    return depth < 2 ? [`${one.name}${selection(one, depth + 1)}`] : [];
  });
  return ` { ${inner.length > 0 ? inner.join(' ') : '__typename'} }`;
}

/** A value of the type, so that the one poisoned argument is what is looked at. */
function plain(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return plain(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) return {};
  if (type.name === 'DateTime') return '2026-11-20T00:00:00Z';
  if (type.name === 'Int') return 5;
  return foreign.campaign;
}

async function ask(field: GraphQLField<unknown, unknown>, given: Record<string, unknown>) {
  const args = field.args.filter((arg) => isNonNullType(arg.type) || arg.name in given);
  const heads = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const calls = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const query = `query${heads && `(${heads})`} { ${field.name}${calls && `(${calls})`}${selection(field)} }`;
  const variables = Object.fromEntries(args.map((arg) => [arg.name, given[arg.name] ?? plain(arg.type)]));
  const answer = await server.ask('POST', '/graphql', { token, payload: { query, variables } });
  return { status: answer.statusCode, text: answer.body };
}

describe('GraphQL', () => {
  it.each(fields.map((field) => [field.name, field] as const))('%s', async (_name, field) => {
    for (const arg of field.args) {
      for (const poison of poisons) {
        const { status, text } = await ask(field, { [arg.name]: poison });
        expect([arg.name, poison, status < 500, /internal|syntax error|stack/i.test(text)]).toEqual([
          ...[arg.name, poison, true, false],
        ]);
      }
    }
    const ids = field.args.filter((arg) => getNamedType(arg.type).name === 'ID');
    for (const arg of ids) {
      const { text } = await ask(field, { [arg.name]: foreign.campaign });
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'not_found' } }] });
    }
  });

  it('takes no cursor, name or fragment as anything but data', async () => {
    for (const after of [
      writeCursor('campaigns', [`'; select 1 --`, foreign.campaign]),
      writeCursor('users', ['2026-01-01', foreign.campaign]),
      Buffer.from('["campaigns",{"a":1},"x"]').toString('base64url'),
    ]) {
      const campaigns = fields.find((one) => one.name === 'campaigns');
      if (!campaigns) throw new Error('no campaigns');
      const { status, text } = await ask(campaigns, { after });
      expect([status < 500, /"code":"internal"/.test(text)]).toEqual([true, false]);
    }
  });
});

describe('lists', () => {
  it('are sorted and filtered by names we know', async () => {
    for (const name of [
      'sort=password_hash',
      'sort=created;--',
      'sort[]=created',
      'order=asc',
      'sort=__proto__',
    ]) {
      const answer = await server.ask('GET', `/api/v1/prospects?${name}`, { token });
      expect([name, [200, 400].includes(answer.statusCode)]).toEqual([name, true]);
      expect(answer.body).not.toMatch(/syntax|column|relation/i);
    }
  });

  it('find nothing by another workspace’s cursor', async () => {
    const cursor = writeCursor('prospects:created', ['2030-01-01T00:00:00Z', foreign.prospect]);
    const answer = await server.ask('GET', `/api/v1/prospects?cursor=${cursor}`, { token });
    expect(answer.json()).toMatchObject({ items: [] });
  });
});

describe('SQL that is put together from text', () => {
  /** Where, and from which texts of our own. Whoever adds one shows here that no client can choose it. */
  const known: Record<string, string> = {
    'audit/seal-log.ts': 'entryText, a constant',
    'events/follow.ts': 'the index a follower names in our code',
  };
  const root = join(import.meta.dirname, '../../src');
  it('is put together nowhere else', () => {
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('db/embedded'))
      .filter((file) => /\bsql\.raw\(|CompiledQuery\.raw\(/.test(readFileSync(join(root, file), 'utf8')));
    expect(files.toSorted()).toEqual(Object.keys(known).toSorted());
  });
});
