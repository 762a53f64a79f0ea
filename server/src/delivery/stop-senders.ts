// What stops more than one message: a sender the platform holds or refuses, a template it does not take. Said by the answer
// to a send, or later by the receipt of one it had accepted.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { SendCode } from '@sampark/contracts/send-codes.ts';
import { sql } from 'kysely';
import { holdAccount } from '../devices/hold-account.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';

export type Sender = { workspace_id: string; account_id: string; device_id: string; channel: Channel };

/** A ban or spam signal: an administrator decides. */
export async function holdSender(
  tx: Tx,
  sender: Sender,
  code: string,
  now: Date,
  crashPoint: Runtime['crashPoint'],
): Promise<void> {
  await holdAccount(tx, now, { ...sender, reason: code, code }, crashPoint);
}

/** Refused, expired, not paid: offline until a person repairs it. */
export async function stopSender(tx: Tx, sender: Sender, code: string, now: Date): Promise<void> {
  const { workspace_id, account_id, device_id, channel } = sender;
  const { numUpdatedRows } = await tx
    .updateTable('sender_accounts')
    .set({ health_status: 'offline', health_reason: code })
    .where('id', '=', account_id)
    .where('health_status', '<>', 'offline')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await tx
    .insertInto('device_health_history')
    .values({ workspace_id, device_id, account_id, health_status: 'offline', reason: code, at: now })
    .execute();
  await appendEvents(tx, now, [
    {
      ...{ workspace_id, account_id, device_id, channel },
      ...{ type: 'device.health_changed', occurred_at: now, data: { to: 'offline', code } },
    },
  ]);
}

export type RefusedTemplate = {
  workspace_id: string;
  campaign_id: string | null;
  code: string;
  /** When the refused message left. */
  intent_at: Date;
};

/**
 * A template the platform refuses would fail for everyone: the campaign pauses and says why. Somebody who resumed it since the
 * message left knew of the template: what comes back of that time does not pause it again.
 */
export async function stopTemplates(tx: Tx, refused: readonly RefusedTemplate[], now: Date): Promise<void> {
  const stopped = new Map<string, RefusedTemplate>();
  for (const one of refused) {
    if (one.campaign_id === null || !one.code.startsWith('template_')) continue;
    const known = stopped.get(one.campaign_id);
    if (!known || known.intent_at < one.intent_at) stopped.set(one.campaign_id, one);
  }
  for (const [campaign_id, { workspace_id, code, intent_at }] of stopped) {
    const { numAffectedRows } = await sql`
      update campaigns set status = 'paused', version = version + 1, updated_at = ${now}
      where id = ${campaign_id} and status = 'active' and coalesce(resumed_at <= ${intent_at}, true)`.execute(
      tx,
    );
    if (!numAffectedRows) continue;
    await appendEvents(tx, now, [
      { workspace_id, type: 'campaign.paused', occurred_at: now, campaign_id, data: { reason: code } },
    ]);
  }
}

const held: ReadonlySet<string> = new Set<SendCode>(['account_spam', 'account_banned', 'captcha_required']);
const refused: ReadonlySet<string> = new Set<SendCode>([
  'account_credentials',
  'account_configuration',
  'account_billing',
]);

export type LateFailure = RefusedTemplate & { account_id: string; event: { at: Date } };

/**
 * The same, told by a receipt. Of a sender that a person released or repaired since the failure it says nothing any more:
 * receipts of what left before come for days.
 */
export async function stopForReceipts(
  rt: Runtime,
  tx: Tx,
  failures: readonly LateFailure[],
  now: Date,
): Promise<void> {
  const telling = failures.filter((one) => held.has(one.code) || refused.has(one.code));
  for (const one of telling.toSorted((a, b) => (a.account_id < b.account_id ? -1 : 1))) {
    const { rows } = await sql<Sender>`
      select a.workspace_id, a.id as account_id, a.device_id, a.channel from sender_accounts a
      left join health_watch w on w.account_id = a.id
      where a.id = ${one.account_id} and coalesce(w.evidence_from < ${one.event.at}, true)`.execute(tx);
    const [sender] = rows;
    if (!sender) continue;
    if (held.has(one.code)) await holdSender(tx, sender, one.code, now, (name) => rt.crashPoint(name));
    else await stopSender(tx, sender, one.code, now);
  }
  await stopTemplates(tx, failures, now);
}
