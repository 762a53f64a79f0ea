// A campaign over all four channels against the simulators, from the API to the numbers on screen.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { uncoveredMessages } from '../../src/audit/uncovered-messages.ts';
import { verifyDatabase } from '../../src/audit/verify/verify-database.ts';
import { recount } from '../analytics/recount.ts';
import {
  campaignContent,
  ledgerOf,
  startWorld,
  statusesOf,
  type Person,
  type World,
} from '../support/world.ts';

let world: World;
let everyone: Person[];
let roles: { stop(): Promise<void> };
beforeAll(async () => {
  world = await startWorld();
  everyone = await world.people(300);
  roles = await world.serve();
});
afterAll(async () => {
  await roles?.stop();
  await world?.close();
});

// Asking more often would run into the API's rate limit.
const patience = { timeout: 45_000, interval: 250 };
const show = (id: string) => world.ask<CampaignResource>('GET', `/campaigns/${id}`);
const statusOf = async (id: string) => (await show(id)).status;

async function launch(prospects: readonly Person[], more: object = {}): Promise<string> {
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Review', ...campaignContent, prospect_ids: prospects.map((one) => one.id) },
    ...more,
  });
  await world.ask('POST', `/campaigns/${id}/launch`);
  return id;
}

async function sumOf(id: string): Promise<number> {
  return Object.values(await statusesOf(world.rt, id)).reduce((sum, n) => sum + n, 0);
}

describe('a campaign of 300 people on four channels', () => {
  let id: string;

  it('completes, and the platforms saw each message once and no breach of their limits', async () => {
    id = await launch(everyone);
    await expect.poll(() => statusOf(id), patience).toBe('completed');
    const ledger = await ledgerOf(world);
    expect(ledger).toMatchObject({ accepted: 300, unique: 300, doubled: 0, violations: 0 });
  });

  it('every receipt arrives: read where the platform tells, sent on Telegram, iMessage as far as it says', async () => {
    await expect
      .poll(async () => {
        const { rows } = await sql<{ platform: string; status: string; n: number }>`
          select platform, delivery_status as status, count(*)::int as n from messages where campaign_id = ${id}
          group by 1, 2 order by 1, 2`.execute(world.rt.db);
        return rows.map((row) => `${row.platform} ${row.status} ${row.n}`);
      }, patience)
      .toEqual(['imessage read 75', 'signal read 75', 'telegram sent 75', 'whatsapp read 75']);
  });

  it('the statuses add up to the audience, and the numbers equal a recount of the log', async () => {
    expect(await sumOf(id)).toBe(300);
    await expect
      .poll(async () => (await show(id)).numbers, patience)
      .toMatchObject({
        ...{ total_recipients: 300, queued: 300, waiting: 0, messages_failed: 0, skipped: 0, unknown: 0 },
        ...{ messages_sent: 300, messages_delivered: 225, messages_read: 225 },
      });
    const counted = await recount(world.rt.db);
    const sent = counted.filter((one) => one.campaign_id === id && one.metric === 'sent');
    expect(sent.reduce((sum, one) => sum + one.count, 0)).toBe(300);
  });

  it('launching it again is refused: it has ended', async () => {
    await expect(world.ask('POST', `/campaigns/${id}/launch`)).rejects.toThrow(/409.*campaign_state/);
  });
});

describe('people answer', () => {
  let writer: Person;
  let stopper: Person;
  const writes = (person: Person, text: string) =>
    world.simulators.control.whatsapp('POST', 'inbound', {
      ...{ account: world.accounts.whatsapp.address, from: person.phone, text },
    });
  beforeAll(() => {
    [writer, stopper] = everyone.filter((one) => one.channel === 'whatsapp') as [Person, Person];
  });

  type Conversation = { id: string; prospect_id: string; unread_count: number };
  const conversationWith = async (person: Person) =>
    (await world.ask<{ items: Conversation[] }>('GET', '/conversations?limit=200')).items.find(
      (one) => one.prospect_id === person.id,
    );

  it('a reply lands in a conversation, and the answer reaches its writer as it was typed', async () => {
    await writes(writer, 'When can we talk?');
    await expect.poll(() => conversationWith(writer), patience).toMatchObject({ unread_count: 1 });
    const conversation = await conversationWith(writer);
    const typed = 'Tomorrow at {{ 10 }}: a < b';
    const answer = await world.ask<{ id: string }>('POST', `/conversations/${conversation?.id}/messages`, {
      text: typed,
    });
    await expect
      .poll(() => world.ask('GET', `/messages/${answer.id}`), patience)
      .toMatchObject({ delivery_status: 'read', content: typed });
    const { items } = await world.ask<{ items: { direction: string; text: string }[] }>(
      'GET',
      `/conversations/${conversation?.id}/messages`,
    );
    expect(items.slice(0, 2).map((one) => [one.direction, one.text])).toEqual([
      ['out', typed],
      ['in', 'When can we talk?'],
    ]);
  });

  it('STOP is the end: the next campaign passes over that person and says why', async () => {
    await writes(stopper, 'STOP');
    const withdrawn = async () => {
      const { rows } =
        await sql`select from consents where prospect_id = ${stopper.id} and action = 'withdrawn'`.execute(
          world.rt.db,
        );
      return rows.length;
    };
    await expect.poll(withdrawn, patience).toBeGreaterThan(0);
    const before = (await ledgerOf(world)).accepted;
    const id = await launch([stopper, writer]);
    await expect.poll(() => statusOf(id), patience).toBe('completed');
    const { items } = await world.ask<{ items: { prospect_id: string; failed_reason: string | null }[] }>(
      'GET',
      `/campaigns/${id}/messages?status=skipped`,
    );
    expect(items).toMatchObject([{ prospect_id: stopper.id, failed_reason: 'opted_out' }]);
    expect((await ledgerOf(world)).accepted).toBe(before + 1);
  });
});

