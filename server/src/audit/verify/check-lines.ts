// Pure: the lines of an export, one after the other. Each says its place, its hash and its text; the first that does not
// follow from the one before is named.
import { nextHash } from '../chain.ts';
import type { Break } from './check-links.ts';

export type LineState = { workspace_id: string; seq: number; hash: Buffer };

/** Moves `state` on, or says what is wrong with the line. */
export function checkLine(state: LineState, line: string): Break | undefined {
  const at = { workspace_id: state.workspace_id, seq: state.seq + 1 };
  const read = readLine(line);
  if (!read)
    return { ...at, event_id: undefined, kind: 'format', what: 'the line is not an entry of an export' };
  const event_id = eventIdOf(read.entry);
  if (read.seq !== at.seq)
    return {
      ...at,
      event_id,
      kind: 'missing',
      what: `entry ${read.seq} stands where entry ${at.seq} belongs`,
    };
  const hash = nextHash(state.hash, read.entry);
  if (hash.toString('hex') !== read.hash)
    return {
      ...at,
      event_id,
      kind: 'changed',
      what: 'the entry does not give the hash it was sealed with: it or the one before was changed',
    };
  state.seq = read.seq;
  state.hash = hash;
  return undefined;
}

export type ReadLine = { seq: number; hash: string; entry: string };

export function readLine(line: string): ReadLine | undefined {
  try {
    const read = JSON.parse(line) as Partial<ReadLine>;
    if (typeof read.seq === 'number' && typeof read.hash === 'string' && typeof read.entry === 'string')
      return read as ReadLine;
  } catch {
    // Not JSON: not a line of an export.
  }
  return undefined;
}

function eventIdOf(entry: string): number | undefined {
  const id = /^\[(\d{1,15}),/.exec(entry)?.[1];
  return id === undefined ? undefined : Number(id);
}
