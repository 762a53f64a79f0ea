import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeAccount } from '../../src/devices/write-device.ts';
import { hasRoom, openBudgets, spend, windowMs, writeReached } from '../../src/delivery/portfolio-budget.ts';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import type { Runtime } from '../../src/runtime.ts';
import { applyAccountEvents } from '../../src/webhooks/apply-account.ts';
import { anotherProcess, openStage, type Stage } from './stage.ts';
import type { Account, Person } from '../support/world.ts';

const day = 24 * 60 * 60 * 1_000;
const template = { kind: 'template', name: 'note', language: 'en', parameters: [] };

let stage: Stage;
let portfolio: string;
let accounts: Account[];
beforeAll(async () => {
  stage = await openStage();
  const text = JSON.stringify([{ type: 'BODY', text: 'Hello' }]);
  await sql`insert into channel_templates (workspace_id, waba_id, name, language, category, status, components)
    values (${stage.pm.workspace_id}, '1', 'note', 'en', 'MARKETING', 'APPROVED', ${text}::jsonb)`.execute(
    stage.rt.db,
  );
  accounts = [await stage.account('whatsapp', open), await stage.account('whatsapp', open)];
});
afterAll(() => stage?.close());
const open = { per_second: 1_000, per_day: 10_000 };

beforeEach(async () => {
  stage.clock.advance(2 * day);
  await sql`update sender_accounts set lease_owner = null, lease_expires_at = null`.execute(stage.rt.db);
});

/** A portfolio of its own for each test, with both numbers. */
async function tier(limit: number | null): Promise<void> {
  const row = await stage.rt.db
    .insertInto('portfolios')
    .values({ workspace_id: stage.pm.workspace_id, name: 'Note', tier_limit: limit })
    .returning('id')
    .executeTakeFirstOrThrow();
  portfolio = row.id;
  await stage.rt.db
    .updateTable('sender_accounts')
    .set({ portfolio_id: portfolio })
    .where(
      'id',
      'in',
      accounts.map((one) => one.id),
    )
    .execute();
}

const campaignFor = (people: readonly Person[]) =>
  stage.campaign(people, { channel_order: ['whatsapp'], channel_content: { whatsapp: template } });

/** Claims and sends until nothing is due; returns how many left. */
async function sendDue(campaign: string, lanes: LaneSet, rt: Runtime = stage.rt): Promise<number> {
  let sent = 0;
  for (;;) {
    const { intents, settled } = await stage.claim(lanes, campaign, { platform: 'whatsapp', rt });
    await stage.send(lanes, intents);
    sent += intents.length;
    if (intents.length + settled === 0) return sent;
  }
}

/** The other number is in maintenance. */
const only = (id: string) =>
  sql`update devices d set maintenance = not exists (
    select from sender_accounts a where a.device_id = d.id and a.id = ${id})`.execute(stage.rt.db);

