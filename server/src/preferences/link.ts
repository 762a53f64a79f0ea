// The signed address of a person's preference page: who, until when, which version of their links. PURE. It names nobody
// to whoever reads it, opens one page of one person, and ends by itself or with a higher version.
import { timingSafeEqual } from 'node:crypto';
import type { Keys } from '../security/seal.ts';
import { hmacSha256 } from '../security/hmac.ts';

const dayMs = 86_400_000;
/** Long enough for a message that is read late; whoever comes later writes STOP or asks for a new one. */
export const linkDays = 90;
// 16 bytes of person, 3 of day, 3 of version, 20 of signature.
const signed = 22;
const size = signed + 20;
export const tokenLength = Math.ceil((size * 8) / 6);

export type PreferenceLink = { prospect_id: string; version: number; expires: Date };

export function signLink(keys: Keys, prospectId: string, version: number, now: Date): string {
  const bytes = Buffer.alloc(size);
  bytes.write(prospectId.replaceAll('-', ''), 0, 'hex');
  bytes.writeUIntBE(Math.floor(now.getTime() / dayMs) + linkDays + 1, 16, 3);
  bytes.writeUIntBE(version, 19, 3);
  signature(keys, bytes).copy(bytes, signed);
  return bytes.toString('base64url');
}

/** `ended`: it was ours and its days are over. */
export function readLink(keys: Keys, token: string, now: Date): PreferenceLink | 'ended' | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== size || bytes.toString('base64url') !== token) return undefined;
  if (!timingSafeEqual(signature(keys, bytes), bytes.subarray(signed))) return undefined;
  const expires = new Date(bytes.readUIntBE(16, 3) * dayMs);
  if (now >= expires) return 'ended';
  const hex = bytes.toString('hex', 0, 16);
  const prospect_id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { prospect_id, version: bytes.readUIntBE(19, 3), expires };
}

const signers = new WeakMap<Keys, (text: string) => Buffer>();

function signature(keys: Keys, bytes: Buffer): Buffer {
  let sign = signers.get(keys);
  if (!sign) signers.set(keys, (sign = hmacSha256(keys.derive('preference-link'))));
  return sign(bytes.toString('base64url', 0, signed)).subarray(0, size - signed);
}
