// Sealing of credentials at rest (AES-256-GCM, random nonce, key version in front) and the keys everything else needs,
// all derived from the master key by purpose so that no key serves two ends.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { hmacSha256 } from './hmac.ts';
import { givenMasterKeys, type MasterKeys } from './person-keys/master-keys.ts';
import { createVault, type Vault } from './person-keys/vault.ts';

export type Keys = {
  seal(plain: string): Buffer;
  open(sealed: Buffer): string;
  /** Signs access tokens (HS256, 32 bytes). */
  tokenKey: Uint8Array;
  /** Key of a purpose, such as `preference-link`; stable over restarts. */
  derive(purpose: string): Buffer;
  /** Suppression hash of an address, under its own key: brute-forcing a number needs that key. */
  addressHash(address: string): Buffer;
  /** Keys of people, each its own. */
  people: Vault;
};

const version = 1;

export function createKeys(
  master: Buffer,
  suppressionKey: Buffer,
  /** What wraps the keys of people; by default a key derived from the master, as tests and benches have it. */
  wrapping?: MasterKeys,
): Keys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, 'sampark', purpose, 32));
  const sealing = derive('seal');
  return {
    seal: (plain) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed) => {
      if (sealed[0] !== version) throw new Error('Sealed with a key version this process does not have');
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(1, 13));
      decipher.setAuthTag(sealed.subarray(13, 29));
      return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8');
    },
    tokenKey: new Uint8Array(derive('access-token')),
    derive,
    addressHash: hmacSha256(suppressionKey),
    people: createVault(wrapping ?? givenMasterKeys(new Map([[1, derive('person-keys')]]))),
  };
}
