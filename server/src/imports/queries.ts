// Every statement of a chunk, set-based: one for all rows, whatever their number.
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../events/append.ts';
import type { RejectedRow } from './read-row.ts';
import type { ProspectFields } from './merge-fields.ts';

export type LockedImport = { rows_done: number; status: string };

/** Workers that both believe to run this import take turns here, and the later sees it is behind. */
export async function lockImport(tx: Tx, id: string): Promise<LockedImport | undefined> {
  const { rows } =
    await sql<LockedImport>`select rows_done, status from imports where id = ${id} for no key update`.execute(
      tx,
    );
  return rows[0];
}

export type NewPerson = {
  phone_number: string;
  phone_hash: string;
  owner_id: string;
  line: number;
} & ProspectFields;

/**
 * Who is new gets in, with book, undo record and event; known numbers are left alone. In phone order, so that two imports
 * cannot wait for each other. One statement, because sending every new person's links and events back and forth cost more
 * than half of an import's time; the events have the columns of events/append.ts.
 */
export async function insertNew(
  tx: Tx,
  given: { workspace_id: string; import_id: string; user_id: string; now: Date },
  people: readonly NewPerson[],
): Promise<{ id: string; phone_number: string }[]> {
  // uuidv7: keys that grow keep the indexes' pages in memory.
  const { rows } = await sql<{ id: string; phone_number: string }>`
    with r as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as r(phone_number text, phone_hash text,
        owner_id uuid, line integer, email text, name text, first_name text, last_name text, language text, country text,
        time_zone text, demographics jsonb, asset_class_interests jsonb, attributes jsonb, lead_score integer)
    ), created as (
      insert into prospects (id, workspace_id, phone_number, phone_hash, email, name, first_name, last_name, language,
        country, time_zone, demographics, asset_class_interests, attributes, lead_score, import_id, created_at, updated_at)
      select uuidv7(), ${given.workspace_id}, r.phone_number, decode(r.phone_hash, 'hex'), r.email, r.name, r.first_name,
        r.last_name, r.language, r.country, r.time_zone, r.demographics, r.asset_class_interests, r.attributes,
        r.lead_score, ${given.import_id}, ${given.now}, ${given.now}
      from r order by r.phone_number
      on conflict (workspace_id, phone_number) do nothing
      returning id, phone_number
    ), linked as (
      insert into relationships (workspace_id, user_id, prospect_id, import_id, created_at)
      select ${given.workspace_id}, r.owner_id, c.id, ${given.import_id}, ${given.now}
      from created c join r using (phone_number)
    ), noted as (
      insert into import_changes (import_id, workspace_id, prospect_id, created)
      select ${given.import_id}, ${given.workspace_id}, c.id, true from created c
    ), logged as (
      insert into events (recorded_at, workspace_id, type, occurred_at, actor_id, prospect_id, portfolio_manager_id, data)
      select ${given.now}, ${given.workspace_id}, 'prospect.created', ${given.now}, ${given.user_id}, c.id, r.owner_id,
        jsonb_build_object('import_id', ${given.import_id}::text, 'line', r.line)
      from created c join r using (phone_number)
    )
    select id, phone_number from created`.execute(tx);
  return rows;
}

export type KnownPerson = { id: string; phone_number: string; owners: string[] } & ProspectFields;

/** Locked in id order, the order every writer of people uses. */
export async function lockKnown(
  tx: Tx,
  workspaceId: string,
  phones: readonly string[],
): Promise<KnownPerson[]> {
  if (phones.length === 0) return [];
  const { rows } = await sql<KnownPerson>`
    select p.id, p.phone_number, p.email, p.name, p.first_name, p.last_name, p.language, p.country, p.time_zone,
           p.demographics, p.asset_class_interests, p.attributes, p.lead_score,
           array(select r.user_id from relationships r where r.prospect_id = p.id) as owners
    from prospects p
    where p.workspace_id = ${workspaceId} and p.phone_number = any(${phones})
    order by p.id
    for update of p`.execute(tx);
  return rows;
}

export async function updateKnown(
  tx: Tx,
  now: Date,
  people: readonly ({ id: string } & ProspectFields)[],
): Promise<{ id: string; version: number }[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<{ id: string; version: number }>`
    update prospects p set email = r.email, name = r.name, first_name = r.first_name, last_name = r.last_name,
      language = r.language, country = r.country, time_zone = r.time_zone, demographics = r.demographics,
      asset_class_interests = r.asset_class_interests, attributes = r.attributes, lead_score = r.lead_score,
      version = p.version + 1, updated_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as r(id uuid, email text, name text, first_name text,
      last_name text, language text, country text, time_zone text, demographics jsonb, asset_class_interests jsonb,
      attributes jsonb, lead_score integer)
    where p.id = r.id
    returning p.id, p.version`.execute(tx);
  return rows;
}

export async function insertRelationships(
  tx: Tx,
  given: { workspace_id: string; import_id: string; now: Date },
  links: readonly { user_id: string; prospect_id: string; shared_by: string | null }[],
): Promise<void> {
  if (links.length === 0) return;
  await sql`
    insert into relationships (workspace_id, user_id, prospect_id, import_id, shared_by, created_at)
    select ${given.workspace_id}, r.user_id, r.prospect_id, ${given.import_id}, r.shared_by, ${given.now}
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as r(user_id uuid, prospect_id uuid, shared_by uuid)
    on conflict do nothing`.execute(tx);
}

export type Change = {
  prospect_id: string;
  created: boolean;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  after_version: number;
};

/**
 * A person met again in a later chunk keeps the first `before` of each field and takes the last `after`.
 */
