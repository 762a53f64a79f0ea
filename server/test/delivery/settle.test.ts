// Unknown outcomes that settle themselves: receipts with our key, a look-up on the Mac, a lone receipt on Signal.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { virtualClock, type VirtualClock } from '../../../simulators/src/core/clock.ts';
import { startSimulators, type Simulators } from '../../../simulators/src/start.ts';
import { completeCampaigns } from '../../src/campaigns/run-scheduler.ts';
import { applyReceipts } from '../../src/delivery/apply-receipts.ts';
import { applyStatusChanges } from '../../src/delivery/apply-status.ts';
import type { Intent } from '../../src/delivery/intent.ts';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { lookUpUnknowns } from '../../src/delivery/look-up-unknowns.ts';
import { settleByReceipt } from '../../src/delivery/settle-by-receipt.ts';
import { noticeUnknowns } from '../../src/delivery/settle-notice.ts';
import { reopenForgotten } from '../../src/delivery/settle-reopen.ts';
import type { Runtime } from '../../src/runtime.ts';
import { pack } from '../../src/webhooks/packed.ts';
import { applyCallbacks } from '../../src/webhooks/apply.ts';
import { retryLeftovers } from '../../src/webhooks/leftovers.ts';
import { addAccount, type Account } from '../support/world.ts';
import { openStage, type Stage } from './stage.ts';

const minute = 60_000;
let stage: Stage;
let simulators: Simulators;
let macClock: VirtualClock;
let mac: Account;
let signal: Account;
let lanes: LaneSet;

beforeAll(async () => {
  stage = await openStage();
  macClock = virtualClock(stage.clock.now().getTime());
  simulators = await startSimulators({ only: ['imessage'], clock: macClock });
  await simulators.control.imessage('POST', 'accounts', { name: 'mac', password: 'p', per_day: 500 });
  await simulators.control.imessage('PATCH', 'behaviour', { people: { registered: 1, reply: 0 } });
  mac = await addAccount(stage.rt, stage.pm.workspace_id, 'imessage', {
    base_url: `${simulators.urls.imessage}/mac`,
    credentials: { password: 'p', callback_secret: 's' },
  });
  signal = await stage.account('signal');
  await stage.account('whatsapp');
  lanes = await stage.lanes();
});
afterAll(async () => {
  await simulators?.close();
  await stage?.close();
});
beforeEach(() => simulators.control.imessage('POST', 'reset-behaviour'));

function pass(ms: number): void {
  stage.clock.advance(ms);
  macClock.advance(ms);
}

/** A campaign to one person whose only message nobody answered. */
async function unheard(
  channel: Channel,
  reaches: (intent: Intent) => Promise<unknown> = async () => {},
): Promise<{ campaign: string; intent: Intent }> {
  const [person] = await stage.people(1, [channel]);
  if (!person) throw new Error('nobody');
  const campaign = await stage.campaign([person], { channel_order: [channel] });
  return { campaign, intent: await tryAgain(campaign, channel, reaches) };
}

async function tryAgain(
  campaign: string,
  channel: Channel,
  reaches: (intent: Intent) => Promise<unknown> = async () => {},
): Promise<Intent> {
  await lanes.refresh();
  pass(1_000);
  const { intents } = await stage.claim(lanes, campaign, { platform: channel });
  const [intent] = intents;
  if (!intent) throw new Error('nothing was claimed');
  await reaches(intent);
  stage.answer = () => ({ kind: 'unknown', code: 'timeout' });
  await stage.send(lanes, intents);
  return intent;
}

/** What BlueBubbles would have got: the very request, which it acts on and never answers for us. */
async function macTakes(intent: Intent): Promise<string> {
  const answer = await fetch(`${simulators.urls.imessage}/mac/api/v1/message/text?password=p`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      chatGuid: `iMessage;-;${intent.recipient}`,
      tempGuid: `${intent.message_id}.${intent.attempt}`,
      message: 'Dear Amina',
      method: 'apple-script',
    }),
  });
  return ((await answer.json()) as { data: { guid: string } }).data.guid;
}

