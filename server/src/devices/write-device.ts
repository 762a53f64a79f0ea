// Devices and accounts: adding and changing.
import type { AccountPatch, NewAccount, NewDevice } from '@sampark/contracts/devices.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { appendEvents, type DbOrTx, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { synchroniseSender } from '../templates/synchronise-jobs.ts';
import { forgetAccount } from '../webhooks/accounts.ts';
import { accessVersion } from './access-version.ts';
import { callbackUrl } from './callback-url.ts';
import { decideHold, forgetEvidence } from './decide-hold.ts';
import { refuseLimit } from './limits.ts';
import { refuseAddress } from './refuse-address.ts';
import { wakeForDevices, wakeForRoom } from './wake-waiting.ts';

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
    if (patch.maintenance === false) await wakeForDevices(rt, tx, now, [id]);
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

export async function createAccount(
  rt: Runtime,
  actor: Actor,
  device_id: string,
  given: NewAccount,
): Promise<string> {
  const now = rt.clock.now();
  const defaults = rt.channels[given.channel].defaultLimits;
  refuseLimit(given.channel, given.per_day);
  await refuseAddress(rt, given.base_url);
  return rt.db.transaction().execute(async (tx) => {
    const device = await tx
      .selectFrom('devices')
      .select('supported_platforms')
      .where('id', '=', device_id)
      .where('workspace_id', '=', actor.workspace_id)
      .forUpdate()
      .executeTakeFirst();
    if (!device) throw new Problem('not_found');
    await requirePortfolio(tx, actor, given.portfolio_id);
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
    await synchroniseSender(rt, tx, row.id);
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
    await wakeForRoom(rt, tx, now, { workspace_id: actor.workspace_id, channel: given.channel });
    return row.id;
  });
}

async function requirePortfolio(tx: Tx, actor: Actor, id: string | null | undefined): Promise<void> {
  if (!id) return;
  const portfolio = await tx
    .selectFrom('portfolios')
    .select('id')
    .where('id', '=', id)
    .where('workspace_id', '=', actor.workspace_id)
    .executeTakeFirst();
  if (!portfolio)
    throw new Problem('invalid_request', {
      field: 'body.portfolio_id',
      detail: 'There is no such portfolio here.',
    });
}

/** Why an account was taken out that new credentials put right. */
const accessReasons: ReadonlySet<string> = new Set([
  'account_credentials',
  'account_configuration',
  'check_refused',
]);

/**
 * Returns the account's device. `release_hold` on a held account is the decision `release`. `version` is the access the edit
 * was based on; throws `version_conflict` when somebody changed it since.
 */
export async function changeAccount(
  rt: Runtime,
  actor: Actor,
  id: string,
  patch: AccountPatch,
  version?: number,
): Promise<string> {
  const now = rt.clock.now();
  const { release_hold, credentials, base_url, settings, ...rest } = patch;
  if (base_url !== undefined) await refuseAddress(rt, base_url);
  const reached = credentials !== undefined || base_url !== undefined || settings !== undefined;
  const device_id = await rt.db.transaction().execute(async (tx) => {
    const account = await tx
      .selectFrom('sender_accounts as a')
      .select(['id', 'workspace_id', 'device_id', 'channel', 'policy_hold', 'base_url'])
      .select(['health_status', 'health_reason'])
      .select(accessVersion.as('version'))
      .where('id', '=', id)
      .where('workspace_id', '=', actor.workspace_id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!account) throw new Problem('not_found');
    if (version !== undefined && version !== account.version) throw new Problem('version_conflict');
    refuseLimit(account.channel as Channel, patch.per_day);
    await requirePortfolio(tx, actor, patch.portfolio_id);
    // Not held: its access was renewed, and what was known against it counts no more.
    const renewed =
      account.policy_hold === null &&
      (release_hold !== undefined || (reached && accessReasons.has(account.health_reason ?? '')));
    await tx
      .updateTable('sender_accounts')
      .set({
        ...rest,
        ...(credentials ? { credentials: rt.keys.seal(JSON.stringify(credentials)) } : {}),
        ...(base_url === undefined ? {} : { base_url: base_url.replace(/\/+$/, '') }),
        ...(settings ? { settings: JSON.stringify(settings) } : {}),
        ...(renewed ? { health_status: 'healthy', health_reason: null } : {}),
        updated_at: now,
      })
      .where('id', '=', id)
      .execute();
    if (renewed) await forgetEvidence(tx, now, account);
    if (reached) await synchroniseSender(rt, tx, id);
    // Whom this number reached counts there too: the next claim counts anew (portfolio-budget.ts).
    if (patch.portfolio_id)
      await tx
        .updateTable('portfolios')
        .set({ window_at: null })
        .where('id', '=', patch.portfolio_id)
        .execute();
    if (renewed || patch.per_day !== undefined || patch.portfolio_id !== undefined)
      await wakeForRoom(rt, tx, now, { workspace_id: actor.workspace_id, channel: account.channel });
    const fields = Object.keys(patch).filter((name) => name !== 'release_hold');
    await appendEvents(tx, now, [
      ...(renewed
        ? [event('account.released', { held_for: null, reason: release_hold ?? 'new access' })]
        : []),
      // Names of what changed, and where it is reached; never the credentials.
      ...(fields.length > 0
        ? [
            event('device.changed', {
              fields,
              ...(base_url === undefined ? {} : { base_url, base_url_was: account.base_url }),
            }),
          ]
        : []),
    ]);
    return account.device_id;

    function event(type: 'account.released' | 'device.changed', data: Record<string, unknown>) {
      return {
        ...{ workspace_id: actor.workspace_id, type, occurred_at: now, actor_id: actor.user_id },
        ...{ device_id: account?.device_id ?? null, account_id: id, channel: account?.channel ?? null, data },
      };
    }
  });
  if (reached) forgetAccount(rt, id);
  if (release_hold !== undefined && (await isHeld(rt, id)))
    await decideHold(rt, actor, id, { decision: 'release', reason: release_hold });
  return device_id;
}

async function isHeld(rt: Runtime, id: string): Promise<boolean> {
  const row = await rt.db
    .selectFrom('sender_accounts')
    .select('policy_hold')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.policy_hold != null;
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
  const now = rt.clock.now();
  const of = { device_id: account.device_id, account_id: id, channel, actor_id: actor.user_id };
  await appendEvents(db, now, [
    {
      ...{ ...of, workspace_id: actor.workspace_id, type: 'device.changed', occurred_at: now },
      data: { fields: ['callbacks'] },
    },
  ]);
  return url;
}
