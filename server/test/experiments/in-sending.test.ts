// An experiment as it is sent: who gets which variant, who nothing, who waits; a variant that is stopped and a winner that is
// rolled out, while messages are being claimed.
import type { CampaignForecast, CampaignPreview } from '@sampark/contracts/campaigns.ts';
import { restKey, type ExperimentDesign, type NewVariant } from '@sampark/contracts/experiments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { schedulerTick } from '../../src/campaigns/run-scheduler.ts';
import type { OutgoingMessage } from '../../src/channels/channel.ts';
import { applyReceipts, type Receipt } from '../../src/delivery/apply-receipts.ts';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { assigner } from '../../src/experiments/assign.ts';
import { movePeople } from '../../src/experiments/move-people.ts';
import { rollOut } from '../../src/experiments/roll-out.ts';
import { stopVariant } from '../../src/experiments/stop-variant.ts';
import { trialStretches } from '../../src/experiments/trial-stretches.ts';
import { openStage, type Stage } from '../delivery/stage.ts';

let stage: Stage;
let lanes: LaneSet;
beforeAll(async () => {
  stage = await openStage();
  await stage.account('signal', { per_second: 1_000 });
  await stage.account('imessage');
  lanes = await stage.lanes();
});
afterAll(() => stage.close());

async function ask<T>(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
  version?: number,
): Promise<T> {
  const answer = await stage.server.ask(method, `/api/v1${url}`, {
    token: await stage.token(),
    ...(payload ? { payload } : {}),
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  });
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
  return answer.json<T>();
}

type Scene = { id: string; experiment_id: string; people: string[] };

/** A campaign that tries these variants on so many people; not launched. */
async function scene(
  count: number,
  variants: NewVariant[],
  more: Partial<ExperimentDesign> = {},
): Promise<Scene> {
  const people = await stage.people(count, ['signal']);
  const draft = await ask<{ id: string; version: number }>('POST', '/campaigns', {
    ...{
      name: 'Tried',
      purpose: 'service',
      message_content: 'Dear {{ first_name }}',
      channel_order: ['signal', 'imessage'],
    },
    prospect_ids: people.map((one) => one.id),
  });
  const { id } = await ask<{ id: string }>(
    'PUT',
    `/campaigns/${draft.id}/experiment`,
    { varies: 'message', metric: 'replied', minimum_effect: 0.1, variants, ...more },
    draft.version,
  );
  return { id: draft.id, experiment_id: id, people: people.map((one) => one.id) };
}

async function launch({ id }: Scene, chunk?: number): Promise<void> {
  await ask('POST', `/campaigns/${id}/launch`);
  await ticks(chunk);
}

async function ticks(chunk?: number): Promise<void> {
  for (let round = 0; round < 40; round++) if (!(await schedulerTick(stage.rt, true, chunk))) return;
  throw new Error('The scheduler found no end');
}

type Row = {
  prospect_id: string;
  variant: number;
  in_trial: boolean;
  status: string;
  reason: string | null;
  due_at: Date;
  order: string[] | null;
  profile: string | null;
  queued: boolean;
};