const one = async (campaign: string) => (await stage.rows(campaign))[0];
const attemptsOf = async (intent: Intent) => {
  const { rows } = await sql<{
    attempt: number;
    state: string;
    code: string | null;
    external_id: string | null;
  }>`
    select attempt, state, code, external_id from attempts where message_id = ${intent.message_id} order by attempt`.execute(
    stage.rt.db,
  );
  return rows;
};
const looksOf = async (intent: Intent) => {
  const { rows } = await sql<{
    looks: number;
    last_look: string | null;
    next_look_at: Date | null;
    settled_by: string | null;
  }>`
    select looks, last_look, next_look_at, settled_by from unknown_outcomes where message_id = ${intent.message_id}`.execute(
    stage.rt.db,
  );
  return rows[0];
};
/** Notices, waits for the first look, and looks. */
async function look(rt: Runtime = stage.rt): Promise<void> {
  await noticeUnknowns(rt);
  pass(16_000);
  await lookUpUnknowns(rt);
}

describe('WhatsApp: the receipt carries our key', () => {
  const receipt = (intent: Intent, status: 'sent' | 'failed', account: string) => ({
    ...{ webhook_id: 1, account_id: account, workspace_id: stage.pm.workspace_id },
    channel: 'whatsapp' as const,
    event: {
      ...{ kind: 'receipt' as const, status, external_id: `wamid.${intent.message_id}` },
      ...{ key: `${intent.message_id}.${intent.attempt}`, at: stage.clock.now() },
      ...(status === 'failed' ? { code: 'undelivered' as const } : {}),
    },
  });
  it.each(['sent', 'failed'] as const)('%s settles it', async (status) => {
    const text = JSON.stringify([{ type: 'BODY', text: 'Hello' }]);
    await sql`insert into channel_templates (workspace_id, waba_id, name, language, category, status, components)
      values (${stage.pm.workspace_id}, '1', 'note', 'en', 'MARKETING', 'APPROVED', ${text}::jsonb) on conflict do nothing`.execute(
      stage.rt.db,
    );
    const [person] = await stage.people(1, ['whatsapp']);
    const campaign = await stage.campaign(person ? [person] : [], {
      channel_order: ['whatsapp'],
      channel_content: { whatsapp: { kind: 'template', name: 'note', language: 'en', parameters: [] } },
    });
    const intent = await tryAgain(campaign, 'whatsapp');
    expect(await one(campaign)).toMatchObject({ delivery_status: 'unknown', failed_reason: 'timeout' });
    const { rt, clock } = stage;
    const late = receipt(intent, status, intent.lane.account.id);
    const stray = await rt.db.transaction().execute((tx) => applyReceipts(rt, tx, clock.now(), [late]));
    expect(stray).toEqual([]);
    expect(await one(campaign)).toMatchObject({
      delivery_status: status,
      failed_reason: status === 'failed' ? 'undelivered' : null,
    });
  });
});

