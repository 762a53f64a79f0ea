// The connections that answer requests: as a role for which every table shows the rows of one workspace only (row-level
// security, docs/decisions/0016-row-security.md). Enters: a workspace. Leaves: a database that has nothing but it.
// Guaranteed: a connection is never lent out before it is that workspace's; the second line behind `where workspace_id`.
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { createPool, noticePool, type Database } from './connect.ts';
import type { DB } from './generated/schema.ts';

/** As much of a pool as a database and its readers use. */
export type ScopedPool = {
  connect(): Promise<pg.PoolClient>;
  query<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<R>>;
  end(): Promise<void>;
};

export type Scoped = { db: Database; pool: ScopedPool };

export type ScopedConnections = {
  of(workspace_id: string): Scoped;
  /** Without a role to take on: the queries' own conditions are then the only line. */
  withoutRole(): void;
  /** How many wait for a connection at this moment. */
  waiting(): number;
  close(): Promise<void>;
};

const mostKept = 1_000;

// Session-wide, so that it costs nothing while the same workspace asks. A pooler that hands out connections by transaction
// would mix them up: docs/configuration.md.
const become = `/* prepared */ select set_config('role', $1, false), set_config('sampark.workspace', $2, false)`;

export function scopedConnections(
  url: string,
  options: { max: number; name: string; role: string; waitMs?: number },
): ScopedConnections {
  let role = options.role;
  let shared: pg.Pool | undefined;
  const kept = new Map<string, Scoped>();
  // What each connection was last made to be.
  const workspaceOf = new WeakMap<pg.PoolClient, string>();

  async function lend(workspace_id: string): Promise<pg.PoolClient> {
    shared ??= createPool(url, options);
    const client = await shared.connect();
    if (workspaceOf.get(client) === workspace_id) return client;
    try {
      await client.query(become, [role, workspace_id]);
    } catch (cause) {
      client.release(true);
      throw cause;
    }
    workspaceOf.set(client, workspace_id);
    return client;
  }

  function scopedPool(workspace_id: string): ScopedPool {
    return {
      connect: () => lend(workspace_id),
      query: async (text, values) => {
        const client = await lend(workspace_id);
        try {
          return await client.query(text, values);
        } finally {
          client.release();
        }
      },
      end: async () => {},
    };
  }

  return {
    of(workspace_id) {
      let scoped = kept.get(workspace_id);
      if (scoped) return scoped;
      const pool = scopedPool(workspace_id);
      const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) });
      noticePool(db, pool);
      scoped = { db, pool };
      // They hold no connections: one that is in use goes on with what it has.
      if (kept.size >= mostKept) kept.clear();
      kept.set(workspace_id, scoped);
      return scoped;
    },
    withoutRole: () => {
      role = 'none';
    },
    waiting: () => shared?.waitingCount ?? 0,
    close: async () => {
      await shared?.end();
    },
  };
}
