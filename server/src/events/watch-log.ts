// Says how late a follower is and which transaction holds the log back. Looked at once a second by each follower.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import type { DbOrTx } from './append.ts';
import { readPosition } from './position.ts';

const everyMs = 1_000;
const alertSeconds = 5;

/** Returns a function to call as often as one likes; it looks at most once a second and alerts at most once a minute. */
export function watchLog(
  rt: Pick<Runtime, 'db' | 'log' | 'clock' | 'metrics'>,
  follower: string,
): () => Promise<void> {
  let nextLook = 0;
  let nextAlert = 0;
  return async () => {
    const now = rt.clock.now();
    if (now.getTime() < nextLook) return;
    nextLook = now.getTime() + everyMs;
    const position = await readPosition(rt.db, follower, now);
    const lag = position.as_of === null ? 0 : Math.max(0, now.getTime() - position.as_of.getTime()) / 1_000;
    rt.metrics.logLag.set({ follower }, lag);
    const oldest = await oldestTransaction(rt.db);
    rt.metrics.oldestTransaction.set(oldest?.seconds ?? 0);
    if (oldest && oldest.seconds > alertSeconds && now.getTime() >= nextAlert) {
      nextAlert = now.getTime() + 60_000;
      rt.log.warn(
        {
          follower,
          lag_seconds: lag,
          seconds: oldest.seconds,
          pid: oldest.pid,
          application: oldest.application,
        },
        'an open transaction holds the event log back',
      );
    }
  };
}

export type OpenTransaction = { seconds: number; pid: number; application: string | null };

/**
 * The oldest transaction with an id of its own, in the whole cluster: those, and not readers, set the horizon. Prepared
 * transactions count too. A role that is neither superuser nor in pg_read_all_stats sees its own sessions' times only;
 * the follower's lag still shows that something foreign is in the way.
 */
export async function oldestTransaction(db: DbOrTx): Promise<OpenTransaction | undefined> {
  const { rows } = await sql<OpenTransaction>`
    select extract(epoch from clock_timestamp() - at)::float8 as seconds, pid, application from (
      select xact_start as at, pid, application_name as application from pg_stat_activity
      where backend_xid is not null and xact_start is not null
      union all
      select prepared, 0, 'prepared transaction ' || gid from pg_prepared_xacts
    ) open order by at limit 1
  `.execute(db);
  return rows[0];
}
