// What people do in the platform that changes whether we may write to them there: blocking us, its marketing switch. It says
// something about that channel only.
import { purposes } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { liftOwnStops } from '../consents/lift-own-stops.ts';
import { entriesOf, grantConsent, isKnown, withdrawConsent, type ChannelAct } from '../consents/own-acts.ts';
import { resumes } from '../consents/resumes.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Callback, EventOf } from './types.ts';

/** By a known person; `prospect_id` is locked already. */
export type PlatformAct = Callback<EventOf<'preference' | 'blocked' | 'unblocked'>> & { prospect_id: string };

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
  act: ChannelAct,
): Promise<void> {
  if (await isKnown(tx, act, marketing === 'stopped' ? 'withdrawn' : 'granted')) return;
  if (marketing === 'stopped') return withdrawConsent(tx, now, act);
  const entries = await entriesOf(tx, act.prospect_id, act.channel, 'marketing');
  if (resumes(entries)) await grantConsent(tx, now, act);
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
