// What happens in the demo once everything runs: on the first start people open the bot's start link on their own and
// the campaigns are launched; afterwards, whenever nothing is running any more, the next round begins.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import {
  cancelCampaign,
  launchCampaign,
  pauseCampaign,
  scheduleCampaign,
} from '../campaigns/change-state.ts';
import { copyCampaign } from '../campaigns/write-campaign.ts';
import { designExperiment } from '../experiments/write-experiment.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { demoCampaigns, likedTexts } from './content.ts';
import { demoSenders } from './senders.ts';
import { control } from './simulators.ts';

const openedShare = 0.6; // of those with a link; the rest shows what "not started" looks like
const checkEveryMs = 15_000;
/** Chats are open within a second or two; the demo starts without the last ones rather than not at all. */
const mostWaitMs = 15_000;

/** First start only: later it finds nothing left to begin. Safe to run again after a kill in the middle. */
export async function beginDemo(
  rt: Runtime,
  workspace_id: string,
  urls: Record<Channel, string>,
): Promise<void> {
  for (const url of Object.values(urls)) await control(url, 'PATCH', 'behaviour', { texts: likedTexts });
  const drafts = await draftsToBegin(rt, workspace_id);
  if (drafts.length === 0) return;
  // Who opens a chat after the launch was not expected there by anyone: the live page would compare with nought.
  await untilOpened(rt, await openStartLinks(rt, workspace_id, urls.telegram));
  for (const { wanted, campaign } of drafts) {
    const actor = await actorOf(rt, workspace_id, campaign.portfolio_manager_id);
    if (wanted.start === 'schedule') {
      const launch = new Date(rt.clock.now().getTime() + 3 * 86_400_000);
      await scheduleCampaign(rt, actor, campaign.id, {
        local_time: `${launch.toISOString().slice(0, 10)}T09:30`,
      });
      continue;
    }
    if (wanted.start === 'cancel') {
      await cancelCampaign(rt, actor, campaign.id);
      continue;
    }
    if (wanted.experiment)
      await designExperiment(rt, actor, campaign.id, campaign.version, wanted.experiment);
    await launchCampaign(rt, actor, campaign.id);
    if (wanted.start === 'launch-and-pause') await pauseCampaign(rt, actor, campaign.id);
  }
}

/** The demo's own campaigns that the first start has not begun yet. */
async function draftsToBegin(rt: Runtime, workspace_id: string) {
  const begun = demoCampaigns.filter((one) => one.start !== 'none');
  const first = await rt.db
    .selectFrom('campaigns')
    .distinctOn('name')
    .select(['id', 'name', 'portfolio_manager_id', 'status', 'version'])
    .where('workspace_id', '=', workspace_id)
    .where(
      'name',
      'in',
      begun.map((one) => one.name),
    )
    .orderBy('name')
    .orderBy('created_at')
    .execute();
  return begun.flatMap((wanted) => {
    const campaign = first.find((one) => one.name === wanted.name);
    return campaign?.status === 'draft' ? [{ wanted, campaign }] : [];
  });
}

/** Keeps one campaign running: hours later the demo still moves. */
export function keepDemoRunning(rt: Runtime, workspace_id: string): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await rt.clock.sleep(checkEveryMs, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await startNextRound(rt, workspace_id);
      } catch (error) {
        rt.log.warn({ err: error }, 'the demo could not start its next round');
      }
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function startNextRound(rt: Runtime, workspace_id: string): Promise<void> {
  const active = await rt.db
    .selectFrom('campaigns')
    .select('id')
    .where('workspace_id', '=', workspace_id)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (active) return;
  const first = await rt.db
    .selectFrom('campaigns')
    .select(['id', 'portfolio_manager_id'])
    .where('workspace_id', '=', workspace_id)
    .where('name', '=', demoCampaigns[0]?.name ?? '')
    .executeTakeFirst();
  if (!first) return;
  const actor = await actorOf(rt, workspace_id, first.portfolio_manager_id);
  const copy = await copyCampaign(rt, actor, first.id);
  await launchCampaign(rt, actor, copy);
}

/**
 * People follow the link they were given; the simulator delivers their /start like the platform does. Returns the links
 * that are being opened.
 */
async function openStartLinks(rt: Runtime, workspace_id: string, url: string): Promise<string[]> {
  const { rows } = await sql<{ token: string; used: boolean; phone_number: string; first_name: string }>`
    select l.token, l.used_at is not null as used, p.phone_number, p.first_name from start_links l join prospects p on p.id = l.prospect_id
    where l.workspace_id = ${workspace_id} and l.token like 'demo\\_%'
    order by md5(l.token)`.execute(rt.db);
  const bots = demoSenders().flatMap((device) =>
    device.accounts.filter((account) => account.channel === 'telegram'),
  );
  // A share of all of them: a start that was cut off goes on with the same people and asks nobody else.
  const opening = rows.slice(0, Math.ceil(rows.length * openedShare)).filter((row) => !row.used);
  for (const [index, bot] of bots.entries()) {
    const people = opening
      .filter((_, position) => position % bots.length === index)
      .map((row) => ({ address: row.phone_number, first_name: row.first_name, payload: row.token }));
    if (people.length > 0) await control(url, 'POST', 'start', { bot: bot.address, people });
  }
  return opening.map((row) => row.token);
}

async function untilOpened(rt: Runtime, tokens: readonly string[]): Promise<void> {
  const from = rt.clock.now().getTime();
  while (rt.clock.now().getTime() < from + mostWaitMs) {
    const { rows } = await sql`
      select from start_links where token = any(${tokens}::text[]) and used_at is null limit 1`.execute(
      rt.db,
    );
    if (rows.length === 0) return;
    await rt.clock.sleep(200);
  }
}

async function actorOf(rt: Runtime, workspace_id: string, user_id: string): Promise<Actor> {
  const user = await rt.db
    .selectFrom('users')
    .select('role')
    .where('id', '=', user_id)
    .where('workspace_id', '=', workspace_id)
    .executeTakeFirstOrThrow();
  return { user_id, workspace_id, role: user.role as Actor['role'], session_id: '', request_id: 'demo' };
}
