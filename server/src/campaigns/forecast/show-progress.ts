// What was expected of a campaign, what is expected of what is left, and what happened so far, side by side.
import type { CampaignForecast, CampaignProgress } from '@sampark/contracts/campaigns.ts';
import { channels, type CampaignStatus, type Channel } from '@sampark/contracts/domain.ts';
import { settingsOf } from '@sampark/contracts/settings.ts';
import { sql } from 'kysely';
import type { Runtime } from '../../runtime.ts';
import type { CampaignRecord } from '../queries.ts';
import type { Place } from './count-audience.ts';
import { loadSenders } from './load-senders.ts';
import { loadSituation, type Left } from './load-situation.ts';
import { predictAside } from './predict-aside.ts';
import { coverage } from './predict-finish.ts';

const curvePoints = 60;

export async function showProgress(rt: Runtime, campaign: CampaignRecord): Promise<CampaignProgress> {
  const now = rt.clock.now();
  const { rows: stored } = await sql<{ made_at: Date; made_by: string | null; forecast: CampaignForecast }>`
    select f.made_at, u.name as made_by, f.forecast from campaign_forecasts f left join users u on u.id = f.made_by
    where f.campaign_id = ${campaign.id} and f.workspace_id = ${campaign.workspace_id}`.execute(rt.db);
  const forecast = stored[0];
  const counts = await countedByChannel(rt, campaign);
  const waiting = campaign.status === 'active' ? await waitingOf(rt, campaign, now) : [];
  const expected =
    campaign.status === 'active'
      ? await expectRest(rt, campaign, waiting, forecast?.forecast, now)
      : undefined;
  const end = campaign.completed_at ?? now;
  return {
    campaign_id: campaign.id,
    status: campaign.status,
    launched_at: campaign.launched_at?.toISOString() ?? null,
    completed_at: campaign.completed_at?.toISOString() ?? null,
    as_of: now.toISOString(),
    forecast: forecast
      ? { made_at: forecast.made_at.toISOString(), made_by: forecast.made_by, ...forecast.forecast }
      : null,
    left: waiting.reduce((sum, one) => sum + one.count, 0),
    finish: expected?.finish ?? null,
    curve: expected?.curve ?? [],
    accepted: campaign.launched_at ? await acceptedSoFar(rt, campaign, campaign.launched_at, end) : [],
    by_channel: channels.flatMap((channel) => {
      const was = forecast?.forecast.by_channel.find((one) => one.channel === channel)?.recipients ?? null;
      const seen = counts.get(channel);
      if (was === null && !seen) return [];
      return [{ channel, forecast: was, ...(seen ?? { accepted: 0, failed: 0, skipped: 0 }) }];
    }),
    verdict: verdictOf(campaign.status, campaign.completed_at, forecast?.forecast),
  };
}

function verdictOf(
  status: CampaignStatus,
  completed: Date | null,
  forecast: CampaignForecast | undefined,
): CampaignProgress['verdict'] {
  if (status !== 'completed' || !completed || !forecast?.finish) return null;
  if (completed < new Date(forecast.finish.earliest)) return 'early';
  return completed > new Date(forecast.finish.latest) ? 'late' : 'within';
}

type Waiting = { channel: Channel; from: Date | null; count: number };

