// SQL of claiming: candidates, facts, and the writes that go with an intent.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { MessageStatus } from '@sampark/contracts/message-status.ts';
import { sql, type RawBuilder } from 'kysely';
import type { StoredFlags } from '../compliance/rules/rule-facts.ts';
import type { KeyRow } from '../security/person-keys/vault.ts';
import type { Keys } from '../security/seal.ts';
import { uuids } from '../db/array-binary.ts';
import type { Tx } from '../events/append.ts';
import { leavingVariants } from '../experiments/leaving-variants.ts';

export type Candidate = {
  id: string;
  created_at: Date;
  workspace_id: string;
  campaign_id: string | null;
  prospect_id: string;
  portfolio_manager_id: string;
  platform: Channel;
  purpose: Purpose;
  priority: number;
  /** Of a single send; sealed, where there are keys. */
  body: unknown;
  sealed: Buffer | null;
  /** What was sealed of it does not open: set by the claim. */
  unreadable?: true;
  /** Of a single send, or of a person whose campaign does not send everybody the same. */
  channel_order: Channel[] | null;
  /** Read where their campaign does not send everybody the same. */
  engagement_profile_id?: string | null;
  variant?: number | null;
  attempt: number;
  retry_count: number;
  delivery_status: MessageStatus;
  failed_reason: string | null;
  compliance_flags: StoredFlags | null;
};

export type QueueTake = {
  workspace_id: string;
  campaign_id: string | null;
  platform: Channel;
  take: number;
};

const columns = sql`m.id, m.created_at, m.workspace_id, m.campaign_id, m.prospect_id, m.portfolio_manager_id,
  m.platform, m.purpose, m.priority, m.body, case when m.campaign_id is null then m.sealed end as sealed, m.channel_order, m.attempt, m.retry_count, m.delivery_status, m.failed_reason,
  m.compliance_flags`;

const chosenColumns = sql`${columns}, m.engagement_profile_id, m.variant`;

/** Rows of the queue whose message was moved by somebody who left them to the claim that held them. */
export async function dropStale(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await sql`delete from message_queue where message_id = any(${messageIds}::uuid[])`.execute(tx);
}

/**
 * Locks the next due rows of each queue. SKIP LOCKED: another dispatcher's candidates are simply not ours. The message
 * itself is not locked here: claimMessages looks at its status once more.
 */
export async function lockCandidates(
  tx: Tx,
  takes: readonly QueueTake[],
  now: Date,
  /** Its messages say what each person is sent. */
  chooses: (campaign_id: string) => boolean = () => false,
): Promise<Candidate[]> {
  const single = takes.filter((take) => take.campaign_id === null);
  const campaign = takes.filter((take) => take.campaign_id !== null);
  const found: Candidate[] = [];
  if (single.length > 0) {
    const { rows } = await sql<Candidate>`/* prepared */
      select ${columns} from jsonb_to_recordset(${JSON.stringify(single)}::jsonb) as q(workspace_id uuid, platform text, take int)
      cross join lateral (
        select w.message_id, w.created_at from message_queue w
        where w.campaign_id is null and w.workspace_id = q.workspace_id and w.platform = q.platform and w.due_at <= ${now}
        order by w.due_at, w.message_id limit q.take for update skip locked) w
      cross join lateral (
        select m.* from messages m where m.id = w.message_id and m.created_at = w.created_at offset 0) m`.execute(
      tx,
    );
    found.push(...rows);
  }
  if (campaign.length > 0) {
    // Held until the intents are committed: a pause waits for them, so that its count of what may still leave is whole.
    // Expansion and completion change no key column and are not held up.
    const { rows: active } = await sql<{ id: string }>`/* prepared */
      select id from campaigns where id = any(${campaign.map((take) => take.campaign_id)}::uuid[]) and status = 'active'
      order by id for key share`.execute(tx);
    const running = new Set<string | null>(active.map((row) => row.id));
    const open = campaign.filter((take) => running.has(take.campaign_id));
    const chosen = open.filter((take) => chooses(take.campaign_id ?? ''));
    const alike = chosen.length > 0 ? open.filter((take) => !chosen.includes(take)) : open;
    if (alike.length > 0) found.push(...(await lockOfCampaigns(tx, alike, columns, now)));
    if (chosen.length > 0) found.push(...(await lockChosen(tx, chosen, now)));
  }
  return found;
}

