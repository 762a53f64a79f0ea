// The encoding of a file, from all of its bytes as they arrive: a byte-order mark, the pattern of NULs of UTF-16, valid
// UTF-8, else Windows-1252, which is what older spreadsheets write in Europe. Costs one native pass; no bytes are kept
// but a character cut by a chunk's end.
import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** From the first bytes alone: UTF-16 with or without its mark. Anything else is settled by the probe. */
export function sniffUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(Math.min(head.length, 4096) / 2);
  if (pairs < 2) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < pairs * 2; index += 2) {
    if (head[index] === 0) even++;
    if (head[index + 1] === 0) odd++;
  }
  // Delimiters, digits and line ends are ASCII in every language, so a good part of the high bytes is zero.
  if (odd > pairs * 0.2 && even === 0) return 'utf-16le';
  if (even > pairs * 0.2 && odd === 0) return 'utf-16be';
  return undefined;
}

export type EncodingProbe = { push(chunk: Buffer): void; end(): 'utf-8' | 'windows-1252' };

/** Damaged UTF-8 (a few broken bytes among many good characters) stays UTF-8: the broken rows are rejected one by one. */
export function createEncodingProbe(): EncodingProbe {
  let rest: Buffer = Buffer.alloc(0);
  let broken = 0;
  let good = 0;
  const count = (bytes: Buffer) => {
    if (isUtf8(bytes)) {
      if (good < 1_000) good += multiByte(bytes);
      return;
    }
    const text = bytes.toString('utf8');
    broken += text.split('\ufffd').length - 1;
    good += multiByte(bytes);
  };
  return {
    push: (chunk) => {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const cut = lastWholeCharacter(bytes);
      count(bytes.subarray(0, cut));
      rest = Buffer.from(bytes.subarray(cut));
    },
    end: () => {
      if (rest.length > 0) count(rest);
      return broken === 0 || good > broken * 20 ? 'utf-8' : 'windows-1252';
    },
  };
}

/** Characters of two bytes and more, by their continuation patterns; an estimate over the first 64 KB is enough. */
function multiByte(bytes: Buffer): number {
  let seen = 0;
  const end = Math.min(bytes.length - 1, 65_536);
  for (let index = 0; index < end; index++) {
    if ((bytes[index] ?? 0) >= 0xc2 && ((bytes[index + 1] ?? 0) & 0xc0) === 0x80) seen++;
  }
  return seen;
}

function lastWholeCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
