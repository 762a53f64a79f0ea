// What platforms say about our senders and templates. A hold set here stays until an admin decides (product.md §1.6);
// health only describes. Quality and daily tier belong to the WhatsApp portfolio.
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import type { CallbackEvent } from './types.ts';

type Target = { id: string; device_id: string; portfolio_id: string | null };

export async function applyAccountEvents(
  tx: Tx,
  now: Date,
  events: readonly CallbackEvent<'account'>[],
): Promise<void> {
  for (const one of events) {
    const targets = await targetsOf(tx, one);
    await updatePortfolios(tx, now, one, targets);
    for (const target of targets) {
      if (one.event.health) await changeHealth(tx, now, one, target, one.event.health);
      if (one.event.hold) await holdAccount(tx, now, one, target, one.event.hold);
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
      updated_at = ${now}
    where id = any(${ids}::uuid[])`.execute(tx);
}

async function changeHealth(
  tx: Tx,
  now: Date,
  { workspace_id, channel, event }: CallbackEvent<'account'>,
  target: Target,
  health: 'healthy' | 'degraded' | 'offline',
): Promise<void> {
  const { numAffectedRows } = await sql`
    update sender_accounts set health_status = ${health}, health_reason = ${event.detail}, updated_at = ${now}
    where id = ${target.id} and health_status <> ${health}`.execute(tx);
  if (!numAffectedRows) return;
  // A device is as well as its worst account.
  await sql`
    update devices d set health_reason = ${event.detail}, last_health_check = ${now}, updated_at = ${now},
      health_status = (select (array['healthy', 'degraded', 'offline'])[max(array_position(array['healthy', 'degraded', 'offline'], a.health_status))]
                       from sender_accounts a where a.device_id = d.id)
    where d.id = ${target.device_id}`.execute(tx);
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
      data: { health, reason: event.detail },
    },
  ]);
}

async function holdAccount(
  tx: Tx,
  now: Date,
  { workspace_id, channel }: CallbackEvent<'account'>,
  target: Target,
  hold: string,
): Promise<void> {
  const { numAffectedRows } = await sql`
    update sender_accounts set policy_hold = ${hold}, updated_at = ${now}
    where id = ${target.id} and policy_hold is null`.execute(tx);
  if (!numAffectedRows) return;
  await appendEvents(tx, now, [
    {
      workspace_id,
      type: 'account.held',
      occurred_at: now,
      channel,
      account_id: target.id,
      device_id: target.device_id,
      data: { code: 'account_banned', reason: hold },
    },
  ]);
}

export async function applyTemplateEvents(
  tx: Tx,
  now: Date,
  events: readonly CallbackEvent<'template'>[],
): Promise<void> {
  for (const { workspace_id, channel, event } of events) {
    await sql`
      update channel_templates set status = ${event.status}, updated_at = ${now}
      where workspace_id = ${workspace_id} and channel = ${channel} and name = ${event.name} and language = ${event.language}
        and (${event.waba_id ?? null}::text is null or waba_id = ${event.waba_id ?? null})`.execute(tx);
  }
}
