// Enters: the log, as far as nothing can appear in it any more. Leaves: segments of each workspace's chain.
// Guaranteed: every committed event is sealed once, in the order (xid, id); a process that dies in between has sealed
// nothing; two that seal at once wait for nobody, one of them does nothing. The transaction has an id of its own only from
// the first segment it writes: while it reads, it holds no follower of the log back.
import { sql, type RawBuilder } from 'kysely';
import { lockKeys } from '../db/lock-keys.ts';
import { eachRow, millisAt, uuidReader, type PackedRows } from '../db/copied-row.ts';
import type { Copied } from '../db/prepare-marked.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../events/append.ts';
import { placeOf } from '../events/read-row.ts';
import type { LogPlace, RecentLog } from '../events/recent-log.ts';
import { firstHash, nextHash } from './chain.ts';
import { entryLines, entryText, readLines, type ReadEntry } from './entry.ts';
import { headPlaces, rowColumns, RowTexts } from './verify/row-text.ts';

export type SealRuntime = Pick<Runtime, 'db' | 'clock' | 'crashPoint'>;

export type Sealed =
  | { kind: 'busy' }
  /** `more`: the batch was full. `oldest`: when the first of them was recorded. */
  | { kind: 'sealed'; entries: number; more: boolean; oldest: Date | undefined };

/** Whoever holds it seals. Any constant, shared by all processes on one database. */
export const sealerLock = lockKeys.sealer;
const mostInSegment = 1_000;
/** Fewer than these are read as text. */
const few = 100;

type Unsealed = { workspace_id: string; from_at: Date; to_at: Date; entries: ReadEntry[] };
type Head = { segment: number; last_seq: number; hash: Buffer };

