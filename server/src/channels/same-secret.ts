// Comparing secrets in constant time. An absent or empty secret on our side refuses everything: it must never mean
// "not configured, let it pass" (n8n CVE-2026-21894, -86080).
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

// Both sides are hashed under a key of this process, so lengths neither leak nor matter.
const blind = randomBytes(32);

export function sameSecret(expected: string | undefined, given: string | string[] | undefined): boolean {
  if (expected === undefined || expected === '' || typeof given !== 'string') return false;
  return timingSafeEqual(digest(expected), digest(given));
}

function digest(value: string): Buffer {
  return createHmac('sha256', blind).update(value).digest();
}
