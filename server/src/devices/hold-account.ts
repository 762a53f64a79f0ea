// A platform's ban or spam signal (product.md §1.6). Enters: the account and the signal. Leaves: the account stopped, and
// the campaigns of its channel held until an administrator decides (decide-hold.ts). Nothing is routed around: the
// account's people wait because it is theirs, the campaigns because what they send may have caused the signal.
import type { Channel, HealthStatus } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Database } from '../db/connect.ts';
import { appendEvents, type Tx } from '../events/append.ts';

export type HeldAccount = {
  workspace_id: string;
  account_id: string;
  device_id: string;
  channel: Channel;
  /** Kept as the account's policy_hold: a send code or the platform's own words. */
  reason: string;
  /** A send code, for those who read the event. */
  code: string;
  /** What the account's health becomes with it; default degraded. An account that is offline stays so. */
  health?: HealthStatus;
};

type HeldCampaign = { campaign_id: string; portfolio_manager_id: string };

/** False when it was held already: the first signal is the one an administrator decides about. */
export async function holdAccount(
  tx: Tx,
  now: Date,
  held: HeldAccount,
  crashPoint: (name: string) => void = () => {},
): Promise<boolean> {
  const { workspace_id, account_id, device_id, channel, reason, code } = held;
  const { rows } = await sql<{
    was: HealthStatus;
    health_status: HealthStatus;
    portfolio_id: string | null;
  }>`
    update sender_accounts set policy_hold = ${reason}, held_at = ${now}, hold_decision = null, updated_at = ${now},
      health_status = case when health_status = 'offline' then 'offline' else ${held.health ?? 'degraded'} end,
      health_reason = case when health_status = 'offline' then health_reason else ${reason} end
    where id = ${account_id} and policy_hold is null
    returning old.health_status as was, health_status, portfolio_id`.execute(tx);
  const row = rows[0];
  if (!row) return false;
  if (row.was !== row.health_status)
    await sql`insert into device_health_history (workspace_id, device_id, account_id, health_status, reason, at)
      values (${workspace_id}, ${device_id}, ${account_id}, ${row.health_status}, ${reason}, ${now})`.execute(
      tx,
    );
  crashPoint('account-stopped');
  const campaigns = await holdCampaigns(tx, now, held);
  await appendEvents(tx, now, [
    {
      workspace_id,
      type: 'account.held',
      occurred_at: now,
      channel,
      account_id,
      device_id,
      // Accounts of one business that are stopped together are one matter: notifications/rules.ts.
      data: {
        ...{ code, reason, to: row.health_status, campaigns: campaigns.length },
        ...(row.portfolio_id === null ? {} : { portfolio_id: row.portfolio_id }),
      },
    },
    ...campaigns.map((one) => ({
      workspace_id,
      type: 'campaign.channel_held' as const,
      occurred_at: now,
      campaign_id: one.campaign_id,
      portfolio_manager_id: one.portfolio_manager_id,
      channel,
      account_id,
      device_id,
      data: { code, reason },
    })),
  ]);
  return true;
}

/**
 * Which campaigns: those under way in this workspace that have content for the channel and either something left to send
 * (waiting, in flight or not yet expanded), or messages this account has sent. Whether the account carried any of the
 * waiting ones is not asked: nobody knows yet who would.
 */
async function holdCampaigns(tx: Tx, now: Date, held: HeldAccount): Promise<HeldCampaign[]> {
  const { workspace_id, account_id, channel, reason } = held;
  const { rows } = await sql<HeldCampaign>`
    with touched as (
      select c.id, c.portfolio_manager_id from campaigns c
      where c.workspace_id = ${workspace_id} and c.status in ('active', 'paused') and c.launched_at is not null
        and (${channel} = any(c.channel_order) or exists (select from experiments e
          join experiment_variants v on v.experiment_id = e.id
          where e.campaign_id = c.id and jsonb_exists(v.change -> 'channel_order', ${channel})))
        and (jsonb_exists(c.channel_content, ${channel}) or exists (select from campaign_profiles l
          join content_versions v on v.kind = 'profile' and v.subject_id = l.profile_id and v.version = l.version
          where l.campaign_id = c.id and jsonb_exists(v.content -> 'messaging_templates', ${channel}))
          or exists (select from experiments e join experiment_variants v on v.experiment_id = e.id
          where e.campaign_id = c.id and jsonb_exists(v.change -> 'channel_content', ${channel})))
        and (c.expanded_at is null
          or exists (select from message_queue q where q.campaign_id = c.id)
          or exists (select from intents i where i.campaign_id = c.id)
          or exists (select from attempts a join messages m on m.id = a.message_id and m.created_at = a.created_at
            where a.account_id = ${account_id} and a.external_id is not null and a.created_at = c.launched_at and m.campaign_id = c.id)
          )),
    made as (
      insert into campaign_channel_holds (workspace_id, campaign_id, channel, account_id, reason, held_at)
      select ${workspace_id}, id, ${channel}, ${account_id}, ${reason}, ${now} from touched order by id
      on conflict (campaign_id, channel, account_id) where decided_at is null do nothing
      returning campaign_id)
    select m.campaign_id, t.portfolio_manager_id from made m join touched t on t.id = m.campaign_id`.execute(
    tx,
  );
  return rows;
}

/** `campaign_id/channel` of everything that waits for a decision: for the dispatcher's knowledge. */
export async function heldCampaignChannels(db: Database): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select distinct campaign_id || '/' || channel as key from campaign_channel_holds where decided_at is null`.execute(
    db,
  );
  return new Set(rows.map((row) => row.key));
}
