// What the next run would remove, what it would leave because of a hold, and when more runs out. Asks the same queries as the
// removal.
import { cutoffOf, dataClasses, lawfulLeast, longestPart, untilOf, usualRegimes, type DataClass } from '@sampark/contracts/retention.ts'; // prettier-ignore
import type { RetentionChoice, RetentionClass, RetentionReport } from '@sampark/contracts/records.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { planMonths } from './plan-months.ts';
import { clockIn, readRetention, type Kept } from './read-settings.ts';
import { stores, type Store } from './stores.ts';

type Counts = { due: number; held: number; oldest: Date | null };

/** With `wanted`: as it would be with that choice. */
export async function retentionReport(
  db: DbOrTx,
  workspaceId: string,
  now: Date,
  wanted?: RetentionChoice,
): Promise<RetentionReport> {
  const kept: Kept = { ...(await readRetention(db, workspaceId)), ...wanted };
  const { rows: holds } = await sql<{ id: string; reason: string; data_class: DataClass | null }>`
    select id, reason, data_class from legal_holds where workspace_id = ${workspaceId} and lifted_at is null
    order by made_at, id`.execute(db);
  const classes: RetentionClass[] = [];
  for (const dataClass of dataClasses) {
    const counts = await countClass(db, workspaceId, kept, dataClass, now);
    const clock = clockIn(kept, dataClass);
    const least = lawfulLeast(kept.regimes ?? usualRegimes(kept.product), dataClass);
    const longest = longestPart(clock, now);
    classes.push({
      data_class: dataClass,
      lawful_months: least.months,
      lawful_source: least.source,
      months: longest.months,
      own_months: kept.months[dataClass] ?? null,
      source: longest.source,
      until: untilOf(clock, now).toISOString(),
      ...{ due: counts.due, held: counts.held, oldest: counts.oldest?.toISOString() ?? null },
      next_at: counts.oldest === null ? null : nextRun(untilOf(clock, counts.oldest), now).toISOString(),
      holds: holds
        .filter((hold) => hold.data_class === null || hold.data_class === dataClass)
        .map(({ id, reason }) => ({ id, reason })),
    });
  }
  const { rows: runs } = await sql<{ at: Date }>`
    select recorded_at as at from events where workspace_id = ${workspaceId} and type = 'retention.removed'
      and recorded_at > ${new Date(now.getTime() - 32 * 86_400_000)} order by xid desc, id desc limit 1`.execute(
    db,
  );
  return {
    regimes: [...(kept.regimes ?? usualRegimes(kept.product))],
    chosen: kept.regimes !== null,
    version: kept.version,
    classes,
    last_run_at: runs[0]?.at.toISOString() ?? null,
  };
}

function nextRun(until: Date, now: Date): Date {
  return until > now ? until : now;
}

async function countClass(
  db: DbOrTx,
  workspaceId: string,
  kept: Kept,
  dataClass: DataClass,
  now: Date,
): Promise<Counts> {
  if (dataClass === 'trail') return countTrail(db, workspaceId, kept, now);
  const span = { workspace_id: workspaceId, cutoff: cutoffOf(clockIn(kept, dataClass), now) };
  const all = await Promise.all(
    stores.filter((one) => one.dataClass === dataClass).map((store) => countStore(db, store, span, now)),
  );
  const oldest = all.flatMap((one) => (one.oldest ? [one.oldest] : []));
  return {
    due: all.reduce((sum, one) => sum + one.due, 0),
    held: all.reduce((sum, one) => sum + one.held, 0),
    oldest: oldest.length === 0 ? null : oldest.reduce((a, b) => (a < b ? a : b)),
  };
}

async function countStore(
  db: DbOrTx,
  store: Store,
  span: { workspace_id: string; cutoff: Date },
  now: Date,
): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select (count(*) filter (where not e.held))::int as due, (count(*) filter (where e.held))::int as held,
      (select o.at from (${store.oldest(span.workspace_id, now)}) o) as oldest
    from (${store.expired(span)}) e`.execute(db);
  return rows[0] ?? { due: 0, held: 0, oldest: null };
}

async function countTrail(db: DbOrTx, workspaceId: string, kept: Kept, now: Date): Promise<Counts> {
  const months = await planMonths(db, now, new Map([[workspaceId, kept]]));
  let [due, held] = [0, 0];
  for (const { parts, droppable } of months) {
    const mine = parts.find((part) => part.workspace_id === workspaceId);
    if (mine?.ready && mine.held) held = mine.entries;
    // Each counts from the beginning of the chain.
    if (mine && droppable) due = mine.entries;
  }
  const { rows } = await sql<{ oldest: Date | null }>`
    select min(from_at) as oldest from (select from_at from audit_segments where workspace_id = ${workspaceId}
      order by segment limit 1) s`.execute(db);
  return { due, held, oldest: rows[0]?.oldest ?? null };
}
