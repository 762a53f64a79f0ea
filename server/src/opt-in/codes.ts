// The code that ties a ticked form to the message that confirms it. No letters that look like digits; read back from
// whatever people leave around it. PURE but for the dice.
import { randomBytes } from 'node:crypto';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 50 bits. Guessing one would agree to something for the guesser's own number, nothing more. */
export function newCode(): string {
  return [...randomBytes(10)].map((byte) => letters[byte % 32]).join('');
}

export function messageWith(code: string, words: string): string {
  return `${words} JOIN-${code}`;
}

export function codeIn(text: string): string | undefined {
  if (text.length > 500) return undefined;
  const found = /(?:^|[^\p{L}\p{N}])join[\s‐-―-]{0,3}([0-9a-z]{10})(?![\p{L}\p{N}])/iu.exec(text.normalize('NFKC'));
  const code = found?.[1]?.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return code !== undefined && [...code].every((one) => letters.includes(one)) ? code : undefined;
} // prettier-ignore
