// Devices and accounts: adding, changing, heartbeats, and an administrator's decision about a held account.
import type { AccountPatch, Heartbeat, NewAccount, NewDevice } from '@sampark/contracts/devices.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { appendEvents, type DbOrTx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { callbackUrl } from './queries.ts';

// product.md §1.6: for owned numbers on Signal and iMessage 500 a day is the most an administrator may set.
const highestPerDay: Partial<Record<Channel, number>> = { signal: 500, imessage: 500 };

export async function createDevice(rt: Runtime, actor: Actor, given: NewDevice): Promise<string> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('devices')
      .values({
        workspace_id: actor.workspace_id,
        ...given,
        supported_platforms: [],
        created_at: now,
        updated_at: now,
        last_health_check: now,
      })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'device_identifier']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Problem('device_exists', { field: 'body.device_identifier' });
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'device.created',
        occurred_at: now,
        actor_id: actor.user_id,
        device_id: row.id,
        data: { name: given.name },
      },
    ]);
    return row.id;
  });
}

export async function changeDevice(
  rt: Runtime,
  actor: Actor,
  id: string,
  patch: { name?: string; maintenance?: boolean },
): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('devices')
      .set({ ...patch, updated_at: now })
      .where('id', '=', id)
      .where('workspace_id', '=', actor.workspace_id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem('not_found');
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'device.changed',
        occurred_at: now,
        actor_id: actor.user_id,
        device_id: id,
        data: patch,
      },
    ]);
  });
}

/** A device reports how it is; a change of state is kept in its history. */
export async function recordHeartbeat(rt: Runtime, actor: Actor, id: string, beat: Heartbeat): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ was: string }>`
      update devices set health_status = ${beat.health_status}, health_reason = ${beat.reason ?? null}, last_health_check = ${now}
      where id = ${id} and workspace_id = ${actor.workspace_id} returning old.health_status as was`.execute(
      tx,
    );
    const before = rows[0];
    if (!before) throw new Problem('not_found');
    if (before.was === beat.health_status) return;
    await sql`insert into device_health_history (workspace_id, device_id, health_status, reason, at)
      values (${actor.workspace_id}, ${id}, ${beat.health_status}, ${beat.reason ?? null}, ${now})`.execute(
      tx,
    );
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'device.health_changed',
        occurred_at: now,
        device_id: id,
        data: { from: before.was, to: beat.health_status, reason: beat.reason },
      },
    ]);
  });
}

export async function createAccount(
  rt: Runtime,
  actor: Actor,
  device_id: string,
  given: NewAccount,
): Promise<string> {
  const now = rt.clock.now();
  const defaults = rt.channels[given.channel].defaultLimits;
  refuseLimit(given.channel, given.per_day);
  return rt.db.transaction().execute(async (tx) => {
    const device = await tx
      .selectFrom('devices')
      .select('supported_platforms')
      .where('id', '=', device_id)
      .where('workspace_id', '=', actor.workspace_id)
      .forUpdate()
      .executeTakeFirst();
    if (!device) throw new Problem('not_found');
    if (given.portfolio_id) {
      const portfolio = await tx
        .selectFrom('portfolios')
        .select('id')
        .where('id', '=', given.portfolio_id)
        .where('workspace_id', '=', actor.workspace_id)
        .executeTakeFirst();
      if (!portfolio)
        throw new Problem('invalid_request', {
          field: 'body.portfolio_id',
          detail: 'There is no such portfolio here.',
        });
    }
    const row = await tx
      .insertInto('sender_accounts')
      .values({
        workspace_id: actor.workspace_id,
        device_id,
        portfolio_id: given.portfolio_id ?? null,
        channel: given.channel,
        address: given.address,
        display_name: given.display_name ?? given.address,
        base_url: given.base_url.replace(/\/+$/, ''),
        credentials: rt.keys.seal(JSON.stringify(given.credentials)),
        settings: JSON.stringify(given.settings ?? {}),
        per_second: given.per_second ?? defaults.per_second,
        per_day: given.per_day ?? defaults.per_day,
        pair_seconds: given.pair_seconds ?? defaults.pair_seconds,
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'channel', 'address']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row)
      throw new Problem('device_exists', {
        field: 'body.address',
        detail: 'An account with this address is connected already.',
      });
    const platforms = [...new Set([...device.supported_platforms, given.channel])];
    await tx
      .updateTable('devices')
      .set({ supported_platforms: platforms, updated_at: now })
      .where('id', '=', device_id)
      .execute();
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'device.changed',
        occurred_at: now,
        actor_id: actor.user_id,
        device_id,
        account_id: row.id,
        channel: given.channel,
        data: { account: given.address },
      },
    ]);
    return row.id;
  });
}

