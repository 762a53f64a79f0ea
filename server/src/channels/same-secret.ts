// Comparing secrets in constant time. An absent or empty secret on our side refuses everything: it must never mean
// "not configured, let it pass" (n8n CVE-2026-21894, -86080).
import { hash, timingSafeEqual } from 'node:crypto';

// Both are laid over the same width, so that lengths neither leak nor throw. Hashing them first does the same, but was a
// tenth of what a callback costs; it is left for what is longer than any secret or signature we know.
const width = 512;
const ours = Buffer.alloc(width);
const theirs = Buffer.alloc(width);

export function sameSecret(expected: string | undefined, given: string | string[] | undefined): boolean {
  if (expected === undefined || expected === '' || typeof given !== 'string') return false;
  // In UTF-8 a character is three bytes at most.
  if (Math.max(expected.length, given.length) * 3 > width - 2)
    return timingSafeEqual(digest(expected), digest(given));
  return timingSafeEqual(laid(expected, ours), laid(given, theirs));
}

/** The text, zeros, and its length: a zero at the end of a text must not pass for none. */
function laid(text: string, over: Buffer): Buffer {
  over.fill(0).writeUInt16LE(over.write(text), width - 2);
  return over;
}

function digest(value: string): Buffer {
  return hash('sha256', value, 'buffer');
}
