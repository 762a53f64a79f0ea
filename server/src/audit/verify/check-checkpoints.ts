// Whether a chain holds what was signed of it. Enters: notes, and a way to ask for the hash at a place. Leaves: the first
// note that is forged or does not fit.
import type { KeyObject } from 'node:crypto';
import { readDropNote, type Dropped } from '../drop-note.ts';
import { readNote, splitNotes, type Checkpoint } from '../note.ts';
import type { Break } from './check-links.ts';

export type Signed = { checkpoints: Checkpoint[]; broken: Break | undefined; dropped: Dropped[] };

/** Notes of other chains are passed over. */
export function readCheckpoints(text: string, key: KeyObject, workspaceId: string): Signed {
  const checkpoints: Checkpoint[] = [];
  const dropped: Dropped[] = [];
  for (const note of splitNotes(text)) {
    const drop = readDropNote(note, key);
    // One that is not signed is none: the chain then begins where nothing allows it to.
    if (drop) {
      if (drop.signed && drop.dropped.workspace_id === workspaceId) dropped.push(drop.dropped);
      continue;
    }
    const read = readNote(note, key);
    const seq = read?.checkpoint.size ?? 0;
    const bad = { workspace_id: workspaceId, seq, event_id: undefined, kind: 'signature' as const };
    if (!read) return { checkpoints, dropped, broken: { ...bad, what: 'a checkpoint cannot be read' } };
    if (read.checkpoint.workspace_id !== workspaceId) continue;
    if (!read.signed)
      return {
        checkpoints,
        dropped,
        broken: {
          ...bad,
          what: `the checkpoint of ${instant(read.checkpoint)} was not signed with this key`,
        },
      };
    checkpoints.push(read.checkpoint);
  }
  return { checkpoints, dropped, broken: undefined };
}

/** `hashAt`: undefined where the chain does not reach. */
export function checkAgainst(
  checkpoint: Checkpoint,
  hashAt: Uint8Array | undefined,
  lastSeq: number,
): Break | undefined {
  const { workspace_id, size, root } = checkpoint;
  const at = { workspace_id, event_id: undefined, kind: 'checkpoint' as const };
  if (!hashAt)
    return {
      ...at,
      seq: lastSeq + 1,
      what: `the chain ends with entry ${lastSeq}, but on ${instant(checkpoint)} it had ${size}: entries at its end are gone`,
    };
  if (!root.equals(hashAt))
    return {
      ...at,
      seq: size,
      what: `the chain is not the one that was signed on ${instant(checkpoint)}: an entry up to this one is another`,
    };
  return undefined;
}

function instant({ time }: Checkpoint): string {
  return time.toISOString();
}
