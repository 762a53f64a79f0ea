// Which months of the audit trail may be dropped. All of a month goes, for every workspace, or nothing: each that has entries in it
// must be past its clock, free of holds, and sealed beyond the month. Months go in their order, so a chain loses its beginning
// and nothing else.
import { cutoffOf } from '@sampark/contracts/retention.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { clockIn, readRetention, type Kept } from './read-settings.ts';

export type MonthPart = {
  workspace_id: string;
  /** The last segment that ends with entries of the month: the chain begins after it. Null: not sealed that far. */
  last_seq: number | null;
  place: { xid: string; id: number };
  root: Buffer | null;
  /** Sealed entries that go. */
  entries: number;
  /** When this workspace lets the month go. */
  ready: boolean;
  held: boolean;
  /** A later segment is there, which the chain goes on from. */
  goes_on: boolean;
};
export type MonthPlan = { month: string; from: Date; to: Date; parts: MonthPart[]; droppable: boolean };

/** The database refuses sooner. */
const leastAgeMs = 366 * 86_400_000;

/** `as`: what a workspace is to be taken to have chosen, where that is only tried. */
export async function planMonths(
  db: DbOrTx,
  now: Date,
  as: ReadonlyMap<string, Kept> = new Map(),
): Promise<MonthPlan[]> {
  const { rows: parts } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'events'::regclass and c.relname ~ '^events_[0-9]{4}_[0-9]{2}$' order by 1`.execute(
    db,
  );
  const plans: MonthPlan[] = [];
  for (const { name } of parts) {
    const month = name.slice('events_'.length).replace('_', '-');
    const from = new Date(`${month}-01T00:00:00Z`);
    const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
    if (now.getTime() - to.getTime() < leastAgeMs) break;
    const plan = await planMonth(db, { month, from, to }, now, as);
    // An empty month holds nobody's entries and is left: it costs nothing.
    if (plan.parts.length === 0) continue;
    plans.push(plan);
    if (!plan.parts.some((part) => part.ready)) break;
  }
  // One that stays keeps those behind it.
  const stays = plans.findIndex((plan) => !plan.droppable);
  return plans.map((plan, index) => ({ ...plan, droppable: stays < 0 || index < stays }));
}

async function planMonth(
  db: DbOrTx,
  { month, from, to }: { month: string; from: Date; to: Date },
  now: Date,
  as: ReadonlyMap<string, Kept>,
): Promise<MonthPlan> {
  const { rows } = await sql<{
    workspace_id: string;
    last_seq: number | null;
    last_xid: string | null;
    last_id: number | null;
    root: Buffer | null;
    first_seq: number | null;
    held: boolean;
    goes_on: boolean;
  }>`
    select e.workspace_id, s.last_seq, s.last_xid::text as last_xid, s.last_id,
      s.root,
      (select min(f.first_seq) from audit_segments f where f.workspace_id = e.workspace_id) as first_seq,
      exists (select from legal_holds h where h.workspace_id = e.workspace_id and h.lifted_at is null) as held,
      exists (select from audit_segments n where n.workspace_id = e.workspace_id and n.first_seq > s.last_seq) as goes_on
    from (select distinct on (workspace_id) workspace_id, xid, id from events
          where recorded_at >= ${from} and recorded_at < ${to} order by workspace_id, xid desc, id desc) e
    left join lateral (
      select * from (
        -- An earlier month may have taken the segments with it in which this one's entries were sealed.
        select g.last_seq, g.last_xid, g.last_id, g.root from audit_drops g where g.workspace_id = e.workspace_id
          and (g.last_xid, g.last_id) >= (e.xid, e.id)
        union all
        select s.last_seq, s.last_xid, s.last_id, substr(s.hashes, octet_length(s.hashes) - 31) from audit_segments s
        where s.workspace_id = e.workspace_id and (s.last_xid, s.last_id) >= (e.xid, e.id)) ends
      order by last_xid, last_id limit 1) s on true
    order by e.workspace_id`.execute(db);
  const parts: MonthPart[] = [];
  for (const row of rows) {
    const kept = as.get(row.workspace_id) ?? (await readRetention(db, row.workspace_id));
    parts.push({
      ...{ workspace_id: row.workspace_id, last_seq: row.last_seq, root: row.root },
      place: { xid: row.last_xid ?? '0', id: row.last_id ?? 0 },
      entries: row.last_seq === null || row.first_seq === null ? 0 : row.last_seq - row.first_seq + 1,
      ready: to <= cutoffOf(clockIn(kept, 'trail'), now),
      ...{ held: row.held, goes_on: row.goes_on },
    });
  }
  return {
    month,
    from,
    to,
    parts,
    droppable: parts.every((one) => one.ready && !one.held && one.root !== null),
  };
}
