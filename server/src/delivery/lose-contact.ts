// A platform said that a person is not there, has blocked us, or stopped marketing. That channel closes for them; the
// others stay open. Facts learned from traffic, written with the outcome or receipt that taught them.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { SendCode } from '@sampark/contracts/send-codes.ts';
import { sql } from 'kysely';
import { keepTheGraver } from '../consents/add-suppression.ts';
import { recordRefusals } from '../consents/record-refusals.ts';
import { appendEvents, type NewEvent, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';

export type LostContact = {
  workspace_id: string;
  prospect_id: string;
  campaign_id: string | null;
  message_id: string;
  account_id: string;
  channel: Channel;
  recipient: string;
  code: SendCode;
  /** What it means; derived from the code when the platform's answer did not say. */
  suppress?: 'unreachable' | 'blocked' | 'marketing';
};

const meaning: Partial<Record<SendCode, NonNullable<LostContact['suppress']>>> = {
  not_on_channel: 'unreachable',
  unreachable: 'unreachable',
  not_started: 'unreachable',
  blocked_by_contact: 'blocked',
  marketing_stopped: 'marketing',
};

const personIsNotThere: readonly SendCode[] = [
  'not_on_channel',
  'unreachable',
  'not_started',
  'blocked_by_contact',
];
/** Refusals that concern this person on this channel only: the next consented channel may be tried. */
export const fallbackCodes: ReadonlySet<string> = new Set(personIsNotThere);

/**
 * Those who refused, before anything of theirs is written: a claim either committed its intents before, or sees it. Call
 * it first in the transaction; a claim holds these locks while it waits for rows.
 */
export async function lockRefusing(tx: Tx, contacts: readonly LostContact[]): Promise<void> {
  const ids = contacts.flatMap((one) =>
    (one.suppress ?? meaning[one.code] ?? 'unreachable') === 'unreachable' ? [] : [one.prospect_id],
  );
  if (ids.length === 0) return;
  await sql`select from prospects where id = any(${[...new Set(ids)]}::uuid[]) order by id for no key update`.execute(
    tx,
  );
}

export async function loseContacts(
  rt: Runtime,
  tx: Tx,
  contacts: readonly LostContact[],
  now: Date,
): Promise<void> {
  const lost = contacts.flatMap((one) => {
    const suppress = one.suppress ?? meaning[one.code];
    return suppress ? [{ ...one, suppress }] : [];
  });
  if (lost.length === 0) return;
  await closeIdentities(
    tx,
    lost.filter((one) => one.suppress !== 'marketing'),
    now,
  );
  await stopMarketing(
    rt,
    tx,
    lost.filter((one) => one.suppress === 'marketing'),
    now,
  );
  await recordRefusals(tx, lost, now);
  await appendEvents(
    tx,
    now,
    lost.map((one): NewEvent => ({
      workspace_id: one.workspace_id,
      type: one.suppress === 'marketing' ? 'suppression.added' : 'identity.lost',
      occurred_at: now,
      prospect_id: one.prospect_id,
      campaign_id: one.campaign_id,
      channel: one.channel,
      account_id: one.account_id,
      data: { code: one.code },
    })),
  );
}

async function closeIdentities(tx: Tx, lost: readonly LostContact[], now: Date): Promise<void> {
  const rows = [
    ...new Map(lost.map((one) => [`${one.prospect_id}/${one.channel}/${one.account_id}`, one])).values(),
  ]
    .sort((a, b) => a.prospect_id.localeCompare(b.prospect_id))
    .map((one) => ({
      workspace_id: one.workspace_id,
      prospect_id: one.prospect_id,
      channel: one.channel,
      address: one.recipient,
      // A Telegram chat is one bot's; elsewhere the person is gone for every number.
      account_id: one.channel === 'telegram' ? one.account_id : null,
      status: one.suppress ?? meaning[one.code],
      code: one.code,
    }));
  if (rows.length === 0) return;
  await sql`
    insert into channel_identities (workspace_id, prospect_id, channel, address, account_id, status, status_code, source, learned_at, updated_at)
    select workspace_id, prospect_id, channel, address, account_id, status, code, 'send_result', ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x(workspace_id uuid, prospect_id uuid, channel text, address text, account_id uuid, status text, code text)
    on conflict (prospect_id, channel, coalesce(account_id, '00000000-0000-0000-0000-000000000000'::uuid))
      do update set status = excluded.status, status_code = excluded.status_code, updated_at = excluded.updated_at`.execute(
    tx,
  );
}

async function stopMarketing(rt: Runtime, tx: Tx, lost: readonly LostContact[], now: Date): Promise<void> {
  for (const one of lost) {
    await sql`
      insert into suppressions (workspace_id, address_hash, channel, purpose, reason, source, prospect_id, created_at)
      values (${one.workspace_id}, ${rt.keys.addressHash(one.recipient)}, ${one.channel}, 'marketing',
              'marketing_stopped', 'platform', ${one.prospect_id}, ${now})
      ${keepTheGraver}`.execute(tx);
  }
}
