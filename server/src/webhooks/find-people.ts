// Enters: addresses that wrote to us. Leaves: the person behind each, found by channel identity, else by number, else
// created and known by that identity. Guaranteed: one address never becomes two people, also when two processes meet
// the same stranger at once; an identity learned is used and never guessed.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Channel } from '@sampark/contracts/domain.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import { normalisePhone } from '../prospects/normalise-phone.ts';
import type { Runtime } from '../runtime.ts';
import { assignStrangers } from './assign-strangers.ts';
import { learnIdentities } from './learn-identities.ts';

export type Address = {
  workspace_id: string;
  account_id: string;
  channel: Channel;
  address: string;
  phone: string | null;
  name: string | null;
  /** Set by a start link made for one person: the address is theirs, whoever it was thought to be. */
  belongs_to?: string;
};

/** A Telegram chat id means something to one bot only; elsewhere an address is the same for every sender. */
export function addressKey(
  one: Pick<Address, 'workspace_id' | 'account_id' | 'channel' | 'address'>,
): string {
  const account = one.channel === 'telegram' ? one.account_id : '';
  return `${one.workspace_id}/${one.channel}/${account}/${one.address}`;
}

type Hit = { n: number; prospect_id: string | null; identity_status: string | null };

export async function findPeople(
  rt: Runtime,
  tx: Tx,
  now: Date,
  asked: readonly Address[],
): Promise<Map<string, string>> {
  const unique = [...new Map(asked.map((one) => [addressKey(one), one])).values()];
  const found = new Map<string, string>();
  const unlearned: { address: Address; prospect_id: string }[] = [];
  const note = (address: Address, hit: Hit): void => {
    const person = address.belongs_to ?? hit.prospect_id;
    if (person === null) return;
    found.set(addressKey(address), person);
    if (hit.identity_status !== 'active' || person !== hit.prospect_id) {
      unlearned.push({ address, prospect_id: person });
    }
  };
  await lookUp(tx, unique, note);
  const strangers = unique.filter((one) => !found.has(addressKey(one)));
  if (strangers.length > 0) {
    await lockStrangers(tx, strangers);
    // Another process may have met them while we waited for the lock.
    await lookUp(tx, strangers, note);
    const unknown = strangers.filter((one) => !found.has(addressKey(one)));
    for (const [address, prospect_id] of await createPeople(rt, tx, now, unknown)) {
      found.set(addressKey(address), prospect_id);
      unlearned.push({ address, prospect_id });
    }
  }
  await learnIdentities(tx, now, unlearned);
  return found;
}

/** Who is known already, without making anybody: for events that say nothing about strangers. */
export async function findKnownPeople(tx: Tx, asked: readonly Address[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  await lookUp(tx, asked, (address, hit) => {
    if (hit.prospect_id !== null) found.set(addressKey(address), hit.prospect_id);
  });
  return found;
}

async function lookUp(
  tx: Tx,
  asked: readonly Address[],
  note: (address: Address, hit: Hit) => void,
): Promise<void> {
  if (asked.length === 0) return;
  const rows = asked.map((one, n) => ({ ...one, n }));
  const hits = await sql<Hit>`
    select a.n, coalesce(i.prospect_id, p.id) as prospect_id, i.status as identity_status
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as a(n int, workspace_id uuid, account_id uuid, channel text, address text, phone text)
    left join lateral (
      select i.prospect_id, i.status from channel_identities i
      where i.workspace_id = a.workspace_id and i.channel = a.channel and i.address = a.address
        and (a.channel <> 'telegram' or i.account_id = a.account_id)
      order by i.learned_at desc, i.id limit 1) i on true
    left join prospects p on p.workspace_id = a.workspace_id and p.phone_number = a.phone`.execute(tx);
  for (const hit of hits.rows) {
    const address = asked[hit.n];
    if (address) note(address, hit);
  }
}

/** Taken in order, held to the end of the transaction: two processes create a stranger one after the other. */
async function lockStrangers(tx: Tx, strangers: readonly Address[]): Promise<void> {
  const keys = strangers.map(addressKey);
  await sql`
    select pg_advisory_xact_lock(k) from (
      select distinct hashtextextended(x, 7) as k from unnest(${keys}::text[]) x order by k) keys`.execute(
    tx,
  );
}

async function createPeople(
  rt: Runtime,
  tx: Tx,
  now: Date,
  unknown: readonly Address[],
): Promise<[Address, string][]> {
  if (unknown.length === 0) return [];
  // One row per number: the same stranger may have written on two channels in one batch.
  const ids = new Map<string, string>();
  const rows = unknown.flatMap((one) => {
    const key = personKey(one);
    if (ids.has(key)) return [];
    const id = randomUUID();
    ids.set(key, id);
    const phone = one.phone === null ? undefined : normalisePhone(one.phone, 'GB');
    return {
      id,
      workspace_id: one.workspace_id,
      phone: one.phone,
      phone_hash: one.phone === null ? null : rt.keys.addressHash(one.phone).toString('hex'),
      country: phone?.ok ? phone.country : null,
      name: one.name,
    };
  });
  const made = await sql<{ id: string }>`
    insert into prospects (id, workspace_id, phone_number, phone_hash, country, name, created_at, updated_at)
    select id, workspace_id, phone, decode(phone_hash, 'hex'), country, name, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, workspace_id uuid, phone text, phone_hash text, country text, name text)
    on conflict (workspace_id, phone_number) do nothing
    returning id`.execute(tx);
  const fresh = new Set(made.rows.map((row) => row.id));
  const beaten = unknown.filter((one) => !fresh.has(ids.get(personKey(one)) ?? ''));
  // An import or a person created the number in between: theirs is the row.
  const theirs = await findKnownPeople(tx, beaten);
  const people = unknown.flatMap((one): [Address, string][] => {
    const id = theirs.get(addressKey(one)) ?? ids.get(personKey(one));
    return id === undefined ? [] : [[one, id]];
  });
  const strangers = people.filter(([, id]) => fresh.has(id));
  await appendEvents(
    tx,
    now,
    [...new Map(strangers.map(([one, id]) => [id, one]))].map(([id, one]) => ({
      workspace_id: one.workspace_id,
      type: 'prospect.created' as const,
      occurred_at: now,
      prospect_id: id,
      channel: one.channel,
      account_id: one.account_id,
      data: { source: 'inbound' },
    })),
  );
  await assignStrangers(tx, now, strangers);
  return people;
}

function personKey(one: Address): string {
  return one.phone === null ? addressKey(one) : `${one.workspace_id}/${one.phone}`;
}
