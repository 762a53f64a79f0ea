// One damaged key among a thousand: its person's messages wait with the reason, everybody else's go, who has to know is told once,
// what the person writes is not lost, and all of it goes on when the row is mended.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyReceipts } from '../../src/delivery/apply-receipts.ts';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import type { Tx } from '../../src/events/append.ts';
import { followNotifications } from '../../src/notifications/follow-notifications.ts';
import { checkKeys } from '../../src/privacy/keys/check-keys.ts';
import { sealOldWords } from '../../src/privacy/seal-old-words.ts';
import { createVault } from '../../src/security/person-keys/vault.ts';
import { applyEvents } from '../../src/webhooks/apply-events.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import { createUser, tokenFor } from '../support/server.ts';
import type { Person } from '../support/world.ts';

const people = 1_000;
const room = 400;
let stage: Stage;
let lanes: LaneSet;
let all: Person[];
let damaged: Person;
let campaign: string;
let whole: Buffer;

const keyOf = async (id: string) => {
  const { rows } = await sql<{ wrapped_key: Buffer; unusable_since: Date | null }>`
    select wrapped_key, unusable_since from person_keys where prospect_id = ${id}`.execute(stage.rt.db);
  return rows[0];
};
const setKey = (id: string, key: Buffer) =>
  sql`update person_keys set wrapped_key = ${key} where prospect_id = ${id}`.execute(stage.rt.db);
const gauge = async () => (await stage.rt.metrics.unusableKeys.get()).values[0]?.value;
const told = async () =>
  (await sql`select from events where type = 'keys.unusable'`.execute(stage.rt.db)).rows.length;
/** As a process that remembers nothing. */
const fresh = () => ({
  ...stage.rt,
  keys: { ...stage.rt.keys, people: createVault(stage.rt.keys.people.master) },
});

beforeAll(async () => {
  stage = await openStage();
  await stage.account('signal', { per_second: 4_000, per_day: 100_000 });
  all = await stage.people(people, ['signal']);
  const owners = all.map(({ id }) => ({ id, workspace_id: stage.pm.workspace_id }));
  await stage.rt.keys.people.toWrite(stage.rt.db as unknown as Tx, owners, stage.clock.now());
  damaged = all[500] as Person;
  whole = (await keyOf(damaged.id))?.wrapped_key as Buffer;
  const broken = Buffer.from(whole);
  broken[40] = (broken[40] ?? 0) ^ 1;
  await setKey(damaged.id, broken);
  campaign = await stage.campaign(all);
  lanes = await stage.lanes();
});
afterAll(() => stage.close());

async function sendAll(): Promise<void> {
  for (let left = people; left > 0; left -= room) {
    const { intents } = await stage.claim(lanes, campaign, { take: room, room, rt: fresh() });
    await stage.send(lanes, intents);
    stage.clock.advance(1_000);
  }
}

