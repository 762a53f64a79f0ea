// The keys that wrap the keys of people, behind the shape of a key management service: batches in, batches out, and a version
// beside each result. Here they are 32 bytes in the environment or in files; one that asks a service has the same two calls.
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadKey } from '../../load-key.ts';
import { keyId } from '../key-id.ts';
import { openBytes, sealBytes } from './seal-words.ts';

export type Wrapped = { person: string; version: number; wrapped: Buffer };

/** `missing`: wrapped with a version that is not here. `broken`: not by this key, not for this person, or a bit was changed. */
export type Unwrapped = Buffer | 'missing' | 'broken';

export type MasterKeys = {
  /** Wraps with the newest version. */
  wrap(keys: readonly { person: string; key: Buffer }[]): Promise<Wrapped[]>;
  /** In the order asked. One that cannot be unwrapped says so in its place and holds up no other. */
  unwrap(wrapped: readonly Wrapped[]): Promise<Unwrapped[]>;
  /** Seals what is the installation's own, such as credentials of senders. Undefined: the version is not here. */
  sealing(version: number): KeyObject | undefined;
  /** Tells this version's key from another. Undefined: the version is not here. */
  id(version: number): string | undefined;
  /** Oldest first. The last one wraps. */
  versions(): readonly number[];
  /** Where they are, for whoever has to keep or remove them. */
  place(version: number): string;
  /** Makes the next version and returns it. Undefined: versions are made elsewhere. */
  next?(): number;
  /** Takes a version away for good. */
  remove?(version: number): void;
};

const column = 'person_keys.wrapped_key';

/** Fixed keys by version, as the environment gives them. */
export function givenMasterKeys(
  keys: ReadonlyMap<number, Buffer>,
  place = 'SAMPARK_PERSON_KEYS',
): MasterKeys {
  const known = new Map(
    [...keys].sort(([a], [b]) => a - b).map(([version, key]) => [version, createSecretKey(key)]),
  );
  return fromKeys(
    (version) => known.get(version),
    () => [...known.keys()],
    () => place,
  );
}

/**
 * Files DATA/keys/person-1.key, person-2.key and so on. The first is made when there is none. A version made by another process is
 * seen within `lookMs`; one that something is already wrapped with, at once.
 */
export function masterKeyFiles(dataDir: string, lookMs = 2_000): MasterKeys {
  const known = new Map<number, KeyObject>();
  let looked = -Infinity;
  let found: number[] = [];
  const name = (version: number) => `person-${version}`;
  const path = (version: number) => join(dataDir, 'keys', `${name(version)}.key`);
  const read = (version: number) => {
    const there = known.get(version);
    if (there !== undefined || !existsSync(path(version))) return there;
    const key = createSecretKey(loadKey(dataDir, name(version)));
    known.set(version, key);
    return key;
  };
  const make = (version: number) => {
    known.set(version, createSecretKey(loadKey(dataDir, name(version))));
    looked = -Infinity;
    return version;
  };
  const versions = () => {
    if (performance.now() - looked > lookMs) {
      const files = existsSync(join(dataDir, 'keys')) ? readdirSync(join(dataDir, 'keys')) : [];
      found = files.flatMap((file) => Number(/^person-([1-9]\d{0,8})\.key$/.exec(file)?.[1] ?? []) || []);
      found.sort((a, b) => a - b);
      looked = performance.now();
    }
    return found.length > 0 ? found : (found = [make(1)]);
  };
  return {
    ...fromKeys(read, versions, path),
    next: () => {
      looked = -Infinity;
      return make((versions().at(-1) ?? 0) + 1);
    },
    remove: (version) => {
      known.delete(version);
      rmSync(path(version), { force: true });
      looked = -Infinity;
    },
  };
}

function fromKeys(
  keyOf: (version: number) => KeyObject | undefined,
  versions: () => readonly number[],
  place: (version: number) => string,
): MasterKeys {
  const sealing = new Map<KeyObject, KeyObject>();
  return {
    versions,
    place,
    id: (version) => {
      const master = keyOf(version);
      return master && keyId(master);
    },
    sealing: (version) => {
      const master = keyOf(version);
      const known = master && sealing.get(master);
      if (known || !master) return known;
      const derived = createSecretKey(Buffer.from(hkdfSync('sha256', master, 'sampark', 'seal', 32)));
      sealing.set(master, derived);
      return derived;
    },
    wrap: (keys) =>
      attempt(() => {
        const version = versions().at(-1) ?? 0;
        const master = keyOf(version);
        if (!master) throw new Error('There is no master key for the keys of people');
        return keys.map(({ person, key }) => ({
          person,
          version,
          wrapped: sealBytes(master, person, column, key),
        }));
      }),
    unwrap: (wrapped) =>
      attempt(() =>
        wrapped.map((one) => {
          const master = keyOf(one.version);
          if (!master) return 'missing';
          try {
            return openBytes(master, one.person, column, one.wrapped);
          } catch {
            return 'broken';
          }
        }),
      ),
  };
}

/** As a service would answer: a fault is a rejected promise too. */
function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
