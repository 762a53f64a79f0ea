// Erasure inside a transaction. Enters: people, locked. Leaves: their profile emptied, their addresses stopped by keyed hash,
// what was still to be sent cancelled, and, where no hold and no clock keeps their records, the records emptied and the key
// destroyed. Guaranteed: whoever is in the middle of writing about them waits for the lock and then finds nobody; counters and
// the trail stay as they are.
import { sql } from 'kysely';
import { applyStatusChanges } from '../../delivery/apply-status.ts';
import { appendEvents, type Tx } from '../../events/append.ts';
import { removeFiles, takeUploads } from '../../imports/remove-uploads.ts';
import type { Held } from '../../retention/held-until.ts';
import { eraseConditions } from './erase-conditions.ts';
import { keptByLaw } from './kept-by-law.ts';
import type { Runtime } from '../../runtime.ts';
import { profileSteps, recordSteps, type Erased } from './steps.ts';

type Person = {
  id: string;
  phone_number: string | null;
  email: string | null;
  name: string | null;
  erased_at: Date | null;
  identities: { channel: string; address: string }[];
};

export type Why = { reason: string; actor_id: string | null; restored?: true };

/** Those already erased are left alone. Returns the ids that were erased now. */
export async function erasePeople(
  rt: Runtime,
  tx: Tx,
  workspace_id: string,
  ids: readonly string[],
  why: Why,
): Promise<string[]> {
  const now = rt.clock.now();
  const people = (await lockPeople(tx, workspace_id, ids)).filter((one) => one.erased_at === null);
  if (people.length === 0) return [];
  const erased = describe(workspace_id, people, now);
  const held = await keptByLaw(tx, workspace_id, erased.ids, now);
  const suppressed = await stopAddresses(rt, tx, workspace_id, people, now);
  const cancelled = await cancelWaiting(tx, erased.ids, now);
  const files = await takeUploads(tx, workspace_id, now, now);
  const emptied = await run(tx, profileSteps, erased);
  Object.assign(emptied, await eraseConditions(tx, erased));
  const free = erased.ids.filter((id) => !held.has(id));
  Object.assign(emptied, await emptyRecords(tx, { ...erased, ids: free }));
  await destroyKeys(tx, workspace_id, free, now);
  await appendEvents(
    tx,
    now,
    people.map(({ id }) => ({
      workspace_id,
      type: 'prospect.erased' as const,
      occurred_at: now,
      actor_id: why.actor_id,
      prospect_id: id,
      data: {
        reason: why.reason,
        ...(why.restored && { restored: true }),
        ...keptOf(held.get(id)),
        emptied,
        cancelled: cancelled.get(id) ?? 0,
        suppressed: suppressed.get(id) ?? 0,
      },
    })),
  );
  rt.keys.people.forget(erased.ids);
  // The last thing before the commit: a file too many gone is better than one too many left.
  await removeFiles(files);
  return people.map((one) => one.id);
}

/** What is no longer kept by anything: emptied, and sealed for good. */
export async function emptyRecords(tx: Tx, erased: Erased): Promise<Record<string, number>> {
  return erased.ids.length === 0 ? {} : run(tx, recordSteps, erased);
}

/** Whoever had none gets a destroyed one, so that none is ever made for them. */
export async function destroyKeys(
  tx: Tx,
  workspace_id: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    insert into person_keys as k (prospect_id, workspace_id, wrapped_key, master_version, created_at, destroyed_at)
    select id, ${workspace_id}, null, 1, ${now}, ${now} from unnest(${ids}::uuid[]) id order by id
    on conflict (prospect_id) do update set wrapped_key = null, destroyed_at = excluded.destroyed_at
    where k.wrapped_key is not null`.execute(tx);
}

export function describe(workspace_id: string, people: readonly Person[], now: Date): Erased {
  const texts = (of: (one: Person) => (string | null)[]) => [
    ...new Set(people.flatMap(of).filter((one): one is string => one !== null && one.length > 4)),
  ];
  return {
    workspace_id,
    now,
    ids: people.map((one) => one.id),
    phones: texts((one) => [one.phone_number]),
    addresses: texts((one) => [one.phone_number, ...one.identities.map((known) => known.address)]),
    emails: texts((one) => [one.email]),
    names: texts((one) => [one.name]),
  };
}

async function lockPeople(tx: Tx, workspace_id: string, ids: readonly string[]): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select p.id, p.phone_number, p.email, p.name, p.erased_at, coalesce((select jsonb_agg(jsonb_build_object('channel', i.channel,
      'address', i.address)) from channel_identities i where i.prospect_id = p.id), '[]') as identities
    from prospects p where p.id = any(${ids}::uuid[]) and p.workspace_id = ${workspace_id}
    order by p.id for update of p`.execute(tx);
  return rows;
}

