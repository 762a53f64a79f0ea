// The chain: hash n = sha256(hash n-1 || text of entry n), from a first hash that names the workspace. Nothing else is
// needed to check it, in any language.
import { hash } from 'node:crypto';

export const hashLength = 32;

/** Stands before the first entry, so that a chain cannot be passed off as another workspace's. */
export function firstHash(workspaceId: string): Buffer {
  return hash('sha256', `sampark audit trail 1\n${workspaceId}\n`, 'buffer');
}

let room = Buffer.allocUnsafe(16 * 1024);

export function nextHash(previous: Uint8Array, text: string | Uint8Array): Buffer {
  // A character takes at most three bytes.
  const most = hashLength + text.length * (typeof text === 'string' ? 3 : 1);
  if (room.length < most) room = Buffer.allocUnsafe(most * 2);
  room.set(previous, 0);
  let end = hashLength + text.length;
  if (typeof text === 'string') end = hashLength + room.write(text, hashLength, 'utf8');
  else room.set(text, hashLength);
  // As a string first: a buffer straight from there has memory of its own, which costs more than the hash to give back.
  return Buffer.from(hash('sha256', room.subarray(0, end), 'binary'), 'latin1');
}
