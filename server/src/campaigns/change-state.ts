// The campaign's state machine: draft → scheduled → active ⇄ paused → completed, and cancelled from anywhere before the
// end. Each verb checks the present state under a lock and writes state and event together.
import type { CampaignStatus } from '@sampark/contracts/domain.ts';
import type { ScheduleRequest } from '@sampark/contracts/campaigns.ts';
import type { EventType } from '@sampark/contracts/event-types.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { startExperiment } from '../experiments/start-experiment.ts';
import { keepLinks } from '../links/keep-links.ts';
import { fixProfileVersions } from '../profiles/campaign-profiles.ts';
import type { Runtime } from '../runtime.ts';
import { launchProblems, missingValueProblems } from './launch-problems.ts';
import { readCampaign, type CampaignRecord } from './queries.ts';
import { launchInstant } from './launch-instant.ts';
import { forgetParts } from './settle-audience.ts';
import { unsendableTemplates } from './unsendable-templates.ts';
import { freezeSegment, holdSegment } from './used-segment.ts';

/** From which states each verb works. */
export const allowedFrom: Readonly<
  Record<'schedule' | 'launch' | 'pause' | 'resume' | 'cancel', readonly CampaignStatus[]>
> = {
  schedule: ['draft', 'scheduled'],
  launch: ['draft', 'scheduled'],
  pause: ['active'],
  resume: ['paused'],
  cancel: ['draft', 'scheduled', 'active', 'paused'],
};

export async function launchCampaign(rt: Runtime, actor: Actor, id: string): Promise<void> {
  const problems = await launchProblems(rt, await readCampaign(rt.db, actor, id));
  await move(rt, actor, id, 'launch', async (tx, campaign, now) => {
    refuseUnready(problems);
    await holdSegment(tx, id);
    const used = await activate(tx, campaign, now, null);
    return { type: 'campaign.launched', data: { by: 'person', ...used } };
  });
}

function refuseUnready(problems: Awaited<ReturnType<typeof launchProblems>>): void {
  if (problems.length > 0)
    throw new Problem('campaign_not_ready', {
      errors: problems.map(({ field, reason, remedy }) => ({ field, reason, remedy })),
    });
}

/**
 * The one way into `active`: from the verb above and from the scheduler. What its profiles say, its
 * segment asks, its experiment tries and where its links lead is fixed with it. Returns which version of a segment it goes by.
 */
export async function activate(
  tx: Tx,
  campaign: { id: string },
  now: Date,
  lateSeconds: number | null,
): ReturnType<typeof freezeSegment> {
  await sql`update campaigns set status = 'active', launched_at = ${now}, late_seconds = ${lateSeconds}, version = version + 1,
              updated_at = ${now} where id = ${campaign.id}`.execute(tx);
  await fixProfileVersions(tx, campaign.id);
  await startExperiment(tx, campaign.id, now);
  await keepLinks(tx, campaign.id);
  return freezeSegment(tx, campaign.id);
}

export async function scheduleCampaign(
  rt: Runtime,
  actor: Actor,
  id: string,
  request: ScheduleRequest,
): Promise<void> {
  // When it starts by itself nobody is there to be asked.
  const problems = await missingValueProblems(rt, await readCampaign(rt.db, actor, id));
  await move(rt, actor, id, 'schedule', async (tx, campaign, now) => {
    const { at, zone } = await launchInstant(tx, campaign.workspace_id, request, 'body');
    if (at <= now) {
      throw new Problem('invalid_request', {
        field: request.local_time ? 'body.local_time' : 'body.launch_time',
        detail: `${at.toISOString()} has passed. Choose a later time, or launch now.`,
      });
    }
    refuseUnready(problems);
    await holdSegment(tx, id);
    await sql`update campaigns set status = 'scheduled', launch_time = ${at}, time_zone = ${zone}, version = version + 1,
                updated_at = ${now} where id = ${id}`.execute(tx);
    return { type: 'campaign.scheduled', data: { launch_time: at, time_zone: zone } };
  });
}

/** Nothing new leaves from the moment this commits, except what was already on its way: its count is returned. */
export async function pauseCampaign(
  rt: Runtime,
  actor: Actor,
  id: string,
): Promise<{ may_still_leave: number }> {
  let onTheWay = 0;
  await move(rt, actor, id, 'pause', async (tx, campaign, now) => {
    await sql`update campaigns set status = 'paused', version = version + 1, updated_at = ${now} where id = ${id}`.execute(
      tx,
    );
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from intents where campaign_id = ${id}`.execute(tx);
    onTheWay = rows[0]?.count ?? 0;
    return { type: 'campaign.paused', data: { may_still_leave: onTheWay } };
  });
  return { may_still_leave: onTheWay };
}

export async function resumeCampaign(rt: Runtime, actor: Actor, id: string): Promise<void> {
  await move(rt, actor, id, 'resume', async (tx, campaign, now) => {
    // The first message would be refused, and the campaign paused again.
    refuseUnready(await unsendableTemplates(tx, campaign));
    await sql`update campaigns set status = 'active', resumed_at = ${now}, version = version + 1, updated_at = ${now}
                where id = ${id}`.execute(tx);
    return { type: 'campaign.resumed', data: {} };
  });
}

/** Ends it for good. Messages still waiting are cancelled in chunks by the scheduler; what left stays as it is. */
export async function cancelCampaign(rt: Runtime, actor: Actor, id: string): Promise<void> {
  await move(rt, actor, id, 'cancel', async (tx, campaign, now) => {
    await sql`update campaigns set status = 'cancelled', completed_at = ${campaign.launched_at ? null : now}, version = version + 1,
                updated_at = ${now} where id = ${id}`.execute(tx);
    await forgetParts(tx, id);
    return { type: 'campaign.cancelled', data: { from: campaign.status } };
  });
}

async function move(
  rt: Runtime,
  actor: Actor,
  id: string,
  verb: keyof typeof allowedFrom,
  apply: (
    tx: Tx,
    campaign: CampaignRecord,
    now: Date,
  ) => Promise<{ type: EventType; data: Record<string, unknown> }>,
): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const campaign = await readCampaign(tx, actor, id, true);
    if (!allowedFrom[verb].includes(campaign.status)) {
      const open = (Object.keys(allowedFrom) as (keyof typeof allowedFrom)[]).filter((one) =>
        allowedFrom[one].includes(campaign.status),
      );
      throw new Problem('campaign_state', {
        detail: `The campaign is ${campaign.status}, so it cannot ${verb}. ${open.length > 0 ? `Possible now: ${open.join(', ')}.` : 'It has ended.'}`,
      });
    }
    const { type, data } = await apply(tx, campaign, now);
    await appendEvents(tx, now, [
      {
        workspace_id: campaign.workspace_id,
        type,
        occurred_at: now,
        actor_id: actor.user_id,
        campaign_id: id,
        portfolio_manager_id: campaign.portfolio_manager_id,
        data,
      },
    ]);
    rt.crashPoint('before-campaign-commit');
  });
  rt.crashPoint('after-campaign-commit');
}
