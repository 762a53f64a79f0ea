// Enters: increments of one batch. Leaves: rollups, campaign totals, scope rollups (by the minute; see fold-minutes.ts) and
// the note of what changed.
// Guaranteed: it runs in the follower's transaction, so a batch is counted once; rows are locked in key order, so that
// two followers (a repair beside the live one) cannot deadlock.
import { sql } from 'kysely';
import { bigints, texts, uuids } from '../db/array-binary.ts';
import type { Tx } from '../events/append.ts';
import type { Folded, Increment } from './fold-events.ts';
import { foldMinutes, isFolded, readFoldedTo, type FoldedTo } from './fold-minutes.ts';
import { latencyMetrics, nobody } from './metrics.ts';

export async function applyRollups(tx: Tx, folded: Folded, now: Date, scopesAtOnce?: number): Promise<void> {
  const counters = folded.increments.filter((one) => !isLatency(one.metric));
  await addRollups(tx, counters);
  await addCampaignTotals(tx, folded.increments);
  const foldedTo = await readFoldedTo(tx);
  await addScopeRollups(tx, folded.increments, foldedTo);
  await foldMinutes(tx, foldedTo, now, scopesAtOnce);
  await noteChanges(tx, folded);
}

const histograms = new Set<string>(latencyMetrics);

function isLatency(metric: string): boolean {
  return histograms.has(metric);
}

