// Pure: compares entries with the hashes they were sealed under, and says of the first that does not fit what is wrong.
import { nextHash } from '../chain.ts';

export type Break = {
  workspace_id: string;
  /** Place in the chain, from 1. */
  seq: number;
  /** The event that was sealed there, or the one that stands there now. */
  event_id: number | undefined;
  kind:
    | 'changed'
    | 'missing'
    | 'extra'
    | 'moved'
    | 'hash'
    | 'link'
    | 'segment'
    | 'checkpoint'
    | 'signature'
    | 'format';
  what: string;
};

export type Links = {
  workspace_id: string;
  first_seq: number;
  previous_hash: Uint8Array;
  /** The events that were sealed, in order. */
  ids: readonly number[];
  /** Their hashes, one behind the other. */
  hashes: Buffer;
};

export type StoredEntry = { id: number; text: Uint8Array };

/** `entries`: everything the log holds now in the span of these links, in its order. */
export function checkLinks(links: Links, entries: readonly StoredEntry[]): Break | undefined {
  let previous = links.previous_hash;
  const say = (index: number, kind: Break['kind'], what: string, eventId?: number): Break => ({
    ...{ workspace_id: links.workspace_id, seq: links.first_seq + index, kind, what },
    event_id: eventId ?? links.ids[index],
  });
  for (let index = 0; index < links.ids.length; index++) {
    const expected = links.ids[index];
    const found = entries[index];
    if (found?.id !== expected) return differentEntry(links, entries, index, say);
    const sealed = links.hashes.subarray(index * 32, index * 32 + 32);
    const computed = nextHash(previous, (found as StoredEntry).text);
    if (!computed.equals(sealed)) {
      const next = entries[index + 1];
      const nextSealed = links.hashes.subarray(index * 32 + 32, index * 32 + 64);
      const fitsNext = next !== undefined && nextHash(computed, next.text).equals(nextSealed);
      return fitsNext
        ? say(index, 'hash', 'the hash kept for this entry was changed; the entry itself fits the next one')
        : say(
            index,
            'changed',
            'the entry does not give the hash it was sealed with: its content was changed',
          );
    }
    previous = sealed;
  }
  const extra = entries[links.ids.length];
  if (extra)
    return say(links.ids.length, 'extra', 'an entry stands in the log that was never sealed', extra.id);
  return undefined;
}

function differentEntry(
  links: Links,
  entries: readonly StoredEntry[],
  index: number,
  say: (index: number, kind: Break['kind'], what: string, eventId?: number) => Break,
): Break {
  const expected = links.ids[index];
  const found = entries[index];
  if (found && !links.ids.includes(found.id))
    return say(index, 'extra', 'an entry stands here that was never sealed', found.id);
  if (entries.some((one) => one.id === expected))
    return say(index, 'moved', 'the entry sealed here stands at another place now');
  return say(index, 'missing', 'the entry sealed here is gone');
}