async function lockOfCampaigns(
  tx: Tx,
  takes: readonly QueueTake[],
  columns: RawBuilder<unknown>,
  now: Date,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`/* prepared */
      select ${columns} from jsonb_to_recordset(${JSON.stringify(takes)}::jsonb)
        as q(campaign_id uuid, platform text, take int)
      cross join lateral (
        select w.message_id, w.created_at from message_queue w
        where w.campaign_id = q.campaign_id and w.platform = q.platform and w.due_at <= ${now}
        order by w.due_at, w.message_id limit q.take for update skip locked) w
      cross join lateral (
        select m.* from messages m where m.id = w.message_id and m.created_at = w.created_at offset 0) m`.execute(
    tx,
  );
  return rows;
}

/**
 * Nobody new is sent a stopped variant: what waits with one is left for who takes it to another. Asked after the campaigns were
 * locked, so whoever stops a variant is either waited for or seen.
 */
async function lockChosen(tx: Tx, takes: readonly QueueTake[], now: Date): Promise<Candidate[]> {
  const rows = await lockOfCampaigns(tx, takes, chosenColumns, now);
  const leaving = await leavingVariants(
    tx,
    takes.flatMap((take) => take.campaign_id ?? []),
  );
  return rows.filter((row) => row.attempt > 0 || !leaving.has(`${row.campaign_id}/${row.variant}`));
}

export type PersonFacts = {
  id: string;
  workspace_id: string;
  phone_number: string | null;
  email: string | null;
  name: string | null;
  first_name: string | null;
  last_name: string | null;
  language: string | null;
  country: string | null;
  time_zone: string | null;
  demographics: Record<string, unknown>;
  asset_class_interests: unknown;
  attributes: Record<string, unknown>;
  lead_score: number;
  held_reason: string | null;
  preferences_version: number;
  /** Read by a claim. Null: nothing was written about them yet. */
  key?: KeyRow | null;
  consents: { channel: Channel; purpose: Purpose; granted: boolean }[] | null;
  identities:
    | {
        channel: Channel;
        address: string;
        account_id: string | null;
        status: 'active' | 'unreachable' | 'blocked' | 'stopped';
        elsewhere: boolean;
      }[]
    | null;
  contact:
    | {
        channel: Channel;
        account_id: string | null;
        next_allowed_at: Date | null;
        last_inbound_at: Date | null;
        capped_sends: Date[];
        account_held: boolean;
        elsewhere: boolean;
      }[]
    | null;
  suppressions: { channel: Channel | null; purpose: Purpose | null }[] | null;
  /** On their way right now: nothing else goes to this person on that channel, and each counts against the caps. */
  in_flight: { channel: Channel; capped: boolean }[] | null;
  /** Sends that do not count for a purpose, being of another one; of people near a cap only (sends-by-purpose.ts). */
  other_sends?: ReadonlyMap<Purpose, ReadonlySet<string>>;
};

/**
 * OFFSET 0 keeps it a look-up for each person. As a join, planned on a table that had been vacuumed while it was empty, it compared each
 * person with every key there was: a first campaign came down from 5,000 messages a second to 500.
 */
const ownKey = sql`left join lateral (
  select k.wrapped_key, k.master_version from person_keys k where k.prospect_id = p.id offset 0) k on true`;

