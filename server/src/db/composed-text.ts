// One letter, several spellings: “é” is one sign or two, and Bengali য় comes from some keyboards as one sign and from others as two.
// People type one and imports bring the other. Compared in the composed form of Unicode they are the same.
import { sql, type RawBuilder } from 'kysely';

const ascii = /^\p{ASCII}*$/u;

/** As it is compared. */
export function composed(text: string): string {
  return text.normalize('NFC');
}

// Letters that the composed form leaves in two signs, though keyboards have them as one.
const bengali: readonly (readonly [string, string])[] = [
  ['\u09A1\u09BC', '\u09DC'],
  ['\u09A2\u09BC', '\u09DD'],
  ['\u09AF\u09BC', '\u09DF'],
];

/** The ways a text is usually spelled, each once: for an index that knows texts as they are kept. */
export function spellings(text: string): string[] {
  const whole = composed(text);
  const joined = bengali.reduce((all, [two, one]) => all.replaceAll(two, one), whole);
  return [...new Set([text, whole, text.normalize('NFD'), joined])];
}

/**
 * The value of `column` (text) as it is compared with `wanted`. ASCII is spelled one way only, and so the column is left as it
 * is: cheaper, and an index on it serves.
 */
export function composedFor(wanted: readonly string[], column: RawBuilder<unknown>): RawBuilder<unknown> {
  return wanted.every((one) => ascii.test(one)) ? column : sql`normalize(${column}, NFC)`;
}