export async function recordChanges(
  tx: Tx,
  given: { workspace_id: string; import_id: string },
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    insert into import_changes as c (import_id, workspace_id, prospect_id, created, before, after, after_version)
    select ${given.import_id}, ${given.workspace_id}, r.prospect_id, r.created, r.before, r.after, r.after_version
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as r(prospect_id uuid, created boolean, before jsonb,
      after jsonb, after_version integer)
    on conflict (import_id, prospect_id) do update
      set before = excluded.before || c.before, after = c.after || excluded.after, after_version = excluded.after_version`.execute(
    tx,
  );
}

/** What these people withdrew and have not granted again by their own act. */
export async function withdrawnOf(tx: Tx, prospectIds: readonly string[]): Promise<Set<string>> {
  if (prospectIds.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    select prospect_id::text || ' ' || channel || ' ' || purpose as key
    from consent_state where prospect_id = any(${prospectIds}::uuid[]) and not granted`.execute(tx);
  return new Set(rows.map((row) => row.key));
}

export async function suppressedHashes(
  tx: Tx,
  workspaceId: string,
  hashes: readonly string[],
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const { rows } = await sql<{ hash: string }>`
    select distinct encode(address_hash, 'hex') as hash from suppressions
    where workspace_id = ${workspaceId} and lifted_at is null
      and address_hash in (select decode(h, 'hex') from unnest(${hashes}::text[]) as h)`.execute(tx);
  return new Set(rows.map((row) => row.hash));
}

/** What one row says in one breath: several channels and purposes with the same date, source and evidence. */
export type NewConsents = {
  prospect_id: string;
  pairs: string[];
  action: 'granted' | 'withdrawn';
  source: string;
  occurred_at: string;
  evidence: Record<string, unknown>;
};

/**
 * Entries and their events. An entry the ledger already holds, word for word, is not repeated: importing a file twice
 * adds nothing. Returns how many were new.
 */
export async function insertConsents(
  tx: Tx,
  given: { workspace_id: string; import_id: string; user_id: string; now: Date },
  entries: readonly NewConsents[],
  alreadyKnown: boolean,
): Promise<number> {
  if (entries.length === 0) return 0;
  const unless = alreadyKnown
    ? sql`where not exists (
        select from consents c left join imports i on i.id = c.import_id
        where c.prospect_id = r.prospect_id and c.channel = split_part(pair, ':', 1)
          and c.purpose = split_part(pair, ':', 2) and c.action = r.action and c.source = r.source
          and c.occurred_at = r.occurred_at and i.voided_at is null)`
    : sql``;
  const { rows } = await sql<{ recorded: number }>`
    with written as (
      insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, evidence, occurred_at,
        recorded_at, recorded_by, import_id)
      select ${given.workspace_id}, r.prospect_id, split_part(pair, ':', 1), split_part(pair, ':', 2), r.action, r.source,
        false, r.evidence, r.occurred_at, ${given.now}, ${given.user_id}, ${given.import_id}
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as r(prospect_id uuid, pairs text[], action text,
        source text, evidence jsonb, occurred_at timestamptz), unnest(r.pairs) as pair
      ${unless}
      returning prospect_id, channel, purpose, action, occurred_at, source
    ), logged as (
      insert into events (recorded_at, workspace_id, type, occurred_at, actor_id, prospect_id, channel, data)
      select ${given.now}, ${given.workspace_id}, 'consent.' || w.action, w.occurred_at, ${given.user_id}, w.prospect_id,
        w.channel, jsonb_build_object('purpose', w.purpose, 'source', w.source, 'by_person', false,
          'import_id', ${given.import_id}::text)
      from written w
    )
    select count(*)::int as recorded from written`.execute(tx);
  return rows[0]?.recorded ?? 0;
}

export async function insertRejects(
  tx: Tx,
  given: { workspace_id: string; import_id: string },
  rejects: readonly RejectedRow[],
): Promise<void> {
  if (rejects.length === 0) return;
  await sql`
    insert into import_rejects (import_id, workspace_id, row_number, line, column_name, code, reason, value, record)
    select ${given.import_id}, ${given.workspace_id}, r.row, r.line, r."column", r.code, r.reason, r.value, r.record
    from jsonb_to_recordset(${JSON.stringify(rejects)}::jsonb) as r(row integer, line integer, "column" text, code text,
      reason text, value text, record jsonb)`.execute(tx);
}

export type ChunkCounts = {
  rows: number;
  imported: number;
  updated: number;
  rejected: number;
  withoutConsent: number;
  consents: number;
  optOutsRespected: number;
};

export async function advanceImport(
  tx: Tx,
  id: string,
  now: Date,
  counts: ChunkCounts,
  bytesDone: number,
): Promise<void> {
  await sql`
    update imports set rows_done = rows_done + ${counts.rows}, rows_total = rows_done + ${counts.rows},
      rows_imported = rows_imported + ${counts.imported}, rows_updated = rows_updated + ${counts.updated},
      rows_rejected = rows_rejected + ${counts.rejected},
      rows_without_consent = rows_without_consent + ${counts.withoutConsent},
      consents_recorded = consents_recorded + ${counts.consents},
      opt_outs_respected = opt_outs_respected + ${counts.optOutsRespected},
      bytes_done = greatest(bytes_done, ${bytesDone}), updated_at = ${now}
    where id = ${id}`.execute(tx);
}

/** Who may own imported people, by e-mail in lower case. */
export async function ownersByEmail(db: DbOrTx, workspaceId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ email: string; id: string }>`
    select lower(email) as email, id from users
    where workspace_id = ${workspaceId} and status = 'active' and role in ('standard', 'admin')`.execute(db);
  return new Map(rows.map((row) => [row.email, row.id]));
}
