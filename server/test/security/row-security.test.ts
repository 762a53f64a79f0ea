// Row-level security: what a request's connection sees, whatever its statement forgot to say (docs/decisions/0016).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '../../src/http/route.ts';
import { scopedConnections } from '../../src/db/scoped.ts';
import { withinWorkspace } from '../../src/db/within-workspace.ts';
import { builtInRoutes } from '../../src/http/server.ts';
import { routes } from '../../src/routes.ts';
import { resourceMakers } from '../support/resources.ts';
import {
  createUser,
  createWorkspace,
  startTestServer,
  tokenFor,
  type TestServer,
} from '../support/server.ts';
import { dropChecks, fillTable } from './fill-tables.ts';

let server: TestServer;
/** As the schema's owner. */
let owner: pg.Client;
let tables: string[];
beforeAll(async () => {
  server = await startTestServer({ env: { DATABASE_POOL: '4' } });
  owner = new pg.Client({ connectionString: server.rt.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  tables = rows.map((row) => row.name);
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

describe('the schema', () => {
  it('keeps every table with a workspace, and what hangs on one, under its policy', async () => {
    const { rows } = await owner.query<{ name: string; rule: string | null; check: string | null }>(
      `select c.relname as name, pg_get_expr(p.polqual, c.oid) as rule, pg_get_expr(p.polwithcheck, c.oid) as check
       from pg_class c left join pg_policy p on p.polrelid = c.oid and p.polname = 'workspace' and p.polcmd = '*'
         and p.polpermissive and p.polroles = '{0}' and c.relrowsecurity and c.relforcerowsecurity
       where c.relname = any($1) and c.relnamespace = 'public'::regnamespace`,
      [[...tables, 'workspaces', 'refresh_tokens', 'opt_in_wordings']],
    );
    expect(rows).toHaveLength(tables.length + 3);
    expect(tables.length).toBeGreaterThan(50);
    for (const { name, rule, check } of rows) {
      expect([name, rule]).toEqual([name, expect.stringContaining(`NULLIF(current_setting('sampark.workspace'::text, true), ''::text))::uuid`)]); // prettier-ignore
      expect([name, check]).toEqual([name, rule]);
    }
  });

  it('lets two roles past it and no other', async () => {
    const { rows } = await owner.query<{ roles: string; tables: number }>(
      `select array_to_string(array(select r::regrole::text from unnest(polroles) r order by 1), ' ') as roles, count(*)::int as tables
       from pg_policy where polname <> 'workspace' and polrelid::regclass::text not like 'graphile_worker.%' group by 1`,
    );
    expect(rows).toEqual([{ roles: 'sampark_app sampark_owner', tables: tables.length + 3 }]);
  });

  it('gives the role of requests no way round: no other table, no partition, no view or function with its owner’s rights', async () => {
    const { rows: role } = await owner.query(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcanlogin as more from pg_roles where rolname = 'sampark_api'`,
    );
    expect(role).toEqual([{ more: false }]);
    const { rows: open } = await owner.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'graphile_worker') and c.relkind in ('r', 'p', 'v', 'm')
         and (c.relkind in ('r', 'p') and not c.relforcerowsecurity
           or c.relkind = 'v' and 'security_invoker=true' <> all(coalesce(c.reloptions, '{}')) or c.relkind = 'm')
         and has_table_privilege('sampark_api', c.oid, 'select, insert, update, delete') order by 1`,
    );
    // How far counting has come.
    expect(open.map((one) => one.name)).toEqual(['event_cursors', 'scope_folds']);
    const { rows: functions } = await owner.query<{ name: string }>(
      `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('public', 'graphile_worker') and p.prosecdef and has_schema_privilege('sampark_api', n.oid, 'usage')
         and has_function_privilege('sampark_api', p.oid, 'execute')`,
    );
    expect(functions.map((one) => one.name)).toEqual(['add_job']);
  });

  it('lets requests change no more than the application may', async () => {
    const { rows } = await owner.query(
      `select c.relname, right_ from pg_class c, unnest(array['insert', 'update', 'delete', 'truncate']) right_
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege('sampark_api', c.oid, right_)
         and not has_table_privilege('sampark_app', c.oid, right_)`,
    );
    expect(rows).toEqual([]);
  });
});

describe('a connection of a workspace', () => {
  it('sees no row of another in any table, none at all without a workspace, and changes none', async () => {
    const { rt } = server;
    const client = new pg.Client({ connectionString: rt.config.databaseUrl });
    await client.connect();
    try {
      const [ours, theirs] = [await createWorkspace(rt), await createWorkspace(rt)];
      await dropChecks(owner);
      for (const table of tables) for (const { id } of [ours, theirs]) await fillTable(owner, table, id);
      const be = (workspace: string) =>
        client.query(`select set_config('role', 'sampark_api', false), set_config('sampark.workspace', $1, false)`, [workspace]); // prettier-ignore
      const codeOf = (asked: Promise<unknown>) =>
        asked.then(
          () => 'done',
          (error: unknown) => (error as { code?: string }).code,
        );
      const seen = async (table: string, column: string) =>
        (await client.query<{ of: string }>(`select distinct ${column}::text as of from ${table}`)).rows.map((row) => row.of); // prettier-ignore
      const every = [...tables.map((table) => ({ table, column: 'workspace_id' })), { table: 'workspaces', column: 'id' }]; // prettier-ignore
      let written = 0;
      for (const { table, column } of every) {
        await be('');
        expect([table, 'unset', await seen(table, column)]).toEqual([table, 'unset', []]);
        await be(ours.id);
        expect([table, await seen(table, column)]).toEqual([table, [ours.id]]);
        const { rows: rights } = await client.query<{ change: boolean; remove: boolean; add: boolean }>(
          `select has_table_privilege($1, 'update') as change, has_table_privilege($1, 'delete') as remove,
             has_table_privilege($1, 'insert') and $1 <> 'workspaces' as add`,
          [table],
        );
        const { change, remove, add } = rights[0] ?? {};
        if (change) {
          const moved = await client.query(`update ${table} set ${column} = ${column} where ${column} = $1`, [theirs.id]); // prettier-ignore
          expect([table, 'changed', moved.rowCount]).toEqual([table, 'changed', 0]);
          expect([table, await codeOf(client.query(`update ${table} set ${column} = $1`, [theirs.id]))]).toEqual([table, '42501']); // prettier-ignore
        }
        if (remove) {
          const gone = await client.query(`delete from ${table} where ${column} = $1`, [theirs.id]);
          expect([table, 'removed', gone.rowCount]).toEqual([table, 'removed', 0]);
        }
        if (!add) continue;
        expect([table, await codeOf(fillTable(client, table, theirs.id))]).toEqual([table, '42501']);
        expect([table, await codeOf(fillTable(client, table, ours.id))]).toEqual([table, 'done']);
        written++;
      }
      expect(written).toBeGreaterThan(45);
    } finally {
      await client.end();
    }
  });

  it('is never lent out as that of another: interleaved requests of two workspaces, and a statement that forgot its workspace', async () => {
    const { rt } = server;
    const sides = await Promise.all(
      ['first', 'second'].map(async (name) => {
        const workspace = await createWorkspace(rt, { name });
        const admin = await createUser(rt, { workspace_id: workspace.id, role: 'admin' });
        await Promise.all([1, 2, 3].map(() => createUser(rt, { workspace_id: workspace.id })));
        return { workspace, token: await tokenFor(rt, admin), here: withinWorkspace(rt, workspace.id) };
      }),
    );
    const asked = Array.from({ length: 50 }, (_, n) => sides[n % 2] ?? sides[0]);
    await Promise.all(
      asked.map(async (side, n) => {
        if (!side) return;
        const { workspace, token, here } = side;
        if (n % 3 === 0) {
          const answer = await server.ask('GET', '/api/v1/users', { token });
          expect(answer.json<{ items: unknown[] }>().items).toHaveLength(4);
        } else if (n % 3 === 1) {
          const users = await here.db.selectFrom('users').select('workspace_id').execute();
          expect(users.map((one) => one.workspace_id)).toEqual(Array(4).fill(workspace.id));
        } else {
          const names = await here.db.transaction().execute(async (tx) => {
            const { rows } = await sql<{ name: string }>`select name from workspaces`.execute(tx);
            await sql`select pg_sleep(0.001)`.execute(tx);
            return rows.map((row) => row.name);
          });
          expect(names).toEqual([workspace.name]);
        }
      }),
    );
  });

  it('is not kept when it could not be made that of its workspace', async () => {
    const here = withinWorkspace(server.rt, '00000000-0000-0000-0000-000000000000');
    await expect(withinWorkspace(server.rt, 'nonsense').db.selectFrom('users').selectAll().execute()).rejects.toThrow('uuid'); // prettier-ignore
    expect(await here.db.selectFrom('users').selectAll().execute()).toEqual([]);
  });
});

describe('the busiest pages', () => {
  it('are read by the same indexes as without the policies', async () => {
    const { rt } = server;
    const workspace = await createWorkspace(rt);
    const admin = await createUser(rt, { workspace_id: workspace.id, role: 'admin' });
    const pm = await createUser(rt, { workspace_id: workspace.id });
    const made = async (kind: Resource) => resourceMakers[kind](rt, pm);
    const [campaign, prospect, conversation] = [await made('campaign'), await made('prospect'), await made('conversation')]; // prettier-ignore
    await dropChecks(owner);
    for (const table of tables) await fillTable(owner, table, workspace.id, 200);
    await owner.query('analyze');
    const tokens = [await tokenFor(rt, admin), await tokenFor(rt, pm)];
    // Connections of its own: those there are opened before anybody listened.
    const scoped = scopedConnections(rt.config.databaseUrl, {
      max: 2,
      name: 'sampark requests',
      role: 'sampark_api',
    });
    const noted = await startTestServer({ rt: { ...rt, scoped } });
    const asked = await statementsOf(async () => {
      for (const token of tokens)
        for (const path of [
          '/analytics/overview',
          '/campaigns',
          `/campaigns/${campaign}/live`,
          `/campaigns/${campaign}/messages`,
          '/prospects',
          '/prospects?sort=score',
          '/prospects?q=rahman',
          `/prospects/${prospect}/timeline`,
          '/conversations',
          `/conversations/${conversation}/messages`,
          '/messages',
          '/notifications',
          '/devices',
          '/fleet',
          '/consents',
          '/compliance/flags',
          '/audit',
        ])
          await noted.ask('GET', `/api/v1${path}`, { token });
    });
    await noted.close();
    await scoped.close();
    expect(asked.size).toBeGreaterThan(30);
    const client = new pg.Client({ connectionString: rt.config.databaseUrl });
    await client.connect();
    const worse: string[] = [];
    try {
      // Tables of a test are small: what counts is which indexes may be used at all.
      await client.query('set enable_seqscan = off');
      await client.query('set enable_hashjoin = off');
      await client.query('set enable_mergejoin = off');
      for (const [text, values] of asked) {
        const plans: string[][] = [];
        for (const role of ['none', 'sampark_api']) {
          await client.query(`select set_config('role', $1, false), set_config('sampark.workspace', $2, false)`, [role, workspace.id]); // prettier-ignore
          plans.push(await indexesOf(client, text, values));
        }
        const [without = [], within = []] = plans;
        const lost = without.filter((one) => !within.includes(one));
        if (lost.length > 0) worse.push(`${lost.join(', ')} -> ${within.join(', ')}\n${text}`);
      }
    } finally {
      await client.end();
    }
    expect(worse).toEqual([]);
  });
});

/** What requests ask the database while `work` runs, each statement once. */
async function statementsOf(work: () => Promise<void>): Promise<Map<string, unknown[]>> {
  const asked = new Map<string, unknown[]>();
  type Query = { text?: string; values?: unknown[]; asked?: { text: string; values: unknown[] }[] };
  const query = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query')
    ?.value as typeof pg.Client.prototype.query;
  function noting(this: pg.Client, ...given: unknown[]) {
    const [first, values] = given as [string | Query, unknown[] | undefined];
    if ((this as unknown as { connectionParameters: { application_name: string } }).connectionParameters.application_name === 'sampark requests') // prettier-ignore
      for (const one of typeof first === 'string' ? [{ text: first, values: values ?? [] }] : (first.asked ?? [first]))
        if (/^\W*(?:\/\* prepared \*\/)?\s*(?:select|with)\b/.test(one.text ?? '') && !one.text?.includes('set_config')) asked.set(one.text ?? '', one.values ?? []); // prettier-ignore
    return Reflect.apply(query, this, given) as unknown;
  }
  pg.Client.prototype.query = noting as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return asked;
}

async function indexesOf(client: pg.Client, text: string, values: unknown[]): Promise<string[]> {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
  const names = rows.flatMap((row) => /(?:Index(?: Only)? Scan|Index Scan Backward|Bitmap Index Scan)(?: Backward)?(?: using| on) (\w+)/.exec(row['QUERY PLAN'])?.[1] ?? []); // prettier-ignore
  return [...new Set(names)].toSorted();
}

describe('what is done before a workspace is known, or for all of them', () => {
  it('is this, and nothing else', () => {
    const root = join(import.meta.dirname, '../../src');
    const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .flatMap((path) =>
        [...readFileSync(join(root, path), 'utf8').matchAll(/acrossWorkspaces\(\w+, '([^']+)'\)/g)].map(
          ([, reason]) => `${path.replaceAll('\\', '/')}: ${reason}`,
        ),
      );
    expect(found.sort()).toMatchInlineSnapshot(`
      [
        "audit/verify-for-person.ts: verification reads one chain, by connections of its own",
        "demo/remove-demo.ts: the demo goes with everything in it, append-only tables too",
        "http/authenticate.ts: whose workspace it is follows from who asks",
        "privacy/erase/erase-person.ts: consents are emptied by their owner",
        "prospects/list-prospects.ts: searching by part of a name needs its index",
        "retention/routes.ts: a month of the trail goes for all workspaces or for none",
        "users/throttle-login.ts: failed sign-ins are counted before a workspace is known",
        "webhooks/accounts.ts: a callback’s address names an account; remembered for the whole process",
      ]
    `);
  });

  it('and the addresses that nobody signs in to', () => {
    const open = [...builtInRoutes, ...routes].filter((route) => !('roles' in route.access));
    expect(open.map((route) => `${route.method} ${route.url}`)).toMatchInlineSnapshot(`
      [
        "GET /healthz",
        "GET /readyz",
        "GET /metrics",
        "GET /errors",
        "POST /api/v1/auth/login",
        "POST /api/v1/auth/refresh",
        "POST /api/v1/auth/logout",
        "POST /api/v1/auth/join",
        "GET /api/v1/auth/options",
        "POST /api/v1/auth/second-step",
        "POST /api/v1/auth/enrol",
        "POST /api/v1/auth/enrol/confirm",
        "POST /api/v1/auth/forgotten-password",
        "POST /api/v1/auth/new-password",
        "POST /api/v1/auth/single-sign-on",
        "POST /api/v1/auth/single-sign-on/finish",
        "GET /api/v1/setup",
        "POST /api/v1/setup",
        "GET /l/:token",
        "GET /hooks/:channel/:account",
        "POST /hooks/:channel/:account",
        "GET /hooks/:channel/:account/*",
        "POST /hooks/:channel/:account/*",
        "GET /api/v1/demo",
        "GET /p/:token",
        "POST /p/:token",
        "GET /agree/:slug",
        "POST /agree/:slug",
        "GET /agree/:slug/qr.svg",
      ]
    `);
  });
});
