// SQL of claiming: candidates, facts, and the writes that go with an intent.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Keys } from '../security/seal.ts';
import type { Tx } from '../events/append.ts';

export type Candidate = {
  id: string;
  created_at: Date;
  workspace_id: string;
  campaign_id: string | null;
  prospect_id: string;
  portfolio_manager_id: string;
  engagement_profile_id: string | null;
  platform: Channel;
  purpose: Purpose;
  priority: number;
  body: unknown;
  channel_order: Channel[] | null;
  attempt: number;
  retry_count: number;
  due_at: Date;
  delivery_status: 'pending' | 'retrying';
  failed_reason: string | null;
};

export type QueueTake = {
  workspace_id: string;
  campaign_id: string | null;
  launched_at: Date | null;
  platform: Channel;
  take: number;
};

const columns = sql`m.id, m.created_at, m.workspace_id, m.campaign_id, m.prospect_id, m.portfolio_manager_id,
  m.engagement_profile_id, m.platform, m.purpose, m.priority, m.body, m.channel_order, m.attempt, m.retry_count, m.due_at,
  m.delivery_status, m.failed_reason`;

/** Locks the next due messages of each queue. SKIP LOCKED: another dispatcher's candidates are simply not ours. */
export async function lockCandidates(tx: Tx, takes: readonly QueueTake[], now: Date): Promise<Candidate[]> {
  const single = takes.filter((take) => take.campaign_id === null);
  const campaign = takes.filter((take) => take.campaign_id !== null);
  const found: Candidate[] = [];
  if (single.length > 0) {
    const { rows } = await sql<Candidate>`
      select m.* from jsonb_to_recordset(${JSON.stringify(single)}::jsonb) as q(workspace_id uuid, platform text, take int)
      cross join lateral (
        select ${columns} from messages m
        where m.campaign_id is null and m.queue = 'waiting' and m.workspace_id = q.workspace_id and m.platform = q.platform
          and m.due_at <= ${now}
        order by m.due_at, m.id limit q.take for update skip locked) m`.execute(tx);
    found.push(...rows);
  }
  if (campaign.length > 0) {
    // Held until the intents are committed: a pause waits for them, so that its count of what may still leave is whole.
    // Expansion and completion change no key column and are not held up.
    const { rows: active } = await sql<{ id: string }>`
      select id from campaigns where id = any(${campaign.map((take) => take.campaign_id)}::uuid[]) and status = 'active'
      order by id for key share`.execute(tx);
    const running = new Set<string | null>(active.map((row) => row.id));
    // created_at is the campaign's launch instant: it names the one partition to look into.
    const { rows } = await sql<Candidate>`
      select m.* from jsonb_to_recordset(${JSON.stringify(campaign.filter((take) => running.has(take.campaign_id)))}::jsonb)
        as q(campaign_id uuid, launched_at timestamptz, platform text, take int)
      cross join lateral (
        select ${columns} from messages m
        where m.campaign_id = q.campaign_id and m.created_at = q.launched_at and m.queue = 'waiting'
          and m.platform = q.platform and m.due_at <= ${now}
        order by m.due_at, m.id limit q.take for update skip locked) m`.execute(tx);
    found.push(...rows);
  }
  return found;
}

/**
 * Locks the people of the batch, in id order so that two batches cannot block each other. Until this transaction ends
 * no opt-out, cap or pair limit of theirs can change: whoever writes one takes the same lock first.
 */
export async function lockPeople(tx: Tx, prospectIds: readonly string[]): Promise<void> {
  await sql`select 1 from prospects where id = any(${prospectIds}::uuid[]) order by id for no key update`.execute(
    tx,
  );
}

export type PersonFacts = {
  id: string;
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
  consents: { channel: Channel; purpose: Purpose; granted: boolean }[] | null;
  identities:
    | {
        channel: Channel;
        address: string;
        account_id: string | null;
        status: 'active' | 'unreachable' | 'blocked';
      }[]
    | null;
  contact:
    | {
        channel: Channel;
        account_id: string | null;
        next_allowed_at: string | null;
        last_inbound_at: string | null;
        capped_sends: string[];
        account_held: boolean;
      }[]
    | null;
  suppressions: { channel: Channel | null; purpose: Purpose | null }[] | null;
};

