// Sealing of the installation's own secrets at rest (AES-256-GCM, random nonce, the master key's version in front) and the keys
// everything else needs, derived from SAMPARK_SECRET by purpose so that no key serves two ends.
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { hmacSha256 } from './hmac.ts';
import { keyId } from './key-id.ts';
import { givenMasterKeys, type MasterKeys } from './person-keys/master-keys.ts';
import { createVault, type Vault } from './person-keys/vault.ts';

export type Keys = {
  /** With the newest master key. Columns that hold the result are listed in sealed-columns.ts. */
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
  /** What tells these keys from others (known-keys.ts). */
  ids: { secret: string; suppression: string };
};

/** Sealed with a key derived from SAMPARK_SECRET: everything before there were versions, until the next rotation. */
const bySecret = 1;
const byMaster = 2;
/** The form, and the version of the master key in four bytes. */
const headBytes = { [bySecret]: 1, [byMaster]: 5 };
const nonceBytes = 12;
const tagBytes = 16;

export function createKeys(
  secret: Buffer,
  suppressionKey: Buffer,
  /** What wraps the keys of people and seals; by default a key derived from the secret, as tests and benches have it. */
  wrapping?: MasterKeys,
): Keys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'sampark', purpose, 32));
  const master = wrapping ?? givenMasterKeys(new Map([[1, derive('person-keys')]]));
  const sealingBySecret = createSecretKey(derive('seal'));
  return {
    seal: (plain) => {
      const version = master.versions().at(-1) ?? 0;
      const key = master.sealing(version);
      if (!key) throw new Error('There is no master key to seal with');
      const head = Buffer.alloc(headBytes[byMaster]);
      head[0] = byMaster;
      head.writeUInt32BE(version, 1);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(head);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([head, nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed) => {
      const version = sealedWith(sealed);
      const key = version === 0 ? sealingBySecret : master.sealing(version);
      if (!key)
        throw new Error(`Sealed with the master key of version ${version}, which this process does not have`);
      const at = headBytes[version === 0 ? bySecret : byMaster];
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(at, at + nonceBytes));
      if (version > 0) decipher.setAAD(sealed.subarray(0, at));
      decipher.setAuthTag(sealed.subarray(at + nonceBytes, at + nonceBytes + tagBytes));
      const body = sealed.subarray(at + nonceBytes + tagBytes);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
    tokenKey: new Uint8Array(derive('access-token')),
    derive,
    addressHash: hmacSha256(suppressionKey),
    people: createVault(master),
    ids: { secret: keyId(secret), suppression: keyId(suppressionKey) },
  };
}

/** Version of the master key; 0: SAMPARK_SECRET. */
export function sealedWith(sealed: Buffer): number {
  if (sealed[0] === bySecret) return 0;
  if (sealed[0] === byMaster) return sealed.readUInt32BE(1);
  throw new Error('Not sealed in a form this process knows');
}
