// Where a chain begins. At its first entry, or after what retention dropped: then only with the signed note that says so, and with
// the entries that note leaves before that place as they were.
import type { KeyObject } from 'node:crypto';
import type pg from 'pg';
import { nextHash } from '../chain.ts';
import type { Dropped } from '../drop-note.ts';
import { entryLines, entryText, readLines } from '../entry.ts';
import { readCheckpoints } from './check-checkpoints.ts';
import type { Break } from './check-links.ts';

export type Beginning = { dropped: Dropped | undefined; broken: Break | undefined };

export async function checkBeginning(
  client: Pick<pg.Client, 'query'>,
  workspaceId: string,
  checkpoints: { text: string; key: KeyObject } | undefined,
): Promise<Beginning> {
  const { rows } = await client.query<{ first_seq: number; previous_hash: Buffer }>(
    'select first_seq, previous_hash from audit_segments where workspace_id = $1 order by segment limit 1',
    [workspaceId],
  );
  const first = rows[0];
  if (!first || first.first_seq === 1) return { dropped: undefined, broken: undefined };
  const { rows: notes } = await client.query<{ note: string }>(
    'select note from audit_drops where workspace_id = $1 order by month',
    [workspaceId],
  );
  const text = `${notes.map((one) => one.note).join('\n')}\n${checkpoints?.text ?? ''}`;
  // Without the public key nobody can say whether a note is genuine.
  const said = checkpoints ? readCheckpoints(text, checkpoints.key, workspaceId).dropped : [];
  // A later month may have gone without the chain losing more: its note says what is left now.
  const dropped = said.findLast(
    (one) => one.last_seq === first.first_seq - 1 && one.root.equals(first.previous_hash),
  );
  const bad = { workspace_id: workspaceId, seq: first.first_seq, event_id: undefined };
  if (!dropped)
    return {
      dropped,
      broken: {
        ...{ ...bad, kind: 'segment' },
        what: checkpoints
          ? 'the chain begins here, and no signed note says that what stood before was dropped'
          : 'the chain begins here, and without the public key no note about what stood before can be checked',
      },
    };
  if (!(await leftAsItWas(client, dropped)))
    return {
      dropped,
      broken: {
        ...{ ...bad, seq: dropped.last_seq, kind: 'changed' },
        what: 'the entries left from before the place where the chain begins are not those that were signed',
      },
    };
  return { dropped, broken: undefined };
}

async function leftAsItWas(client: Pick<pg.Client, 'query'>, dropped: Dropped): Promise<boolean> {
  const left = await hashLeft(client, dropped.workspace_id, dropped.place, dropped.root);
  return left.entries === dropped.left.entries && left.hash.equals(dropped.left.hash);
}

/** `from`: without the entries recorded before, which are about to go. */
export async function hashLeft(
  client: Pick<pg.Client, 'query'>,
  workspaceId: string,
  place: { xid: string; id: number },
  root: Uint8Array,
  from: Date = new Date(0),
): Promise<{ entries: number; hash: Buffer }> {
  const { rows } = await client.query<{ lines: string | null }>(
    `select ${entryLines} as lines from (select e.id, e.xid, ${entryText} as entry from events e
     where e.workspace_id = $1 and (e.xid, e.id) <= ($2::xid8, $3)
       and e.recorded_at >= $4) page`,
    [workspaceId, place.xid, place.id, from],
  );
  const entries = readLines(rows[0]?.lines ?? null);
  return {
    entries: entries.length,
    hash: entries.reduce<Buffer>((hash, one) => nextHash(hash, one.text), Buffer.from(root)),
  };
}