/** Histograms stay out of the minutes: they would be most of the rows, and percentiles of one minute tell nothing. */
async function addRollups(tx: Tx, rows: readonly Increment[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into rollups (workspace_id, campaign_id, minute, channel, profile_id, portfolio_manager_id, metric, code,
                         count, total_ms)
    select workspace_id, campaign_id, to_timestamp(minute / 1000.0), channel, profile_id, pm, metric, code, count, ms
    from unnest(
      ${uuids(rows.map((one) => one.workspace_id))}::uuid[], ${uuids(rows.map((one) => one.campaign_id))}::uuid[],
      ${bigints(rows.map((one) => one.minute))}::bigint[], ${texts(rows.map((one) => one.channel))}::text[],
      ${uuids(rows.map((one) => one.profile_id))}::uuid[], ${uuids(rows.map((one) => one.portfolio_manager_id))}::uuid[],
      ${texts(rows.map((one) => one.metric))}::text[], ${texts(rows.map((one) => one.code))}::text[],
      ${bigints(rows.map((one) => one.count))}::bigint[], ${bigints(rows.map((one) => one.total_ms))}::bigint[]
    ) as r(workspace_id, campaign_id, minute, channel, profile_id, pm, metric, code, count, ms)
    order by workspace_id, campaign_id, minute, channel, profile_id, pm, metric, code
    on conflict (workspace_id, campaign_id, minute, channel, profile_id, portfolio_manager_id, metric, code)
    do update set count = rollups.count + excluded.count, total_ms = rollups.total_ms + excluded.total_ms
  `.execute(tx);
}

async function addCampaignTotals(tx: Tx, increments: readonly Increment[]): Promise<void> {
  const rows = addUp(
    increments.filter((one) => one.campaign_id !== nobody),
    (one) => `${one.campaign_id}|${one.channel}|${one.metric}|${one.code}`,
    (one) => one,
  );
  if (rows.length === 0) return;
  await sql`
    insert into campaign_totals (campaign_id, workspace_id, channel, metric, code, count)
    select * from unnest(
      ${uuids(rows.map((one) => one.campaign_id))}::uuid[], ${uuids(rows.map((one) => one.workspace_id))}::uuid[],
      ${texts(rows.map((one) => one.channel))}::text[], ${texts(rows.map((one) => one.metric))}::text[],
      ${texts(rows.map((one) => one.code))}::text[], ${bigints(rows.map((one) => one.count))}::bigint[]
    ) as r(campaign_id, workspace_id, channel, metric, code, count)
    order by campaign_id, channel, metric, code
    on conflict (campaign_id, channel, metric, code)
    do update set count = campaign_totals.count + excluded.count
  `.execute(tx);
}

type ScopeRow = {
  workspace_id: string;
  scope_id: string;
  grain: 'minute' | 'quarter' | 'hour' | 'day' | 'all';
  bucket: number;
  metric: string;
  channel: string;
  code: string;
  count: number;
  total_ms: number;
};

const quarter = 15 * 60_000;
const hour = 60 * 60_000;
const day = 24 * hour;

async function addScopeRollups(tx: Tx, increments: readonly Increment[], foldedTo: FoldedTo): Promise<void> {
  const rows = addUp(
    increments.flatMap((one) => scopeRows(one, foldedTo)),
    scopeKey,
    (row) => row,
  );
  if (rows.length === 0) return;
  await sql`
    insert into scope_rollups (workspace_id, scope_id, grain, metric, bucket, channel, code, count, total_ms)
    select workspace_id, scope_id, grain, metric, to_timestamp(bucket / 1000.0), channel, code, count, ms
    from unnest(
      ${uuids(rows.map((one) => one.workspace_id))}::uuid[], ${uuids(rows.map((one) => one.scope_id))}::uuid[],
      ${texts(rows.map((one) => one.grain))}::text[], ${texts(rows.map((one) => one.metric))}::text[],
      ${bigints(rows.map((one) => one.bucket))}::bigint[], ${texts(rows.map((one) => one.channel))}::text[],
      ${texts(rows.map((one) => one.code))}::text[], ${bigints(rows.map((one) => one.count))}::bigint[],
      ${bigints(rows.map((one) => one.total_ms))}::bigint[]
    ) as r(workspace_id, scope_id, grain, metric, bucket, channel, code, count, ms)
    order by workspace_id, scope_id, grain, metric, bucket, channel, code
    on conflict (workspace_id, scope_id, grain, metric, bucket, channel, code)
    do update set count = scope_rollups.count + excluded.count, total_ms = scope_rollups.total_ms + excluded.total_ms
  `.execute(tx);
}

function scopeRows(one: Increment, foldedTo: FoldedTo): ScopeRow[] {
  const { workspace_id, metric, channel, code, count, total_ms, minute } = one;
  const scopes =
    one.portfolio_manager_id === nobody ? [workspace_id] : [workspace_id, one.portfolio_manager_id];
  return scopes.flatMap((scope_id): ScopeRow[] => {
    const row = { workspace_id, scope_id, metric, channel, code, count, total_ms };
    const inDay: ScopeRow = { ...row, grain: 'day', bucket: Math.floor(minute / day) * day };
    // Histograms have twenty rows where a counter has one: by day is fine enough for a percentile.
    if (isLatency(metric)) return [inDay];
    const inMinute: ScopeRow = { ...row, grain: 'minute', bucket: minute };
    if (!isFolded(foldedTo, scope_id, minute)) return [inMinute];
    return [
      inMinute,
      { ...row, grain: 'quarter', bucket: Math.floor(minute / quarter) * quarter },
      { ...row, grain: 'hour', bucket: Math.floor(minute / hour) * hour },
      inDay,
      { ...row, grain: 'all', bucket: 0 },
    ];
  });
}

function scopeKey(row: ScopeRow): string {
  return `${row.workspace_id}|${row.scope_id}|${row.grain}|${row.metric}|${row.bucket}|${row.channel}|${row.code}`;
}

/** One row per key: an upsert may touch a row only once. */
function addUp<T, R extends { count: number; total_ms: number }>(
  items: readonly T[],
  keyOf: (item: T) => string,
  rowOf: (item: T) => R,
): R[] {
  const rows = new Map<string, R>();
  for (const item of items) {
    const key = keyOf(item);
    const row = rowOf(item);
    const known = rows.get(key);
    if (known) {
      known.count += row.count;
      known.total_ms += row.total_ms;
    } else {
      rows.set(key, { ...row });
    }
  }
  return [...rows.values()];
}

async function noteChanges(tx: Tx, folded: Folded): Promise<void> {
  const rows: { workspace_id: string; kind: string; id: string; pm: string | null }[] = [];
  for (const workspace_id of folded.workspaces) {
    rows.push({ workspace_id, kind: 'workspace', id: workspace_id, pm: null });
  }
  for (const [id, one] of folded.campaigns) {
    rows.push({ workspace_id: one.workspace_id, kind: 'campaign', id, pm: one.portfolio_manager_id });
  }
  const managers = new Map<string, string>();
  for (const one of [...folded.increments, ...folded.campaigns.values()]) {
    const id = one.portfolio_manager_id;
    if (id !== null && id !== nobody) managers.set(id, one.workspace_id);
  }
  for (const [id, workspace_id] of managers) rows.push({ workspace_id, kind: 'pm', id, pm: id });
  if (rows.length === 0) return;
  await sql`
    with batch as (select nextval('analytics_revisions') as revision)
    insert into analytics_changes (workspace_id, kind, id, portfolio_manager_id, revision)
    select r.workspace_id, r.kind, r.id, r.pm, batch.revision
    from batch, unnest(${uuids(rows.map((one) => one.workspace_id))}::uuid[], ${texts(rows.map((one) => one.kind))}::text[],
      ${uuids(rows.map((one) => one.id))}::uuid[], ${uuids(rows.map((one) => one.pm))}::uuid[]) as r(workspace_id, kind, id, pm)
    order by r.workspace_id, r.kind, r.id
    on conflict (workspace_id, kind, id) do update set revision = excluded.revision,
      portfolio_manager_id = coalesce(excluded.portfolio_manager_id, analytics_changes.portfolio_manager_id)
  `.execute(tx);
}
