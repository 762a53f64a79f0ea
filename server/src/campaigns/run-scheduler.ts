// The scheduler role: fires due schedules, expands audiences, closes what is finished, cancels what was called off.
// Every step is one short transaction that another scheduler may run as well; nothing here is lost by a kill.
import { sql } from 'kysely';
import { applyStatusChanges } from '../delivery/apply-status.ts';
import { appendEvents } from '../events/append.ts';
import { movePeople } from '../experiments/move-people.ts';
import type { Runtime } from '../runtime.ts';
import { activate } from './change-state.ts';
import { expandNextChunk } from './expand-audience.ts';
import { keepForecasting } from './forecast/store-forecast.ts';
import { pauseUnsendable } from './unsendable-templates.ts';

const chunk = 1_000;
const tickMs = 100;
/** Looking whether anything is left of each running campaign costs more than all the rest of a round. */
const completeEveryMs = 1_000;
const lateAfterSeconds = 60; // a schedule that fires later than this says so

export type Scheduler = { stop(): Promise<void> };

/** `forecasts`: the simulation goes without, they decide nothing. `chunk`: people that are expanded in one go. */
export function startScheduler(
  rt: Runtime,
  { forecasts = true, chunk }: { forecasts?: boolean; chunk?: number } = {},
): Scheduler {
  const stopping = new AbortController();
  const loop = async () => {
    let completedAt = -Infinity;
    while (!stopping.signal.aborted) {
      let worked = false;
      const now = rt.clock.now().getTime();
      const complete = now - completedAt >= completeEveryMs;
      if (complete) completedAt = now;
      try {
        worked = await schedulerTick(rt, complete, chunk);
      } catch (error) {
        rt.log.error({ err: error }, 'scheduler step failed; it runs again');
        await rt.clock.sleep(1_000, stopping.signal);
      }
      if (!worked) await rt.clock.sleep(tickMs, stopping.signal);
    }
  };
  const running = Promise.all([loop(), ...(forecasts ? [keepForecasting(rt, stopping.signal)] : [])]);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** One round of everything; true when something was done and another round may find more. */
export async function schedulerTick(rt: Runtime, complete = true, chunk?: number): Promise<boolean> {
  const fired = await fireSchedules(rt);
  const expanded = await expandNextChunk(rt, chunk);
  const cancelled = await cancelChunk(rt);
  const moved = await movePeople(rt);
  const completed = complete ? await completeCampaigns(rt) : 0;
  return fired + completed > 0 || expanded !== undefined || cancelled > 0 || moved !== undefined;
}

/** Due schedules launch once, late ones included, and say how late they are. */
export async function fireSchedules(rt: Runtime): Promise<number> {
  const now = rt.clock.now();
  const fired = await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      id: string;
      workspace_id: string;
      portfolio_manager_id: string;
      launch_time: Date;
    }>`
      select id, workspace_id, portfolio_manager_id, launch_time from campaigns
      where status = 'scheduled' and launch_time <= ${now} order by launch_time limit 20 for update skip locked`.execute(
      tx,
    );
    for (const campaign of rows) {
      const late = Math.round((now.getTime() - campaign.launch_time.getTime()) / 1000);
      const lateSeconds = late > lateAfterSeconds ? late : null;
      const used = await activate(tx, campaign, now, lateSeconds);
      await appendEvents(tx, now, [
        {
          workspace_id: campaign.workspace_id,
          type: 'campaign.launched',
          occurred_at: now,
          campaign_id: campaign.id,
          portfolio_manager_id: campaign.portfolio_manager_id,
          data: {
            by: 'schedule',
            launch_time: campaign.launch_time,
            ...used,
            ...(lateSeconds === null ? {} : { late_seconds: lateSeconds }),
          },
        },
      ]);
      await pauseUnsendable(tx, campaign.id, now);
    }
    if (rows.length > 0) rt.crashPoint('before-schedule-commit');
    return rows.length;
  });
  if (fired > 0) rt.crashPoint('after-schedule-commit');
  return fired;
}