/**
 * Everything policy, allocation and rendering want to know of these people. One statement a table: put together as one, with
 * a list in each column, they cost PostgreSQL more than twice the time (20 and 44 µs a person), and a condition on address
 * or person read every suppression of the workspace.
 */
export async function loadPeople(
  keys: Keys,
  tx: Tx,
  prospectIds: readonly string[],
  /**
   * Who claims, for what others own: then the people are locked too, in id order so that two batches cannot block each
   * other. Until this transaction ends no opt-out, cap or pair limit of theirs can change: whoever writes one takes the same
   * lock first. A preview asks for nobody.
   */
  asking?: { owner: string; now: Date },
): Promise<Map<string, PersonFacts>> {
  const ids = uuids(prospectIds);
  const { rows: people } = await sql<Person>`/* prepared */
    select p.id, p.workspace_id, p.phone_number, p.email, p.name, p.first_name, p.last_name, p.language, p.country, p.time_zone,
      p.demographics, p.asset_class_interests, p.attributes, p.lead_score, p.held_reason, p.preferences_version
      ${asking ? sql`, k.wrapped_key, k.master_version` : sql``}
    from prospects p ${asking ? ownKey : sql``}
    where p.id = any(${ids}::uuid[]) and p.erased_at is null
    ${asking ? sql`order by p.id for no key update of p` : sql``}`.execute(tx);
  const facts = new Map<string, PersonFacts>();
  for (const { wrapped_key = null, master_version = null, ...person } of people)
    facts.set(person.id, {
      ...person,
      key: master_version === null ? null : { prospect_id: person.id, wrapped_key, master_version },
      ...{ consents: null, identities: null, contact: null, suppressions: null, in_flight: null },
    });
  const put = <K extends Lists>(
    key: K,
    rows: readonly ({ of: string } & NonNullable<PersonFacts[K]>[number])[],
  ) => {
    for (const row of rows) {
      const person = facts.get(row.of);
      if (person) ((person[key] ??= []) as (typeof row)[]).push(row);
    }
  };
  // Able to send, and another process's: that one is to send it.
  const elsewhere = (account: string) =>
    asking === undefined
      ? sql`false`
      : sql`coalesce((select a.lease_owner <> ${asking.owner} and a.lease_expires_at > ${asking.now} and a.policy_hold is null
          and a.health_status <> 'offline' from sender_accounts a where a.id = ${sql.ref(account)}), false)`;
  const { rows: consents } = await sql<{
    of: string;
    channel: Channel;
    purpose: Purpose;
    granted: boolean;
  }>`/* prepared */
    select prospect_id as of, channel, purpose, granted from consent_state where prospect_id = any(${ids}::uuid[])`.execute(
    tx,
  );
  put('consents', consents);
  const { rows: identities } = await sql<
    { of: string } & NonNullable<PersonFacts['identities']>[number]
  >`/* prepared */
    select i.prospect_id as of, i.channel, i.address, i.account_id, ${elsewhere('i.account_id')} as elsewhere,
      -- Known to one sender, which an administrator decided to go on without.
      case when i.status = 'active' and exists (select from sender_accounts a where a.id = i.account_id
          and a.policy_hold is not null and a.hold_decision = 'continue_without') then 'stopped' else i.status end as status
    from channel_identities i where i.prospect_id = any(${ids}::uuid[])`.execute(tx);
  put('identities', identities);
  // Before what answers leave behind: one recorded between the two looks is then seen in both, and not in neither.
  const { rows: inFlight } = await sql<{ of: string; channel: Channel; capped: boolean }>`/* prepared */
    select prospect_id as of, channel, capped from intents where prospect_id = any(${ids}::uuid[])`.execute(
    tx,
  );
  put('in_flight', inFlight);
  const { rows: contact } = await sql<
    { of: string } & NonNullable<PersonFacts['contact']>[number]
  >`/* prepared */
    select c.prospect_id as of, c.channel, c.next_allowed_at, c.last_inbound_at, c.capped_sends,
      -- One that an administrator decided to go on without is nobody's familiar sender, though a person may write to it.
      case when a.policy_hold is null or a.hold_decision is null then c.account_id end as account_id,
      coalesce(a.policy_hold is not null and a.hold_decision is null, false) as account_held,
      ${elsewhere('c.account_id')} as elsewhere
    from contact_channels c left join sender_accounts a on a.id = c.account_id where c.prospect_id = any(${ids}::uuid[])`.execute(
    tx,
  );
  put('contact', contact);
  const { rows: suppressions } = await sql<{
    of: string;
    channel: Channel | null;
    purpose: Purpose | null;
  }>`/* prepared */
    select s.prospect_id as of, s.channel, s.purpose from suppressions s
    join prospects p on p.id = s.prospect_id and p.workspace_id = s.workspace_id
    where s.prospect_id = any(${ids}::uuid[]) and s.lifted_at is null
    union all
    select p.id, s.channel, s.purpose from prospects p
    join suppressions s on s.workspace_id = p.workspace_id and s.address_hash = p.phone_hash and s.lifted_at is null
    where p.id = any(${ids}::uuid[])`.execute(tx);
  put('suppressions', suppressions);
  await addIdentitySuppressions(keys, tx, [...facts.values()]);
  return facts;
}