describe('pause, resume and going first', () => {
  const left = async (id: string) => {
    const statuses = await statusesOf(world.rt, id);
    return (statuses['pending'] ?? 0) + (statuses['retrying'] ?? 0);
  };

  it('nothing leaves after a pause beyond what it said, a resume sends the rest, and a single send overtakes', async () => {
    const before = (await ledgerOf(world)).accepted;
    await world.behave({ latency_ms: 30 });
    const slow = everyone.filter((one) => one.channel === 'imessage');
    const id = await launch(slow, { pace_per_second: 25 });
    await expect
      .poll(async () => (await ledgerOf(world)).accepted, { timeout: 45_000, interval: 10 })
      .toBeGreaterThan(before + 5);

    const single = await world.ask<{ id: string }>('POST', '/messages', {
      ...{ prospect_id: everyone.find((one) => one.channel === 'signal')?.id, purpose: 'service' },
      ...{ channel_order: ['signal'], content: 'Your statement is ready.' },
    });
    await expect
      .poll(() => world.ask('GET', `/messages/${single.id}`), { timeout: 45_000, interval: 20 })
      .toMatchObject({ delivery_status: expect.stringMatching(/sent|delivered|read/) });
    expect(await left(id)).toBeGreaterThan(0);

    const paused = await world.ask<{ status: string; may_still_leave: number }>(
      'POST',
      `/campaigns/${id}/pause`,
    );
    expect(paused.status).toBe('paused');
    const seen = (await ledgerOf(world)).accepted;
    const waiting = await left(id);
    expect(waiting).toBeGreaterThan(0);
    // What was on its way arrives, and then the platforms see nothing for longer than several rounds of claiming.
    await expect.poll(async () => (await statusesOf(world.rt, id))['sending'] ?? 0, patience).toBe(0);
    const settled = (await ledgerOf(world)).accepted;
    expect(settled - seen).toBeLessThanOrEqual(paused.may_still_leave);
    const quietUntil = Date.now() + 700;
    await expect
      .poll(async () => [Date.now() > quietUntil, (await ledgerOf(world)).accepted], patience)
      .toEqual([true, settled]);
    expect(await left(id)).toBe(waiting);

    await world.ask('POST', `/campaigns/${id}/resume`);
    await expect.poll(() => statusOf(id), patience).toBe('completed');
    expect(await left(id)).toBe(0);
    const ledger = await ledgerOf(world);
    expect(ledger).toMatchObject({ accepted: before + slow.length + 1, doubled: 0, violations: 0 });
  });
});

// PostgreSQL resolves one and the loser tries again; a habit of them would mean two writers that order locks differently.
it('deadlocks are no habit in all of this', async () => {
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks::int from pg_stat_database where datname = current_database()`.execute(world.rt.db);
  expect(rows[0]?.deadlocks).toBeLessThanOrEqual(1);
});

describe('the audit trail', () => {
  it('holds every one of these messages, sealed with the decision it followed, and every link of it holds', async () => {
    const { rt } = world;
    const { id } = world.server.workspace;
    await expect.poll(() => uncoveredMessages(rt.db, id), patience).toEqual([]);
    // The query would say so: one message's decision is not the one in the trail.
    await rt.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ message_id: string }>`update messages set decision = '{"outcome": "send"}'
        where id = (select id from messages where workspace_id = ${id} and delivery_status = 'read' limit 1)
        returning id as message_id`.execute(tx);
      expect((await uncoveredMessages(tx, id)).map((one) => one.message_id)).toEqual([rows[0]?.message_id]);
      await sql`rollback`.execute(tx);
    });
    const verified = await verifyDatabase(rt.ownerUrl, id);
    expect(verified.broken).toBeUndefined();
    expect(verified.entries).toBeGreaterThan(1_000);
  });
});
