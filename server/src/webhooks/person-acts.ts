// What people do that changes whether we may write to them: keywords, start links, blocking, a platform's marketing
// switch. Rare beside everything else, so one by one and in the order they arrived.
//
// STOP by keyword or button withdraws every purpose on every channel: a person who says stop means us, not one app.
// Blocking and a platform's own switch say something about that channel only.
import { channels, purposes, type Channel, type Purpose } from '@sampark/contracts/domain.ts';
import { settingsOf } from '@sampark/contracts/settings.ts';
import { sql } from 'kysely';
import { hasOwnStops, liftOwnStops } from '../consents/lift-own-stops.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Received } from './apply-inbound.ts';
import { grantConsent, lastWithdrawalSource, withdrawConsent, type ConsentAct } from './consent-acts.ts';
import { readOptOut } from './opt-out.ts';
import { markUsed } from './start-links.ts';
import type { Callback, EventOf } from './types.ts';

/** By a known person; `prospect_id` is locked already. */
export type PlatformAct = Callback<EventOf<'preference' | 'blocked' | 'unblocked'>> & { prospect_id: string };

export async function applyWords(
  rt: Runtime,
  tx: Tx,
  now: Date,
  received: readonly Received[],
): Promise<void> {
  if (received.length === 0) return;
  const keywords = await keywordsOf(tx, [...new Set(received.map((one) => one.workspace_id))]);
  for (const one of received) {
    if (one.link) {
      await followStartLink(rt, tx, now, one);
      continue;
    }
    const reading = readingOf(one, keywords.get(one.workspace_id) ?? []);
    if (reading === 'opt_out') {
      await withdrawConsent(tx, now, { ...actOf(one, 'keyword'), channels, purposes });
    } else if (reading === 'resume') {
      await resume(rt, tx, now, {
        ...actOf(one, 'keyword'),
        channels: [one.channel],
        purposes: ['marketing'],
      });
    } else if (reading === 'refusal') {
      await hold(tx, now, one);
    }
  }
}

/** START takes a STOP back; to somebody who never stopped it is a greeting and grants nothing. */
async function resume(rt: Runtime, tx: Tx, now: Date, act: ConsentAct): Promise<void> {
  const stopped =
    (await lastWithdrawalSource(tx, act.prospect_id, act.channel, 'marketing')) !== undefined ||
    (await hasOwnStops(rt, tx, act));
  if (stopped) await agreeAgain(rt, tx, now, act);
}

async function agreeAgain(rt: Runtime, tx: Tx, now: Date, act: ConsentAct): Promise<void> {
  await grantConsent(tx, now, act);
  await liftOwnStops(rt, tx, now, act);
}

function readingOf(one: Received, keywords: readonly string[]): ReturnType<typeof readOptOut> {
  const { event } = one;
  // `/start` opens the bot; without a link's token it says nothing about consent.
  if (event.message_kind === 'start') return 'none';
  // A button says what its payload says; its title may be in any language.
  const payload = event.message_kind === 'button' ? readOptOut(event.payload ?? '', keywords) : 'none';
  return payload === 'none' ? readOptOut(event.text, keywords) : payload;
}

function actOf(one: Received, source: string): Omit<ConsentAct, 'channels' | 'purposes'> {
  return {
    workspace_id: one.workspace_id,
    prospect_id: one.prospect_id,
    channel: one.channel,
    account_id: one.account_id,
    address: one.event.from,
    source,
    at: one.event.at,
    evidence: {
      text: one.event.text.slice(0, 200),
      external_id: one.event.external_id,
      ...(one.event.message_kind === 'button' ? { payload: one.event.payload ?? '' } : {}),
    },
    ...(one.answers ? { answers: one.answers } : {}),
  };
}

async function followStartLink(rt: Runtime, tx: Tx, now: Date, one: Received): Promise<void> {
  const { link } = one;
  if (!link) return;
  const byChannel = new Map<Channel, Purpose[]>();
  for (const grant of link.grants) {
    const [left, right] = grant.split(':');
    const channel = channels.find((known) => known === left);
    const purpose = purposes.find((known) => known === right);
    if (channel && purpose) byChannel.set(channel, [...(byChannel.get(channel) ?? []), purpose]);
  }
  for (const [channel, granted] of byChannel) {
    await agreeAgain(rt, tx, now, {
      ...actOf(one, 'start_link'),
      channels: [channel],
      purposes: granted,
      evidence: {
        token: link.token,
        wording: link.wording,
        update: one.webhook_id,
        external_id: one.event.external_id,
      },
    });
  }
  await markUsed(tx, now, [link.token]);
}

