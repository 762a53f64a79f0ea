// Minutes of the scope rollups, added to their quarter hours, hours and days once they are over. Enters: the follower's
// transaction. Leaves: a few scopes folded further. Guaranteed: a minute is in the coarser rows or still open, never both,
// because what is folded is written down with it, under the lock of the follower's cursor.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import { nobody } from './metrics.ts';

/** Of scopes up to and including `scope`, minutes before `next` are folded; of the others, those before `until`. */
export type FoldedTo = { until: number; next: number; scope: string };

const minute = 60_000;
/** Most events are counted within seconds of their minute's end; a later one is written in every grain by itself. */
const openForMs = 30_000;
/** Some 60 rows each: as many as take a few hundredths of a second. */
const mostScopes = 50;

export async function readFoldedTo(tx: Tx): Promise<FoldedTo> {
  const { rows } = await sql<{ until: Date; next: Date; scope: string }>`
    /* prepared */ select until, next, scope from scope_folds for update`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error('scope_folds is empty');
  return { until: row.until.getTime(), next: row.next.getTime(), scope: row.scope };
}

/** Whether this minute of the scope has gone into the coarser grains: what is still to be counted in it goes there as well. */
export function isFolded(to: FoldedTo, scope_id: string, at: number): boolean {
  return at < (scope_id <= to.scope ? to.next : to.until);
}

export async function foldMinutes(tx: Tx, to: FoldedTo, now: Date, scopesAtOnce = mostScopes): Promise<void> {
  const underWay = to.scope !== nobody;
  const next = underWay ? to.next : Math.floor((now.getTime() - openForMs) / minute) * minute;
  if (next <= to.until) return;
  const from = new Date(to.until);
  const before = new Date(next);
  const { rows } = await sql<{ id: string }>`
    /* prepared */ select distinct scope_id as id from scope_rollups
    where grain = 'minute' and bucket >= ${from} and bucket < ${before} and scope_id > ${to.scope}
    order by scope_id limit ${scopesAtOnce}`.execute(tx);
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) await addToCoarser(tx, ids, from, before);
  const done = ids.length < scopesAtOnce;
  await sql`
    /* prepared */ update scope_folds set until = ${done ? before : from}, next = ${before}, scope = ${done ? nobody : (ids.at(-1) ?? nobody)}`.execute(
    tx,
  );
}

async function addToCoarser(tx: Tx, ids: readonly string[], from: Date, before: Date): Promise<void> {
  await sql`
    insert into scope_rollups (workspace_id, scope_id, grain, metric, bucket, channel, code, count, total_ms)
    select workspace_id, scope_id, grain, metric, bucket, channel, code, sum(count), sum(total_ms) from (
      select r.workspace_id, r.scope_id, g.grain, r.metric, r.channel, r.code, r.count, r.total_ms,
        case g.grain when 'quarter' then date_bin(interval '15 minutes', r.bucket, timestamptz 'epoch')
          when 'hour' then date_trunc('hour', r.bucket, 'UTC') when 'day' then date_trunc('day', r.bucket, 'UTC')
          else timestamptz 'epoch' end as bucket
      from scope_rollups r cross join (values ('quarter'), ('hour'), ('day'), ('all')) as g(grain)
      where r.grain = 'minute' and r.bucket >= ${from} and r.bucket < ${before} and r.scope_id = any(${ids}::uuid[])) s
    group by 1, 2, 3, 4, 5, 6, 7
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (workspace_id, scope_id, grain, metric, bucket, channel, code)
    do update set count = scope_rollups.count + excluded.count, total_ms = scope_rollups.total_ms + excluded.total_ms`.execute(
    tx,
  );
}
