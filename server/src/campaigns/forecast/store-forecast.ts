// Enters: campaigns that were launched. Leaves: for each, once, what was expected at that moment and by whose launch.
// Beside the launch, not in it: the press of the button and the filling of the queue wait for nothing here.
import { sql } from 'kysely';
import type { Runtime } from '../../runtime.ts';
import { forecastCampaign } from '../forecast.ts';
import { campaignById } from '../queries.ts';

const everyMs = 500;
/** A campaign that has run for longer is not forecast any more: hindsight would pass for foresight. */
const freshForMs = 10 * 60_000;

/** Forecasts one campaign that has none; true when it did. Several processes may try: the first one's row stays. */
export async function storeNextForecast(rt: Runtime): Promise<boolean> {
  const now = rt.clock.now();
  const { rows } = await sql<{ id: string; launched_at: Date; made_by: string | null }>`/* prepared */
    select c.id, c.launched_at, (select e.actor_id from events e where e.campaign_id = c.id and e.workspace_id = c.workspace_id
      and e.recorded_at >= c.launched_at and e.type = 'campaign.launched' limit 1) as made_by
    from campaigns c where c.launched_at > ${now.getTime() > freshForMs ? new Date(now.getTime() - freshForMs) : new Date(0)}
      and not exists (select from campaign_forecasts f where f.campaign_id = c.id)
    order by c.launched_at limit 1`.execute(rt.db);
  const next = rows[0];
  if (!next) return false;
  const campaign = await campaignById(rt.db, next.id);
  const forecast = await forecastCampaign(rt, campaign, { asOf: next.launched_at });
  await sql`
    insert into campaign_forecasts (campaign_id, workspace_id, made_at, made_by, forecast)
    values (${campaign.id}, ${campaign.workspace_id}, ${next.launched_at}, ${next.made_by}, ${JSON.stringify(forecast)}::jsonb)
    on conflict do nothing`.execute(rt.db);
  return true;
}

export async function keepForecasting(rt: Runtime, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      if (await storeNextForecast(rt)) continue;
    } catch (error) {
      rt.log.error({ err: error }, 'a forecast could not be stored; it is tried again');
      await rt.clock.sleep(2_000, signal);
    }
    await rt.clock.sleep(everyMs, signal);
  }
}