async function run(tx: Tx, steps: typeof profileSteps, erased: Erased): Promise<Record<string, number>> {
  const emptied: Record<string, number> = {};
  for (const [table, step] of Object.entries(steps)) {
    const { numAffectedRows, rows } = await step(erased).execute(tx);
    // A function says how many in its one row.
    const [said] = rows.flatMap((row) => Object.values(row as Record<string, unknown>));
    emptied[table] = Number(said ?? numAffectedRows ?? 0);
  }
  return emptied;
}

/** Every address they were known by, on every channel for the number and on its own for the others. */
async function stopAddresses(
  rt: Runtime,
  tx: Tx,
  workspace_id: string,
  people: readonly Person[],
  now: Date,
): Promise<Map<string, number>> {
  const rows = people.flatMap(({ id, phone_number, identities }) => [
    ...(phone_number === null ? [] : [{ id, channel: null, address: phone_number }]),
    ...identities.filter((one) => one.address !== phone_number).map((one) => ({ id, ...one })),
  ]);
  const stops = new Map(
    rows.map(({ id, channel, address }) => {
      const hash = rt.keys.addressHash(address).toString('hex');
      return [`${hash}/${channel}`, { id, channel, hash }];
    }),
  );
  if (stops.size > 0)
    await sql`
      insert into suppressions (workspace_id, address_hash, channel, reason, source, prospect_id, created_at)
      select ${workspace_id}, decode(s.hash, 'hex'), s.channel, 'erased', 'erasure', s.id, ${now}
      from jsonb_to_recordset(${JSON.stringify([...stops.values()])}::jsonb) as s(id uuid, channel text, hash text)
      on conflict (workspace_id, address_hash, coalesce(channel, ''), coalesce(purpose, '')) where lifted_at is null
      do update set reason = 'erased', source = 'erasure', hint = null, note = null`.execute(tx);
  const counts = new Map<string, number>();
  for (const { id } of stops.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

async function cancelWaiting(tx: Tx, ids: readonly string[], now: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; created_at: Date; prospect_id: string }>`
    select id, created_at, prospect_id from messages
    where prospect_id = any(${ids}::uuid[]) and delivery_status in ('pending', 'retrying', 'held')`.execute(
    tx,
  );
  const moved = await applyStatusChanges(
    tx,
    now,
    rows.map(({ id, created_at }) => ({
      ...{ message_id: id, created_at, to: 'cancelled', occurred_at: now, code: 'person_erased' },
      from: ['pending', 'retrying', 'held'],
    })),
  );
  const gone = new Set(moved.map((one) => one.message_id));
  const counts = new Map<string, number>();
  for (const { id, prospect_id } of rows)
    if (gone.has(id)) counts.set(prospect_id, (counts.get(prospect_id) ?? 0) + 1);
  return counts;
}

function keptOf(held: Held | undefined) {
  if (!held) return { key: 'destroyed' };
  return {
    key: 'kept',
    kept_until: held.until,
    kept_because: held.because.map((one) =>
      one.kind === 'hold'
        ? { kind: one.kind, hold_id: one.hold_id }
        : { kind: one.kind, data_class: one.data_class, until: one.until, source: one.source },
    ),
  };
}
