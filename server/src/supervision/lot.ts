// Whether a message is drawn for a supervisor: by a keyed hash of its id, so that nobody who writes messages can steer it and
// the same message is always drawn or never. Pure.
import { hmacSha256 } from '../security/hmac.ts';

export type Lot = (messageId: string, percent: number) => boolean;

/** Draws the lowest `percent` of all hashes. */
export function lotOf(key: Buffer): Lot {
  const hash = hmacSha256(key);
  return (messageId, percent) => percent > 0 && hash(messageId).readUIntBE(0, 6) < (percent / 100) * 2 ** 48;
}
