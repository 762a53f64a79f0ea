// The address of one link in one message: which link, which message, and a keyed hash of both. PURE. It names nobody, leads nowhere
// by itself, and cannot be made or changed without the key.
import { timingSafeEqual } from 'node:crypto';
import { visitTokenLength } from '@sampark/contracts/counted-links.ts';
import { hmacSha256 } from '../security/hmac.ts';

// 4 bytes of link, 16 of message, 12 of hash: 96 bits, which nobody guesses by asking.
const signed = 20;
const size = 32;
/** Apps read other signs of base64 as marks or as the end of a sentence, so there are letters and digits alone. */
const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
// 62^6 is a little more than 2^32: four bytes are six signs.
const bytesAtOnce = 4;
const signsAtOnce = 6;

/** Who may ask for keys by purpose. */
type SigningKeys = { derive(purpose: string): Buffer };

/** @param link_id 1 to 4,294,967,295 */
export function visitToken(keys: SigningKeys, link_id: number, message_id: string): string {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32BE(link_id, 0);
  bytes.write(message_id.replaceAll('-', ''), 4, 'hex');
  hashOf(keys, bytes).copy(bytes, signed);
  let token = '';
  for (let at = 0; at < size; at += bytesAtOnce) token += written(bytes.readUInt32BE(at));
  return token;
}

/** Undefined for all that was not made here. */
export function readVisitToken(
  keys: SigningKeys,
  token: string,
): { link_id: number; message_id: string } | undefined {
  if (token.length !== visitTokenLength) return undefined;
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size / bytesAtOnce; at++) {
    const number = read(token, at * signsAtOnce);
    if (number === undefined) return undefined;
    bytes.writeUInt32BE(number, at * bytesAtOnce);
  }
  if (!timingSafeEqual(hashOf(keys, bytes), bytes.subarray(signed))) return undefined;
  const hex = bytes.toString('hex', 4, signed);
  const message_id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { link_id: bytes.readUInt32BE(0), message_id };
}

function written(number: number): string {
  let text = '';
  for (let left = number, at = 0; at < signsAtOnce; at++) {
    text = (signs[left % 62] ?? '') + text;
    left = Math.floor(left / 62);
  }
  return text;
}

/** Undefined where a sign is none of ours, or the number does not fit: every token has one form. */
function read(token: string, from: number): number | undefined {
  let number = 0;
  for (let at = from; at < from + signsAtOnce; at++) {
    const value = signs.indexOf(token[at] ?? ' ');
    if (value < 0) return undefined;
    number = number * 62 + value;
  }
  return number > 0xffff_ffff ? undefined : number;
}

const hashers = new WeakMap<SigningKeys, (text: string) => Buffer>();

function hashOf(keys: SigningKeys, bytes: Buffer): Buffer {
  let hash = hashers.get(keys);
  if (!hash) hashers.set(keys, (hash = hmacSha256(keys.derive('link-visit'))));
  return hash(bytes.toString('base64url', 0, signed)).subarray(0, size - signed);
}