export async function changeAccount(
  rt: Runtime,
  actor: Actor,
  id: string,
  patch: AccountPatch,
): Promise<string> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const account = await tx
      .selectFrom('sender_accounts')
      .select(['device_id', 'channel', 'policy_hold', 'health_reason'])
      .where('id', '=', id)
      .where('workspace_id', '=', actor.workspace_id)
      .forUpdate()
      .executeTakeFirst();
    if (!account) throw new Problem('not_found');
    refuseLimit(account.channel as Channel, patch.per_day);
    const { release_hold, credentials, ...rest } = patch;
    await tx
      .updateTable('sender_accounts')
      .set({
        ...rest,
        ...(credentials ? { credentials: rt.keys.seal(JSON.stringify(credentials)) } : {}),
        ...(release_hold ? { policy_hold: null, health_status: 'healthy', health_reason: null } : {}),
        updated_at: now,
      })
      .where('id', '=', id)
      .execute();
    // What this account had done to its device goes with it; what the device reported of itself stays.
    if (release_hold && account.health_reason) {
      await sql`
        update devices d set health_reason = null, updated_at = ${now},
          health_status = coalesce((select (array['healthy', 'degraded', 'offline'])[max(array_position(array['healthy', 'degraded', 'offline'], a.health_status))]
            from sender_accounts a where a.device_id = d.id), d.health_status)
        where d.id = ${account.device_id} and d.health_reason = ${account.health_reason}`.execute(tx);
    }
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: release_hold ? 'account.released' : 'device.changed',
        occurred_at: now,
        actor_id: actor.user_id,
        device_id: account.device_id,
        account_id: id,
        channel: account.channel,
        // Names of what changed; never the credentials.
        data: release_hold
          ? { held_for: account.policy_hold, reason: release_hold }
          : { fields: Object.keys(patch) },
      },
    ]);
    return account.device_id;
  });
}

/** Tells the platform where to call back. Returns the address without a secret in it. */
export async function connectCallbacks(rt: Runtime, db: DbOrTx, actor: Actor, id: string): Promise<string> {
  const account = await db
    .selectFrom('sender_accounts')
    .selectAll()
    .where('id', '=', id)
    .where('workspace_id', '=', actor.workspace_id)
    .executeTakeFirst();
  if (!account) throw new Problem('not_found');
  const channel = account.channel as Channel;
  const url = callbackUrl(rt, channel, id);
  try {
    await rt.channels[channel].registerCallbacks?.(
      rt.http,
      {
        id,
        channel,
        address: account.address,
        base_url: account.base_url,
        credentials: JSON.parse(rt.keys.open(account.credentials)) as Record<string, string>,
        settings: account.settings as Record<string, unknown>,
      },
      url,
    );
  } catch (cause) {
    // The platform said no, or the account lacks what it takes: its own words help the administrator most.
    throw new Problem('platform_refused', { detail: cause instanceof Error ? cause.message : String(cause) });
  }
  return url;
}

function refuseLimit(channel: Channel, perDay: number | undefined): void {
  const highest = highestPerDay[channel];
  if (highest !== undefined && perDay !== undefined && perDay > highest) {
    throw new Problem('invalid_request', {
      field: 'body.per_day',
      detail: `At most ${highest} a day on ${channel}.`,
    });
  }
}