async function rowsOf({ id }: Scene): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select m.prospect_id, m.variant, m.in_trial, m.delivery_status as status, m.failed_reason as reason, m.due_at,
      m.channel_order as order, m.engagement_profile_id as profile,
      exists (select from message_queue w where w.message_id = m.id and w.due_at = m.due_at and w.platform = m.platform) as queued
    from messages m where m.campaign_id = ${id} order by m.prospect_id`.execute(stage.rt.db);
  return rows;
}

async function campaignOf({ id }: Scene) {
  const { rows } = await sql<{ status: string; people_waiting: number; total_recipients: number }>`
    select status, people_waiting, total_recipients from campaigns where id = ${id}`.execute(stage.rt.db);
  return rows[0];
}

/** Lanes under lease, with their tokens. */
async function renew(): Promise<void> {
  await lanes.refresh();
  stage.clock.advance(1_000);
}

/** Sends as many as wait, at most; the texts by person. */
async function send({ id }: Scene, take = 1_000): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  stage.answer = ({ recipient, message_id, content }: OutgoingMessage) => {
    texts.set(recipient, content.kind === 'template' ? '' : content.text);
    return { kind: 'accepted', external_id: `out-${message_id}` };
  };
  await renew();
  const { intents } = await stage.claim(lanes, id, { take });
  await stage.send(lanes, intents);
  return new Map(intents.map((one) => [one.prospect_id, texts.get(one.recipient) ?? '']));
}

const inTransaction = <T>(work: (tx: Parameters<typeof stopVariant>[0]) => Promise<T>) =>
  stage.rt.db.transaction().execute(work);

const twoTexts: NewVariant[] = [
  { name: 'Formal', share: 5_000, is_control: true },
  { name: 'Warm', share: 5_000, is_control: false, change: { message_content: 'Hello {{ first_name }}!' } },
];

it('draws everybody as the preview said, holds some out, and lets the rest wait without ending', async () => {
  const tried = await scene(200, twoTexts, { trial_share: 5_000, holdout_share: 1_500 });
  const draw = assigner(stage.rt.keys.derive(`experiments/${stage.pm.workspace_id}`), {
    ...{ experiment: tried.experiment_id, holdout: 1_500 },
    stretches: trialStretches(
      [
        { key: 'A', share: 5_000 },
        { key: 'B', share: 5_000 },
      ],
      5_000,
    ),
  });
  const drawn = new Map(
    tried.people.map((person) => {
      const one = draw(person);
      return [person, one.kind === 'holdout' ? '0' : one.key === restKey ? 'rest' : one.key];
    }),
  );
  const those = (key: string) => tried.people.filter((one) => drawn.get(one) === key);
  expect(['0', 'A', 'B', 'rest'].every((key) => those(key).length > 5)).toBe(true);
  const { audience, reachable, excluded } = await ask<CampaignForecast>(
    'GET',
    `/campaigns/${tried.id}/forecast`,
  );
  expect([audience, reachable, excluded.map(({ code, count }) => [code, count])]).toEqual([
    ...[200, 85],
    [
      ['waits_for_winner', 85],
      ['held_out', 30],
    ],
  ]);
  const preview = async (person: string, variant = '') =>
    ask<CampaignPreview>('GET', `/campaigns/${tried.id}/preview?prospect_id=${person}${variant}`);
  const before = {
    B: await preview(those('B')[0] ?? ''),
    out: await preview(those('0')[0] ?? ''),
    rest: await preview(those('rest')[0] ?? ''),
  };
  expect(before.B).toMatchObject({ variant: { key: 'B', name: 'Warm' }, chosen: 'signal' });
  expect(before.B.channels[0]?.text).toBe('Hello Amina!');
  expect(before.out).toMatchObject({ chosen: null, variant: null, reasons: [{ code: 'held_out' }] });
  expect(before.rest).toMatchObject({ chosen: null, reasons: [{ code: 'waits_for_winner' }] });
  const asked = await preview(those('A')[0] ?? '', '&variant=B');
  expect([asked.variant?.key, asked.channels[0]?.text]).toEqual(['B', 'Hello Amina!']);

  await launch(tried, 50);
  const rows = await rowsOf(tried);
  const got = new Map(rows.map((row) => [row.prospect_id, row]));
  expect(tried.people.map((one) => got.get(one)?.variant)).toEqual(
    tried.people.map((one) => ({ '0': 0, A: 1, B: 2 })[drawn.get(one) ?? '']),
  );
  expect(rows.every((row) => row.in_trial)).toBe(true);
  for (const person of those('0'))
    expect(got.get(person)).toMatchObject({ status: 'skipped', reason: 'held_out', queued: false });
  expect(await campaignOf(tried)).toMatchObject({
    ...{ people_waiting: those('rest').length, total_recipients: 200 - those('rest').length },
  });
  const skips = await stage.events(tried.id, 'message.skipped');
  expect(skips.map((one) => one.data.code)).toEqual(those('0').map(() => 'held_out'));

  const texts = await send(tried);
  for (const person of those('A')) expect(texts.get(person)).toBe('Dear Amina');
  for (const person of those('B')) expect(texts.get(person)).toBe('Hello Amina!');
  expect(texts.size).toBe(those('A').length + those('B').length);
  await ticks();
  expect((await campaignOf(tried))?.status).toBe('active');

  // The message says which version it is.
  const { rows: ids } = await sql<{ id: string }>`
    select id from messages where campaign_id = ${tried.id} and variant = 2 limit 1`.execute(stage.rt.db);
  expect(await ask('GET', `/messages/${ids[0]?.id}`)).toMatchObject({
    ...{ variant: { key: 'B', name: 'Warm' }, in_trial: true },
  });
});

it('rolls a winner out to who waits and to who was not claimed yet, and ends', async () => {
  const tried = await scene(90, twoTexts, { trial_share: 6_000, holdout_share: 1_000 });
  await launch(tried);
  const early = await send(tried, 10);
  const before = await rowsOf(tried);
  const waited = (await campaignOf(tried))?.people_waiting;
  expect(waited).toBeGreaterThan(10);
  expect(await inTransaction((tx) => rollOut(tx, tried.experiment_id, stage.clock.now()))).toBe(undefined);
  await decide(tried, 2);
  expect(await inTransaction((tx) => rollOut(tx, tried.experiment_id, stage.clock.now()))).toEqual({
    people: waited,
  });
  expect(await inTransaction((tx) => rollOut(tx, tried.experiment_id, stage.clock.now()))).toBe(undefined);
  await ticks(20);
  const rows = await rowsOf(tried);
  const was = new Map(before.map((row) => [row.prospect_id, row]));
  expect(rows).toHaveLength(90);
  for (const row of rows) {
    const old = was.get(row.prospect_id);
    if (!old) expect(row).toMatchObject({ variant: 2, in_trial: false, queued: true });
    else if (old.variant === 0) expect(row).toEqual(old);
    else if (early.has(row.prospect_id)) expect([row.variant, row.in_trial]).toEqual([old.variant, true]);
    else expect([row.variant, row.in_trial, row.queued]).toEqual([2, old.variant === 2, true]);
  }
  const texts = await send(tried);
  expect([...texts.values()].every((one) => one === 'Hello Amina!')).toBe(true);
  expect(early.size + texts.size).toBe(rows.filter((row) => row.variant !== 0).length);
  await ticks();
  expect(await campaignOf(tried)).toMatchObject({
    status: 'completed',
    people_waiting: 0,
    total_recipients: 90,
  });
  const moved = await stage.events(tried.id, 'experiment.people_moved');
  expect(moved.reduce((sum, one) => sum + Number(one.data.count), 0)).toBe(
    before.filter((row) => row.variant === 1 && !early.has(row.prospect_id)).length,
  );
});

it('rolls a winner out to the audience of the launch, and to nobody who came after it', async () => {
  const told = async (count: number) => {
    const ids = (await stage.people(count, ['signal'])).map((one) => one.id);
    await sql`update prospects set lead_score = 77 where id = any(${ids}::uuid[])`.execute(stage.rt.db);
    return ids;
  };
  await told(40);
  const { id, version } = await ask<{ id: string; version: number }>('POST', '/campaigns', {
    ...{ name: 'Of then', purpose: 'service', message_content: 'Dear {{ first_name }}' },
    ...{ channel_order: ['signal'], target_segment: { lead_score: [77, 77] } },
  });
  const design = { varies: 'message', metric: 'replied', minimum_effect: 0.1, trial_share: 5_000 };
  const { id: experiment_id } = await ask<{ id: string }>(
    'PUT',
    `/campaigns/${id}/experiment`,
    { ...design, variants: twoTexts },
    version,
  );
  const tried = { id, experiment_id, people: [] };
  await launch(tried);
  stage.clock.advance(60_000);
  const late = new Set(await told(20));
  await decide(tried, 2);
  const waited = (await campaignOf(tried))?.people_waiting ?? 0;
  expect(await inTransaction((tx) => rollOut(tx, experiment_id, stage.clock.now()))).toEqual({
    people: waited,
  });
  await ticks(7);
  const rows = await rowsOf(tried);
  expect(rows).toHaveLength(40);
  expect(rows.filter((row) => late.has(row.prospect_id))).toEqual([]);
  await send(tried);
  await ticks();
  expect(await campaignOf(tried)).toMatchObject({ status: 'completed', total_recipients: 40 });
});

it('claims nobody for a variant from the moment it is stopped, whatever the dispatcher still believes', async () => {
  const tried = await scene(60, twoTexts);
  await launch(tried);
  const before = await rowsOf(tried);
  const warm = before.filter((row) => row.variant === 2).map((row) => row.prospect_id);
  const stop = (variant: number) =>
    inTransaction((tx) =>
      stopVariant(
        tx,
        { experiment_id: tried.experiment_id, variant, reason: 'guardrail_opt_out' },
        stage.clock.now(),
      ),
    );
  expect(await stop(2)).toBe(true);
  expect([await stop(2), await stop(1), await stop(9)]).toEqual([false, false, false]);
  const texts = await send(tried);
  expect(texts.size).toBe(60 - warm.length);
  expect(warm.some((one) => texts.has(one))).toBe(false);
  // Dying in the middle changes nothing.
  const dying = {
    ...stage.rt,
    crashPoint: (name: string) => {
      if (name === 'before-move-commit') throw new Error('died');
    },
  };
  await expect(movePeople(dying, 7)).rejects.toThrow('died');
  expect(await movePeople(stage.rt, 7)).toBe(7);
  await ticks();
  const rows = await rowsOf(tried);
  for (const row of rows.filter((one) => warm.includes(one.prospect_id)))
    expect(row).toMatchObject({ variant: 1, in_trial: false, status: 'pending', queued: true });
  const rest = await send(tried);
  expect([...rest.values()]).toEqual(warm.map(() => 'Dear Amina'));
  await ticks();
  expect((await campaignOf(tried))?.status).toBe('completed');
});

it('tries orders of channels', async () => {
  const tried = await scene(
    40,
    [
      { name: 'Signal first', share: 5_000, is_control: true },
      {
        ...{ name: 'iMessage only', share: 5_000, is_control: false },
        change: { channel_order: ['imessage'] },
      },
    ],
    { varies: 'channel_order' },
  );
  await launch(tried);
  const rows = await rowsOf(tried);
  expect(rows.map((row) => row.order)).toEqual(
    rows.map((row) => (row.variant === 1 ? ['signal', 'imessage'] : ['imessage'])),
  );
  await send(tried);
  const { intents } = await stage.claim(lanes, tried.id, { platform: 'imessage', take: 100 });
  expect(intents).toEqual([]);
  // They agreed to Signal alone.
  const after = await rowsOf(tried);
  expect(after.map((row) => [row.variant, row.status, row.reason])).toEqual(
    rows.map((row) => (row.variant === 1 ? [1, 'sent', null] : [2, 'skipped', 'no_consent'])),
  );
});

it('tries times of sending, in the time zone of the workspace', async () => {
  const tried = await scene(
    30,
    [
      { name: 'At once', share: 5_000, is_control: true },
      {
        ...{ name: 'In the morning', share: 5_000, is_control: false },
        change: { send_time: { local_time: '09:30' } },
      },
    ],
    { varies: 'send_time' },
  );
  await sql`update workspaces set time_zone = 'Asia/Dhaka' where id = ${stage.pm.workspace_id}`.execute(
    stage.rt.db,
  );
  await launch(tried);
  const rows = await rowsOf(tried);
  const morning = new Date('2026-11-21T03:30:00Z');
  expect(rows.filter((row) => row.variant === 2).every((row) => +row.due_at === +morning)).toBe(true);
  const texts = await send(tried);
  expect(new Set(texts.keys())).toEqual(
    new Set(rows.filter((row) => row.variant === 1).map((row) => row.prospect_id)),
  );
  // Stopped before its time comes, its people are sent what the control sends, now.
  await inTransaction((tx) =>
    stopVariant(
      tx,
      { experiment_id: tried.experiment_id, variant: 2, reason: 'by_person' },
      stage.clock.now(),
    ),
  );
  await ticks();
  expect((await send(tried)).size).toBe(30 - texts.size);
});

it('tries profiles, in the version of the launch', async () => {
  const words = (text: string) => ({ whatsapp: text, telegram: text, signal: text, imessage: text });
  const { id: profile } = await ask<{ id: string }>('POST', '/profiles', {
    ...{ name: 'Bangla', language: 'bn', messaging_templates: words('প্রিয় {{ first_name }}') },
    branding_config: { colors: { accent: '#1a5fb4' }, logos: {}, fonts: { body: 'Inter' } },
    compliance_rules: { jurisdiction: 'BD', rules: [] },
  });
  const tried = await scene(
    30,
    [
      { name: 'Own words', share: 5_000, is_control: true },
      { name: 'Bangla', share: 5_000, is_control: false, change: { profile_id: profile } },
    ],
    { varies: 'profile' },
  );
  await launch(tried);
  const texts = await send(tried);
  const rows = await rowsOf(tried);
  expect(rows.map((row) => [row.profile, texts.get(row.prospect_id)])).toEqual(
    rows.map((row) => (row.variant === 2 ? [profile, 'প্রিয় Amina'] : [null, 'Dear Amina'])),
  );
  const { rows: sent } = await sql<{ id: string }>`
    select id from messages where campaign_id = ${tried.id} and variant = 2 limit 1`.execute(stage.rt.db);
  expect(await ask('GET', `/messages/${sent[0]?.id}`)).toMatchObject({
    profile: { id: profile, name: 'Bangla', language: 'bn', version: 1 },
  });
});

it('falls back along the order that was tried, whatever the campaign’s own is', async () => {
  const tried = await scene(
    20,
    [
      { name: 'Signal first', share: 5_000, is_control: true },
      {
        ...{ name: 'iMessage first', share: 5_000, is_control: false },
        change: { channel_order: ['imessage', 'signal'] },
      },
    ],
    { varies: 'channel_order' },
  );
  await sql`
    insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
    select ${stage.pm.workspace_id}, id, 'imessage', 'service', 'granted', 'agreement', ${stage.clock.now()}
    from unnest(${tried.people}::uuid[]) id`.execute(stage.rt.db);
  await launch(tried);
  stage.answer = ({ message_id }) => ({ kind: 'accepted', external_id: `out-${message_id}` });
  await renew();
  for (const platform of ['signal', 'imessage'] as const) {
    const { intents } = await stage.claim(lanes, tried.id, { platform });
    expect(intents.length).toBeGreaterThan(2);
    await stage.send(lanes, intents);
    const now = stage.clock.now();
    const failed = intents.map((intent): Receipt => ({
      ...{ webhook_id: 1, account_id: intent.lane.account.id, workspace_id: stage.pm.workspace_id },
      channel: platform,
      event: {
        ...{ kind: 'receipt', status: 'failed', code: 'not_on_channel', at: now },
        ...{ external_id: `out-${intent.message_id}`, key: `${intent.message_id}.1` },
      },
    }));
    await stage.rt.db.transaction().execute((tx) => applyReceipts(stage.rt, tx, now, failed));
  }
  const waiting = await rowsOf(tried);
  expect(waiting.map((row) => row.status)).toEqual(waiting.map(() => 'retrying'));
  await renew();
  const again = [];
  for (const platform of ['signal', 'imessage'] as const)
    again.push(...(await stage.claim(lanes, tried.id, { platform })).intents);
  await stage.send(lanes, again);
  const byPerson = new Map(again.map((one) => [one.prospect_id, one.channel]));
  const rows = await rowsOf(tried);
  expect(rows.map((row) => [byPerson.get(row.prospect_id), row.in_trial])).toEqual(
    rows.map((row) => [row.variant === 1 ? 'imessage' : 'signal', true]),
  );
});

async function decide({ experiment_id }: Scene, winner: number): Promise<void> {
  await sql`update experiments set status = 'decided', winner = ${winner}, decided_at = ${stage.clock.now()}
    where id = ${experiment_id}`.execute(stage.rt.db);
}