async function waitingOf(rt: Runtime, campaign: CampaignRecord, now: Date): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select platform as channel, case when due_at > ${now} then date_bin('1 minute', due_at, 'epoch') + interval '1 minute' end as from,
      count(*)::int as count
    from message_queue where campaign_id = ${campaign.id}
    group by 1, 2 order by 1, 2`.execute(rt.db);
  return rows;
}

async function expectRest(
  rt: Runtime,
  campaign: CampaignRecord,
  waiting: readonly Waiting[],
  forecast: CampaignForecast | undefined,
  now: Date,
): Promise<Pick<CampaignProgress, 'finish' | 'curve'>> {
  // Until the whole audience is in the queue, the queue does not say what is left.
  if (campaign.expanded_at === null) return { finish: forecast?.finish ?? null, curve: [] };
  const workspace = await rt.db
    .selectFrom('workspaces')
    .select(['time_zone', 'settings'])
    .where('id', '=', campaign.workspace_id)
    .executeTakeFirstOrThrow();
  const places = await placesOf(rt, campaign);
  const left: Left[] = waiting.flatMap(({ channel, from, count }) =>
    places.map(({ place, share }) => ({ channel, place, from, count: count * share })),
  );
  const situation = await loadSituation(
    rt,
    {
      ...{ campaign_id: campaign.id, workspace_id: campaign.workspace_id, purpose: campaign.purpose },
      ...{ weight: campaign.weight, start: now, left, known: [] },
      pace_per_second: campaign.pace_per_second,
      ...{ settings: settingsOf(workspace.settings), time_zone: workspace.time_zone },
    },
    await loadSenders(rt, campaign.workspace_id, now),
    now,
  );
  const { finish, curve } = await predictAside(situation);
  const instant = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();
  return {
    finish: finish && {
      ...{
        earliest: instant(finish.earliest),
        likely: instant(finish.likely),
        latest: instant(finish.latest),
      },
      coverage,
    },
    curve: curve.map((point) => ({
      at: instant(point.at),
      ...{ low: Math.round(point.low), likely: Math.round(point.likely), high: Math.round(point.high) },
    })),
  };
}

/** Where the people still waiting live, from a sample: their nights decide, not each one's name. */
async function placesOf(rt: Runtime, campaign: CampaignRecord): Promise<{ place: Place; share: number }[]> {
  const { rows } = await sql<Place & { count: number }>`
    with sample as (select m.prospect_id from (select message_id, created_at from message_queue where campaign_id = ${campaign.id}
      limit 1000) q join messages m on m.id = q.message_id and m.created_at = q.created_at)
    select upper(p.country) as country, p.time_zone, count(*)::int as count from sample
    join prospects p on p.id = sample.prospect_id group by 1, 2 order by 1, 2`.execute(rt.db);
  const all = rows.reduce((sum, row) => sum + row.count, 0);
  if (all === 0) return [{ place: { country: null, time_zone: null }, share: 1 }];
  return rows.map(({ count, ...place }) => ({ place, share: count / all }));
}

async function countedByChannel(rt: Runtime, campaign: CampaignRecord) {
  const { rows } = await sql<{ channel: Channel; accepted: number; failed: number; skipped: number }>`
    select channel, coalesce(sum(case metric when 'sent' then count when 'left_sent' then -count end), 0)::int as accepted,
      coalesce(sum(case metric when 'failed' then count when 'left_failed' then -count end), 0)::int as failed,
      coalesce(sum(count) filter (where metric = 'skipped'), 0)::int as skipped
    from campaign_totals where campaign_id = ${campaign.id} and workspace_id = ${campaign.workspace_id} and channel <> ''
    group by 1`.execute(rt.db);
  return new Map(rows.map(({ channel, ...counts }) => [channel, counts]));
}

/** Accepted messages over time, in at most sixty steps from the launch on. */
async function acceptedSoFar(
  rt: Runtime,
  campaign: CampaignRecord,
  from: Date,
  to: Date,
): Promise<CampaignProgress['accepted']> {
  const step = Math.max(60, Math.ceil((to.getTime() - from.getTime()) / 1000 / curvePoints / 60) * 60);
  const { rows } = await sql<{ at: Date; count: number }>`
    select at, sum(sum(count)) over (order by at)::int as count from (
      select date_bin(make_interval(secs => ${step}), minute, 'epoch') + make_interval(secs => ${step}) as at,
        case metric when 'sent' then count else -count end as count
      from rollups where workspace_id = ${campaign.workspace_id} and campaign_id = ${campaign.id}
        and metric in ('sent', 'left_sent')) r
    group by at order by at`.execute(rt.db);
  const points = rows.map((row) => ({
    at: new Date(Math.min(row.at.getTime(), to.getTime())).toISOString(),
    count: row.count,
  }));
  return [{ at: from.toISOString(), count: 0 }, ...points];
}
