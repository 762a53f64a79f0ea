// A person decides about what nobody heard: again, or leave it. Over the API, with a later receipt and a second press.
import { sql } from 'kysely';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { Static } from 'typebox';
import type { SettleCounts, UnknownList } from '@sampark/contracts/settlement.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeCampaigns } from '../../src/campaigns/run-scheduler.ts';
import { applyReceipts } from '../../src/delivery/apply-receipts.ts';
import type { Intent } from '../../src/delivery/intent.ts';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { tokenFor } from '../support/server.ts';
import { eventColumn } from '../../src/events/append.ts';
import { outcomeNoteColumn } from '../../src/messages/words.ts';
import { sealOldWords } from '../../src/privacy/seal-old-words.ts';
import { opened } from '../support/opened.ts';
import { openStage, type Stage } from './stage.ts';

const minute = 60_000;
let stage: Stage;
let lanes: LaneSet;
beforeAll(async () => {
  stage = await openStage();
  for (const channel of ['signal', 'imessage'] as const) await stage.account(channel);
  lanes = await stage.lanes();
});
afterAll(() => stage?.close());

/** A campaign whose messages all went out, with no answer. */
async function unheard(
  count: number,
  channel: Channel = 'signal',
): Promise<{ campaign: string; intents: Intent[] }> {
  const campaign = await stage.campaign(await stage.people(count, [channel]), { channel_order: [channel] });
  return { campaign, intents: await tryNow(campaign, channel) };
}

async function tryNow(campaign: string, channel: Channel = 'signal'): Promise<Intent[]> {
  await lanes.refresh();
  stage.clock.advance(1_000);
  const { intents } = await stage.claim(lanes, campaign, { platform: channel });
  stage.answer = () => ({ kind: 'unknown', code: 'timeout' });
  await stage.send(lanes, intents);
  return intents;
}

type Said<Body> = { status: number; body: Body & { code?: string; detail?: string } };