/** A refusal in other words: nothing goes to this person until somebody has looked (product.md §4.8). */
async function hold(tx: Tx, now: Date, one: Received): Promise<void> {
  const reason = `refusal: ${one.event.text.slice(0, 200)}`;
  const { numAffectedRows } = await sql`
    update prospects set held_reason = ${reason}, updated_at = ${now}
    where id = ${one.prospect_id} and held_reason is null`.execute(tx);
  if (!numAffectedRows) return;
  await appendEvents(tx, now, [
    {
      workspace_id: one.workspace_id,
      type: 'prospect.held',
      occurred_at: one.event.at,
      prospect_id: one.prospect_id,
      campaign_id: one.answers?.campaign_id ?? null,
      message_id: one.answers?.message_id ?? null,
      portfolio_manager_id: one.answers?.portfolio_manager_id ?? null,
      channel: one.channel,
      account_id: one.account_id,
      data: { reason: 'refusal', inbound_id: one.inbound_id },
    },
  ]);
}

export async function applyPlatformActs(
  rt: Runtime,
  tx: Tx,
  now: Date,
  acts: readonly PlatformAct[],
): Promise<void> {
  for (const one of acts) {
    const act = {
      workspace_id: one.workspace_id,
      prospect_id: one.prospect_id,
      channel: one.channel,
      account_id: one.account_id,
      address: one.event.from,
      source: 'platform',
      at: one.event.at,
      evidence: { event: one.event.kind, callback: one.webhook_id },
      channels: [one.channel],
    };
    if (one.event.kind === 'blocked') {
      if (await moveIdentity(tx, now, one, 'blocked')) await withdrawConsent(tx, now, { ...act, purposes });
    } else if (one.event.kind === 'unblocked') {
      // The way is open again; what was agreed to is not. Only a start link or keyword brings consent back.
      await moveIdentity(tx, now, one, 'active');
    } else {
      await applyPreference(rt, tx, now, one.event.marketing, { ...act, purposes: ['marketing'] });
    }
  }
}

/** Resuming on the platform takes back a stop made on the platform, and no other: STOP to us stays. */
async function applyPreference(
  rt: Runtime,
  tx: Tx,
  now: Date,
  marketing: 'stopped' | 'resumed',
  act: ConsentAct,
): Promise<void> {
  const stoppedBy = await lastWithdrawalSource(tx, act.prospect_id, act.channel, 'marketing');
  if (marketing === 'stopped') return withdrawConsent(tx, now, act);
  if (stoppedBy === 'platform') await grantConsent(tx, now, act);
  await liftOwnStops(rt, tx, now, act, 'on_platform');
}

async function moveIdentity(tx: Tx, now: Date, one: PlatformAct, to: 'active' | 'blocked'): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update channel_identities set status = ${to}, status_code = ${to === 'blocked' ? 'blocked_by_contact' : null},
      updated_at = ${now}
    where prospect_id = ${one.prospect_id} and channel = ${one.channel} and address = ${one.event.from}
      and (account_id is null or account_id = ${one.account_id}) and status <> ${to}`.execute(tx);
  if (!numAffectedRows) return false;
  await appendEvents(tx, now, [
    {
      workspace_id: one.workspace_id,
      type: to === 'blocked' ? 'identity.lost' : 'identity.learned',
      occurred_at: one.event.at,
      prospect_id: one.prospect_id,
      channel: one.channel,
      account_id: one.account_id,
      data: to === 'blocked' ? { code: 'blocked_by_contact' } : { source: 'unblocked' },
    },
  ]);
  return true;
}

async function keywordsOf(tx: Tx, workspaces: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; settings: unknown }>`
    select id, settings from workspaces where id = any(${workspaces}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, settingsOf(row.settings).opt_out_keywords]));
}
