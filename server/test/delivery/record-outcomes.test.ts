import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../src/channels/channel.ts';
import { errorOutcome } from '../../src/channels/signal/errors.ts';
import { applyStatusChanges } from '../../src/delivery/apply-status.ts';
import type { Intent } from '../../src/delivery/intent.ts';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { recordOutcomes, type Answer } from '../../src/delivery/record-outcomes.ts';
import { recordUntilTaken } from '../../src/delivery/record-until-taken.ts';
import { flushActivity } from '../../src/devices/sender-activity.ts';
import type { Account, Person } from '../support/world.ts';
import { openStage, type MessageRow, type Stage } from './stage.ts';

let stage: Stage;
let first: Account;
let person: Person;
let campaign: string;
let lanes: LaneSet;
afterAll(() => stage?.close());
// Outcomes stop senders and campaigns: each test has a database of its own.
beforeEach(async () => {
  await stage?.close();
  stage = await openStage();
  first = await stage.account('signal', { pair_seconds: 5 });
  [person] = (await stage.people(1, ['signal'])) as [Person];
  campaign = await stage.campaign([person]);
  lanes = await stage.lanes();
});

const now = async () => (await stage.rows(campaign))[0] as MessageRow;
const later = (ms: number) => new Date(stage.clock.now().getTime() + ms);

async function sendNow(outcome?: SendOutcome): Promise<number> {
  if (outcome) stage.answer = () => outcome;
  const { intents } = await stage.claim(lanes, campaign);
  await stage.send(lanes, intents);
  return intents.length;
}
async function goTo(at: Date): Promise<void> {
  stage.clock.set(at);
  await lanes.refresh();
  stage.clock.advance(1_000);
}
async function accountRow(id: string) {
  const { rows } = await sql<{
    health_status: string;
    policy_hold: string | null;
    paused_until: Date | null;
  }>`
    select health_status, policy_hold, paused_until from sender_accounts where id = ${id}`.execute(
    stage.rt.db,
  );
  return rows[0];
}

describe('what an outcome makes of its message', () => {
  it.each<[string, SendOutcome, Partial<MessageRow>]>([
    ['accepted', { kind: 'accepted', external_id: 'x' }, { delivery_status: 'sent', failed_reason: null }],
    [
      'unknown',
      { kind: 'unknown', code: 'timeout' },
      { delivery_status: 'unknown', failed_reason: 'timeout' },
    ],
    ['retry', { kind: 'retry', code: 'network' }, { delivery_status: 'retrying', retry_count: 1 }],
    [
      'refused content',
      { kind: 'rejected', code: 'content_invalid', blame: 'content' },
      { delivery_status: 'failed', failed_reason: 'content_invalid' },
    ],
    [
      'a person who is not there, on the last channel',
      { kind: 'rejected', code: 'unreachable', blame: 'contact', suppress: 'unreachable' },
      { delivery_status: 'failed', failed_reason: 'unreachable' },
    ],
  ])('%s', async (_, outcome, expected) => {
    await sendNow(outcome);
    expect(await now()).toMatchObject(expected);
    expect(await stage.events(campaign, `message.${expected.delivery_status}`)).toHaveLength(1);
  });

  it('accepted, of somebody who wrote to us while the answer was on its way: neither is lost', async () => {
    const { intents } = await stage.claim(lanes, campaign);
    const wrote = stage.clock.now();
    await sql`insert into contact_channels (prospect_id, workspace_id, channel, account_id, last_inbound_at)
      values (${person.id}, ${stage.pm.workspace_id}, 'signal', ${first.id}, ${wrote})`.execute(stage.rt.db);
    await stage.send(lanes, intents);
    expect(await now()).toMatchObject({ delivery_status: 'sent' });
    const { rows } = await sql`
      select c.last_inbound_at, c.account_id, c.next_allowed_at, cardinality(c.capped_sends) as capped, a.state
      from contact_channels c, attempts a where c.prospect_id = ${person.id}`.execute(stage.rt.db);
    expect(rows).toEqual([
      {
        ...{ last_inbound_at: wrote, account_id: first.id, next_allowed_at: later(5_000) },
        ...{ capped: 1, state: 'accepted' },
      },
    ]);
  });

  it('unknown is never tried again', async () => {
    await sendNow({ kind: 'unknown', code: 'timeout' });
    await goTo(later(40 * 86_400_000));
    expect(await sendNow()).toBe(0);
    expect((await now()).attempt).toBe(1);
  });
});