type Lists = 'consents' | 'identities' | 'contact' | 'suppressions' | 'in_flight';
type Person = Omit<PersonFacts, Lists | 'other_sends' | 'key'> &
  Partial<Omit<KeyRow, 'prospect_id' | 'master_version'>> & {
    master_version?: number | null;
  };

/** A suppression may name a chat id or another channel address: those are known by their hash only. */
async function addIdentitySuppressions(keys: Keys, tx: Tx, people: readonly PersonFacts[]): Promise<void> {
  const owners = new Map<string, PersonFacts[]>();
  const asked = people.flatMap((person) =>
    (person.identities ?? [])
      .filter((one) => one.address !== person.phone_number)
      .map((one) => {
        const hash = keys.addressHash(one.address).toString('hex');
        const key = `${person.workspace_id}/${hash}`;
        owners.set(key, [...(owners.get(key) ?? []), person]);
        return { workspace_id: person.workspace_id, hash };
      }),
  );
  if (asked.length === 0) return;
  const { rows } = await sql<{
    key: string;
    channel: Channel | null;
    purpose: Purpose | null;
  }>`/* prepared */
    select a.workspace_id || '/' || a.hash as key, s.channel, s.purpose
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(workspace_id uuid, hash text)
    join suppressions s on s.workspace_id = a.workspace_id and s.address_hash = decode(a.hash, 'hex') and s.lifted_at is null`.execute(
    tx,
  );
  for (const { key, channel, purpose } of rows) {
    for (const person of owners.get(key) ?? [])
      person.suppressions = [...(person.suppressions ?? []), { channel, purpose }];
  }
}

/**
 * Which of these (PM, prospect) pairs are allowed, by their place in the list: in the PM's book, or the owner is an admin of the
 * workspace.
 */
export async function allowedPairs(
  tx: Tx,
  pairs: readonly { user_id: string; prospect_id: string }[],
): Promise<Set<number>> {
  // A claim has few managers and many people: the managers are looked at once each.
  const managers = [...new Set(pairs.map((one) => one.user_id))];
  const { rows } = await sql<{ place: number }>`/* prepared */
    select x.place::int - 1 as place
    from unnest(${uuids(pairs.map((one) => one.user_id))}::uuid[], ${uuids(pairs.map((one) => one.prospect_id))}::uuid[])
      with ordinality as x(user_id, prospect_id, place)
    where x.user_id = any(array(select u.id from users u where u.id = any(${uuids(managers)}::uuid[]) and u.role = 'admin'))
      or exists (select from relationships r where r.user_id = x.user_id and r.prospect_id = x.prospect_id)`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.place));
}
