// What the dispatcher needs of campaigns, refreshed a few times a second. Content is frozen once active, so parsed
// content is kept by id; status, pace and weight are read anew every time.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { MissingValues } from '@sampark/contracts/missing-values.ts';
import { settingsOf, type WorkspaceSettings } from '@sampark/contracts/settings.ts';
import { sql } from 'kysely';
import { channelsWritten, type Choices } from '../choices/choices.ts';
import { hasChoices, loadChoices } from '../choices/load-choices.ts';
import type { Database } from '../db/connect.ts';
import type { Targets } from '../links/campaign-links.ts';
import { keptLinks } from '../links/keep-links.ts';

export type CampaignRow = {
  id: string;
  workspace_id: string;
  launched_at: Date;
  channel_order: Channel[];
  channel_content: ContentByChannel;
  portfolio_manager_id: string;
  weight: number;
  pace_per_second: number | null;
  missing_values: MissingValues;
  /** Where visits of links are counted: their ids and targets, in the order of their numbers. */
  links?: { ids: readonly number[]; targets: Targets };
  sender_name: string;
  engagement_profile_id: string | null;
  /** Where not everybody is sent the same. */
  choices?: Choices | undefined;
  /** With choices: the channels on which anybody is sent something. */
  written?: ReadonlySet<Channel>;
};

/** `deaf`: what people write to it does not reach us, and the workspace sends only where it does. */
export type SenderState = 'ready' | 'deaf' | 'held';

export type WorkspaceFacts = { id: string; time_zone: string; settings: WorkspaceSettings };

export async function activeCampaigns(db: Database): Promise<CampaignRow[]> {
  const { rows } = await sql<
    Omit<CampaignRow, 'links'> & { chooses: boolean; links: { id: number; target: string }[] | null }
  >`
    select c.id, c.workspace_id, c.launched_at, c.channel_order, c.channel_content, c.portfolio_manager_id, c.weight, c.pace_per_second,
      c.engagement_profile_id, c.missing_values, u.name as sender_name, ${hasChoices('c')} as chooses, ${keptLinks('c')} as links
    from campaigns c join users u on u.id = c.portfolio_manager_id
    where c.status = 'active' and c.launched_at is not null
    order by c.launched_at, c.id`.execute(db);
  const choices = await loadChoices(
    db,
    rows.flatMap((row) => (row.chooses ? [row.id] : [])),
  );
  return rows.map(({ chooses, links, ...own }): CampaignRow => {
    const row = {
      ...own,
      ...(links && {
        links: { ids: links.map((one) => one.id), targets: links.map((one) => one.target) },
      }),
    };
    if (!chooses) return row;
    const campaign = { ...row, choices: choices.get(row.id) };
    return { ...campaign, written: new Set(channelsWritten(campaign)) };
  });
}

export async function workspaceFacts(db: Database): Promise<Map<string, WorkspaceFacts>> {
  const { rows } = await sql<{ id: string; time_zone: string; settings: unknown }>`
    select id, time_zone, settings from workspaces`.execute(db);
  return new Map(
    rows.map((row) => [row.id, { id: row.id, time_zone: row.time_zone, settings: settingsOf(row.settings) }]),
  );
}

/**
 * Which channels of which workspaces have accounts, and whether every one is held. One that an administrator decided to go
 * on without is none: nobody waits for it.
 */
export async function senderStates(db: Database): Promise<Map<string, SenderState>> {
  const { rows } = await sql<{ workspace_id: string; channel: Channel; state: SenderState }>`
    select workspace_id, channel, case when bool_or(policy_hold is null and health_reason is distinct from 'capture_down')
      then 'ready' when bool_or(policy_hold is null) then 'deaf' else 'held' end as state from sender_accounts
    where policy_hold is null or hold_decision is null group by 1, 2`.execute(db);
  return new Map(rows.map((row) => [`${row.workspace_id}/${row.channel}`, row.state]));
}
