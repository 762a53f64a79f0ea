// Two kinds of chance. `chanceOf` depends only on what it is asked about, so that a person behaves the same
// in every run; `randomSource` is a stream, for faults that hit whoever comes by.

/** A number in [0, 1) fixed by the seed, the subject and the question. */
export function chanceOf(seed: number, subject: string, question: number): number {
  let hash = (0x811c9dc5 ^ seed ^ Math.imul(question + 1, 0x9e3779b1)) >>> 0;
  for (let index = 0; index < subject.length; index += 1) {
    hash = Math.imul(hash ^ subject.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}

export type RandomSource = () => number;

export function randomSource(seed: number): RandomSource {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits from a stream: trace ids and captcha tokens. */
export function randomText(random: RandomSource, length: number): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += ALPHABET[Math.floor(random() * ALPHABET.length)];
  return text;
}

/** A name-based UUID: the same subject always has the same one, as a Signal or Apple account does. */
export function stableUuid(seed: number, subject: string): string {
  let hex = '';
  for (let part = 0; part < 4; part += 1) {
    hex += Math.floor(chanceOf(seed, subject, 900 + part) * 4294967296)
      .toString(16)
      .padStart(8, '0');
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