describe('iMessage: the Mac is asked', () => {
  it('finds what it sent: the message is sent, under the Mac’s own id', async () => {
    let guid = '';
    const { campaign, intent } = await unheard('imessage', async (one) => (guid = await macTakes(one)));
    expect((await one(campaign))?.delivery_status).toBe('unknown');
    await look();
    expect(await one(campaign)).toMatchObject({
      delivery_status: 'sent',
      sent_at: intent.intent_at,
      failed_reason: null,
    });
    expect(await attemptsOf(intent)).toEqual([
      { attempt: 1, state: 'accepted', code: null, external_id: guid },
    ]);
    expect(await stage.events(campaign, 'message.settled')).toMatchObject([
      { message_id: intent.message_id, data: { by: 'look_up', found: 'sent', attempt: 1 } },
    ]);
    expect(await looksOf(intent)).toMatchObject({
      next_look_at: null,
      settled_by: 'look_up',
      last_look: 'found',
    });
    // Nothing is left to look at.
    pass(60 * minute);
    expect(await lookUpUnknowns(stage.rt)).toBe(0);
  });

  it('does not know it: nothing at first, failed once it must be there, and the person’s cap is given back', async () => {
    const { campaign, intent } = await unheard('imessage');
    await look();
    expect(await one(campaign)).toMatchObject({ delivery_status: 'unknown' });
    expect(await looksOf(intent)).toMatchObject({ last_look: 'not_found', looks: 1 });
    for (let waited = 0; waited < 11; waited++) {
      pass(minute);
      await lookUpUnknowns(stage.rt);
    }
    expect(await one(campaign)).toMatchObject({ delivery_status: 'failed', failed_reason: 'never_sent' });
    expect(await attemptsOf(intent)).toMatchObject([{ state: 'rejected', code: 'never_sent' }]);
    const { rows } = await sql`select capped_sends from contact_channels
      where prospect_id = ${intent.prospect_id} and channel = 'imessage'`.execute(stage.rt.db);
    expect(rows).toEqual([{ capped_sends: [] }]);
  });

  it('is switched off: asked less and less often, until it is back', async () => {
    let guid = '';
    const { campaign, intent } = await unheard('imessage', async (one) => (guid = await macTakes(one)));
    const where = (base_url: string) =>
      sql`update sender_accounts set base_url = ${base_url} where id = ${mac.id}`.execute(stage.rt.db);
    await where('http://127.0.0.1:1');
    pass(3_000); // known addresses are kept for two seconds
    await look();
    for (let hour = 0; hour < 3; hour++) {
      pass(60 * minute);
      await lookUpUnknowns(stage.rt);
    }
    expect(await one(campaign)).toMatchObject({ delivery_status: 'unknown' });
    const looks = await looksOf(intent);
    expect(looks).toMatchObject({ last_look: 'no_answer', looks: 4 });
    expect(looks?.next_look_at?.getTime()).toBeGreaterThan(stage.clock.now().getTime());
    await where(`${simulators.urls.imessage}/mac`);
    pass(60 * minute);
    await lookUpUnknowns(stage.rt);
    expect(await one(campaign)).toMatchObject({ delivery_status: 'sent' });
    expect(await attemptsOf(intent)).toMatchObject([{ external_id: guid }]);
  });

  it('holds the same words twice: a person decides', async () => {
    const { campaign, intent } = await unheard('imessage', async (one) => {
      await macTakes(one);
      await macTakes(one);
    });
    await look();
    expect(await one(campaign)).toMatchObject({ delivery_status: 'unknown' });
    expect(await looksOf(intent)).toMatchObject({ last_look: 'several', next_look_at: null });
  });

  it('holds only what another attempt sent: a person decides', async () => {
    let guid = '';
    const { intent, campaign } = await unheard('imessage', async (one) => (guid = await macTakes(one)));
    const other = await unheard('imessage');
    await sql`update attempts set external_id = ${guid} where message_id = ${other.intent.message_id}`.execute(
      stage.rt.db,
    );
    await look();
    expect(await one(campaign)).toMatchObject({ delivery_status: 'unknown' });
    expect(await looksOf(intent)).toMatchObject({ last_look: 'several', next_look_at: null });
  });

  it('two processes at once ask once', async () => {
    const { campaign } = await unheard('imessage', macTakes);
    await noticeUnknowns(stage.rt);
    await noticeUnknowns(stage.rt);
    pass(16_000);
    const looked = await Promise.all([lookUpUnknowns(stage.rt), lookUpUnknowns(stage.rt)]);
    expect(looked.toSorted()).toEqual([0, 1]);
    expect(await one(campaign)).toMatchObject({ delivery_status: 'sent' });
    expect(await stage.events(campaign, 'message.sent')).toHaveLength(1);
  });

  it('answers too late: a receipt was faster, and its word stands', async () => {
    const { campaign, intent } = await unheard('imessage', macTakes);
    await noticeUnknowns(stage.rt);
    await sql`update messages set delivery_status = 'read' where id = ${intent.message_id}`.execute(
      stage.rt.db,
    );
    pass(16_000);
    await lookUpUnknowns(stage.rt);
    expect(await one(campaign)).toMatchObject({ delivery_status: 'read' });
    expect(await looksOf(intent)).toMatchObject({ next_look_at: null });
    expect(await stage.events(campaign, 'message.settled')).toEqual([]);
  });
});