/** Completed when nothing is left to send and nobody waits for a winner; unsettled `unknown` and `held` stay open without blocking it. */
export async function completeCampaigns(rt: Runtime): Promise<number> {
  const now = rt.clock.now();
  const completed = await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; workspace_id: string; portfolio_manager_id: string }>`
      update campaigns c set status = 'completed', completed_at = ${now}, version = version + 1, updated_at = ${now}
      where c.id in (
        select id from campaigns a where a.status = 'active' and a.expanded_at is not null and a.people_waiting = 0
          and not exists (select from message_queue w where w.campaign_id = a.id)
          and not exists (select from intents t where t.campaign_id = a.id)
        for no key update skip locked)
      returning c.id, c.workspace_id, c.portfolio_manager_id`.execute(tx);
    await appendEvents(
      tx,
      now,
      rows.map((row) => ({
        workspace_id: row.workspace_id,
        type: 'campaign.completed',
        occurred_at: now,
        campaign_id: row.id,
        portfolio_manager_id: row.portfolio_manager_id,
      })),
    );
    if (rows.length > 0) rt.crashPoint('before-complete-commit');
    return rows.length;
  });
  if (completed > 0) rt.crashPoint('after-complete-commit');
  return completed;
}

/** Cancels waiting messages of cancelled campaigns, a chunk at a time; the campaign's end is set with the last one. */
export async function cancelChunk(rt: Runtime): Promise<number> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const { rows: campaigns } = await sql<{ id: string; workspace_id: string; launched_at: Date }>`
      select id, workspace_id, launched_at from campaigns c where status = 'cancelled' and launched_at is not null and (completed_at is null
        -- With nothing left but sends under way it waits for those, and later ones go before it.
        and (exists (select from message_queue w where w.campaign_id = c.id)
          or exists (select from open_messages o
            where o.workspace_id = c.workspace_id and o.campaign_id = c.id and o.state = 'held')
          or not exists (select from intents t where t.campaign_id = c.id))
        -- A failure receipt read the campaign before it was cancelled, and put its message back into the queue.
        or completed_at > ${now}::timestamptz - interval '1 hour'
          and exists (select from message_queue w where w.campaign_id = c.id))
      order by id limit 1 for update skip locked`.execute(tx);
    const campaign = campaigns[0];
    if (!campaign) return 0;
    const { rows: queued } = await sql<{ id: string; created_at: Date }>`
      select message_id as id, created_at from message_queue where campaign_id = ${campaign.id}
      order by platform, due_at, message_id limit ${chunk} for update skip locked`.execute(tx);
    // What a rule holds waits for nobody any more. Not locked: whoever releases one holds the message first.
    const { rows: held } =
      queued.length > 0
        ? { rows: [] }
        : await sql<{ id: string; created_at: Date }>`
            select message_id as id, created_at from open_messages
            where workspace_id = ${campaign.workspace_id} and campaign_id = ${campaign.id} and state = 'held'
            order by message_id limit ${chunk}`.execute(tx);
    const rows = [...queued, ...held];
    await applyStatusChanges(
      tx,
      now,
      rows.map((row) => ({
        message_id: row.id,
        created_at: row.created_at,
        to: 'cancelled' as const,
        from: ['pending', 'retrying', 'held'] as const,
        occurred_at: now,
        code: 'campaign_cancelled',
      })),
    );
    if (rows.length === 0) {
      const { rows: flying } = await sql`
        select 1 from intents where campaign_id = ${campaign.id}
        union all select 1 from message_queue where campaign_id = ${campaign.id} limit 1`.execute(tx);
      if (flying.length === 0)
        await sql`update campaigns set completed_at = ${now} where id = ${campaign.id}`.execute(tx);
    }
    rt.crashPoint('before-cancel-commit');
    return rows.length;
  });
}
