// Enters: up to 1,000 rows that were read. Leaves: people, books, consents and events, in the transaction of the caller;
// for it to write there: the rejected rows and the counts for the import's progress.
import { storable } from '../db/storable.ts';
import { appendEvents, type NewEvent, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { erasedHashes } from '../prospects/refuse-erased.ts';
import { applyFields, changedFields, emptyFields, mergeRows } from './merge-fields.ts';
import * as queries from './queries.ts';
import type { ContactRow, RejectedRow, RowFields } from './read-row.ts';
import { writeConsents } from './write-consents.ts';

/** What stays the same over all chunks of an import. */
export type ImportJob = {
  id: string;
  workspace_id: string;
  user_id: string;
  /** Admins see the whole workspace: nobody's book refuses their rows. */
  is_admin: boolean;
  created_at: Date;
  /** Whose book new people join, and whether somebody said so. */
  owner_id: string;
  owner_named: boolean;
  owners: ReadonlyMap<string, string>;
};

export type Chunk = { contacts: ContactRow[]; rejects: RejectedRow[]; rows: number; bytesDone: number };

/** Rejects are written by the caller, once it is sure that it is this chunk's turn: their row numbers are a key. */
export type WrittenChunk = { counts: queries.ChunkCounts; rejects: RejectedRow[] };

export type Person = {
  phone: string;
  hash: string;
  rows: ContactRow[];
  fields: RowFields;
  owner_id: string;
  owner_named: boolean;
  prospect_id: string;
  created: boolean;
};

/** Somebody of the chunk was erased while it was written. */
export class ErasedMeanwhile extends Error {}

export async function writeChunk(
  rt: Runtime,
  tx: Tx,
  job: ImportJob,
  chunk: Chunk,
  now: Date,
): Promise<WrittenChunk> {
  const rejects = [...chunk.rejects];
  const people = await withoutErased(tx, job, groupByPhone(rt, job, chunk.contacts, rejects), rejects);
  const ledger = { workspace_id: job.workspace_id, import_id: job.id, user_id: job.user_id, now };
  const created = await queries.insertNew(
    tx,
    ledger,
    people.map((person) => ({
      phone_number: person.phone,
      phone_hash: person.hash,
      owner_id: person.owner_id,
      line: person.rows[0]?.line ?? 0,
      ...applyFields(emptyFields, person.fields, derivedOf(person)),
    })),
  );
  const createdIds = new Map(created.map((row) => [row.phone_number, row.id]));
  const old = people.filter((person) => !createdIds.has(person.phone));
  const known = await queries.lockKnown(
    tx,
    job.workspace_id,
    old.map((person) => person.phone),
  );
  // Waited for while the rows were written: the chunk is written anew, and refuses them.
  const hashes = people.map((person) => person.hash);
  if ((await erasedHashes(tx, job.workspace_id, hashes)).size > 0) throw new ErasedMeanwhile();
  const byPhone = new Map(known.map((row) => [row.phone_number, row]));

  const accepted: Person[] = [];
  const links: { user_id: string; prospect_id: string; shared_by: string | null }[] = [];
  const changes: queries.Change[] = [];
  const updates: ({ id: string } & typeof emptyFields)[] = [];
  const updated = new Map<string, string[]>();
  for (const person of people) {
    const id = createdIds.get(person.phone);
    if (id !== undefined) {
      Object.assign(person, { prospect_id: id, created: true });
      accepted.push(person);
      continue;
    }
    const row = byPhone.get(person.phone);
    // Deleted between the two statements: told to try again instead of guessing.
    if (!row || !mayTouch(job, person, row.owners)) {
      rejects.push(...person.rows.map((one) => refused(one, row ? 'needs_sharing' : 'changed_meanwhile')));
      continue;
    }
    person.prospect_id = row.id;
    accepted.push(person);
    const joins = !row.owners.includes(person.owner_id) && (row.owners.length === 0 || person.owner_named);
    if (joins)
      links.push({
        user_id: person.owner_id,
        prospect_id: row.id,
        shared_by: row.owners.length > 0 ? job.user_id : null,
      });
    const after = applyFields(row, person.fields, derivedOf(person));
    const difference = changedFields(row, after);
    if (difference) {
      updates.push({ id: row.id, ...after });
      updated.set(row.id, Object.keys(difference.after));
      changes.push({ prospect_id: row.id, created: false, ...difference, after_version: 1 });
    } else if (joins) {
      changes.push({ prospect_id: row.id, created: false, before: {}, after: {}, after_version: 1 });
    }
  }
  const versions = new Map((await queries.updateKnown(tx, now, updates)).map((row) => [row.id, row.version]));
  for (const change of changes)
    change.after_version = versions.get(change.prospect_id) ?? change.after_version;
  await queries.insertRelationships(tx, ledger, links);
  await queries.recordChanges(tx, ledger, changes);
  const consents = await writeConsents(tx, job, accepted, now);
  await appendEvents(tx, now, personEvents(job, accepted, updated, links, now));
  const acceptedRows = accepted.reduce((sum, person) => sum + person.rows.length, 0);
  const counts = {
    rows: chunk.rows,
    imported: created.length,
    updated: acceptedRows - created.length,
    rejected: rejects.length,
    withoutConsent: consents.rowsWithoutConsent,
    consents: consents.recorded,
    optOutsRespected: consents.optOutsRespected,
  };
  return { counts, rejects };
}

/** One entry per number; rows naming an owner that does not exist are refused here. */
function groupByPhone(
  rt: Runtime,
  job: ImportJob,
  contacts: readonly ContactRow[],
  rejects: RejectedRow[],
): Person[] {
  const people = new Map<string, Person>();
  for (const row of contacts) {
    const named = job.is_admin ? row.owner_email : null;
    const owner = named === null ? undefined : job.owners.get(named);
    if (named !== null && owner === undefined) {
      rejects.push(refused(row, 'owner_unknown', named));
      continue;
    }
    const person = people.get(row.phone);
    if (person) {
      person.rows.push(row);
      person.fields = mergeRows(person.fields, row.fields);
      if (owner !== undefined) Object.assign(person, { owner_id: owner, owner_named: true });
      continue;
    }
    people.set(row.phone, {
      phone: row.phone,
      hash: rt.keys.addressHash(row.phone).toString('hex'),
      rows: [row],
      fields: row.fields,
      owner_id: owner ?? job.owner_id,
      owner_named: owner !== undefined || job.owner_named,
      prospect_id: '',
      created: false,
    });
  }
  return [...people.values()];
}

/** Said row by row, and without keeping the row: it is about somebody of whom nothing is to be kept. */
async function withoutErased(
  tx: Tx,
  job: ImportJob,
  people: Person[],
  rejects: RejectedRow[],
): Promise<Person[]> {
  const hashes = people.map((person) => person.hash);
  const erased = await erasedHashes(tx, job.workspace_id, hashes);
  if (erased.size === 0) return people;
  return people.filter((person) => {
    if (!erased.has(person.hash)) return true;
    rejects.push(...person.rows.map((row) => ({ ...refused(row, 'person_erased'), record: [] })));
    return false;
  });
}

function derivedOf(person: Person): ContactRow['derived'] {
  return person.rows[0]?.derived ?? { country: null, time_zone: null };
}

/** Own book, or in nobody's: yes. In another's: an administrator may, a PM is told that it needs sharing. */
function mayTouch(job: ImportJob, person: Person, owners: readonly string[]): boolean {
  return job.is_admin || owners.length === 0 || owners.includes(person.owner_id);
}

const refusals = {
  needs_sharing:
    'This person is already looked after here by somebody else; ask an administrator to share the relationship with you',
  person_erased: 'The person with this number asked to be forgotten and is not taken up again',
  owner_unknown: 'There is no active user with this e-mail address',
  changed_meanwhile: 'This person was changed while the row was read; import the row again',
} as const;

function refused(row: ContactRow, code: keyof typeof refusals, value: string | null = null): RejectedRow {
  return {
    row: row.row,
    line: row.line,
    column: null,
    code,
    reason: refusals[code],
    value,
    record: row.record.map(storable),
  };
}

/** New people's events are written with them. */
function personEvents(
  job: ImportJob,
  accepted: readonly Person[],
  updated: ReadonlyMap<string, string[]>,
  links: readonly { user_id: string; prospect_id: string; shared_by: string | null }[],
  now: Date,
): NewEvent[] {
  const shared = { workspace_id: job.workspace_id, occurred_at: now, actor_id: job.user_id };
  const events: NewEvent[] = [];
  for (const person of accepted) {
    const fields = updated.get(person.prospect_id);
    if (fields === undefined) continue;
    events.push({
      ...shared,
      type: 'prospect.updated',
      prospect_id: person.prospect_id,
      portfolio_manager_id: person.owner_id,
      data: { import_id: job.id, line: person.rows[0]?.line, fields },
    });
  }
  for (const link of links) {
    if (link.shared_by === null) continue;
    events.push({
      ...shared,
      type: 'prospect.shared',
      prospect_id: link.prospect_id,
      data: { user_id: link.user_id, import_id: job.id },
    });
  }
  return events;
}
