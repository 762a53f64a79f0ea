// One stretch of a workspace's chain, read from the database and checked: its segments join each other and the one before,
// and its entries give their hashes.
import type pg from 'pg';
import { firstHash } from '../chain.ts';
import { entryLines, entryText, readLines } from '../entry.ts';
import { checkLinks, type Break, type Links, type StoredEntry } from './check-links.ts';
import { RowPacker } from '../../db/copied-row.ts';
import { copyRows } from '../../db/copy-rows.ts';
import { RowTexts, rowColumns } from './row-text.ts';

export type Chunk = {
  workspace_id: string;
  first: number;
  last: number;
  /** The chain begins here: what stood before was dropped, and a signed note says so. */
  begins?: { seq: number; hash: string; place: { xid: string; id: number } };
};
export type Checked = { entries: number; broken: Break | undefined };

type Segment = {
  segment: number;
  first_seq: number;
  last_seq: number;
  last_xid: string;
  last_id: number;
  previous_hash: Buffer;
  last_hash: Buffer;
  /** The driver leaves numbers in arrays as text. */
  ids: string[];
  hashes: Buffer;
};

/** `fast`: a connection of its own, on which rows are read in binary; what does not hold is read again as text. */
export async function checkChunk(
  client: Pick<pg.Client, 'query'>,
  chunk: Chunk,
  fast?: pg.Client,
): Promise<Checked> {
  const { rows: segments } = await client.query<Segment>(
    `select segment, first_seq, last_seq, last_xid::text as last_xid, last_id, previous_hash,
       substr(hashes, octet_length(hashes) - 31) as last_hash,
       case when segment >= $2 then ids else '{}' end as ids, case when segment >= $2 then hashes else '' end as hashes
     from audit_segments where workspace_id = $1 and segment between $2::bigint - 1 and $3 order by segment`,
    [chunk.workspace_id, chunk.first, chunk.last],
  );
  const before = segments[0]?.segment === chunk.first - 1 ? segments.shift() : undefined;
  const torn = tornSegments(chunk, before, segments);
  if (torn) return { entries: 0, broken: torn };
  const [head, end] = [segments[0] as Segment, segments.at(-1) as Segment];
  const stretch: Stretch = {
    workspace_id: chunk.workspace_id,
    after: before
      ? [before.last_xid, before.last_id]
      : [chunk.begins?.place.xid ?? '0', chunk.begins?.place.id ?? 0],
    until: [end.last_xid, end.last_id],
    // More rows than were sealed are as wrong as fewer.
    most: end.last_seq - head.first_seq + 2 + 1_000,
  };
  const links: Links = {
    workspace_id: chunk.workspace_id,
    first_seq: head.first_seq,
    previous_hash: head.previous_hash,
    ids: segments.flatMap((one) => one.ids.map(Number)),
    hashes: Buffer.concat(segments.map((one) => one.hashes)),
  };
  if (fast) {
    const entries = await copyEntries(fast, stretch);
    if (entries && !checkLinks(links, entries)) return { entries: entries.length, broken: undefined };
  }
  const entries = await selectEntries(client, stretch);
  return { entries: entries.length, broken: checkLinks(links, entries) };
}

/** Of a workspace's log, in the order of its index, which both ways of reading follow. */
type Stretch = { workspace_id: string; after: Place; until: Place; most: number };
type Place = readonly [xid: string, id: number];

async function selectEntries(
  client: Pick<pg.Client, 'query'>,
  { workspace_id, after, until, most }: Stretch,
): Promise<StoredEntry[]> {
  const { rows } = await client.query<{ lines: string | null }>(
    `select ${entryLines} as lines from (select e.id, e.xid, ${entryText} as entry from events e
     where e.workspace_id = $1 and (e.xid, e.id) > ($2::xid8, $3) and (e.xid, e.id) <= ($4::xid8, $5)
     order by e.xid, e.id limit $6) page`,
    [workspace_id, ...after, ...until, most],
  );
  return readLines(rows[0]?.lines ?? null);
}

async function copyEntries(client: pg.Client, stretch: Stretch): Promise<StoredEntry[] | undefined> {
  const { workspace_id, after, until, most } = stretch;
  // A COPY takes no parameters; these come from the database, and are written as literals all the same.
  const place = ([xid, id]: Place) => `(${client.escapeLiteral(xid)}::xid8, ${id})`;
  const packer = new RowPacker();
  await copyRows(
    client,
    `copy (select ${rowColumns} from events e
       where e.workspace_id = ${client.escapeLiteral(workspace_id)}::uuid and (e.xid, e.id) > ${place(after)}
         and (e.xid, e.id) <= ${place(until)}
       order by e.xid, e.id limit ${most}) to stdout (format binary)`,
    (row) => packer.add(row),
  );
  const texts = new RowTexts();
  texts.addAll(packer.rows());
  return texts.entries();
}

/** Segments follow each other without a gap, each from the hash the one before ended with. */
function tornSegments(
  chunk: Chunk,
  before: Segment | undefined,
  segments: readonly Segment[],
): Break | undefined {
  let number = chunk.first;
  const { begins } = chunk;
  let seq = (before?.last_seq ?? begins?.seq ?? 0) + 1;
  let hash = before?.last_hash ?? (begins ? Buffer.from(begins.hash, 'hex') : firstHash(chunk.workspace_id));
  const say = (kind: Break['kind'], what: string, eventId?: number): Break => ({
    ...{ workspace_id: chunk.workspace_id, seq, event_id: eventId, kind, what },
  });
  if (!before && !begins && chunk.first > 1)
    return say('segment', `segment ${chunk.first - 1} of the chain is gone`);
  for (const one of segments) {
    if (one.segment !== number || one.first_seq !== seq)
      return say('segment', `segment ${number} of the chain is gone`);
    if (!one.previous_hash.equals(hash))
      return say('link', `segment ${number} does not join the one before it`, Number(one.ids[0]));
    number++;
    seq = one.last_seq + 1;
    hash = one.last_hash;
  }
  if (number !== chunk.last + 1) return say('segment', `segment ${number} of the chain is gone`);
  return undefined;
}
