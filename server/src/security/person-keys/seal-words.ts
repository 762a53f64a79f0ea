// Sealing under a person's own key: AES-256-GCM, a random nonce each time, the person and the column as associated data, so that
// what is moved to another person or column does not open. Bytes for columns of bytea; for text and inside JSON the same
// bytes in base64 behind a mark, so that what was written before keys existed is known by not having it.
import { createCipheriv, createDecipheriv, randomFillSync, type KeyObject } from 'node:crypto';

const format = 1;
const nonceBytes = 12;
const tagBytes = 16;
const head = 1 + nonceBytes + tagBytes;
export const mark = 'sealed:1:';

/** What stands where the key was gone when something came to be written: nothing is kept. */
export const nothing = Buffer.of(0);

export function sealBytes(key: KeyObject, person: string, column: string, plain: string | Buffer): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(`${person}/${column}`));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  cipher.final();
  const sealed = Buffer.allocUnsafe(head + body.length);
  sealed[0] = format;
  sealed.set(nonce, 1);
  sealed.set(cipher.getAuthTag(), 1 + nonceBytes);
  sealed.set(body, head);
  return sealed;
}

/** Throws when the key, the person or the column is another, or a bit was changed. */
export function openBytes(key: KeyObject, person: string, column: string, sealed: Buffer): Buffer {
  if (sealed[0] !== format || sealed.length < head)
    throw new Error('Not sealed in a form this process knows');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes));
  decipher.setAAD(Buffer.from(`${person}/${column}`));
  decipher.setAuthTag(sealed.subarray(1 + nonceBytes, head));
  const body = decipher.update(sealed.subarray(head));
  decipher.final();
  return body;
}

const nonces = Buffer.alloc(nonceBytes * 1024);
let used = nonces.length;

/** Random bytes are asked for a thousand nonces at a time: one by one they cost half of a sealing. */
function nextNonce(): Buffer {
  if (used === nonces.length) {
    randomFillSync(nonces);
    used = 0;
  }
  used += nonceBytes;
  return nonces.subarray(used - nonceBytes, used);
}
