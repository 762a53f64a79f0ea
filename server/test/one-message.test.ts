// One message, read downwards: the eleven steps of docs/architecture.md, in order, on a real PostgreSQL, with one
// simulated platform at the end. Nothing runs in the background here: every step is taken by hand and looked at.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { followAnalytics } from '../src/analytics/follow-analytics.ts';
import { schedulerTick } from '../src/campaigns/run-scheduler.ts';
import { applyReceipts } from '../src/delivery/apply-receipts.ts';
import { attempt } from '../src/delivery/attempt.ts';
import { activeCampaigns, senderStates, workspaceFacts } from '../src/delivery/campaign-cache.ts';
import { loadTemplates } from '../src/templates/load-templates.ts';
import { claimBatch } from '../src/delivery/claim-batch.ts';
import type { Intent } from '../src/delivery/intent.ts';
import { LaneSet } from '../src/delivery/lanes.ts';
import { recordOutcomes, type Answer } from '../src/delivery/record-outcomes.ts';
import { applyCallbacks } from '../src/webhooks/apply.ts';
import { campaignContent, ledgerOf, startWorld, type Person, type World } from './support/world.ts';

let world: World;
let person: Person;
beforeAll(async () => {
  world = await startWorld();
  [person] = (await world.people(1, ['whatsapp'])) as [Person];
});
afterAll(() => world?.close());

let campaign: CampaignResource;
let lanes: LaneSet;
let intent: Intent;
let answer: Answer;

type MessageRow = {
  id: string;
  delivery_status: string;
  attempt: number;
  decision: { reasons: { code: string }[]; sender: string };
};
async function message(): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`
    select id, delivery_status, attempt, decision from messages where campaign_id = ${campaign.id}`.execute(
    world.rt.db,
  );
  return rows[0];
}
async function attempts() {
  const { rows } = await sql<{ attempt: number; state: string; recipient: string }>`
    select attempt, state, recipient from attempts`.execute(world.rt.db);
  return rows;
}
async function eventTypes() {
  const { rows } = await sql<{ type: string }>`
    select type from events where campaign_id = ${campaign.id} and type <> 'campaign.created' order by id`.execute(
    world.rt.db,
  );
  return rows.map((row) => row.type);
}

it('1. the API takes a campaign', async () => {
  campaign = await world.ask('POST', '/campaigns', {
    name: 'One',
    ...campaignContent,
    prospect_ids: [person.id],
  });
  expect(campaign).toMatchObject({ status: 'draft', recipients_listed: 1 });
});

it('2. launching changes its state and says so in the log, in one transaction', async () => {
  campaign = await world.ask('POST', `/campaigns/${campaign.id}/launch`);
  expect(campaign.status).toBe('active');
  expect(await eventTypes()).toEqual(['campaign.launched']);
});

it('3. its audience becomes messages, with ids that make a second expansion change nothing', async () => {
  await schedulerTick(world.rt);
  expect(await message()).toMatchObject({ delivery_status: 'pending', attempt: 0 });
  await sql`update campaigns set expanded_at = null, expand_cursor = null where id = ${campaign.id}`.execute(
    world.rt.db,
  );
  await schedulerTick(world.rt);
  const { rows } = await sql`select from messages where campaign_id = ${campaign.id}`.execute(world.rt.db);
  expect(rows).toHaveLength(1);
});

it('4. a dispatcher that owns the sender’s lane claims it', async () => {
  const { rt } = world;
  lanes = new LaneSet(rt);
  await lanes.refresh();
  expect(lanes.lanes.size).toBe(4);
  const lane = lanes.lanes.get(world.accounts.whatsapp.id);
  // A new owner waits out its predecessor's window before it may send.
  await expect.poll(() => lane?.tokens.available(rt.clock.now().getTime())).toBe(80);
  const campaigns = new Map((await activeCampaigns(rt.db)).map((one) => [one.id, one]));
  const take = {
    workspace_id: world.pm.workspace_id,
    campaign_id: campaign.id,
    platform: 'whatsapp' as const,
    take: 10,
  };
  const { intents } = await claimBatch(
    rt,
    lanes,
    [take],
    {
      campaigns,
      workspaces: await workspaceFacts(rt.db),
      templates: await loadTemplates(rt.db),
      senders: await senderStates(rt.db),
    },
    10,
  );
  expect(intents).toHaveLength(1);
  [intent] = intents as [Intent];
});

it('5. policy said yes, and why is kept with the message', async () => {
  expect((await message())?.decision.reasons).toEqual([{ code: 'consent_granted', channel: 'whatsapp' }]);
});

it('6. a sender was chosen, and why', async () => {
  expect((await message())?.decision.sender).toBe('most room; 1,000 of 1,000 left today');
});

it('7. the intent is committed before anything is sent', async () => {
  const { rows } =
    await sql`select attempt, recipient from intents where message_id = ${intent.message_id}`.execute(
      world.rt.db,
    );
  expect(rows).toEqual([{ attempt: 1, recipient: person.phone }]);
  expect((await message())?.delivery_status).toBe('sending');
  expect((await ledgerOf(world)).accepted).toBe(0);
});

it('8. then the adapter calls the platform, and says what happened', async () => {
  answer = await attempt(world.rt, lanes, intent);
  expect(answer.outcome).toMatchObject({ kind: 'accepted' });
  const { messages } = await ledgerOf(world);
  expect(messages).toMatchObject([{ key: intent.message_id, count: 1 }]);
});

it('9. the outcome becomes the status, with its event in the same statement', async () => {
  await recordOutcomes(world.rt, [answer]);
  expect((await message())?.delivery_status).toBe('sent');
  expect(await attempts()).toMatchObject([{ state: 'accepted' }]);
  expect((await eventTypes()).filter((type) => type.startsWith('message.'))).toEqual(['message.sent']);
});

it('10. the platform calls back: verified, stored, acknowledged, then applied', async () => {
  const delivered = async () => {
    await applyCallbacks(world.rt, { limit: 100, applyReceipts });
    return (await message())?.delivery_status;
  };
  await expect.poll(delivered).toBe('read');
  const events = await eventTypes();
  expect(events.filter((type) => type.startsWith('message.')).at(-1)).toBe('message.read');
});

it('11. followers of the log make the numbers, which equal what the platform saw', async () => {
  const follow = async () => {
    await followAnalytics(world.rt);
    return (await world.ask<CampaignResource>('GET', `/campaigns/${campaign.id}`)).numbers;
  };
  const { unique } = await ledgerOf(world);
  await expect
    .poll(follow)
    .toMatchObject({ queued: 1, waiting: 0, messages_sent: unique, messages_delivered: 1, messages_read: 1 });
});

it('and with nothing left to send the campaign is completed', async () => {
  await schedulerTick(world.rt);
  expect(await world.ask('GET', `/campaigns/${campaign.id}`)).toMatchObject({ status: 'completed' });
});
