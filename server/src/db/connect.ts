// One pool per process. int8 and numeric arrive as numbers: no count or amount here passes 2^53.
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { prepareMarked } from './prepare-marked.ts';
import { readInstant } from './read-instant.ts';
import type { DB } from './generated/schema.ts';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, readInstant);

export type Database = Kysely<DB>;

/** As much of a pool as whoever asks several things at once needs. */
export type Lender = { connect(): Promise<pg.PoolClient> };

const pools = new WeakMap<object, Lender>();

/** The connections behind a database, where they are known. */
export function poolOf(db: object): Lender | undefined {
  return pools.get(db);
}

export function noticePool(db: object, pool: Lender): void {
  pools.set(db, pool);
}

export function connect(
  url: string,
  options: { max: number; name: string },
): { db: Database; pool: pg.Pool } {
  const pool = createPool(url, options);
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  noticePool(db, pool);
  return { db, pool };
}

/** `waitMs`: how long somebody may wait for a connection before it is refused (`isPoolBusy`); ten seconds unless told. */
export function createPool(url: string, options: { max: number; name: string; waitMs?: number }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.name,
    idleTimeoutMillis: 30_000,
    // A lost network must not hold a dispatcher for the kernel's two hours.
    keepAlive: true,
    connectionTimeoutMillis: options.waitMs ?? 10_000,
  });
  pool.on('connect', (client) => prepareMarked(client));
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // The same for a client that is lent out between two of its queries: the query after it reports the fault.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Nobody gave a connection back in time, or PostgreSQL did not open one: the pool says so in words only. */
export function isPoolBusy(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    (cause.message === 'timeout exceeded when trying to connect' ||
      cause.message === 'Connection terminated due to connection timeout')
  );
}
