import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { completeCampaigns } from '../../src/campaigns/run-scheduler.ts';
import { applyReceipts, type Receipt } from '../../src/delivery/apply-receipts.ts';
import { recordOutcomes } from '../../src/delivery/record-outcomes.ts';
import type { Intent } from '../../src/delivery/intent.ts';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { changeAccount } from '../../src/devices/write-device.ts';
import { readMessage } from '../../src/messages/queries.ts';
import type { Account } from '../support/world.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let whatsapp: Account;
let lanes: LaneSet;
let campaign: string;
let intent: Intent;
beforeAll(async () => {
  stage = await openStage();
  whatsapp = await stage.account('whatsapp', { pair_seconds: 6 });
  await stage.account('signal');
  const text = JSON.stringify([{ type: 'BODY', text: 'Hello' }]);
  await sql`insert into channel_templates (workspace_id, waba_id, name, language, category, status, components)
    values (${stage.pm.workspace_id}, '1', 'note', 'en', 'MARKETING', 'APPROVED', ${text}::jsonb)`.execute(
    stage.rt.db,
  );
  lanes = await stage.lanes();
});
afterAll(() => stage?.close());

/** Whatever time has passed: lanes under lease, with their tokens. */
async function renew(): Promise<void> {
  await lanes.refresh();
  stage.clock.advance(1_000);
}

const template = { kind: 'template', name: 'note', language: 'en', parameters: [] };

