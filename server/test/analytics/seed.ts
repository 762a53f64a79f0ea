// A workspace with two PMs, a campaign each, and what happened to its messages, appended to the log and folded.
import { followAnalytics } from '../../src/analytics/follow-analytics.ts';
import { appendEvents, type NewEvent } from '../../src/events/append.ts';
import type { TestRuntime } from '../support/server.ts';

export async function makeCampaign(
  rt: TestRuntime,
  given: { workspace_id: string; owner: string; name: string; recipients?: number },
): Promise<string> {
  const row = await rt.db
    .insertInto('campaigns')
    .values({
      workspace_id: given.workspace_id,
      portfolio_manager_id: given.owner,
      name: given.name,
      status: 'active',
      launched_at: rt.clock.now(),
      total_recipients: given.recipients ?? 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export type Happening = {
  type: NewEvent['type'];
  channel?: string;
  data?: Record<string, unknown>;
  at?: Date;
};

/** Appends for one campaign and folds until nothing is left. */
export async function happen(
  rt: TestRuntime,
  campaign: { workspace_id: string; owner: string; id: string | null },
  happenings: readonly Happening[],
): Promise<void> {
  await appendEvents(
    rt.db,
    rt.clock.now(),
    happenings.map((one) => ({
      workspace_id: campaign.workspace_id,
      type: one.type,
      occurred_at: one.at ?? rt.clock.now(),
      campaign_id: campaign.id,
      portfolio_manager_id: campaign.owner,
      channel: one.channel ?? null,
      data: one.data ?? {},
    })),
  );
  await foldAll(rt);
}

export async function foldAll(rt: TestRuntime): Promise<void> {
  while ((await followAnalytics(rt)).handled > 0);
}
