// Enters: a start link that a person followed on Telegram. Leaves: their identity there and what they granted, exactly as
// the link's page named it; this is the person's own act and so reverses an earlier opt-out of the same. Runs in the
// transaction that applies the inbound message. Undefined when the link is none of this bot's, or was used by another.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { lockPerson } from './queries.ts';
import { recordConsents } from './record-consents.ts';

export type FollowedLink = {
  token: string;
  workspace_id: string;
  account_id: string;
  address: string;
  occurred_at: Date;
};

type Link = {
  prospect_id: string | null;
  grants: string[];
  wording: string;
  used_at: Date | null;
  same: boolean;
};

export async function redeemStartLink(
  rt: Runtime,
  tx: Tx,
  followed: FollowedLink,
): Promise<{ prospect_id: string } | undefined> {
  const now = rt.clock.now();
  const { rows } = await sql<Link>`
    select l.prospect_id, l.grants, l.wording, l.used_at,
      exists (select from channel_identities c where c.prospect_id = l.prospect_id and c.channel = 'telegram'
        and c.account_id = ${followed.account_id} and c.address = ${followed.address}) as same
    from start_links l
    where l.token = ${followed.token} and l.workspace_id = ${followed.workspace_id} and l.channel = 'telegram'
      and (l.account_id is null or l.account_id = ${followed.account_id})
    for update of l`.execute(tx);
  const link = rows[0];
  if (!link || link.prospect_id === null) return undefined;
  // A forwarded link: the first to follow it is the person it names. Pressing start twice changes nothing.
  if (link.used_at !== null) return link.same ? { prospect_id: link.prospect_id } : undefined;
  const prospectId = link.prospect_id;
  const person = await lockPerson(tx, prospectId);
  if (!person) return undefined;
  await sql`update start_links set used_at = ${now} where token = ${followed.token}`.execute(tx);
  await learnIdentity(tx, followed, prospectId, now);
  const grants = link.grants.map((grant) => {
    const [channel, purpose] = grant.split(':');
    return { channel: channel as Channel, purpose: purpose as Purpose };
  });
  await recordConsents(
    tx,
    { workspace_id: followed.workspace_id, now },
    grants.map((grant) => ({
      prospect_id: prospectId,
      ...grant,
      action: 'granted',
      source: 'start link',
      by_person: true,
      evidence: { token: followed.token, wording: link.wording, account_id: followed.account_id },
      occurred_at: followed.occurred_at,
    })),
  );
  const addresses = [
    rt.keys.addressHash(followed.address),
    ...(person.phone_hash ? [person.phone_hash] : []),
  ];
  for (const grant of grants) await liftOwnStops(tx, followed.workspace_id, addresses, grant, now);
  return { prospect_id: prospectId };
}

async function learnIdentity(tx: Tx, followed: FollowedLink, prospectId: string, now: Date): Promise<void> {
  await sql`
    insert into channel_identities (workspace_id, prospect_id, channel, address, account_id, source, learned_at, updated_at)
    values (${followed.workspace_id}, ${prospectId}, 'telegram', ${followed.address}, ${followed.account_id}, 'start link', ${now}, ${now})
    on conflict (prospect_id, channel, coalesce(account_id, '00000000-0000-0000-0000-000000000000'::uuid))
    do update set address = excluded.address, status = 'active', status_code = null, updated_at = excluded.updated_at`.execute(
    tx,
  );
  await appendEvents(tx, now, [
    {
      workspace_id: followed.workspace_id,
      type: 'identity.learned',
      occurred_at: followed.occurred_at,
      prospect_id: prospectId,
      channel: 'telegram',
      account_id: followed.account_id,
      data: { source: 'start link' },
    },
  ]);
}

/** What the person themself had stopped, narrowly: this channel and purpose, never a complaint or an erasure. */
async function liftOwnStops(
  tx: Tx,
  workspaceId: string,
  hashes: Buffer[],
  grant: { channel: Channel; purpose: Purpose },
  now: Date,
): Promise<void> {
  await sql`
    update suppressions set lifted_at = ${now}, lifted_reason = 'start link'
    where workspace_id = ${workspaceId} and address_hash = any(${hashes}::bytea[]) and lifted_at is null
      and reason in ('opted_out', 'blocked_by_person') and channel = ${grant.channel}
      and (purpose is null or purpose = ${grant.purpose})`.execute(tx);
}
