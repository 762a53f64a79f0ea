// The keys of people: read, unwrapped and, where somebody has none yet, made, for sets of people at a time. A destroyed key is
// looked for in the database every time, so that no process goes on with a copy of it: what is remembered here saves the
// unwrapping, not the look.
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import { byteas, integers, uuids } from '../../db/array-binary.ts';
import { appendEvents, type DbOrTx, type Tx } from '../../events/append.ts';
import { Problem } from '../../http/problem.ts';
import type { MasterKeys, Wrapped } from './master-keys.ts';
import { mark, nothing, openBytes, sealBytes } from './seal-words.ts';

export type KeyOwner = { id: string; workspace_id: string };

/** A row of person_keys, as statements that read it beside other things give it. */
export type KeyRow = { prospect_id: string; wrapped_key: Buffer | null; master_version: number };

export type Vault = {
  master: MasterKeys;
  /** Keys to write with, in the transaction that writes: whoever has none gets one. `known`: rows that were read already. */
  toWrite(tx: Tx, owners: readonly KeyOwner[], now: Date, known?: readonly KeyRow[]): Promise<PersonKeys>;
  toRead(db: DbOrTx, people: readonly string[]): Promise<PersonKeys>;
  /** Drops what is remembered of them here. */
  forget(people: readonly string[]): void;
};

/**
 * Keys of some people. What was sealed with a key that is gone opens as null, and what is sealed for its owner is nothing. A key
 * that is there and cannot be opened is another matter: nothing is sealed for its owner, since that would lose it.
 */
export class PersonKeys {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #unusable: ReadonlySet<string>;
  constructor(keys: ReadonlyMap<string, KeyObject>, unusable: ReadonlySet<string> = new Set()) {
    this.#keys = keys;
    this.#unusable = unusable;
  }

  has(person: string): boolean {
    return this.#keys.has(person);
  }

  /** Their key is there and cannot be opened: seal throws for them. */
  isUnusable(person: string): boolean {
    return this.#unusable.has(person);
  }

  /** Throws `person_key_unusable`. */
  seal(person: string, column: string, plain: string): Buffer {
    const key = this.#keys.get(person);
    if (!key && this.#unusable.has(person)) throw new Problem('person_key_unusable');
    return key ? sealBytes(key, person, column, plain) : nothing;
  }

  open(person: string, column: string, sealed: Buffer): string | null {
    const key = this.#keys.get(person);
    return key && sealed.length > nothing.length
      ? openBytes(key, person, column, sealed).toString('utf8')
      : null;
  }

  sealText<T extends string | null | undefined>(person: string, column: string, plain: T): T | string {
    return plain == null ? plain : mark + this.seal(person, column, plain).toString('base64');
  }

  /** For what others wrote and must not be lost: in the open while the key cannot be opened, then sealed by the nightly job. */
  keepText<T extends string | null>(person: string, column: string, plain: T): T | string {
    return this.#unusable.has(person) ? plain : this.sealText(person, column, plain);
  }

  /** Text that was written before there were keys comes back as it is. */
  openText(person: string, column: string, text: string | null): string | null {
    if (text === null || !text.startsWith(mark)) return text;
    return this.open(person, column, Buffer.from(text.slice(mark.length), 'base64'));
  }

  /** Every sealed text inside a value of JSON. */
  openAll<T>(person: string, column: string, value: T): T {
    if (typeof value === 'string') return this.openText(person, column, value) as T;
    if (Array.isArray(value)) return value.map((one: unknown) => this.openAll(person, column, one)) as T;
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, this.openAll(person, column, one)]),
    ) as T;
  }
}

const mostRemembered = 10_000;
const rememberedMs = 10 * 60_000;