async function ask<Body>(
  method: 'GET' | 'POST',
  path: string,
  payload?: object,
  token?: string,
): Promise<Said<Body>> {
  const answer = await stage.server.ask(method, `/api/v1/messages/${path}`, {
    token: token ?? (await stage.token()),
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json<Said<Body>['body']>() };
}
const settle = (id: string, body: object) => ask<{ delivery_status: string }>('POST', `${id}/settle`, body);
const settleMany = (body: object) => ask<SettleCounts>('POST', 'settle', body);
const list = async (query: string, token?: string) =>
  (await ask<Static<typeof UnknownList>>('GET', `unknown?${query}`, undefined, token)).body;
const statusOf = async (campaign: string) => {
  const { rows } = await sql<{ status: string }>`select status from campaigns where id = ${campaign}`.execute(
    stage.rt.db,
  );
  return rows[0]?.status;
};
const first = (intents: readonly Intent[]) => (intents[0] as Intent).message_id;

describe('sending again', () => {
  it('not before the automatic settlement had its time: says until when', async () => {
    const { intents } = await unheard(1, 'imessage');
    const early = await settle(first(intents), { decision: 'resend' });
    expect(early).toMatchObject({ status: 409, body: { code: 'settling' } });
    const from = new Date((intents[0]?.intent_at.getTime() ?? 0) + 120 * minute).toISOString();
    expect(early.body.detail).toContain(from);
    expect(await settleMany({ decision: 'resend', message_ids: [first(intents)] })).toMatchObject({
      body: { settled: 0, too_early: 1 },
    });
    stage.clock.advance(120 * minute);
    expect(await settle(first(intents), { decision: 'resend' })).toMatchObject({
      status: 200,
      body: { delivery_status: 'retrying' },
    });
  });

  it('opens the completed campaign, asks the rules anew, and is the next attempt; every step has its person', async () => {
    const { campaign, intents } = await unheard(1);
    await completeCampaigns(stage.rt);
    expect(await statusOf(campaign)).toBe('completed');
    stage.clock.advance(11 * minute);
    await settle(first(intents), { decision: 'resend', attempt: 1, note: 'She asked for it' });
    expect(await statusOf(campaign)).toBe('active');
    const events = await sql`select type, actor_id, data from events
      where campaign_id = ${campaign} and type in ('message.settled', 'campaign.resumed') order by type`.execute(
      stage.rt.db,
    );
    expect(events.rows).toMatchObject([
      { type: 'campaign.resumed', actor_id: stage.pm.id, data: { reason: 'message_reopened' } },
      {
        ...{ type: 'message.settled', actor_id: stage.pm.id },
        data: { by: 'person', decision: 'resend', attempt: 1, note: expect.stringMatching(/^sealed:1:/) },
      },
    ]);
    stage.answer = () => ({ kind: 'accepted', external_id: 'second' });
    await lanes.refresh();
    stage.clock.advance(1_000);
    const { intents: again } = await stage.claim(lanes, campaign);
    expect(again).toMatchObject([{ attempt: 2, retry_count: 0 }]);
    await stage.send(lanes, again);
    expect(await stage.rows(campaign)).toMatchObject([{ delivery_status: 'sent', attempt: 2 }]);
  });

  it('is refused by the rules if the person withdrew in the meantime', async () => {
    const { campaign, intents } = await unheard(1);
    stage.clock.advance(11 * minute);
    const { prospect_id } = intents[0] as Intent;
    await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at, recorded_at)
      select ${stage.pm.workspace_id}, ${prospect_id}, 'signal', purpose, 'withdrawn', 'keyword', ${stage.clock.now()}, ${stage.clock.now()}
      from unnest('{marketing,service,coaching}'::text[]) purpose`.execute(stage.rt.db);
    await settle(first(intents), { decision: 'resend' });
    expect(await tryNow(campaign)).toEqual([]);
    expect(await stage.rows(campaign)).toMatchObject([{ delivery_status: 'skipped', attempt: 1 }]);
  });

  it('pressed twice it is one attempt more, and a press meant for the first attempt never hits the second', async () => {
    const { campaign, intents } = await unheard(1);
    const id = first(intents);
    stage.clock.advance(11 * minute);
    const body = { decision: 'resend', attempt: 1 };
    expect((await settle(id, body)).status).toBe(200);
    expect((await settle(id, body)).status).toBe(200);
    expect(await stage.events(campaign, 'message.settled')).toHaveLength(1);
    await tryNow(campaign);
    stage.clock.advance(11 * minute);
    expect((await settle(id, { ...body, decision: 'leave' })).body.code).toBe('outcome_known');
    expect(await stage.rows(campaign)).toMatchObject([{ delivery_status: 'unknown', attempt: 2 }]);
    expect((await settle(id, { ...body, attempt: 2 })).body.delivery_status).toBe('retrying');
  });

  it('a receipt of the first attempt that comes before the second takes its place', async () => {
    const { campaign, intents } = await unheard(1);
    stage.clock.advance(11 * minute);
    await settle(first(intents), { decision: 'resend' });
    const { rt, clock } = stage;
    const event = {
      ...{ kind: 'receipt' as const, status: 'delivered' as const, external_id: 'late' },
      ...{ key: `${first(intents)}.1`, at: clock.now() },
    };
    const late = {
      webhook_id: 1,
      account_id: intents[0]?.lane.account.id ?? '',
      workspace_id: stage.pm.workspace_id,
    };
    await rt.db
      .transaction()
      .execute((tx) => applyReceipts(rt, tx, clock.now(), [{ ...late, channel: 'signal', event }]));
    expect(await tryNow(campaign)).toEqual([]);
    expect(await stage.rows(campaign)).toMatchObject([{ delivery_status: 'delivered', attempt: 1 }]);
  });

  it('nothing of a cancelled campaign', async () => {
    const { campaign, intents } = await unheard(1);
    await stage.server.ask('POST', `/api/v1/campaigns/${campaign}/cancel`, { token: await stage.token() });
    stage.clock.advance(11 * minute);
    expect(await settle(first(intents), { decision: 'resend' })).toMatchObject({
      status: 409,
      body: { code: 'campaign_state' },
    });
    expect((await list(`campaign_id=${campaign}`)).items).toMatchObject([{ can_resend: false }]);
    expect((await settle(first(intents), { decision: 'leave' })).status).toBe(200);
  });
});

describe('leaving it', () => {
  it('keeps the status, takes it off the list, says who; a later receipt still wins', async () => {
    const { campaign, intents } = await unheard(1, 'imessage');
    const id = first(intents);
    for (let press = 0; press < 2; press++)
      expect(await settle(id, { decision: 'leave', note: 'Rang him' })).toMatchObject({
        status: 200,
        body: { delivery_status: 'unknown' },
      });
    const [entry, ...more] = await stage.events(campaign, 'message.settled');
    expect(more).toEqual([]);
    expect(entry?.data).toMatchObject({ by: 'person', decision: 'leave' });
    // Under the person's key, in the row and in the trail; also where it was written before notes were sealed.
    const note = async () => {
      const { rows } = await sql<{ prospect_id: string; note: string }>`
        select m.prospect_id, u.note from unknown_outcomes u join messages m on m.id = u.message_id where m.id = ${id}`.execute(
        stage.rt.db,
      );
      const { prospect_id: person = '', note: kept } = rows[0] ?? {};
      expect(kept).toMatch(/^sealed:1:/);
      return {
        row: await opened(stage.rt, person, outcomeNoteColumn, kept),
        entry: await opened(stage.rt, person, eventColumn, String(entry?.data['note'])),
      };
    };
    expect(await note()).toEqual({ row: 'Rang him', entry: 'Rang him' });
    await sql`update unknown_outcomes set note = 'Written before' where message_id = ${id}`.execute(
      stage.rt.db,
    );
    await sealOldWords(stage.rt);
    expect((await note()).row).toBe('Written before');
    expect(await list(`campaign_id=${campaign}`)).toMatchObject({ items: [], groups: [] });
    const { rt, clock } = stage;
    const event = {
      kind: 'receipt' as const,
      status: 'read' as const,
      external_id: 'g',
      key: `${id}.1`,
      at: clock.now(),
    };
    const account_id = intents[0]?.lane.account.id ?? '';
    const late = {
      webhook_id: 1,
      account_id,
      workspace_id: stage.pm.workspace_id,
      channel: 'imessage' as const,
      event,
    };
    await rt.db.transaction().execute((tx) => applyReceipts(rt, tx, clock.now(), [late]));
    expect(await stage.rows(campaign)).toMatchObject([{ delivery_status: 'read' }]);
    expect((await settle(id, { decision: 'resend' })).body.code).toBe('outcome_known');
  });

  it('is no promise: the same message can be sent again later, by name', async () => {
    const { campaign, intents } = await unheard(2);
    await settleMany({ decision: 'leave', campaign_id: campaign });
    stage.clock.advance(11 * minute);
    // But not with everything else of the campaign.
    expect((await settleMany({ decision: 'resend', campaign_id: campaign })).body.settled).toBe(0);
    expect((await settle(first(intents), { decision: 'resend' })).body.delivery_status).toBe('retrying');
  });
});

describe('many at once', () => {
  it('of a campaign and channel, and nobody else’s', async () => {
    const { campaign } = await unheard(3);
    const other = await unheard(2);
    stage.clock.advance(11 * minute);
    expect(
      (await settleMany({ decision: 'resend', campaign_id: campaign, platform: 'telegram' })).body.settled,
    ).toBe(0);
    const counts = await settleMany({ decision: 'resend', campaign_id: campaign, platform: 'signal' });
    expect(counts.body).toEqual({ settled: 3, too_early: 0, cancelled: 0, more: false });
    const statuses = async (id: string) => [
      ...new Set((await stage.rows(id)).map((row) => row.delivery_status)),
    ];
    expect([await statuses(campaign), await statuses(other.campaign)]).toEqual([['retrying'], ['unknown']]);
    expect((await settleMany({ decision: 'resend', campaign_id: campaign })).body.settled).toBe(0);
  });

  it('leaves out what became unknown after somebody looked', async () => {
    const { campaign } = await unheard(1);
    const seen = stage.clock.now().toISOString();
    stage.clock.advance(11 * minute);
    await settleMany({ decision: 'resend', campaign_id: campaign });
    await tryNow(campaign);
    stage.clock.advance(11 * minute);
    const body = { decision: 'resend', campaign_id: campaign };
    expect((await settleMany({ ...body, tried_before: seen })).body.settled).toBe(0);
    expect((await settleMany(body)).body.settled).toBe(1);
  });

  it('wants to know which', async () => {
    expect(await settleMany({ decision: 'leave' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });
});

describe('the list', () => {
  it('says what still settles each by itself, until when, and pages; others see nothing of it', async () => {
    const { campaign } = await unheard(3);
    const seen = await list(`campaign_id=${campaign}&limit=2`);
    expect(seen.items).toHaveLength(2);
    const until = new Date(stage.clock.now().getTime() - 1_000 + 10 * minute);
    const [item] = seen.items;
    expect(item).toMatchObject({
      ...{
        campaign_name: 'Note',
        prospect_name: 'Amina Rahman',
        platform: 'signal',
        attempt: 1,
        code: 'timeout',
      },
      ...{ text: 'No answer in time; it may have gone out', can_resend: false },
      automatic: { way: 'lone_receipt', next_look_at: null, last_look: null },
    });
    expect(Math.abs(new Date(item?.automatic?.until ?? 0).getTime() - until.getTime())).toBeLessThan(2_000);
    expect(seen.groups).toMatchObject([{ platform: 'signal', code: 'timeout', count: 3, can_resend: 0 }]);
    const rest = await list(`campaign_id=${campaign}&limit=2&cursor=${seen.next_cursor ?? ''}`);
    expect(new Set([...seen.items, ...rest.items].map((one) => one.id)).size).toBe(3);
    expect(rest.next_cursor).toBeNull();
    stage.clock.advance(11 * minute);
    const later = await list(`campaign_id=${campaign}`);
    expect(later.items.map((one) => one.can_resend)).toEqual([true, true, true]);
    expect(later.groups).toMatchObject([{ count: 3, can_resend: 3, automatic_until: null }]);
    const { rt, server } = stage;
    const reader = await server.login('compliance');
    expect((await list(`campaign_id=${campaign}`, await tokenFor(rt, reader.user))).items).toHaveLength(3);
    const colleague = await rt.db
      .insertInto('users')
      .values({
        ...{ workspace_id: stage.pm.workspace_id, email: 'colleague@example.test', name: 'Colleague' },
        ...{ role: 'standard', password_hash: '!' },
      })
      .returning(['id', 'workspace_id'])
      .executeTakeFirstOrThrow();
    expect(await list(`campaign_id=${campaign}`, await tokenFor(rt, colleague))).toMatchObject({
      items: [],
      groups: [],
    });
  });
});
