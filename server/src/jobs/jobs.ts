// Background work: graphile-worker on the same database. A job is enqueued inside the transaction that needs it, is
// short and may run twice. The table of all jobs is jobs.ts beside routes.ts.
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';

export type JobHandler = (rt: Runtime, payload: unknown) => Promise<void>;

export type JobTable = Record<
  string,
  { run: JobHandler; cron?: string; queue?: (payload: unknown) => string }
>;

export type Jobs = {
  /** Adds a job with the transaction. `key` replaces a waiting job of the same key. */
  add(
    tx: DbOrTx,
    name: string,
    payload: unknown,
    options?: { key?: string; runAt?: Date; queue?: string },
  ): Promise<void>;
};

export const databaseJobs: Jobs = {
  async add(tx, name, payload, options = {}) {
    await sql`select add_job(${name}::text, ${JSON.stringify(payload)}::json, ${options.queue ?? null}::text,
      ${options.runAt ?? null}::timestamptz, ${options.key ?? null}::text)`.execute(tx);
  },
};
