/** For Idempotency-Key. `crypto.randomUUID` is missing on plain http, where a self-hosted server may well be. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
