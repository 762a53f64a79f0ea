// The trail as JSON lines, for whoever checks it without the database. First a line that says what it is; then one line an
// entry: its place, its hash, and its text exactly as it was hashed. `docs/audit.md` says how to check one in any language.
import { Readable } from 'node:stream';
import type pg from 'pg';
import type { KeyObject } from 'node:crypto';
import { entryFields, entryLines, entryText } from './entry.ts';
import { publicKeyText } from './note.ts';

export type ExportRequest = {
  workspace: { id: string; slug: string };
  from?: Date | undefined;
  to?: Date | undefined;
  now: Date;
  publicKey: KeyObject;
};

export type ExportHeader = {
  format: 'sampark-audit-1';
  workspace_id: string;
  workspace: string;
  exported_at: string;
  fields: readonly string[];
  first_seq: number;
  /** 0 and `first_seq` 1: nothing was sealed. */
  last_seq: number;
  previous_hash: string;
  public_key: string;
  /** The signed note about what stood before, where the file begins after what was dropped. */
  dropped?: string;
};

type Part = {
  segment: number;
  first_seq: number;
  last_seq: number;
  last_xid: string;
  last_id: number;
  hashes: Buffer;
};

/** Whole segments, as far as the chain goes now: `from` and `to` are rounded outwards. Reads one segment at a time. */
export function exportTrail(client: Pick<pg.Client, 'query'>, request: ExportRequest): Readable {
  return Readable.from(lines(client, request), { objectMode: false });
}

async function* lines(
  client: Pick<pg.Client, 'query'>,
  { workspace, from, to, now, publicKey }: ExportRequest,
) {
  const { rows } = await client.query<{
    first: number | null;
    last: number;
    last_seq: number;
    first_seq: number;
  }>(
    `select min(segment) as first, max(segment) as last, min(first_seq) as first_seq, max(last_seq) as last_seq
     from audit_segments where workspace_id = $1
       and ($2::timestamptz is null or to_at >= $2) and ($3::timestamptz is null or from_at <= $3)`,
    [workspace.id, from ?? null, to ?? null],
  );
  const span = rows[0];
  const first = span?.first ?? 1;
  const { rows: heads } = await client.query<{ previous_hash: Buffer }>(
    `select previous_hash from audit_segments where workspace_id = $1 and segment = $2`,
    [workspace.id, first],
  );
  const begins = await readBeginning(client, workspace.id);
  const header: ExportHeader = {
    format: 'sampark-audit-1',
    workspace_id: workspace.id,
    workspace: workspace.slug,
    exported_at: now.toISOString(),
    fields: entryFields,
    first_seq: span?.first_seq ?? 1,
    last_seq: span?.last_seq ?? 0,
    previous_hash: heads[0]?.previous_hash.toString('hex') ?? '',
    public_key: publicKeyText(publicKey),
    ...(begins && begins.last_seq + 1 === span?.first_seq ? { dropped: begins.note } : {}),
  };
  yield `${JSON.stringify(header)}\n`;
  if (!span || span.first === null) return;
  let after = (await placeBefore(client, workspace.id, first)) ?? begins?.place ?? { xid: '0', id: 0 };
  for (let segment = first; segment <= span.last; segment++) {
    const { rows: parts } = await client.query<Part>(
      `select segment, first_seq, last_seq, last_xid::text as last_xid, last_id, hashes from audit_segments
       where workspace_id = $1 and segment = $2`,
      [workspace.id, segment],
    );
    const part = parts[0];
    if (!part) continue; // A gap, which whoever verifies the file will find.
    const { rows: found } = await client.query<{ lines: string | null }>(
      `select ${entryLines} as lines from (select e.id, e.xid, ${entryText} as entry from events e
       where e.workspace_id = $1 and (e.xid, e.id) > ($2::xid8, $3) and (e.xid, e.id) <= ($4::xid8, $5)
       order by e.xid, e.id) page`,
      [workspace.id, after.xid, after.id, part.last_xid, part.last_id],
    );
    yield (found[0]?.lines?.split('\n') ?? [])
      .map((entry, index) => {
        const hash = part.hashes.toString('hex', index * 32, index * 32 + 32);
        return `{"seq":${part.first_seq + index},"hash":"${hash}","entry":${JSON.stringify(entry)}}\n`;
      })
      .join('');
    after = { xid: part.last_xid, id: part.last_id };
  }
}

async function placeBefore(client: Pick<pg.Client, 'query'>, workspaceId: string, segment: number) {
  const { rows } = await client.query<{ xid: string; id: number }>(
    `select last_xid::text as xid, last_id as id from audit_segments where workspace_id = $1 and segment = $2`,
    [workspaceId, segment - 1],
  );
  return rows[0];
}

/** Where the chain begins since its older part was dropped. The note is not checked here; whoever verifies does. */
async function readBeginning(client: Pick<pg.Client, 'query'>, workspaceId: string) {
  const { rows } = await client.query<{ note: string; last_seq: number }>(
    'select note, last_seq from audit_drops where workspace_id = $1 order by month desc limit 1',
    [workspaceId],
  );
  const place = /\nplace (\d+)\/(\d+)\n/.exec(rows[0]?.note ?? '');
  return rows[0] && place ? { ...rows[0], place: { xid: place[1] ?? '0', id: Number(place[2]) } } : undefined;
}
