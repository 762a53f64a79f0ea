// Where PostgreSQL's time went, for --statements: pg_stat_statements of the bench's own database.
import { join } from 'node:path';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../server/src/db/embedded/embedded-postgres.ts';
import { asAdmin } from '../../../server/src/db/embedded/roles.ts';
import { loadSecrets, type Secrets } from '../../../server/src/db/embedded/secrets.ts';
import { say } from './arguments.ts';

/** Preloading needs a restart; planning is counted too, because our statements are many and short. */
export async function countStatements(folder: string, running: EmbeddedPostgres): Promise<EmbeddedPostgres> {
  await asAdmin(secretsOf(folder), 'sampark', async (admin) => {
    await admin.query(`alter system set shared_preload_libraries = 'pg_stat_statements'`);
    await admin.query(`alter system set track_io_timing = 'on'`);
  });
  await running.stop();
  const again = await startEmbeddedPostgres({ dataDir: folder });
  await asAdmin(secretsOf(folder), 'sampark', async (admin) => {
    await admin.query(`alter system set pg_stat_statements.track_planning = 'on'`);
    // In a schema of its own: migrations grant every function of ours to the application.
    await admin.query('create schema if not exists statements');
    await admin.query('create extension if not exists pg_stat_statements schema statements');
    await admin.query('select pg_reload_conf()');
  });
  return again;
}

export async function forgetStatements(folder: string): Promise<void> {
  await asAdmin(secretsOf(folder), 'sampark', (admin) =>
    admin.query('select statements.pg_stat_statements_reset()'),
  );
}

export async function sayStatements(folder: string, most = 25): Promise<void> {
  const { rows } = await asAdmin(secretsOf(folder), 'sampark', (admin) =>
    admin.query<Record<'total' | 'plan' | 'calls' | 'rows' | 'wal', number> & { query: string }>(
      `select (total_exec_time + total_plan_time)::float8 as total, total_plan_time::float8 as plan, calls::float8 as calls,
         rows::float8 as rows, wal_bytes::float8 / 1e6 as wal, left(regexp_replace(query, '\\s+', ' ', 'g'), 130) as query
       from statements.pg_stat_statements where dbid = (select oid from pg_database where datname = 'sampark')
       order by total desc limit ${most}`,
    ),
  );
  say('    total ms  planning    calls     rows   WAL MB  statement');
  for (const row of rows) {
    const cells = [row.total, row.plan, row.calls, row.rows, row.wal].map((value) =>
      String(Math.round(value)).padStart(8),
    );
    say(`    ${cells.join(' ')}  ${row.query}`);
  }
  await sayUpdates(folder);
}

/** Heap-only updates spare every index; a full page or a changed indexed column costs one. */
async function sayUpdates(folder: string): Promise<void> {
  const { rows } = await asAdmin(secretsOf(folder), 'sampark', (admin) =>
    admin.query<{ name: string; updates: number; hot: number }>(
      `select relname as name, n_tup_upd::float8 as updates, n_tup_hot_upd::float8 as hot from pg_stat_user_tables
       where n_tup_upd > 1000 order by n_tup_upd desc`,
    ),
  );
  for (const row of rows)
    say(`    ${row.name}: ${row.updates} updates, ${Math.round((100 * row.hot) / row.updates)}% heap-only`);
}

function secretsOf(folder: string): Secrets {
  const secrets = loadSecrets(join(folder, 'postgres'));
  if (!secrets) throw new Error(`The passwords of the database in ${folder} are gone.`);
  return secrets;
}