describe('a key that cannot be opened', () => {
  it('holds back its own person with the reason, and nobody else', async () => {
    await sendAll();
    const rows = await stage.rows(campaign);
    expect(rows.filter((row) => row.delivery_status === 'sent')).toHaveLength(people - 1);
    const [held] = rows.filter((row) => row.delivery_status !== 'sent');
    expect(held).toMatchObject({
      ...{ prospect_id: damaged.id, delivery_status: 'pending' },
      decision: { outcome: 'reschedule', reasons: [{ code: 'key_unusable', channel: 'signal' }] },
    });
    expect(await stage.events(campaign, 'message.rescheduled')).toMatchObject([
      { data: { code: 'key_unusable' } },
    ]);
  });

  it('is told once, by notification, metric and trail', async () => {
    expect(await told()).toBe(1);
    expect((await keyOf(damaged.id))?.unusable_since).not.toBeNull();
    stage.clock.advance(20 * 60_000);
    await lanes.refresh();
    await sendAll();
    expect(await told()).toBe(1);
    expect(await checkKeys(fresh(), 'unusable')).toBe(1);
    expect(await gauge()).toBe(1);
    const officer = await createUser(stage.rt, {
      workspace_id: stage.pm.workspace_id,
      role: 'compliance',
    });
    await followNotifications(stage.rt);
    const { rows } = await sql`
      select kind, count from notifications where user_id = ${officer.id}`.execute(stage.rt.db);
    expect(rows).toEqual([{ kind: 'keys_unusable', count: 1 }]);
  });

  it('refuses a single message with the reason, and shows what there is', async () => {
    const answer = await stage.server.ask('POST', '/api/v1/messages', {
      token: await stage.token(),
      payload: { prospect_id: damaged.id, content: 'Hello' },
    });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'person_key_unusable' });
    const officer = await createUser(stage.rt, {
      workspace_id: stage.pm.workspace_id,
      role: 'compliance',
    });
    const token = await tokenFor(stage.rt, officer);
    for (const path of [
      `/prospects/${damaged.id}/timeline`,
      `/prospects/${damaged.id}/copy`,
      '/messages',
      '/audit',
    ])
      expect((await stage.server.ask('GET', `/api/v1${path}`, { token })).statusCode, path).toBe(200);
  });

  it('loses nothing of what they write, honours an opt-out, and goes on once the row is mended', async () => {
    await inbound('Who are you?');
    const words = async () =>
      (
        await sql<{ text: string }>`
          select text from inbound_messages where prospect_id = ${damaged.id} order by received_at`.execute(
          stage.rt.db,
        )
      ).rows.map((row) => row.text);
    await sealOldWords(fresh());
    expect(await words()).toEqual(['Who are you?']);

    const broken = (await keyOf(damaged.id))?.wrapped_key as Buffer;
    await setKey(damaged.id, whole);
    expect(await checkKeys(fresh(), 'unusable')).toBe(0);
    expect((await keyOf(damaged.id))?.unusable_since).toBeNull();
    expect(await gauge()).toBe(0);
    await sealOldWords(fresh());
    expect(await words()).toEqual([expect.stringMatching(/^sealed:1:/)]);
    stage.clock.advance(20 * 60_000);
    await lanes.refresh();
    await sendAll();
    const [row] = (await stage.rows(campaign)).filter((one) => one.prospect_id === damaged.id);
    expect(row?.delivery_status).toBe('sent');

    await setKey(damaged.id, broken);
    await inbound('STOP');
    const { rows } = await sql`
      select granted from consent_state where prospect_id = ${damaged.id} and channel = 'signal' and purpose = 'marketing'`.execute(
      stage.rt.db,
    );
    expect(rows).toEqual([{ granted: false }]);
  });

  it('a single message that was damaged itself is skipped with the reason, and the next one goes', async () => {
    const send = async (person: Person | undefined) => {
      const answer = await stage.server.ask('POST', '/api/v1/messages', {
        token: await stage.token(),
        payload: { prospect_id: person?.id, content: 'Hello', channel_order: ['signal'] },
      });
      expect(answer.statusCode, answer.body).toBe(202);
      return answer.json<{ id: string }>().id;
    };
    const [bad, good] = [await send(all[1]), await send(all[2])];
    await sql`update messages set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where id = ${bad}`.execute(
      stage.rt.db,
    );
    await lanes.refresh();
    await stage.send(lanes, (await stage.claim(lanes, null, { platform: 'signal' })).intents);
    const rows = new Map((await stage.rows(null)).map((row) => [row.id, row]));
    expect(rows.get(bad)).toMatchObject({
      ...{ delivery_status: 'skipped', decision: { reasons: [{ code: 'words_unreadable' }] } },
    });
    expect(rows.get(good)?.delivery_status).toBe('sent');
  });
});

async function inbound(text: string): Promise<void> {
  const { rt, clock, pm } = stage;
  const [account = ''] = lanes.lanes.keys();
  const received_at = clock.now();
  await rt.db.transaction().execute((tx) =>
    applyEvents(
      fresh(),
      tx,
      received_at,
      [
        {
          ...{ webhook_id: 1, account_id: account, workspace_id: pm.workspace_id, received_at },
          ...{ channel: 'signal' as const },
          event: {
            ...{ kind: 'inbound', external_id: randomUUID(), from: damaged.phone, text },
            ...{ message_kind: 'text', at: received_at },
          },
        },
      ],
      applyReceipts,
    ),
  );
}