async function reached(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct prospect_id)::int as n from messages m join sender_accounts a on a.id = m.account_id
    where a.portfolio_id = ${portfolio} and m.sent_at > ${new Date(stage.clock.now().getTime() - day)}`.execute(
    stage.rt.db,
  );
  return rows[0]?.n ?? 0;
}

describe('a portfolio’s daily tier', () => {
  it('of 250 lets 250 of 400 people be reached; 150 are rescheduled with the reason, and go a day later', async () => {
    await tier(250);
    const people = await stage.people(400, ['whatsapp']);
    const campaign = await campaignFor(people);
    const lanes = await stage.lanes();
    expect(await sendDue(campaign, lanes)).toBe(250);
    expect(await reached()).toBe(250);
    const waiting = (await stage.rows(campaign)).filter((row) => row.delivery_status === 'pending');
    expect(waiting).toHaveLength(150);
    for (const row of waiting) {
      expect(row.decision).toMatchObject({ outcome: 'reschedule', reasons: [{ code: 'tier_exhausted' }] });
      expect(row.due_at.getTime() - stage.clock.now().getTime()).toBeGreaterThan(day - 60_000);
    }
    stage.clock.advance(day - 3_600_000);
    await lanes.refresh();
    expect(await sendDue(campaign, await stage.lanes())).toBe(0);
    stage.clock.advance(2 * 3_600_000);
    expect(await sendDue(campaign, await stage.lanes())).toBe(150);
  });

  it('counts a person until the platform has forgotten them too, which heard of them a moment later', async () => {
    await tier(1);
    const campaign = await campaignFor(await stage.people(2, ['whatsapp']));
    expect(await sendDue(campaign, await stage.lanes())).toBe(1);
    stage.clock.advance(day + 30_000);
    expect(await sendDue(campaign, await stage.lanes())).toBe(0);
    stage.clock.advance(31_000);
    expect(await sendDue(campaign, await stage.lanes())).toBe(1);
  });

  it('raised by Meta wakes who waits for a place', async () => {
    await tier(1);
    const campaign = await campaignFor(await stage.people(2, ['whatsapp']));
    expect(await sendDue(campaign, await stage.lanes())).toBe(1);
    const { pm, clock } = stage;
    await stage.rt.db.transaction().execute((tx) =>
      applyAccountEvents(stage.rt, tx, clock.now(), [
        {
          ...{ webhook_id: 1, account_id: accounts[0]?.id ?? '', workspace_id: pm.workspace_id },
          ...{ channel: 'whatsapp' as const, received_at: clock.now() },
          event: { kind: 'account', scope: 'portfolio', tier_limit: 10, detail: 'TIER_10' },
        },
      ]),
    );
    clock.advance(stage.rt.config.leaseSeconds * 1_000);
    expect(await sendDue(campaign, await stage.lanes())).toBe(1);
  });

  it('is one for two processes that claim at the same time', async () => {
    await tier(60);
    const campaign = await campaignFor(await stage.people(100, ['whatsapp']));
    const other = anotherProcess(stage.rt);
    // Each owns one of the two numbers, asked before the plan hands the channel to one of them.
    const mine = await stage.lanes();
    const [, theirNumber] = accounts;
    mine.lanes.delete(theirNumber?.id ?? '');
    await sql`update sender_accounts set lease_owner = ${other.instanceId} where id = ${theirNumber?.id}`.execute(
      stage.rt.db,
    );
    const theirs = await stage.lanes(other);
    stage.clock.advance(1_000);
    expect([mine.lanes.size, theirs.lanes.size]).toEqual([1, 1]);
    const claims = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        stage.claim(n % 2 ? theirs : mine, campaign, {
          platform: 'whatsapp',
          take: 25,
          ...(n % 2 ? { rt: other } : {}),
        }),
      ),
    );
    expect(claims.flatMap((one) => one.intents)).toHaveLength(60);
    const { rows } = await sql`select from portfolio_recipients where portfolio_id = ${portfolio}`.execute(
      stage.rt.db,
    );
    expect(rows).toHaveLength(60);
  });

  it('is spent once on a person, and not at all on one who has just written to us', async () => {
    await tier(2);
    const [a, b, c] = (await stage.people(3, ['whatsapp'])) as [Person, Person, Person];
    await sql`insert into contact_channels (prospect_id, workspace_id, channel, last_inbound_at)
      values (${c.id}, ${stage.pm.workspace_id}, 'whatsapp', ${stage.clock.now()})`.execute(stage.rt.db);
    for (const people of [[a], [b, a], [c]]) {
      const campaign = await campaignFor(people);
      expect(await sendDue(campaign, await stage.lanes())).toBe(people.length);
      stage.clock.advance(60_000);
    }
    const [stranger] = (await stage.people(1, ['whatsapp'])) as [Person];
    const campaign = await campaignFor([stranger]);
    expect(await sendDue(campaign, await stage.lanes())).toBe(0);
    // Room comes a day after the last message to whoever leaves first: b, because a was written to again.
    expect((await stage.rows(campaign))[0]?.decision?.reasons.at(-1)?.code).toBe('tier_exhausted');
  });

  it('that is new counts who was reached before it', async () => {
    await tier(null);
    const before = await campaignFor(await stage.people(30, ['whatsapp']));
    expect(await sendDue(before, await stage.lanes())).toBe(30);
    await stage.rt.db
      .updateTable('portfolios')
      .set({ tier_limit: 50, window_at: null })
      .where('id', '=', portfolio)
      .execute();
    const after = await campaignFor(await stage.people(30, ['whatsapp']));
    expect(await sendDue(after, await stage.lanes())).toBe(20);
  });

  it('is not exceeded where the claim that had the lock first had read the clock later', async () => {
    await tier(2);
    const [p, b, x, y] = (await stage.people(4, ['whatsapp'])).map((one) => one.id) as [string, ...string[]];
    const { workspace_id } = stage.pm;
    const start = stage.clock.now().getTime();
    const claim = (at: number, people: readonly (string | undefined)[]) =>
      stage.rt.db.transaction().execute(async (tx) => {
        const all = people.flatMap((one) => one ?? []);
        const budget = (await openBudgets(tx, new Date(at), [portfolio], all)).get(portfolio);
        const sent = all.filter((one) => {
          const room = hasRoom(budget, one);
          if (room) spend(budget, one);
          return room;
        });
        const reached = sent.map((prospect_id) => ({ portfolio_id: portfolio, workspace_id, prospect_id }));
        await writeReached(tx, new Date(at), reached);
        return sent.length;
      });
    expect(await claim(start, [p])).toBe(1);
    await claim(start + windowMs / 2, []);
    expect(await claim(start + windowMs + 5, [b])).toBe(1);
    expect(await claim(start + windowMs - 5, [p])).toBe(1);
    expect(await claim(start + windowMs + 1_000, [x, y])).toBe(0);
  });

  it('counts who a number reached before it joined, also while its owner does not know yet', async () => {
    await tier(6);
    const [first, joining] = accounts as [Account, Account];
    await sql`update sender_accounts set portfolio_id = null where id = ${joining.id}`.execute(stage.rt.db);
    await only(joining.id);
    const before = await campaignFor(await stage.people(4, ['whatsapp']));
    expect(await sendDue(before, await stage.lanes())).toBe(4);
    await only(first.id);
    const lanes = await stage.lanes();
    const own = await campaignFor(await stage.people(1, ['whatsapp']));
    expect(await sendDue(own, lanes)).toBe(1);
    await sql`update devices set maintenance = false`.execute(stage.rt.db);
    await lanes.refresh();
    stage.clock.advance(1_000);
    const actor = {
      ...{ user_id: stage.pm.id, workspace_id: stage.pm.workspace_id },
      role: 'admin' as const,
    };
    const patch = { portfolio_id: portfolio };
    await changeAccount(stage.rt, { ...actor, session_id: '', request_id: '' }, joining.id, patch);
    const after = await campaignFor(await stage.people(5, ['whatsapp']));
    // Not of the portfolio, as far as these lanes know: its part of the claim is left, and they look again.
    expect((await sendDue(after, lanes)) + (await sendDue(after, lanes))).toBe(1);
    expect(lanes.lanes.get(joining.id)?.portfolio_id).toBe(portfolio);
  });

  it.each([
    ['first', 0],
    ['second', 1],
  ])('of two numbers of different portfolios, the %s has the next place', async (_, at) => {
    const sooner = accounts[at] as Account;
    await tier(1);
    const other = portfolio;
    await tier(1);
    await sql`update sender_accounts set portfolio_id = ${other} where id <> ${sooner.id}`.execute(
      stage.rt.db,
    );
    const reachOne = async (id: string) => {
      await only(id);
      expect(await sendDue(await campaignFor(await stage.people(1, ['whatsapp'])), await stage.lanes())).toBe(
        1,
      );
      return stage.clock.now().getTime() + windowMs;
    };
    const free = await reachOne(sooner.id);
    stage.clock.advance(3_600_000);
    for (const one of accounts) if (one !== sooner) await reachOne(one.id);
    await sql`update devices set maintenance = false`.execute(stage.rt.db);
    const campaign = await campaignFor(await stage.people(1, ['whatsapp']));
    expect(await sendDue(campaign, await stage.lanes())).toBe(0);
    expect((await stage.rows(campaign))[0]?.due_at.getTime()).toBe(free);
  });
});