describe('the retry ladder', () => {
  it('1, 5 and 15 minutes ± 20%, then failed, each try an attempt of its own', async () => {
    for (const [retry, minutes] of [1, 5, 15].entries()) {
      const at = stage.clock.now();
      expect(await sendNow({ kind: 'retry', code: 'server_fault' })).toBe(1);
      const row = await now();
      expect(row).toMatchObject({ delivery_status: 'retrying', retry_count: retry + 1, attempt: retry + 1 });
      const wait = row.due_at.getTime() - at.getTime();
      expect(wait).toBeGreaterThanOrEqual(minutes * 48_000);
      expect(wait).toBeLessThanOrEqual(minutes * 72_000);
      stage.clock.set(new Date(row.due_at.getTime() - 2_000));
      await lanes.refresh();
      expect(await sendNow()).toBe(0); // not a moment earlier
      await goTo(row.due_at);
    }
    await sendNow({ kind: 'retry', code: 'server_fault' });
    expect(await now()).toMatchObject({
      delivery_status: 'failed',
      failed_reason: 'retries_exhausted',
      attempt: 4,
    });
    const { rows } = await sql`select attempt, state from attempts order by attempt`.execute(stage.rt.db);
    expect(rows).toEqual([1, 2, 3, 4].map((attempt) => ({ attempt, state: 'retry' })));
  });

  it('a provider’s longer wait is honoured', async () => {
    await sendNow({ kind: 'retry', code: 'account_rate', after_seconds: 3_600 });
    expect((await now()).due_at).toEqual(later(3_600_000));
  });

  it('a person who opts out between two tries is skipped for that, not failed for the fault', async () => {
    await sendNow({ kind: 'retry', code: 'server_fault' });
    await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at)
      values (${stage.pm.workspace_id}, ${person.id}, 'signal', 'marketing', 'withdrawn', 'keyword', true, ${stage.clock.now()})`.execute(
      stage.rt.db,
    );
    await goTo((await now()).due_at);
    await sendNow();
    expect(await now()).toMatchObject({ delivery_status: 'skipped', failed_reason: 'opted_out' });
  });
});

describe('pauses name exactly what they stop', () => {
  it('the account: nothing leaves on it, others go on', async () => {
    const other = await stage.account('signal');
    await sendNow({ kind: 'retry', code: 'account_rate', after_seconds: 600, pause: 'account' });
    expect(await accountRow(first.id)).toMatchObject({ paused_until: later(600_000) });
    expect(await accountRow(other.id)).toMatchObject({ paused_until: null });
    const next = await stage.campaign(await stage.people(3, ['signal']));
    await lanes.refresh();
    stage.clock.advance(1_000);
    const { intents } = await stage.claim(lanes, next);
    expect(intents.map((one) => one.lane.account.id)).toEqual([other.id, other.id, other.id]);
  });

  it('the longest word of the platform counts, but none for more than a day', async () => {
    const more = await stage.campaign(await stage.people(3, ['signal']));
    const { intents } = await stage.claim(lanes, more);
    const at = stage.clock.now();
    for (const [n, seconds] of [600, 10, 1e13].entries()) {
      const outcome = {
        kind: 'retry',
        code: 'account_rate',
        pause: 'account',
        after_seconds: seconds,
      } as const;
      await recordOutcomes(stage.rt, [{ intent: intents[n] as Intent, at, outcome }]);
      const until = later(n < 2 ? 600_000 : 86_400_000);
      expect(await accountRow(first.id)).toMatchObject({ paused_until: until });
      expect(intents[0]?.lane.paused_until).toEqual(until);
    }
  });

  it('the contact: only this person waits', async () => {
    await sendNow({ kind: 'retry', code: 'pair_rate', after_seconds: 90, pause: 'contact' });
    const { rows } =
      await sql`select next_allowed_at from contact_channels where prospect_id = ${person.id}`.execute(
        stage.rt.db,
      );
    expect(rows).toEqual([{ next_allowed_at: later(90_000) }]);
    expect(await accountRow(first.id)).toMatchObject({ paused_until: null, health_status: 'healthy' });
  });

  it('without a word of the platform the pair waits its own limit after the answer', async () => {
    await sendNow({ kind: 'accepted', external_id: 'x' });
    const { rows } =
      await sql`select next_allowed_at from contact_channels where prospect_id = ${person.id}`.execute(
        stage.rt.db,
      );
    expect(rows).toEqual([{ next_allowed_at: later(5_000) }]);
  });
});

describe('a sender that stops', () => {
  const spam: SendOutcome = { kind: 'rejected', code: 'account_spam', blame: 'account', hold: true };

  it('a spam signal holds it and its people; nobody routes around', async () => {
    await stage.account('signal');
    await sendNow(spam);
    expect(await accountRow(first.id)).toMatchObject({ policy_hold: 'account_spam' });
    const { rows } = await sql`select type from events where type = 'account.held'`.execute(stage.rt.db);
    expect(rows).toHaveLength(1);
    stage.answer = () => ({ kind: 'accepted', external_id: 'y' });
    for (let quarter = 0; quarter < 3; quarter++) {
      await goTo((await now()).due_at);
      expect(await sendNow()).toBe(0);
      expect((await now()).decision?.reasons.at(-1)?.code).toBe('sender_held');
    }
    await sql`update sender_accounts set policy_hold = null where id = ${first.id}`.execute(stage.rt.db);
    await goTo((await now()).due_at);
    expect(await sendNow()).toBe(1);
    expect(await now()).toMatchObject({ delivery_status: 'sent', account_id: first.id, retry_count: 0 });
  });

  it('bad credentials take it offline, once in the history, and its people are served by another', async () => {
    const other = await stage.account('signal');
    await sendNow({ kind: 'rejected', code: 'account_credentials', blame: 'account' });
    expect(await accountRow(first.id)).toMatchObject({ health_status: 'offline', policy_hold: null });
    const { rows } = await sql`select reason from device_health_history`.execute(stage.rt.db);
    expect(rows).toEqual([{ reason: 'account_credentials' }]);
    await goTo(later(60_000));
    await sendNow({ kind: 'accepted', external_id: 'y' });
    expect(await now()).toMatchObject({ delivery_status: 'sent', account_id: other.id, retry_count: 0 });
  });

  it.each<[string, SendOutcome, Partial<MessageRow>]>([
    [
      'refuses',
      { kind: 'rejected', code: 'template_paused', blame: 'content' },
      { delivery_status: 'failed' },
    ],
    [
      'paused for three hours',
      { kind: 'retry', code: 'template_paused', after_seconds: 10_800, pause: 'template' },
      { delivery_status: 'retrying', retry_count: 1 },
    ],
  ])('a template the platform %s pauses the campaign, which says why', async (_, outcome, message) => {
    await sendNow(outcome);
    expect(await now()).toMatchObject(message);
    const { rows } = await sql`select status from campaigns where id = ${campaign}`.execute(stage.rt.db);
    expect(rows).toEqual([{ status: 'paused' }]);
    expect(await stage.events(campaign, 'campaign.paused')).toMatchObject([
      { data: { reason: 'template_paused' } },
    ]);
  });

  it('is not judged by what never left for it', async () => {
    const { intents } = await stage.claim(lanes, campaign);
    const outcome: SendOutcome = { kind: 'retry', code: 'network' };
    const at = stage.clock.now();
    await recordOutcomes(
      stage.rt,
      intents.map((intent) => ({ intent, outcome, at, never_called: true as const })),
    );
    await flushActivity(stage.rt);
    const { rows } = await sql`select from account_activity where account_id = ${first.id}`.execute(
      stage.rt.db,
    );
    expect(rows).toEqual([]);
  });
});

describe('the person', () => {
  it('who is not on a channel is not written to there again', async () => {
    await sendNow({ kind: 'rejected', code: 'blocked_by_contact', blame: 'contact', suppress: 'blocked' });
    const next = await stage.campaign([person]).catch((error: unknown) => String(error));
    expect(next).toContain('Nobody in the audience can be reached');
  });

  it('a send that did not go out is taken off the weekly count; an unknown one is not', async () => {
    const counted = async () => {
      const { rows } = await sql<{ n: number }>`
        select cardinality(capped_sends) as n from contact_channels where prospect_id = ${person.id}`.execute(
        stage.rt.db,
      );
      return rows[0]?.n;
    };
    await sendNow({ kind: 'retry', code: 'network' });
    expect(await counted()).toBe(0);
    await goTo((await now()).due_at);
    await sendNow({ kind: 'unknown', code: 'timeout' });
    expect(await counted()).toBe(1);
  });
});

describe('an answer the database does not take', () => {
  it('is recorded without the platform’s words, and holds up nobody else', async () => {
    const more = await stage.campaign(await stage.people(3, ['signal']));
    const { intents } = await stage.claim(lanes, more);
    const [words, id, good] = intents as [Intent, Intent, Intent];
    const at = stage.clock.now();
    await recordUntilTaken(stage.rt, [
      {
        ...{ intent: words, at },
        outcome: errorOutcome(JSON.parse('{"code":-3,"message":"No\\u0000 \\ud83d"}'), 1),
      },
      { intent: id, at, outcome: { kind: 'accepted', external_id: '17\0' } },
      { intent: good, at, outcome: { kind: 'accepted', external_id: '18' } },
    ]);
    const { rows } = await sql<{ message_id: string }>`
      select message_id, state, detail, external_id from attempts`.execute(stage.rt.db);
    const recorded = Object.fromEntries(rows.map((row) => [row.message_id, row]));
    expect(recorded[words.message_id]).toMatchObject({ detail: '-3 No \ufffd' });
    expect(recorded[id.message_id]).toMatchObject({ state: 'accepted', external_id: `${id.message_id}.1` });
    expect(recorded[good.message_id]).toMatchObject({ state: 'accepted', external_id: '18' });
  });
});

describe('an answer written once more', () => {
  /** Recorded, its commit's answer lost; the same lane tries the message again before it is written a second time. */
  async function writtenLate(outcome: SendOutcome, more: Partial<Answer> = {}) {
    const { intents } = await stage.claim(lanes, campaign);
    const answers = intents.map((intent) => ({ intent, outcome, at: stage.clock.now(), ...more }));
    await recordOutcomes(stage.rt, answers);
    await sql`update message_queue set due_at = ${stage.clock.now()}`.execute(stage.rt.db);
    await sql`update messages set due_at = ${stage.clock.now()}`.execute(stage.rt.db);
    await sql`update contact_channels set next_allowed_at = null`.execute(stage.rt.db);
    const again = await stage.claim(lanes, campaign);
    expect(again.intents[0]).toMatchObject({ attempt: 2, claim_token: intents[0]?.claim_token });
    await recordOutcomes(stage.rt, answers);
    return again.intents;
  }

  it.each<[string, SendOutcome, Partial<Answer>]>([
    ['that was never called', { kind: 'retry', code: 'network' }, { never_called: true }],
    ['that asked for another try', { kind: 'retry', code: 'server_fault' }, {}],
    ['whose outcome nobody heard', { kind: 'unknown', code: 'timeout' }, {}],
    ['that was accepted', { kind: 'accepted', external_id: 'first' }, {}],
  ])('changes nothing of the next try: one %s', async (_, outcome, more) => {
    const next = outcome.kind === 'accepted' || outcome.kind === 'unknown';
    // An accepted or unknown try is followed by another only where somebody decided so.
    const intents = next ? await resentAfter(outcome) : await writtenLate(outcome, more);
    expect(await now()).toMatchObject({ delivery_status: 'sending', attempt: 2 });
    expect(await queued()).toBe(0);
    stage.answer = () => ({ kind: 'accepted', external_id: 'second' });
    await stage.send(lanes, intents);
    expect(await now()).toMatchObject({ delivery_status: 'sent', attempt: 2 });
    expect(await stage.events(campaign, 'message.sent')).toHaveLength(1);
  });

  /** As after a person's resend: the message is in the queue again, and its first answer is written late. */
  async function resentAfter(outcome: SendOutcome) {
    const { intents } = await stage.claim(lanes, campaign);
    const first = intents.map((intent) => ({ intent, outcome, at: stage.clock.now() }));
    await recordOutcomes(
      stage.rt,
      intents.map((intent) => ({
        intent,
        outcome: { kind: 'unknown', code: 'timeout' },
        at: stage.clock.now(),
      })),
    );
    const [row] = await stage.rows(campaign);
    if (!row) throw new Error('no message');
    await stage.rt.db.transaction().execute((tx) =>
      applyStatusChanges(tx, stage.clock.now(), [
        {
          ...{ message_id: row.id, created_at: row.created_at, to: 'retrying', from: ['unknown'] },
          ...{ occurred_at: stage.clock.now(), set: { due_at: stage.clock.now() } },
        },
      ]),
    );
    await sql`update contact_channels set next_allowed_at = null`.execute(stage.rt.db);
    const again = await stage.claim(lanes, campaign);
    await recordOutcomes(stage.rt, first);
    return again.intents;
  }

  const queued = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from message_queue`.execute(stage.rt.db)).rows[0]?.n;

  it('a ban is not forgotten with the transaction that failed', async () => {
    const { intents } = await stage.claim(lanes, campaign);
    const banned: SendOutcome = { kind: 'rejected', code: 'account_banned', blame: 'account', hold: true };
    const answers = intents.map((intent) => ({ intent, outcome: banned, at: stage.clock.now() }));
    const failing = {
      ...stage.rt,
      crashPoint: (name: string) => {
        if (name === 'outcomes-written') throw new Error('the database went away');
      },
    };
    await expect(recordOutcomes(failing, answers)).rejects.toThrow('went away');
    expect((await accountRow(first.id))?.policy_hold).toBeNull();
    await recordOutcomes(stage.rt, answers);
    expect((await accountRow(first.id))?.policy_hold).toBe('account_banned');
  });

  it.each<[string, SendOutcome, string]>([
    [
      'releases a banned sender',
      { kind: 'rejected', code: 'account_banned', blame: 'account', hold: true },
      "update sender_accounts set policy_hold = null, health_status = 'healthy'",
    ],
    [
      'repairs a broken sender',
      { kind: 'rejected', code: 'account_credentials', blame: 'account' },
      "update sender_accounts set health_status = 'healthy'",
    ],
    [
      'resumes a campaign whose template was refused',
      { kind: 'rejected', code: 'template_paused', blame: 'content' },
      "update campaigns set status = 'active'",
    ],
  ])('does not stop again what a person let go on: who %s', async (_, outcome, letGo) => {
    const { intents } = await stage.claim(lanes, campaign);
    const answers = intents.map((intent) => ({ intent, outcome, at: stage.clock.now() }));
    const state = async () => [
      await accountRow(first.id),
      (await sql`select status from campaigns where id = ${campaign}`.execute(stage.rt.db)).rows,
    ];
    const before = await state();
    await recordOutcomes(stage.rt, answers);
    expect(await state()).not.toEqual(before);
    await sql.raw(letGo).execute(stage.rt.db);
    expect(await state()).toEqual(before);
    await recordOutcomes(stage.rt, answers);
    expect(await state()).toEqual(before);
  });

  it('nor is a sender that refused us', async () => {
    const { intents } = await stage.claim(lanes, campaign);
    const broken: SendOutcome = { kind: 'rejected', code: 'account_credentials', blame: 'account' };
    const answers = intents.map((intent) => ({ intent, outcome: broken, at: stage.clock.now() }));
    const failing = {
      ...stage.rt,
      crashPoint: (name: string) => {
        if (name === 'outcomes-written') throw new Error('the database went away');
      },
    };
    await expect(recordOutcomes(failing, answers)).rejects.toThrow('went away');
    await recordOutcomes(stage.rt, answers);
    expect((await accountRow(first.id))?.health_status).toBe('offline');
    await recordOutcomes(stage.rt, answers);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from events where type = 'device.health_changed'`.execute(stage.rt.db);
    expect(rows[0]?.n).toBe(1);
  });
});