/** Everything policy, allocation and rendering want to know of these people, in one statement. */
export async function loadPeople(
  keys: Keys,
  tx: Tx,
  prospectIds: readonly string[],
): Promise<Map<string, PersonFacts>> {
  const { rows } = await sql<PersonFacts & { workspace_id: string }>`
    select p.id, p.workspace_id, p.phone_number, p.email, p.name, p.first_name, p.last_name, p.language, p.country, p.time_zone,
      p.demographics, p.asset_class_interests, p.attributes, p.lead_score, p.held_reason,
      (select jsonb_agg(jsonb_build_object('channel', s.channel, 'purpose', s.purpose, 'granted', s.granted))
         from consent_state s where s.prospect_id = p.id) as consents,
      (select jsonb_agg(jsonb_build_object('channel', i.channel, 'address', i.address, 'account_id', i.account_id, 'status', i.status))
         from channel_identities i where i.prospect_id = p.id) as identities,
      (select jsonb_agg(jsonb_build_object('channel', c.channel, 'account_id', c.account_id, 'next_allowed_at', c.next_allowed_at,
          'last_inbound_at', c.last_inbound_at, 'capped_sends', c.capped_sends, 'account_held', a.policy_hold is not null))
         from contact_channels c left join sender_accounts a on a.id = c.account_id where c.prospect_id = p.id) as contact,
      (select jsonb_agg(jsonb_build_object('channel', s.channel, 'purpose', s.purpose))
         from suppressions s where s.workspace_id = p.workspace_id and s.lifted_at is null
           and (s.address_hash = p.phone_hash or s.prospect_id = p.id)) as suppressions
    from prospects p where p.id = any(${prospectIds}::uuid[])`.execute(tx);
  await addIdentitySuppressions(keys, tx, rows);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A suppression may name a chat id or another channel address: those are known by their hash only. */
async function addIdentitySuppressions(
  keys: Keys,
  tx: Tx,
  people: readonly (PersonFacts & { workspace_id: string })[],
): Promise<void> {
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
  }>`
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

/** Which of these (PM, prospect) pairs are allowed: in the PM's book, or the owner is an admin of the workspace. */
export async function allowedPairs(
  tx: Tx,
  pairs: readonly { user_id: string; prospect_id: string }[],
): Promise<Set<string>> {
  const { rows } = await sql<{ user_id: string; prospect_id: string }>`
    select x.user_id, x.prospect_id from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as x(user_id uuid, prospect_id uuid)
    join users u on u.id = x.user_id
    where u.role = 'admin' or exists (select from relationships r where r.user_id = x.user_id and r.prospect_id = x.prospect_id)`.execute(
    tx,
  );
  return new Set(rows.map((row) => `${row.user_id}:${row.prospect_id}`));
}

/**
 * The lanes still under our lease. FOR KEY SHARE holds off a take-over (FOR UPDATE) until the intents are committed, and
 * lets our own renewals pass: with FOR SHARE each renewal waited for the claims under way, until leases ran out under
 * load. A take-over that was committing just now is seen by countClaims, which reads after the lock.
 */
export async function confirmLanes(
  tx: Tx,
  owner: string,
  lanes: readonly { account_id: string; lease_token: number }[],
  now: Date,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select a.id from sender_accounts a
    join jsonb_to_recordset(${JSON.stringify(lanes)}::jsonb) as l(account_id uuid, lease_token bigint) on l.account_id = a.id
    where a.lease_owner = ${owner} and a.lease_token = l.lease_token and a.lease_expires_at > ${now} and a.policy_hold is null
    order by a.id for key share of a`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

export type ClaimCount = {
  account_id: string;
  workspace_id: string;
  count: number;
  per_day: number;
  lease_token: number;
};

/**
 * Counts claims on the day's row and returns the accounts that are still ours and whose limit had room for all of them.
 * Call it behind confirmLanes, whose locks make the lease it reads the one that holds until the commit.
 */
export async function countClaims(
  tx: Tx,
  owner: string,
  day: string,
  claims: readonly ClaimCount[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ account_id: string; claimed: number }>`
    insert into account_days as d (account_id, workspace_id, day, claimed)
    select c.account_id, c.workspace_id, ${day}::date, c.count
    from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as c(account_id uuid, workspace_id uuid, count int,
      per_day int, lease_token bigint)
    join sender_accounts a on a.id = c.account_id and a.lease_owner = ${owner} and a.lease_token = c.lease_token
    where c.count <= c.per_day order by c.account_id
    on conflict (account_id, day) do update set claimed = d.claimed + excluded.claimed
      where d.claimed + excluded.claimed <= (select per_day from sender_accounts a where a.id = d.account_id)
    returning d.account_id, d.claimed`.execute(tx);
  return new Map(rows.map((row) => [row.account_id, row.claimed]));
}

export type IntentRow = {
  message_id: string;
  created_at: Date;
  attempt: number;
  workspace_id: string;
  account_id: string;
  device_id: string;
  channel: Channel;
  recipient: string;
  claim_token: number;
  prospect_id: string;
  capped: boolean;
  next_allowed_at: Date;
};

/** The attempt rows and the pair's pessimistic reservation, in one statement. */
export async function writeIntents(tx: Tx, intents: readonly IntentRow[], now: Date): Promise<void> {
  await sql`
    with input as (
      select * from jsonb_to_recordset(${JSON.stringify(intents)}::jsonb) as i(
        message_id uuid, created_at timestamptz, attempt smallint, workspace_id uuid, account_id uuid, device_id uuid,
        channel text, recipient text, claim_token bigint, prospect_id uuid, capped boolean, next_allowed_at timestamptz)
    ), attempted as (
      insert into attempts (message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient, claim_token, intent_at)
      select message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient, claim_token, ${now} from input
    )
    insert into contact_channels as c (prospect_id, workspace_id, channel, account_id, next_allowed_at, capped_sends)
    select prospect_id, workspace_id, channel, account_id, next_allowed_at,
           case when capped then array[${now}::timestamptz] else '{}' end
    from input order by prospect_id
    on conflict (prospect_id, channel) do update set
      account_id = excluded.account_id,
      next_allowed_at = excluded.next_allowed_at,
      capped_sends = case when excluded.capped_sends = '{}' then c.capped_sends else
        array(select at from unnest(c.capped_sends) as at where at > ${now}::timestamptz - interval '7 days') || excluded.capped_sends end`.execute(
    tx,
  );
}