/** One message of an active campaign: WhatsApp first, then Signal, with consent for both; its intent is committed. */
beforeEach(async () => {
  const [person] = await stage.people(1, ['whatsapp']);
  if (!person) throw new Error('nobody');
  await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
    values (${stage.pm.workspace_id}, ${person.id}, 'signal', 'marketing', 'granted', 'agreement', ${stage.clock.now()})`.execute(
    stage.rt.db,
  );
  campaign = await stage.campaign([person], {
    ...{ channel_order: ['whatsapp', 'signal'], channel_content: { whatsapp: template } },
  });
  await renew();
  const { intents } = await stage.claim(lanes, campaign, { platform: 'whatsapp' });
  [intent] = intents as [Intent];
});

type Status = Receipt['event']['status'];
const key = () => `${intent.message_id}.1`;

function receipt(
  status: Status,
  more: Partial<Receipt['event']> = {},
  channel: Channel = 'whatsapp',
): Receipt {
  const event = {
    kind: 'receipt' as const,
    status,
    external_id: 'wamid.1',
    key: key(),
    at: stage.clock.now(),
    ...more,
  };
  return { webhook_id: 1, account_id: whatsapp.id, workspace_id: stage.pm.workspace_id, channel, event };
}
const arrive = (...receipts: Receipt[]) =>
  stage.rt.db.transaction().execute((tx) => applyReceipts(stage.rt, tx, stage.clock.now(), receipts));
const accept = () =>
  recordOutcomes(stage.rt, [
    { intent, outcome: { kind: 'accepted', external_id: 'wamid.1' }, at: stage.clock.now() },
  ]);
const now = async () => (await stage.rows(campaign))[0];
const shownAttempts = async () => {
  const { id: user_id, workspace_id } = stage.pm;
  const actor = { user_id, workspace_id, role: 'standard' as const, session_id: '', request_id: '' };
  return (await readMessage(stage.rt.db, stage.rt.keys.people, actor, intent.message_id)).attempts;
};
const eventsOf = async (type: string) => (await stage.events(campaign)).filter((one) => one.type === type);

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) =>
    orders([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  );
}

describe('a failure that comes before the answer is recorded', () => {
  it('waits for the record of its attempt, so that a late `sent` does not undo it', async () => {
    const bounce = receipt('failed', { code: 'not_on_channel' });
    await arrive(receipt('sent'));
    expect(await arrive(bounce)).toEqual([bounce]);
    await accept();
    expect(await arrive(bounce)).toEqual([]);
    expect(await now()).toMatchObject({ delivery_status: 'retrying' });
    await arrive(receipt('sent'));
    expect(await now()).toMatchObject({ delivery_status: 'retrying' });
    expect(await shownAttempts()).toMatchObject([{ state: 'failed' }]);
  });
});

describe('any order, any number of times', () => {
  const all = orders<Status>(['sent', 'delivered', 'read', 'failed']);
  it.each(all.map((order) => [order.join(' '), order] as const))('%s ends read', async (_, order) => {
    await accept();
    for (const status of order) {
      await arrive(receipt(status, status === 'failed' ? { code: 'undelivered' } : {}));
      await arrive(receipt(status, status === 'failed' ? { code: 'undelivered' } : {}));
    }
    expect(await now()).toMatchObject({ delivery_status: 'read', failed_reason: null });
    expect(await shownAttempts()).toMatchObject([{ state: 'read' }]);
    expect(await eventsOf('message.read')).toHaveLength(1);
    expect((await eventsOf('message.failed')).length).toBeLessThanOrEqual(1);
  });

  it('all at once, in one batch and doubled, is the same', async () => {
    await accept();
    const batch = (['read', 'sent', 'delivered', 'read', 'sent'] as const).map((status) => receipt(status));
    expect(await arrive(...batch)).toEqual([]);
    expect((await now())?.delivery_status).toBe('read');
    expect(await eventsOf('message.delivered')).toHaveLength(1);
  });

  it('sent and failed in either order is failed', async () => {
    for (const order of orders<Status>(['sent', 'failed'])) {
      await accept();
      for (const status of order) await arrive(receipt(status, { code: 'undelivered' }));
      expect((await now())?.delivery_status).toBe('failed');
    }
  });

  it('a late sent after read changes nothing', async () => {
    await accept();
    await arrive(receipt('read'));
    const before = await now();
    stage.clock.advance(60_000);
    await arrive(receipt('sent'));
    expect(await now()).toEqual(before);
  });
});

describe('receipts and responses', () => {
  it('a receipt by key may come before the response: the message is as far as it says, then and afterwards', async () => {
    await arrive(receipt('delivered'));
    expect((await now())?.delivery_status).toBe('delivered');
    await accept();
    expect((await now())?.delivery_status).toBe('delivered');
    const { rows } = await sql`select external_id, responded_at is not null as answered from attempts
      where message_id = ${intent.message_id}`.execute(stage.rt.db);
    expect(rows).toEqual([{ external_id: 'wamid.1', answered: true }]);
    expect(await shownAttempts()).toMatchObject([{ state: 'delivered' }]);
  });

  it('settles what was unknown', async () => {
    await recordOutcomes(stage.rt, [
      { intent, outcome: { kind: 'unknown', code: 'timeout' }, at: stage.clock.now() },
    ]);
    expect(await now()).toMatchObject({ delivery_status: 'unknown', failed_reason: 'timeout' });
    await arrive(receipt('sent'));
    expect(await now()).toMatchObject({ delivery_status: 'sent', failed_reason: null });
  });

  it('proves a refused try wrong: there is no further one', async () => {
    await recordOutcomes(stage.rt, [
      { intent, outcome: { kind: 'retry', code: 'server_fault' }, at: stage.clock.now() },
    ]);
    expect((await now())?.delivery_status).toBe('retrying');
    await arrive(receipt('sent'));
    expect((await now())?.delivery_status).toBe('sent');
  });

  it('without a key it is found by the platform’s id, on its own account only', async () => {
    await accept();
    const { key: _key, ...plain } = receipt('read').event;
    const foreign = { ...receipt('read'), account_id: crypto.randomUUID(), event: plain };
    expect(await arrive(foreign)).toEqual([foreign]);
    expect((await now())?.delivery_status).toBe('sent');
    expect(await arrive({ ...receipt('read'), event: plain })).toEqual([]);
    expect((await now())?.delivery_status).toBe('read');
  });

  it('hands back what nobody can be found for', async () => {
    const stray = receipt('sent', { key: `${crypto.randomUUID()}.1` });
    const odd = receipt('sent', { key: 'not a key', external_id: 'nobody’s' });
    expect(await arrive(stray, receipt('sent'), odd)).toEqual([stray, odd]);
  });
});

describe('the turns back', () => {
  it('not on WhatsApp: the next consented channel gets an attempt, though the campaign was complete', async () => {
    await accept();
    await completeCampaigns(stage.rt);
    const status = async () => {
      const { rows } = await sql<{
        status: string;
      }>`select status from campaigns where id = ${campaign}`.execute(stage.rt.db);
      return rows[0]?.status;
    };
    expect(await status()).toBe('completed');
    await arrive(receipt('failed', { code: 'not_on_channel' }));
    expect(await now()).toMatchObject({ delivery_status: 'retrying', due_at: stage.clock.now() });
    expect(await status()).toBe('active');
    await renew();
    expect((await stage.claim(lanes, campaign, { platform: 'whatsapp' })).intents).toMatchObject([
      { channel: 'signal', attempt: 2 },
    ]);
  });

  it('and a late sent or failed of the first attempt does not touch the second', async () => {
    await accept();
    await arrive(receipt('failed', { code: 'not_on_channel' }));
    await arrive(receipt('sent'));
    expect((await now())?.delivery_status).toBe('retrying');
    await renew();
    const { intents } = await stage.claim(lanes, campaign, { platform: 'whatsapp' });
    await stage.send(lanes, intents);
    await arrive(receipt('failed', { code: 'not_on_channel' }), receipt('sent'));
    expect(await now()).toMatchObject({ delivery_status: 'sent', platform: 'signal', attempt: 2 });
    const lost = await eventsOf('identity.lost');
    expect(lost).toHaveLength(1); // however often it is told
  });

  it('on the last channel it has failed', async () => {
    await sql`update campaigns set channel_order = '{whatsapp}' where id = ${campaign}`.execute(stage.rt.db);
    await accept();
    await arrive(receipt('failed', { code: 'not_on_channel' }));
    expect(await now()).toMatchObject({ delivery_status: 'failed', failed_reason: 'not_on_channel' });
  });

  it('the platform’s own marketing cap: again in 24 hours, not earlier', async () => {
    await accept();
    await arrive(receipt('failed', { code: 'marketing_cap' }));
    const due = new Date(stage.clock.now().getTime() + 24 * 3_600_000);
    expect(await now()).toMatchObject({ delivery_status: 'retrying', due_at: due });
    await renew();
    expect((await stage.claim(lanes, campaign, { platform: 'whatsapp' })).intents).toEqual([]);
  });

  it('a cancelled campaign opens nothing again', async () => {
    await accept();
    await stage.server.ask('POST', `/api/v1/campaigns/${campaign}/cancel`, { token: await stage.token() });
    await arrive(receipt('failed', { code: 'not_on_channel' }));
    expect((await now())?.delivery_status).toBe('failed');
  });
});

describe('a failure that is not the message’s own', () => {
  const actor = () => ({
    ...{ workspace_id: stage.pm.workspace_id, user_id: stage.pm.id, role: 'admin' as const },
    ...{ session_id: '', request_id: '' },
  });
  const sender = async () =>
    (
      await sql<{ policy_hold: string | null; health_status: string; health_reason: string | null }>`
        select policy_hold, health_status, health_reason from sender_accounts where id = ${whatsapp.id}`.execute(
        stage.rt.db,
      )
    ).rows[0];
  const letGoOn = () => changeAccount(stage.rt, actor(), whatsapp.id, { release_hold: 'Settled with Meta.' });
  afterEach(async () => {
    if ((await sender())?.health_status !== 'healthy') await letGoOn();
  });

  it.each(['account_spam', 'account_banned'] as const)(
    '%s holds the sender and its campaigns',
    async (code) => {
      await accept();
      await arrive(receipt('failed', { code }));
      expect(await now()).toMatchObject({ delivery_status: 'failed', failed_reason: code });
      expect(await sender()).toMatchObject({ policy_hold: code });
      expect(await eventsOf('campaign.channel_held')).toHaveLength(1);
      const next = await stage.campaign(await stage.people(1, ['whatsapp']), {
        ...{ channel_order: ['whatsapp'], channel_content: { whatsapp: template } },
      });
      await renew();
      expect((await stage.claim(lanes, next, { platform: 'whatsapp' })).intents).toEqual([]);
    },
  );

  it('of a sender that a person let go on since is no news', async () => {
    await accept();
    const spam = receipt('failed', { code: 'account_spam' });
    stage.clock.advance(60_000);
    await letGoOn();
    await arrive(spam);
    expect(await now()).toMatchObject({ delivery_status: 'failed', failed_reason: 'account_spam' });
    expect(await sender()).toMatchObject({ policy_hold: null, health_status: 'healthy' });
  });

  it('a sender that is not paid for goes offline, once', async () => {
    await accept();
    const unpaid = receipt('failed', { code: 'account_billing' });
    await arrive(unpaid, unpaid);
    await arrive(unpaid);
    expect(await sender()).toEqual({
      ...{ policy_hold: null, health_status: 'offline', health_reason: 'account_billing' },
    });
    const { rows } = await sql`select reason from device_health_history where account_id = ${whatsapp.id}
      and reason = 'account_billing'`.execute(stage.rt.db);
    expect(rows).toHaveLength(1);
    // Paid for: it is said to be back as it was said to be gone.
    await letGoOn();
    const told = await sql<{ change: string }>`
      select concat(data ->> 'from', ' ', data ->> 'to') as change from events
      where type = 'device.health_changed' and account_id = ${whatsapp.id} order by id desc limit 2`.execute(
      stage.rt.db,
    );
    expect(told.rows.map((row) => row.change)).toEqual(['offline healthy', ' offline']);
  });

  it('a template that is paused pauses the campaign', async () => {
    await accept();
    await arrive(receipt('failed', { code: 'template_paused' }));
    expect(await eventsOf('campaign.paused')).toMatchObject([{ data: { reason: 'template_paused' } }]);
  });

  const statusOf = async () =>
    (await sql<{ status: string }>`select status from campaigns where id = ${campaign}`.execute(stage.rt.db))
      .rows[0]?.status;
  const resumed = (at: Date) =>
    sql`update campaigns set status = 'active', resumed_at = ${at} where id = ${campaign}`.execute(
      stage.rt.db,
    );

  it('what left before somebody resumed the campaign does not pause it again', async () => {
    await accept();
    stage.clock.advance(60_000);
    await resumed(stage.clock.now());
    stage.clock.advance(60_000);
    // Told late, of what the platform found later still.
    await arrive(receipt('failed', { code: 'template_paused' }));
    expect(await now()).toMatchObject({ delivery_status: 'failed', failed_reason: 'template_paused' });
    expect(await statusOf()).toBe('active');
    expect(await eventsOf('campaign.paused')).toEqual([]);
  });

  it('what left after that does', async () => {
    await resumed(new Date(stage.clock.now().getTime() - 60_000));
    await accept();
    await arrive(receipt('failed', { code: 'template_paused' }));
    expect(await statusOf()).toBe('paused');
  });
});