export function createVault(master: MasterKeys): Vault {
  const remembered = new Map<string, { wrapped: Buffer; key: KeyObject; until: number }>();

  const remember = (person: string, wrapped: Buffer, key: KeyObject) => {
    remembered.delete(person);
    remembered.set(person, { wrapped, key, until: performance.now() + rememberedMs });
    if (remembered.size > mostRemembered) forgetOldest(remembered, mostRemembered / 4);
  };

  const unwrapAll = async (rows: readonly KeyRow[]): Promise<Opened> => {
    const keys = new Map<string, KeyObject>();
    const unusable = new Set<string>();
    const asked: Wrapped[] = [];
    for (const { prospect_id: person, wrapped_key: wrapped, master_version: version } of rows) {
      const known = remembered.get(person);
      if (wrapped === null) remembered.delete(person);
      else if (known?.wrapped.equals(wrapped) && known.until > performance.now()) keys.set(person, known.key);
      else asked.push({ person, version, wrapped });
    }
    const found = asked.length === 0 ? [] : await master.unwrap(asked);
    for (const [index, one] of asked.entries()) {
      const bytes = found[index];
      if (!Buffer.isBuffer(bytes)) {
        unusable.add(one.person);
        continue;
      }
      const key = createSecretKey(bytes);
      bytes.fill(0);
      keys.set(one.person, key);
      remember(one.person, one.wrapped, key);
    }
    return { keys, unusable };
  };

  return {
    master,
    forget: (people) => people.forEach((person) => remembered.delete(person)),
    toRead: async (db, people) => {
      const { keys, unusable } = await unwrapAll(await readKeys(db, people));
      return new PersonKeys(keys, unusable);
    },
    toWrite: async (tx, owners, now, known) => {
      const ids = [...new Set(owners.map((one) => one.id))];
      const rows = [...(known ?? (await readKeys(tx, ids)))];
      const there = new Set(rows.map((one) => one.prospect_id));
      const missing = new Map(owners.filter((one) => !there.has(one.id)).map((one) => [one.id, one]));
      const made = missing.size === 0 ? [] : await makeKeys(tx, master, [...missing.values()], now);
      for (const one of made) missing.delete(one.person);
      // Somebody else made one at the same moment.
      if (missing.size > 0) rows.push(...(await readKeys(tx, [...missing.keys()])));
      const { keys, unusable } = await unwrapAll(rows);
      if (unusable.size > 0) await noteUnusable(tx, [...unusable], now);
      for (const { person, wrapped, key } of made) {
        keys.set(person, key);
        // Should the transaction fail, the next key is wrapped otherwise, and this one is not taken for it.
        remember(person, wrapped, key);
      }
      return new PersonKeys(keys, unusable);
    },
  };
}

/** Many at once: a Map walks past all that was ever deleted at its front to find the oldest one. */
function forgetOldest(remembered: Map<string, unknown>, count: number): void {
  let left = count;
  for (const person of remembered.keys()) {
    if (left-- <= 0) return;
    remembered.delete(person);
  }
}

type Opened = { keys: Map<string, KeyObject>; unusable: Set<string> };

/** Told once: a notification and the metric hang on it. Cleared when the key opens again (privacy/keys/check-keys.ts). */
export async function noteUnusable(tx: DbOrTx, people: readonly string[], now: Date): Promise<number> {
  const { rows } = await sql<{ prospect_id: string; workspace_id: string; master_version: number }>`
    update person_keys set unusable_since = ${now}
    where prospect_id = any(${uuids(people)}::uuid[]) and unusable_since is null and wrapped_key is not null
    returning prospect_id, workspace_id, master_version`.execute(tx);
  await appendEvents(
    tx,
    now,
    rows.map(({ prospect_id, workspace_id, master_version }) => ({
      ...{ workspace_id, prospect_id, occurred_at: now, type: 'keys.unusable' as const },
      data: { version: master_version },
    })),
  );
  return rows.length;
}

async function readKeys(db: DbOrTx, people: readonly string[]): Promise<KeyRow[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<KeyRow>`/* prepared */
    select prospect_id, wrapped_key, master_version from person_keys
    where prospect_id = any(${uuids([...new Set(people)])}::uuid[])`.execute(db);
  return rows;
}

type MadeKey = { person: string; wrapped: Buffer; key: KeyObject };

/** One statement, in id order so that two that meet in the same people wait for each other. Returns those that are new. */
async function makeKeys(
  tx: Tx,
  master: MasterKeys,
  owners: readonly KeyOwner[],
  now: Date,
): Promise<MadeKey[]> {
  const inOrder = owners.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const random = randomBytes(32 * inOrder.length);
  const bytes = inOrder.map((_, index) => random.subarray(index * 32, index * 32 + 32));
  const wrapped = await master.wrap(
    inOrder.map((one, index) => ({ person: one.id, key: bytes[index] as Buffer })),
  );
  const keys = bytes.map((one) => createSecretKey(one));
  random.fill(0);
  const { rows } = await sql<{ prospect_id: string }>`/* prepared */
    insert into person_keys (prospect_id, workspace_id, wrapped_key, master_version, created_at)
    select id, workspace_id, wrapped, version, ${now}
    from unnest(${uuids(inOrder.map((one) => one.id))}::uuid[], ${uuids(inOrder.map((one) => one.workspace_id))}::uuid[],
      ${byteas(wrapped.map((one) => one.wrapped))}::bytea[], ${integers(wrapped.map((one) => one.version))}::int[])
      as k(id, workspace_id, wrapped, version)
    on conflict (prospect_id) do nothing
    returning prospect_id`.execute(tx);
  const place = new Map(inOrder.map((one, index) => [one.id, index]));
  return rows.flatMap(({ prospect_id: person }) => {
    const index = place.get(person) ?? -1;
    const [key, one] = [keys[index], wrapped[index]];
    return key && one ? [{ person, wrapped: one.wrapped, key }] : [];
  });
}
