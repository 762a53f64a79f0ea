// The X-Hub-Signature-256 of a webhook: HMAC-SHA256 over the exact bytes, from two plain hashes. One per callback, and
// createHmac makes an object with a native half for each, which costs twice the time and more of the garbage collector.
import { hash } from 'node:crypto';

const BLOCK = 64;

/** The key in its two paddings, with room behind them for what is hashed. */
interface Pads {
  inner: Buffer;
  outer: Buffer;
}

const padsOf = new Map<string, Pads>();

function padsFor(secret: string): Pads {
  const bytes = Buffer.from(secret);
  const key = Buffer.alloc(BLOCK);
  (bytes.length > BLOCK ? hash('sha256', bytes, 'buffer') : bytes).copy(key);
  const pads = { inner: Buffer.alloc(BLOCK + 4_096), outer: Buffer.alloc(BLOCK + 32) };
  for (let at = 0; at < BLOCK; at += 1) {
    pads.inner[at] = (key[at] as number) ^ 0x36;
    pads.outer[at] = (key[at] as number) ^ 0x5c;
  }
  padsOf.set(secret, pads);
  return pads;
}

/** In hexadecimal; `body` as UTF-8. */
export function signatureOf(secret: string, body: string): string {
  const pads = padsOf.get(secret) ?? padsFor(secret);
  if (BLOCK + body.length * 3 > pads.inner.length) {
    const longer = Buffer.alloc(BLOCK + body.length * 3);
    pads.inner.copy(longer, 0, 0, BLOCK);
    pads.inner = longer;
  }
  const { inner, outer } = pads;
  const end = BLOCK + inner.write(body, BLOCK);
  outer.write(hash('sha256', inner.subarray(0, end), 'binary'), BLOCK, 'latin1');
  return hash('sha256', outer, 'hex');
}
