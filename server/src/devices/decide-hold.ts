// An administrator's decision about held accounts: one, or all of a WhatsApp portfolio that one signal stopped. Enters:
// release, or continue without them, and why. Leaves: the accounts going on or staying stopped, their campaigns going on
// in both cases, and what waited for the decision due at once. Recorded with the administrator's name.
import type { AccountDecision } from '@sampark/contracts/devices.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { wakeForRoom, wakeHeld } from './wake-waiting.ts';

type Known = {
  id: string;
  workspace_id: string;
  device_id: string;
  channel: string;
  health_status: string;
  health_reason: string | null;
};
type Held = Known & { policy_hold: string };

/** Returns the device of the account. */
export async function decideHold(
  rt: Runtime,
  actor: Actor,
  id: string,
  given: AccountDecision,
): Promise<string> {
  return decideTogether(rt, async (tx) => {
    const accounts = await lockAccounts(tx, actor, sql`id = ${id}`);
    const [account] = accounts;
    if (!account) throw new Problem('not_found');
    await decide(rt, tx, actor, accounts, given);
    return account.device_id;
  });
}

/** All of its accounts that are held and may be decided about in this way. */
export async function decidePortfolio(
  rt: Runtime,
  actor: Actor,
  portfolio_id: string,
  given: AccountDecision,
): Promise<void> {
  await decideTogether(rt, async (tx) => {
    await decide(
      rt,
      tx,
      actor,
      await lockAccounts(tx, actor, sql`portfolio_id = ${portfolio_id} and policy_hold is not null`),
      given,
    );
  });
}

async function decideTogether<T>(rt: Runtime, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done = await rt.db.transaction().execute(async (tx) => {
    const result = await work(tx);
    rt.crashPoint('before-decision-commit');
    return result;
  });
  rt.crashPoint('after-decision-commit');
  return done;
}

type Account = Omit<Held, 'policy_hold'> & { policy_hold: string | null; hold_decision: string | null };

/** Not `for update`: claims that hold messages wait for these rows' keys only, so the two cannot block each other. */
async function lockAccounts(tx: Tx, actor: Actor, which: ReturnType<typeof sql>): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select id, workspace_id, device_id, channel, policy_hold, hold_decision, health_status, health_reason from sender_accounts
    where ${which} and workspace_id = ${actor.workspace_id} order by id for no key update`.execute(tx);
  return rows;
}

async function decide(
  rt: Runtime,
  tx: Tx,
  actor: Actor,
  accounts: readonly Account[],
  given: AccountDecision,
): Promise<void> {
  const now = rt.clock.now();
  const open = accounts.flatMap(({ policy_hold, hold_decision, ...rest }) =>
    policy_hold === null || (given.decision === 'continue_without' && hold_decision !== null)
      ? []
      : [{ ...rest, policy_hold }],
  );
  const [first] = open;
  if (!first) throw new Problem('account_not_held');
  for (const account of open)
    if (given.decision === 'release') await release(tx, now, account);
    else await continueWithout(tx, now, account);
  const ids = open.map((one) => one.id);
  const campaigns = await settleCampaigns(tx, actor, now, ids, given);
  await appendEvents(tx, now, [
    ...open.map((account) => ({
      workspace_id: actor.workspace_id,
      type:
        given.decision === 'release' ? ('account.released' as const) : ('account.continued_without' as const),
      occurred_at: now,
      actor_id: actor.user_id,
      device_id: account.device_id,
      account_id: account.id,
      channel: account.channel,
      data: {
        ...{ held_for: account.policy_hold, reason: given.reason },
        ...(open.length > 1 ? { together: open.length } : {}),
      },
    })),
    ...campaigns.map((one) => ({
      workspace_id: actor.workspace_id,
      type: 'campaign.channel_released' as const,
      occurred_at: now,
      actor_id: actor.user_id,
      campaign_id: one.campaign_id,
      portfolio_manager_id: one.portfolio_manager_id,
      channel: first.channel,
      account_id: one.account_id,
      data: { decision: given.decision, reason: given.reason },
    })),
  ]);
  const where = { channel: first.channel, workspace_id: actor.workspace_id };
  await wakeHeld(rt, tx, now, { account_ids: ids, ...where });
  // Others too, who found no room while it stood still.
  if (given.decision === 'release') await wakeForRoom(rt, tx, now, where);
}

async function release(tx: Tx, now: Date, account: Held): Promise<void> {
  await sql`update sender_accounts set policy_hold = null, held_at = null, hold_decision = null, health_status = 'healthy',
      health_reason = null, updated_at = ${now} where id = ${account.id}`.execute(tx);
  await forgetEvidence(tx, now, account);
}

/**
 * What was known against an account counts no more from here: an administrator looked, and it is healthy. Its device keeps
 * what it reported of itself, and loses what was written on it for the account's sake. Whoever was told that it was
 * offline hears that it is back.
 */
export async function forgetEvidence(tx: Tx, now: Date, account: Known): Promise<void> {
  await sql`insert into health_watch (device_id, account_id, workspace_id, since, evidence_from)
    select device_id, id, workspace_id, ${now}, ${now} from sender_accounts where id = ${account.id}
    on conflict (device_id, account_id) do update set bad = 0, good = 0, toward = null, since = ${now}, evidence_from = ${now},
      said_health = null, said_reason = null, check_streak = 0`.execute(tx);
  const { id: account_id, workspace_id, device_id, channel, health_status: from } = account;
  if (from !== 'healthy') {
    await sql`insert into device_health_history (workspace_id, device_id, account_id, health_status, at)
      values (${workspace_id}, ${device_id}, ${account_id}, 'healthy', ${now})`.execute(tx);
    await appendEvents(tx, now, [
      {
        ...{ workspace_id, account_id, device_id, channel, type: 'device.health_changed', occurred_at: now },
        data: { from, to: 'healthy', reason: null },
      },
    ]);
  }
  if (account.health_reason === null) return;
  await sql`update devices set health_status = 'healthy', health_reason = null, updated_at = ${now}
    where id = ${account.device_id} and health_reason = ${account.health_reason}`.execute(tx);
}

/** Its people lose their number: the next message may come from another one of the same channel. */
async function continueWithout(tx: Tx, now: Date, account: { id: string }): Promise<void> {
  await sql`update sender_accounts set hold_decision = 'continue_without', updated_at = ${now} where id = ${account.id}`.execute(
    tx,
  );
  await sql`
    with theirs as (select prospect_id, channel from contact_channels where account_id = ${account.id}
      order by prospect_id, channel for update)
    update contact_channels c set account_id = null from theirs
    where c.prospect_id = theirs.prospect_id and c.channel = theirs.channel and c.account_id = ${account.id}`.execute(
    tx,
  );
}

type Released = { campaign_id: string; portfolio_manager_id: string; account_id: string };

/** Each campaign once, however many of its senders were decided about. */
async function settleCampaigns(
  tx: Tx,
  actor: Actor,
  now: Date,
  account_ids: readonly string[],
  given: AccountDecision,
): Promise<Released[]> {
  const { rows } = await sql<Released>`
    with settled as (
      update campaign_channel_holds h set decided_at = ${now}, decided_by = ${actor.user_id}, decision = ${given.decision}
      where h.account_id = any(${account_ids}::uuid[]) and h.decided_at is null
      returning h.campaign_id, h.account_id)
    select distinct on (c.id) c.id as campaign_id, c.portfolio_manager_id, s.account_id
    from settled s join campaigns c on c.id = s.campaign_id order by c.id, s.account_id`.execute(tx);
  return rows;
}
