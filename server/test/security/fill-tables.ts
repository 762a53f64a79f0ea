// A row or more in every table, for tests about tables as such: what the rows say does not matter, so the checks on them go first.
import type pg from 'pg';

const values: Record<string, string> = {
  uuid: 'gen_random_uuid()',
  text: `md5(random()::text)`,
  timestamptz: 'now()',
  date: 'current_date',
  bool: 'false',
  bytea: `decode(md5(random()::text) || md5(random()::text), 'hex')`,
  jsonb: `'{}'::jsonb`,
  xid8: `'1'::xid8`,
};

function valueOf(column: string, type: string): string {
  if (column === 'workspace_id') return '$1::uuid';
  if (type.startsWith('_')) return `'{}'`;
  return values[type] ?? '(random() * 30000)::int';
}

/** `client` is the owner's. Only for a database of its own: constraints are dropped. */
export async function dropChecks(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sql: string }>(
    `select format('alter table %s drop constraint if exists %I', conrelid::regclass, conname) as sql from pg_constraint
     where connamespace = 'public'::regnamespace and contype in ('f', 'c') and coninhcount = 0 and conparentid = 0
     order by contype = 'c'`,
  );
  for (const { sql } of rows) await client.query(sql);
}

/** Columns that must be given, in every table with a column `workspace_id`. */
export async function fillTable(
  client: pg.Client,
  table: string,
  workspace: string,
  count = 1,
): Promise<void> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select a.attname as name, t.typname as type from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
       and (a.attname = 'workspace_id' or (a.attnotnull and not a.atthasdef)) order by a.attnum`,
    [table],
  );
  const columns = rows.map((one) => one.name).join(', ');
  const row = rows.map((one) => valueOf(one.name, one.type)).join(', ');
  await client.query(
    `insert into ${table} (${columns}) select ${row} from generate_series(1, ${count}) on conflict do nothing`,
    [workspace],
  );
}
