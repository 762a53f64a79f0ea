// Whether this process was given the keys its database was written with. Asked at every start, before anything is sent or sealed:
// with another suppression key every opt-out would be forgotten, with another master key nothing could be opened. Enters: the keys.
// Leaves: the faults; without any, what is new is written down.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { countSealed } from './reseal.ts';
import { sealedColumns } from './sealed-columns.ts';
import { sealedWith } from './seal.ts';

export type KeyFault = {
  /** As in known_keys. */
  name: string;
  what: string;
  /** Null: from before ids were written down; trying what is there says it is another. */
  written: string | null;
  given: string | undefined;
  place: string;
};

type Held = {
  name: string;
  id: string | undefined;
  what: string;
  place: string;
  fits: () => Promise<boolean>;
};

/** Ends the program with its message. */
export class WrongKeys extends Error {
  constructor(faults: readonly KeyFault[]) {
    super([...faults.map(say), 'Nothing was sent and nothing was sealed.'].join('\n'));
  }
}

/** Throws WrongKeys. */
export async function requireKnownKeys(rt: Runtime): Promise<void> {
  const faults = await keyFaults(rt);
  if (faults.length > 0) throw new WrongKeys(faults);
  await writeDown(rt);
  // Another process, started at the same moment with other keys, may have been first.
  const late = await keyFaults(rt);
  if (late.length > 0) throw new WrongKeys(late);
}

export async function keyFaults(rt: Runtime): Promise<KeyFault[]> {
  const known = await readKnown(rt);
  const held = heldKeys(rt, await versionsInUse(rt));
  const faults: KeyFault[] = [];
  for (const { fits, id: given, ...one } of held) {
    const written = known.get(one.name);
    if (written === 'lost') continue;
    const wrong = written === undefined ? !(await fits()) : written !== given;
    if (wrong) faults.push({ ...one, written: written ?? null, given });
  }
  return faults;
}

/** A key that is new, or that the operator made. */
export async function writeDown(rt: Runtime): Promise<void> {
  for (const { name, id } of heldKeys(rt, []))
    if (id !== undefined)
      await sql`insert into known_keys (name, key_id, first_used_at) values (${name}, ${id}, ${rt.clock.now()})
        on conflict (name) do nothing`.execute(rt.db);
}

/** The operator gives up what hangs on the key that was. False: nothing is wrong with it. */
export async function acceptKey(rt: Runtime, name: string): Promise<boolean> {
  const fault = (await keyFaults(rt)).find((one) => one.name === name);
  if (!fault) return false;
  await sql`insert into known_keys (name, key_id, first_used_at) values (${name}, ${fault.given ?? 'lost'}, ${rt.clock.now()})
    on conflict (name) do update set key_id = excluded.key_id, first_used_at = excluded.first_used_at`.execute(
    rt.db,
  );
  return true;
}

export async function dropKnown(rt: Runtime, version: number): Promise<void> {
  await sql`delete from known_keys where name = ${nameOf(version)}`.execute(rt.db);
}

export function say({ what, written, given, place, name }: KeyFault): string {
  return [
    `${what} is not the one this database was written with (${place}).`,
    `  written with: ${written === null ? 'a key that opens it; its id was not kept yet' : `key id ${written}`}`,
    `  given:        ${given === undefined ? 'none' : `key id ${given}`}`,
    `  Put the right one back from where your keys are kept and start again. If it is lost for good: sampark keys accept ${name}`,
    '  gives up what hangs on it (docs/privacy.md, “Master keys”).',
  ].join('\n');
}

function heldKeys(rt: Runtime, inUse: readonly number[]): Held[] {
  const { ids, people } = rt.keys;
  const { master } = people;
  const files = `${rt.config.dataDir}/keys`;
  const versions = new Set([...master.versions(), ...inUse]);
  return [
    {
      ...{ name: 'secret', id: ids.secret, what: 'The secret' },
      place: rt.config.secret ? 'SAMPARK_SECRET' : `${files}/master.key`,
      fits: () => opensSecrets(rt),
    },
    {
      ...{ name: 'suppression', id: ids.suppression, what: 'The suppression key' },
      place: rt.config.suppressionKey ? 'SAMPARK_SUPPRESSION_KEY' : `${files}/suppression.key`,
      fits: () => hashesFit(rt),
    },
    ...[...versions].map((version) => ({
      ...{ name: nameOf(version), id: master.id(version), place: master.place(version) },
      what: `The master key of version ${version}`,
      fits: () => opensPeople(rt, version),
    })),
  ];
}

const nameOf = (version: number) => `person-${version}`;

async function readKnown(rt: Runtime): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; key_id: string }>`select name, key_id from known_keys`.execute(
    rt.db,
  );
  return new Map(rows.map((row) => [row.name, row.key_id]));
}

async function versionsInUse(rt: Runtime): Promise<number[]> {
  const { rows } = await sql<{ version: number }>`
    select distinct master_version as version from person_keys where wrapped_key is not null`.execute(rt.db);
  const sealed = [...(await countSealed(rt)).keys()].filter((version) => version > 0);
  return [...rows.map((row) => row.version), ...sealed];
}

/** A few are tried: one damaged row says nothing of the key. */
const tried = 20;

async function opensPeople(rt: Runtime, version: number): Promise<boolean> {
  const { rows } = await sql<{ person: string; wrapped: Buffer }>`
    select prospect_id as person, wrapped_key as wrapped from person_keys
    where master_version = ${version} and wrapped_key is not null limit ${tried}`.execute(rt.db);
  const opened = await rt.keys.people.master.unwrap(rows.map((row) => ({ ...row, version })));
  return rows.length === 0 || opened.some((one) => Buffer.isBuffer(one));
}

async function opensSecrets(rt: Runtime): Promise<boolean> {
  let any = false;
  for (const { table, column } of sealedColumns) {
    const { rows } = await sql<{ sealed: Buffer }>`
      select ${sql.ref(column)} as sealed from ${sql.table(table)} limit ${tried}`.execute(rt.db);
    for (const { sealed } of rows.filter((row) => sealedWith(row.sealed) === 0)) {
      any = true;
      try {
        rt.keys.open(sealed);
        return true;
      } catch {
        continue;
      }
    }
  }
  return !any;
}

async function hashesFit(rt: Runtime): Promise<boolean> {
  const { rows } = await sql<{ phone_number: string; phone_hash: Buffer }>`
    select phone_number, phone_hash from prospects where phone_number is not null and phone_hash is not null
    limit ${tried}`.execute(rt.db);
  return (
    rows.length === 0 || rows.some((row) => rt.keys.addressHash(row.phone_number).equals(row.phone_hash))
  );
}