/** `most`: entries in one batch. `recent` is told what was read of the log. */
export async function sealLog(
  rt: SealRuntime,
  { most = 2_000, recent }: { most?: number | undefined; recent?: RecentLog | undefined } = {},
): Promise<Sealed> {
  return rt.db.transaction().execute(async (tx): Promise<Sealed> => {
    const { rows: lock } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${sealerLock}) as mine, set_config('plan_cache_mode', 'force_generic_plan', true)`.execute(
      tx,
    );
    if (!lock[0]?.mine) return { kind: 'busy' };
    const unsealed = await readUnsealed(tx, most, recent);
    const heads = await readHeads(
      tx,
      unsealed.map((one) => one.workspace_id),
    );
    rt.crashPoint('audit-entries-read');
    const now = rt.clock.now();
    const segments = unsealed.flatMap((one) => segmentsOf(one, heads.get(one.workspace_id), now));
    const entries = segments.reduce((sum, one) => sum + one.ids.length, 0);
    for (let from = 0; from < segments.length; from += 50)
      await tx
        .insertInto('audit_segments')
        .values(segments.slice(from, from + 50))
        .execute();
    rt.crashPoint('before-seal-commit');
    return {
      kind: 'sealed',
      entries,
      more: entries === most,
      oldest: unsealed.map((one) => one.from_at).sort((a, b) => a.getTime() - b.getTime())[0],
    };
  });
}

/**
 * The newest segment of all says where the log was left: everything before it is in a segment, since each batch is sealed
 * whole. The cursor is inside the query for the reason told in events/follow.ts.
 */
async function readUnsealed(tx: Tx, most: number, recent: RecentLog | undefined): Promise<Unsealed[]> {
  const after = await unlessFew(tx);
  if (!after) return readTexts(tx, most);
  const { rows: copied } = await sql<Copied>`/* copied */ copy (
    select ${sql.raw(rowColumns)} ${unsealed(sql.lit(most))}) to stdout (format binary)`.execute(tx);
  const rows = copied[0]?.rows;
  if (!rows) return readTexts(tx, most);
  recent?.add(after, rows);
  return fromRows(rows) ?? readTexts(tx, most);
}

/**
 * Where the log was left, or undefined when few wait, which is most of the time: a COPY is planned anew each time, which
 * with the log's many months takes milliseconds.
 */
async function unlessFew(tx: Tx): Promise<LogPlace | undefined> {
  const { rows } = await sql<LogPlace & { count: number }>`/* prepared */
    select count(*) as count, ${lastXid}::text as xid, ${lastId} as id from (select ${unsealed(sql.lit(few))}) few`.execute(
    tx,
  );
  const [found] = rows;
  return !found || found.count < few ? undefined : { xid: found.xid, id: found.id };
}

const lastXid = sql`coalesce((select s.last_xid from audit_segments s order by s.last_xid desc, s.last_id desc limit 1), '0')`;
const lastId = sql`coalesce((select s.last_id from audit_segments s order by s.last_xid desc, s.last_id desc limit 1), 0)`;

function unsealed(most: RawBuilder<unknown>) {
  return sql`from events e
    where (e.xid, e.id) > (${lastXid}, ${lastId})
      and e.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by e.xid, e.id
    limit ${most}`;
}

/** The text of an entry takes PostgreSQL 15 µs, its binary row 5 and the text made of it here no more than reading that one. */
function fromRows(rows: PackedRows): Unsealed[] | undefined {
  const texts = new RowTexts();
  texts.addAll(rows);
  const made = texts.entries();
  if (made?.length !== rows.ends.length) return undefined;
  const workspaceAt = uuidReader();
  const found = new Map<string, { entries: ReadEntry[]; from: number; to: number }>();
  let index = 0;
  eachRow(rows, (bytes, at) => {
    const { id, text } = made[index++] as { id: number; text: Buffer };
    const workspace = workspaceAt(bytes, at + headPlaces.workspace_id);
    const time = millisAt(bytes, at + headPlaces.recorded_at);
    let own = found.get(workspace);
    if (!own) found.set(workspace, (own = { entries: [], from: time, to: time }));
    own.entries.push({ id, xid: String(placeOf(bytes, at).xid), text });
    own.from = Math.min(own.from, time);
    own.to = Math.max(own.to, time);
  });
  return [...found].map(([workspace_id, { entries, from, to }]) => ({
    ...{ workspace_id, entries },
    ...{ from_at: new Date(from), to_at: new Date(to) },
  }));
}

/** A few, or a row of a form that only SQL can write. */
async function readTexts(tx: Tx, most: number): Promise<Unsealed[]> {
  const { rows } = await sql<Omit<Unsealed, 'entries'> & { lines: string }>`/* prepared */
    select workspace_id, min(recorded_at) as from_at, max(recorded_at) as to_at, ${sql.raw(entryLines)} as lines
    from (select e.id, e.xid, e.workspace_id, e.recorded_at, ${sql.raw(entryText)} as entry ${unsealed(sql`${most}`)}) batch
    group by workspace_id`.execute(tx);
  return rows.map(({ lines, ...one }) => ({ ...one, entries: readLines(lines) }));
}

async function readHeads(tx: Tx, workspaces: readonly string[]): Promise<Map<string, Head>> {
  if (workspaces.length === 0) return new Map();
  const { rows } = await sql<Head & { workspace_id: string }>`/* prepared */
    select w.id as workspace_id, h.* from unnest(${workspaces}::uuid[]) w(id) cross join lateral (
      select segment, last_seq, substr(hashes, octet_length(hashes) - 31) as hash
      from audit_segments s where s.workspace_id = w.id order by s.segment desc limit 1) h`.execute(tx);
  return new Map(rows.map((row) => [row.workspace_id, row]));
}

function segmentsOf(unsealed: Unsealed, head: Head | undefined, now: Date) {
  const { workspace_id, from_at, to_at, entries } = unsealed;
  const segments = [];
  let segment = head?.segment ?? 0;
  let seq = head?.last_seq ?? 0;
  let hash = head?.hash ?? firstHash(workspace_id);
  for (let from = 0; from < entries.length; from += mostInSegment) {
    const own = entries.slice(from, from + mostInSegment);
    const last = own.at(-1) as ReadEntry;
    const previous = hash;
    const hashes = own.map((entry) => (hash = nextHash(hash, entry.text)));
    segments.push({
      ...{ workspace_id, from_at, to_at },
      segment: ++segment,
      first_seq: seq + 1,
      last_seq: (seq += own.length),
      last_xid: last.xid,
      last_id: last.id,
      previous_hash: previous,
      ids: own.map((entry) => entry.id),
      hashes: Buffer.concat(hashes),
      sealed_at: now,
    });
  }
  return segments;
}
