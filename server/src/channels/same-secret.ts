// Comparing secrets in constant time. An absent or empty secret on our side refuses everything: it must never mean
// "not configured, let it pass" (n8n CVE-2026-21894, -86080).
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

// Both sides are hashed behind a secret of this process, so lengths neither leak nor matter. One-shot hashing: building
// two keyed HMAC objects for each callback took a seventh of the server's time under load.
const blind = randomBytes(32).toString('hex');

export function sameSecret(expected: string | undefined, given: string | string[] | undefined): boolean {
  if (expected === undefined || expected === '' || typeof given !== 'string') return false;
  return timingSafeEqual(digest(expected), digest(given));
}

function digest(value: string): Buffer {
  return hash('sha256', blind + value, 'buffer');
}