describe('Signal: a lone receipt', () => {
  /** A receipt arrives, finds no message, and waits. */
  async function arrives(from: string, timestamp: number, read = false): Promise<void> {
    const { rt, clock } = stage;
    const receiptMessage = {
      when: clock.now().getTime(),
      isDelivery: !read,
      isRead: read,
      timestamps: [timestamp],
    };
    const payload = {
      envelope: { source: from, sourceNumber: from, sourceUuid: `uuid of ${from}`, receiptMessage },
    };
    const { row, bytes } = pack([
      { channel: 'signal', account_id: signal.id, text: JSON.stringify(payload) },
    ]);
    await sql`insert into webhook_batches (workspace_id, urgent, count, bytes, callbacks, received_at)
      values (${stage.pm.workspace_id}, false, 1, ${bytes}, ${row}, ${clock.now()})`.execute(rt.db);
    await applyCallbacks(rt, { limit: 10, applyReceipts });
  }
  const settle = async () => {
    await noticeUnknowns(stage.rt);
    pass(16_000);
    await settleByReceipt(stage.rt);
    await retryLeftovers(stage.rt, { applyReceipts });
  };
  const leftovers = async () => {
    const { rows } = await sql<{
      id: number;
    }>`select id from webhook_leftovers where channel = 'signal'`.execute(stage.rt.db);
    return rows.length;
  };
  beforeEach(() => sql`delete from webhook_leftovers`.execute(stage.rt.db));

  it('from that person, inside the window: it arrived', async () => {
    const { campaign, intent } = await unheard('signal');
    const stamp = intent.intent_at.getTime() + 300;
    await arrives(intent.recipient, stamp);
    expect(await one(campaign)).toMatchObject({ delivery_status: 'unknown' });
    await settle();
    expect(await one(campaign)).toMatchObject({ delivery_status: 'delivered', failed_reason: null });
    expect(await attemptsOf(intent)).toMatchObject([
      { state: 'accepted', code: null, external_id: String(stamp) },
    ]);
    expect(await leftovers()).toBe(0);
    expect(await stage.events(campaign, 'message.settled')).toMatchObject([{ data: { by: 'lone_receipt' } }]);
    // What follows finds it by itself.
    await arrives(intent.recipient, stamp, true);
    expect(await one(campaign)).toMatchObject({ delivery_status: 'read' });
  });

  it('comes ten minutes later: it is waited for', async () => {
    const { campaign, intent } = await unheard('signal');
    await settle();
    expect(await looksOf(intent)).toMatchObject({ looks: 1, last_look: 'no_answer' });
    pass(30 * minute);
    await arrives(intent.recipient, intent.intent_at.getTime() + 300);
    await settle();
    expect(await one(campaign)).toMatchObject({ delivery_status: 'delivered' });
  });

  it.each([
    ['two of them', (intent: Intent) => [intent.recipient, intent.recipient], [300, 900], 'several'],
    ['another person’s', () => ['+447400999999'], [300], 'no_answer'],
    ['one from before', (intent: Intent) => [intent.recipient], [-60_000], 'no_answer'],
  ] as const)('%s: a person decides', async (_, from, offsets, saw) => {
    const { campaign, intent } = await unheard('signal');
    for (const [index, address] of from(intent).entries())
      await arrives(address, intent.intent_at.getTime() + (offsets[index] ?? 0));
    const waiting = await leftovers();
    await settle();
    expect(await one(campaign)).toMatchObject({ delivery_status: 'unknown' });
    expect(await looksOf(intent)).toMatchObject({ last_look: saw });
    expect(await leftovers()).toBe(waiting);
  });
});

it('a campaign completed in the moment one of its messages was reopened is opened again', async () => {
  const { campaign, intent } = await unheard('signal');
  await completeCampaigns(stage.rt);
  const now = stage.clock.now();
  const { message_id, created_at } = intent;
  const again = {
    message_id,
    created_at,
    to: 'retrying' as const,
    from: ['unknown'] as const,
    occurred_at: now,
  };
  await stage.rt.db
    .transaction()
    .execute((tx) => applyStatusChanges(tx, now, [{ ...again, set: { due_at: now } }]));
  const status = async () =>
    (await sql<{ status: string }>`select status from campaigns where id = ${campaign}`.execute(stage.rt.db))
      .rows[0]?.status;
  expect(await status()).toBe('completed');
  expect(await reopenForgotten(stage.rt)).toBe(1);
  expect(await status()).toBe('active');
  expect(await reopenForgotten(stage.rt)).toBe(0);
});
