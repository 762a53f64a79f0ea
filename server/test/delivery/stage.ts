// A stage for the slices of delivery: a real database, a clock moved by hand, platforms that answer as the test says.
import type { Channel } from '@sampark/contracts/domain.ts';
import { channels } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { schedulerTick } from '../../src/campaigns/run-scheduler.ts';
import { channelAdapters } from '../../src/channels/registry.ts';
import type { OutgoingMessage, SendOutcome } from '../../src/channels/channel.ts';
import { attempt } from '../../src/delivery/attempt.ts';
import { activeCampaigns, senderStates, workspaceFacts } from '../../src/delivery/campaign-cache.ts';
import { loadTemplates } from '../../src/templates/load-templates.ts';
import { claimBatch, type ClaimResult } from '../../src/delivery/claim-batch.ts';
import type { Intent } from '../../src/delivery/intent.ts';
import { LaneSet } from '../../src/delivery/lanes.ts';
import { recordOutcomes } from '../../src/delivery/record-outcomes.ts';
import { loadRuleBook } from '../../src/compliance/rules/rule-book.ts';
import type { Runtime } from '../../src/runtime.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';
import {
  addAccount,
  addPeople,
  openSettings,
  type Account,
  type Limits,
  type Person,
} from '../support/world.ts';

export type MessageRow = {
  id: string;
  created_at: Date;
  prospect_id: string;
  platform: Channel;
  delivery_status: string;
  failed_reason: string | null;
  attempt: number;
  retry_count: number;
  due_at: Date;
  account_id: string | null;
  claim_token: number | null;
  decision: { outcome: string; reasons: { code: string; channel?: string }[]; until?: string } | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
};

export type Stage = {
  server: TestServer;
  rt: TestServer['rt'];
  clock: ManualClock;
  pm: TestUser;
  /** A fresh access token: on this clock an old one is soon out of date. */
  token(): Promise<string>;
  /** What a platform answers; the test may replace it. */
  answer: (message: OutgoingMessage, channel: Channel) => SendOutcome;
  account(channel: Channel, limits?: Partial<Limits>): Promise<Account>;
  people(count: number, on: readonly Channel[]): Promise<Person[]>;
  settings(settings: object): Promise<void>;
  /** An active campaign with its audience in the queue. */
  campaign(people: readonly Person[], more?: Record<string, unknown>): Promise<string>;
  /** Lanes of a process, ready to send: `rt` stands for another process than the stage's own. */
  lanes(rt?: Runtime): Promise<LaneSet>;
  claim(lanes: LaneSet, campaign_id: string | null, more?: ClaimMore): Promise<ClaimResult>;
  /** Calls and records, as the dispatcher does after a claim. */
  send(lanes: LaneSet, intents: readonly Intent[]): Promise<void>;
  rows(campaign_id: string | null): Promise<MessageRow[]>;
  events(
    campaign_id: string,
    type?: string,
  ): Promise<{ type: string; message_id: string; data: Record<string, unknown> }[]>;
  close(): Promise<void>;
};

type ClaimMore = { take?: number; room?: number; platform?: Channel; rt?: Runtime };

export async function openStage(start = '2026-11-20T12:00:00Z'): Promise<Stage> {
  const clock = manualClock(start);
  let sent = 0;
  const adapters = Object.fromEntries(
    channels.map((channel) => [
      channel,
      {
        ...channelAdapters[channel],
        send: async (_http: unknown, _account: unknown, message: OutgoingMessage) =>
          stage.answer(message, channel),
      },
    ]),
  ) as unknown as typeof channelAdapters;
  const server = await startTestServer({ clock, channels: adapters });
  const { rt } = server;
  const { user: pm } = await server.login('standard');
  const stage: Stage = {
    ...{ server, rt, clock, pm },
    token: () => tokenFor(rt, pm),
    answer: () => ({ kind: 'accepted', external_id: `x${++sent}` }),
    account: (channel, limits = {}) => addAccount(rt, pm.workspace_id, channel, { limits }),
    people: (count, on) => addPeople(rt, pm, count, { channels: on }),
    settings: async (settings) => {
      await rt.db
        .updateTable('workspaces')
        .set({ settings: JSON.stringify(settings) })
        .where('id', '=', pm.workspace_id)
        .execute();
    },
    campaign: (people, more = {}) => makeCampaign(stage, people, more),
    lanes: async (other = rt) => {
      const lanes = new LaneSet(other);
      await lanes.refresh();
      clock.advance(1_000); // a new owner waits out its predecessor's window
      return lanes;
    },
    claim: (lanes, campaign_id, more = {}) => claim(stage, lanes, campaign_id, more),
    send: async (lanes, intents) => {
      await recordOutcomes(rt, await Promise.all(intents.map((intent) => attempt(rt, lanes, intent))));
    },
    rows: async (campaign_id) => {
      const { rows } = await sql<MessageRow>`
        select id, created_at, prospect_id, platform, delivery_status, failed_reason, attempt, retry_count, due_at,
          account_id, claim_token, decision, sent_at, delivered_at, read_at
        from messages where campaign_id is not distinct from ${campaign_id}::uuid order by prospect_id`.execute(
        rt.db,
      );
      return rows;
    },
    events: async (campaign_id, type) => {
      const { rows } = await sql<{ type: string; message_id: string; data: Record<string, unknown> }>`
        select type, message_id, data from events where campaign_id = ${campaign_id}
          ${type ? sql`and type = ${type}` : sql``} order by id`.execute(rt.db);
      return rows;
    },
    close: () => server.close(),
  };
  await stage.settings(openSettings);
  return stage;
}

async function makeCampaign(
  stage: Stage,
  people: readonly Person[],
  more: Record<string, unknown>,
): Promise<string> {
  const { server, rt } = stage;
  const token = await stage.token();
  const created = await server.ask('POST', '/api/v1/campaigns', {
    token,
    payload: {
      ...{ name: 'Note', message_content: 'Dear {{ first_name }}', channel_order: ['signal'] },
      ...{ prospect_ids: people.map((one) => one.id), ...more },
    },
  });
  const { id } = created.json<{ id: string }>();
  const launched = await server.ask('POST', `/api/v1/campaigns/${id}/launch`, { token });
  if (launched.statusCode !== 200) throw new Error(`${created.body} ${launched.body}`);
  await schedulerTick(rt);
  return id;
}

async function claim(
  { rt: own, pm }: Stage,
  lanes: LaneSet,
  campaign_id: string | null,
  more: ClaimMore,
): Promise<ClaimResult> {
  const rt = more.rt ?? own;
  const campaigns = new Map((await activeCampaigns(rt.db)).map((one) => [one.id, one]));
  const take = {
    ...{ workspace_id: pm.workspace_id, campaign_id },
    ...{ platform: more.platform ?? ('signal' as const), take: more.take ?? 100 },
  };
  return claimBatch(
    rt,
    lanes,
    [take],
    {
      campaigns,
      workspaces: await workspaceFacts(rt.db),
      templates: await loadTemplates(rt.db),
      senders: await senderStates(rt.db),
      book: await loadRuleBook(rt),
    },
    more.room ?? 500,
  );
}

/** The same database under another name: a second process of ours. */
export function anotherProcess(rt: Runtime): Runtime {
  return { ...rt, instanceId: crypto.randomUUID() };
}
