// What platforms say about our senders. A hold set here stays until an admin decides (product.md §1.6);
// health only describes. Quality and daily tier belong to the WhatsApp portfolio.
import { healthReasons } from '@sampark/contracts/health-reasons.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { holdAccount } from '../devices/hold-account.ts';
import { wakeForRoom } from '../devices/wake-waiting.ts';
import type { Runtime } from '../runtime.ts';
import type { CallbackEvent } from './types.ts';

type Target = { id: string; device_id: string; portfolio_id: string | null };

export async function applyAccountEvents(
  rt: Runtime,
  tx: Tx,
  now: Date,
  events: readonly CallbackEvent<'account'>[],
): Promise<void> {
  for (const one of events) {
    const targets = await targetsOf(tx, one);
    await updatePortfolios(tx, now, one, targets);
    if (one.event.tier_limit !== undefined) await wakeForRoom(rt, tx, now, one);
    for (const target of targets) {
      if (one.event.hold) {
        const held = {
          ...{ workspace_id: one.workspace_id, channel: one.channel, code: 'account_banned' },
          ...{ account_id: target.id, device_id: target.device_id, reason: one.event.hold },
          ...(one.event.health ? { health: one.event.health } : {}),
        };
        await holdAccount(tx, now, held, (name) => rt.crashPoint(name));
      } else if (one.event.health) await changeHealth(rt, tx, now, one, target, one.event.health);
    }
  }
}

/** The accounts meant, locked in id order: every one of the business, the number named, or the one called. */
async function targetsOf(tx: Tx, { account_id, event }: CallbackEvent<'account'>): Promise<Target[]> {
  const { rows } = await sql<Target & { own: boolean; phone: string }>`
    select a.id, a.device_id, a.portfolio_id, a.id = called.id as own,
      regexp_replace(coalesce(a.settings->>'display_phone_number', ''), '\\D', '', 'g') as phone
    from sender_accounts called join sender_accounts a
      on a.workspace_id = called.workspace_id and a.channel = called.channel
        and (a.id = called.id or a.portfolio_id = called.portfolio_id)
    where called.id = ${account_id} order by a.id for no key update of a`.execute(tx);
  if (event.scope === 'portfolio') return rows;
  const named = event.phone === undefined ? [] : rows.filter((row) => row.phone === event.phone);
  return named.length > 0 ? named : rows.filter((row) => row.own);
}

async function updatePortfolios(
  tx: Tx,
  now: Date,
  { event }: CallbackEvent<'account'>,
  targets: readonly Target[],
): Promise<void> {
  const ids = [...new Set(targets.flatMap((one) => one.portfolio_id ?? []))];
  if (ids.length === 0 || (event.quality === undefined && event.tier_limit === undefined)) return;
  await sql`
    update portfolios set quality = coalesce(${event.quality ?? null}, quality),
      tier_limit = case when ${event.tier_limit !== undefined} then ${event.tier_limit ?? null}::integer else tier_limit end,
      -- Who was reached without a tier was not counted: a new one starts with a recount.
      window_at = case when ${event.tier_limit !== undefined} and tier_limit is null then null else window_at end,
      updated_at = ${now}
    where id = any(${ids}::uuid[])`.execute(tx);
}

async function changeHealth(
  rt: Runtime,
  tx: Tx,
  now: Date,
  { workspace_id, channel, event }: CallbackEvent<'account'>,
  target: Target,
  health: 'healthy' | 'degraded' | 'offline',
): Promise<void> {
  // "Well again" ends what the platform said before; what we see for ourselves (monitor-health.ts) stays.
  await sql`update health_watch set said_health = ${health === 'healthy' ? null : health},
    said_reason = ${health === 'healthy' ? null : event.detail} where account_id = ${target.id}`.execute(tx);
  const { rows } = await sql<{ was: string }>`
    update sender_accounts set health_status = ${health}, health_reason = ${health === 'healthy' ? null : event.detail}, updated_at = ${now}
    where id = ${target.id} and health_status <> ${health} and policy_hold is null
      and not (${health} = 'healthy' and coalesce(health_reason = any(${healthReasons}::text[]), false))
      and not (${health} = 'degraded' and health_status = 'offline')
    returning old.health_status as was`.execute(tx);
  const row = rows[0];
  if (!row) return;
  if (row.was === 'offline') await wakeForRoom(rt, tx, now, { workspace_id, channel });
  await sql`
    insert into device_health_history (workspace_id, device_id, account_id, health_status, reason, at)
    values (${workspace_id}, ${target.device_id}, ${target.id}, ${health}, ${event.detail}, ${now})`.execute(
    tx,
  );
  await appendEvents(tx, now, [
    {
      workspace_id,
      type: 'device.health_changed',
      occurred_at: now,
      channel,
      account_id: target.id,
      device_id: target.device_id,
      data: { from: row.was, to: health, reason: event.detail },
    },
  ]);
}
