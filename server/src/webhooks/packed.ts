// What a row of webhook_batches holds: what several callbacks said, word for word. The door neither parses nor writes JSON:
// whoever applies the row parses each text once. Callbacks of one platform are much alike: seventy of them take a ninth of
// their room, in the write-ahead log too, for half a microsecond each.
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Channel } from '@sampark/contracts/domain.ts';

/** One callback, ready to be packed: `text` is the body as it was received. */
export type Loose = { channel: Channel; account_id: string; text: string };

const asItIs = 0;
const compressed = 1;
/** In bytes. Below this there is little to find, and beginning costs as much as thirty callbacks. */
const worthIt = 4_000;
/** Tables of a few kilobytes: the usual ones are fetched from the kernel and cleared for each row, which took as long again. */
const fast = {
  params: {
    [constants.ZSTD_c_compressionLevel]: 1,
    [constants.ZSTD_c_windowLog]: 16,
    [constants.ZSTD_c_hashLog]: 12,
    [constants.ZSTD_c_chainLog]: 10,
  },
};

/** `bytes`: how long the text in it is. */
export type Packed = { row: Buffer; bytes: number };

/** One byte that says how the text follows: as it is, or compressed. */
export function pack(callbacks: readonly Loose[]): Packed {
  const text = Buffer.from(textOf(callbacks));
  const small = text.length < worthIt;
  const body = small ? text : zstdCompressSync(text, fast);
  return { row: Buffer.concat([Buffer.of(small ? asItIs : compressed), body]), bytes: text.length };
}

export function unpack(row: Buffer): Loose[] {
  const body = row.subarray(1);
  return loose((row[0] === compressed ? zstdDecompressSync(body) : body).toString());
}

/** First a line of JSON, `[["channel","account",length],...]`, then the texts, one directly after the other. */
function textOf(callbacks: readonly Loose[]): string {
  let heads = '';
  let texts = '';
  for (const { channel, account_id, text } of callbacks) {
    heads += `${heads === '' ? '[' : ','}["${channel}","${account_id}",${text.length}]`;
    // JSON has no use for a bare NUL, and where it ends up takes none.
    texts += text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
  }
  return `${heads}]\n${texts}`;
}

function loose(row: string): Loose[] {
  const end = row.indexOf('\n');
  // Rows from before the texts were kept as they came: one JSON array of `["channel","account",payload]`.
  if (end === -1)
    return (JSON.parse(row) as [Channel, string, unknown][]).map(([channel, account_id, payload]) => ({
      ...{ channel, account_id, text: JSON.stringify(payload) },
    }));
  let from = end + 1;
  return (JSON.parse(row.slice(0, end)) as [Channel, string, number][]).map(
    ([channel, account_id, length]) => {
      const text = row.slice(from, (from += length));
      return { channel, account_id, text };
    },
  );
}

/** What a text says. Not JSON: kept as it is, the platform would only send it again. */
export function payloadOf(text: string): unknown {
  try {
    const payload = JSON.parse(text) as unknown;
    return /\\u(?:0000|[dD][89a-fA-F])/.test(text) ? storable(payload) : payload;
  } catch {
    return { malformed: text.slice(0, 10_000).toWellFormed() };
  }
}

/** jsonb takes neither NUL nor half a surrogate pair; JSON.stringify writes both as escapes, replaced here by U+FFFD. */
function storable(payload: unknown): unknown {
  const text = JSON.stringify(payload).replace(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (escape) =>
    escape === '\\\\' ? escape : '\ufffd',
  );
  return JSON.parse(text) as unknown;
}
