// A campaign while it runs: every recipient in exactly one state, why, what waits for what, and when it will be done.
import type { CampaignLive, Overview } from '@sampark/contracts/analytics.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelChunk } from '../../src/campaigns/run-scheduler.ts';
import type { SendOutcome } from '../../src/channels/channel.ts';
import { applyReceipts, type Receipt } from '../../src/delivery/apply-receipts.ts';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import type { Account, Person } from '../support/world.ts';
import { foldAll } from './seed.ts';

let stage: Stage;
let account: Account;
let lanes: LaneSet;
let people: Person[];
let campaign: string;

const refused: SendOutcome = {
  kind: 'rejected',
  code: 'unreachable',
  blame: 'contact',
  suppress: 'unreachable',
};
/** What becomes of the person in this place; the last two are never sent to. */
const outcomes: SendOutcome[] = [
  { kind: 'accepted', external_id: 'sent' },
  { kind: 'accepted', external_id: 'delivered' },
  { kind: 'accepted', external_id: 'read' },
  { kind: 'accepted', external_id: 'failed' },
  refused,
  { kind: 'retry', code: 'network' },
  { kind: 'unknown', code: 'timeout' },
];
const stopped = outcomes.length;
const asleep = stopped + 1;

beforeAll(async () => {
  stage = await openStage('2026-11-20T12:00:10Z');
  account = await stage.account('signal');
  people = await stage.people(outcomes.length + 2, ['signal']);
  await stage.settings({ weekly_caps: { marketing: 10_000 } });
  await sql`update prospects set time_zone = 'Asia/Tokyo' where id = ${people[asleep]?.id}`.execute(
    stage.rt.db,
  );
  campaign = await stage.campaign(people);
  await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at)
    values (${stage.pm.workspace_id}, ${people[stopped]?.id}, 'signal', 'marketing', 'withdrawn', 'keyword', true,
      ${stage.clock.now()})`.execute(stage.rt.db);
  stage.answer = ({ recipient }) => outcomes[people.findIndex((one) => one.phone === recipient)] ?? refused;
  lanes = await stage.lanes();
  await stage.send(lanes, (await stage.claim(lanes, campaign)).intents);
  await arrive('delivered', 'delivered');
  await arrive('read', 'read');
  await arrive('failed', 'failed');
});
afterAll(() => stage.close());

async function arrive(external_id: string, status: Receipt['event']['status']): Promise<void> {
  const event = { kind: 'receipt' as const, status, external_id, at: stage.clock.now() };
  const failed = status === 'failed' ? { code: 'undelivered' as const } : {};
  const given = { account_id: account.id, workspace_id: stage.pm.workspace_id, channel: 'signal' as const };
  await stage.rt.db
    .transaction()
    .execute((tx) =>
      applyReceipts(stage.rt, tx, stage.clock.now(), [
        { webhook_id: 1, ...given, event: { ...event, ...failed } },
      ]),
    );
}

async function live(id = campaign): Promise<CampaignLive> {
  await foldAll(stage.rt);
  const token = await stage.token();
  return (await stage.server.ask('GET', `/api/v1/campaigns/${id}/live`, { token })).json<CampaignLive>();
}
const act = async (verb: string, id = campaign) =>
  stage.server.ask('POST', `/api/v1/campaigns/${id}/${verb}`, { token: await stage.token() });

/** The states of the messages themselves, against the counters. */
async function expectOneStateEach(id = campaign): Promise<void> {
  const { numbers } = await live(id);
  const rows = (await stage.rows(id)).map((row) => row.delivery_status);
  const count = (...states: string[]) => rows.filter((state) => states.includes(state)).length;
  const left = numbers.attempted - numbers.messages_failed;
  expect({ ...numbers, left }).toMatchObject({
    ...{ total_recipients: rows.length, queued: rows.length },
    waiting: count('pending', 'retrying', 'sending'),
    left: count('sent', 'delivered', 'read'),
    messages_failed: count('failed'),
    ...{ skipped: count('skipped'), unknown: count('unknown') },
    ...{ held: count('held'), cancelled: count('cancelled') },
  });
  const { waiting, messages_failed, skipped, unknown, held, cancelled } = numbers;
  expect(waiting + left + messages_failed + skipped + unknown + held + cancelled).toBe(rows.length);
}

it('has every recipient in exactly one state', async () => {
  await expectOneStateEach();
  const { numbers } = await live();
  expect(numbers).toMatchObject({
    ...{ queued: 9, waiting: 2, attempted: 5, skipped: 1, unknown: 1, held: 0, cancelled: 0 },
    ...{ messages_sent: 4, messages_delivered: 2, messages_read: 1, messages_failed: 2, retries: 1 },
  });
});

it('says why messages did not arrive', async () => {
  const { reasons } = await live();
  const found = reasons.map(({ kind, code, count }) => `${kind} ${code} ${count}`).toSorted();
  expect(found).toEqual([
    'failed undelivered 1',
    'failed unreachable 1',
    'rescheduled quiet_hours 1',
    'retrying network 1',
    'skipped opted_out 1',
    'unknown timeout 1',
  ]);
});

it('says what waits for what, and until when', async () => {
  const rows = await stage.rows(campaign);
  const retry = rows.find((row) => row.delivery_status === 'retrying');
  const { waiting_for } = await live();
  expect(waiting_for.toSorted((a, b) => a.code.localeCompare(b.code))).toEqual([
    { code: 'network', count: 1, next_at: retry?.due_at.toISOString() },
    // Nine in the morning in Tokyo.
    { code: 'quiet_hours', count: 1, next_at: '2026-11-21T00:00:00.000Z' },
  ]);
});

it('minutes hold what left and arrived in them', async () => {
  const { minutes } = await live();
  expect(minutes).toEqual([
    {
      at: '2026-11-20T12:00:00.000Z',
      channel: 'signal',
      sent: 4,
      delivered: 2,
      read: 1,
      failed: 2,
      replied: 0,
    },
  ]);
});

describe('the end in sight', () => {
  it('is never before the last of those put off may go', async () => {
    const { eta, rate_per_minute } = await live();
    expect(rate_per_minute).toBe(7);
    expect(eta).toBe('2026-11-21T00:00:00.000Z');
    const overview = await stage.server.ask('GET', '/api/v1/analytics/overview', {
      token: await stage.token(),
    });
    expect(overview.json()).toMatchObject({ campaigns: [{ id: campaign, eta }] });
  });

  it('follows the rate when nobody is put off', async () => {
    const more = await stage.people(4, ['signal']);
    const id = await stage.campaign(more);
    stage.answer = () => ({ kind: 'accepted', external_id: crypto.randomUUID() });
    await stage.send(lanes, (await stage.claim(lanes, id, { take: 3 })).intents);
    const { eta, rate_per_minute, numbers } = await live(id);
    expect({ rate_per_minute, waiting: numbers.waiting }).toEqual({ rate_per_minute: 3, waiting: 1 });
    expect(eta).toBe(new Date(stage.clock.now().getTime() + 20_000).toISOString());
    await stage.send(lanes, (await stage.claim(lanes, id)).intents);
    expect(await live(id)).toMatchObject({ eta: null, numbers: { waiting: 0 } });
  });

  it('is not promised while it is paused, nor once nothing waits', async () => {
    expect((await act('pause')).statusCode).toBe(200);
    expect(await live()).toMatchObject({ status: 'paused', eta: null, numbers: { waiting: 2 } });
    await act('resume');
    expect((await live()).eta).not.toBeNull();
  });
});

it('no end is promised while a channel is held, however fast the others go', async () => {
  const mac = await stage.account('imessage');
  const [first, second] = [await stage.people(4, ['signal']), await stage.people(3, ['imessage'])];
  const id = await stage.campaign([...first, ...second], { channel_order: ['signal', 'imessage'] });
  stage.answer = () => ({ kind: 'accepted', external_id: crypto.randomUUID() });
  await stage.send(lanes, (await stage.claim(lanes, id, { take: 3 })).intents);
  expect(await live(id)).toMatchObject({ eta: expect.any(String), held_channels: [] });
  await sql`insert into campaign_channel_holds (workspace_id, campaign_id, channel, account_id, reason, held_at)
    values (${stage.pm.workspace_id}, ${id}, 'imessage', ${mac.id}, 'account_spam', ${stage.clock.now()})`.execute(
    stage.rt.db,
  );
  const held = { eta: null, held_channels: ['imessage'], rate_per_minute: 3 };
  expect(await live(id)).toMatchObject(held);
  const overview = await stage.server.ask('GET', '/api/v1/analytics/overview', {
    token: await stage.token(),
  });
  expect(overview.json<Overview>().campaigns.find((one) => one.id === id)).toMatchObject(held);
  await sql`delete from campaign_channel_holds where campaign_id = ${id}`.execute(stage.rt.db);
  expect(await live(id)).toMatchObject({ eta: expect.any(String), held_channels: [] });
});

it('a sender that is held is named as what they wait for', async () => {
  const id = await stage.campaign(await stage.people(2, ['signal']));
  await sql`update sender_accounts set policy_hold = 'banned' where id = ${account.id}`.execute(stage.rt.db);
  await lanes.refresh();
  expect((await stage.claim(lanes, id)).intents).toEqual([]);
  const next_at = new Date(stage.clock.now().getTime() + 15 * 60_000).toISOString();
  expect(await live(id)).toMatchObject({
    ...{ eta: null, held_channels: ['signal'], numbers: { waiting: 2 } },
    waiting_for: [{ code: 'sender_held', count: 2, next_at }],
    reasons: [{ kind: 'rescheduled', code: 'sender_held', count: 2 }],
  });
  await expectOneStateEach(id);
});

it('cancelled: what waited is cancelled, what left stays as it was', async () => {
  await act('cancel');
  await cancelChunk(stage.rt);
  await expectOneStateEach();
  expect(await live()).toMatchObject({
    status: 'cancelled',
    eta: null,
    waiting_for: [],
    numbers: { cancelled: 2 },
  });
});
