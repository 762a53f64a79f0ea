import type { ComplianceFlag, RuleDefinition } from '@sampark/contracts/rules.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { flagColumn } from '../../src/compliance/seal-flags.ts';
import { cancelChunk } from '../../src/campaigns/run-scheduler.ts';
import { startDispatch } from '../../src/delivery/dispatch.ts';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { createUser, tokenFor, type TestUser } from '../support/server.ts';
import { openStage, type Stage } from '../delivery/stage.ts';

let stage: Stage;
let lanes: LaneSet;
let compliance: TestUser;
afterAll(() => stage?.close());
beforeAll(async () => {
  stage = await openStage();
  await stage.account('signal');
  lanes = await stage.lanes();
  compliance = await createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role: 'compliance' });
});
beforeEach(() =>
  sql`update rules set enabled = false; update rule_sets set version = version + 1`.execute(stage.rt.db),
);

const definition = (more: Partial<RuleDefinition> = {}): RuleDefinition => ({
  ...{ name: 'No promises', explanation: 'Promise nothing.', action: 'warn', severity: 'high' },
  ...{ condition: { terms: ['sure thing'] }, effective_from: null, effective_to: null, source: null },
  examples: [
    { text: 'A sure thing!', expect: 'flag' },
    { text: 'Nothing is sure.', expect: 'pass' },
  ],
  ...more,
});

async function ask<T>(
  by: TestUser,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  more: { payload?: object; version?: number } = {},
): Promise<T> {
  const answer = await stage.server.ask(method, `/api/v1/compliance/${path}`, {
    token: await tokenFor(stage.rt, by),
    ...(more.payload ? { payload: more.payload } : {}),
    ...(more.version === undefined ? {} : { headers: { 'if-match': `"${more.version}"` } }),
  });
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer.json();
}
type Rule = { id: string; version: number; revision: number };
type Flags = {
  items: (ComplianceFlag & {
    id: string;
    message_id: string;
    rule_version: number;
    state: string;
    delivery_status: string;
  })[];
};
const makeRule = (more: Partial<RuleDefinition> = {}) =>
  ask<Rule>(compliance, 'POST', 'rules', { payload: definition(more) });

/** A campaign of one text to some people, claimed once. */
async function claim(text: string, people = 1): Promise<string> {
  const campaign = await stage.campaign(await stage.people(people, ['signal']), { message_content: text });
  await lanes.refresh();
  stage.clock.advance(1_000);
  const { intents } = await stage.claim(lanes, campaign);
  await stage.send(lanes, intents);
  return campaign;
}
async function goTo(at: number): Promise<void> {
  stage.clock.set(new Date(at));
  await lanes.refresh();
  stage.clock.advance(1_000);
}
const statuses = async (campaign: string) => (await stage.rows(campaign)).map((row) => row.delivery_status);
const flagsOf = async (campaign: string) =>
  (await ask<Flags>(compliance, 'GET', `flags?campaign_id=${campaign}`)).items;

describe('at send time', () => {
  it('a warning is sent at once and flagged, with the rule’s version and the words', async () => {
    const { id } = await makeRule();
    const campaign = await claim('Dear {{ first_name }}, it is a SURE thing.', 2);
    expect(await statuses(campaign)).toEqual(['sent', 'sent']);
    const flags = await flagsOf(campaign);
    expect(flags).toHaveLength(2);
    expect(flags[0]).toMatchObject({
      ...{
        rule_id: id,
        rule_version: 1,
        action: 'warn',
        severity: 'high',
        matched: 'SURE thing',
        state: 'open',
      },
      excerpt: 'Dear Amina, it is a SURE thing.',
    });
    const { rows } = await sql<{
      decision: { rules: number; flags: ComplianceFlag[] };
      compliance_flags: unknown;
      prospect_id: string;
    }>`
      select decision, compliance_flags, prospect_id from messages where campaign_id = ${campaign} limit 1`.execute(
      stage.rt.db,
    );
    // The words of it are sealed for the person.
    expect(JSON.stringify(rows)).not.toContain('SURE');
    const of = rows[0]?.prospect_id ?? '';
    const keys = await stage.rt.keys.people.toRead(stage.rt.db, [of]);
    expect(keys.openAll(of, flagColumn, rows[0]?.decision)).toMatchObject({
      outcome: 'send',
      rules: expect.any(Number),
      flags: [{ rule_id: id, version: 1, matched: 'SURE thing' }],
    });
    expect(rows[0]?.compliance_flags).toEqual([
      { rule_id: id, version: 1, action: 'warn', severity: 'high', message: 'Promise nothing.' },
    ]);
    expect(await stage.events(campaign, 'message.flagged')).toHaveLength(2);
  });

  it('a block holds the message before anything leaves; what does not match is sent', async () => {
    await makeRule({ action: 'block' });
    const campaign = await claim('A sure thing.');
    expect(await statuses(campaign)).toEqual(['held']);
    expect((await stage.rows(campaign))[0]).toMatchObject({
      ...{ failed_reason: 'rule_blocked', attempt: 0 },
      decision: { outcome: 'hold', reasons: [{ code: 'rule_blocked', detail: 'No promises' }] },
    });
    expect(await flagsOf(campaign)).toMatchObject([{ action: 'block', delivery_status: 'held' }]);
    const other = await claim('Nothing is certain.');
    expect(await statuses(other)).toEqual(['sent']);
    expect(await flagsOf(other)).toEqual([]);
  });

  it('a changed rule judges from its change on, and the old version stays readable', async () => {
    const made = await makeRule();
    const before = await claim('A sure thing.');
    await ask(compliance, 'PATCH', `rules/${made.id}`, {
      version: made.revision,
      payload: {
        condition: { terms: ['certain thing'] },
        examples: [
          { text: 'certain thing', expect: 'flag' },
          { text: 'a sure thing', expect: 'pass' },
        ],
      },
    });
    expect(await flagsOf(await claim('A sure thing.'))).toEqual([]);
    expect(await flagsOf(await claim('A certain thing.'))).toMatchObject([{ rule_version: 2 }]);
    expect(await flagsOf(before)).toMatchObject([{ rule_version: 1 }]);
    const { items } = await ask<{ items: { version: number; condition: unknown }[] }>(
      compliance,
      'GET',
      `rules/${made.id}/versions`,
    );
    expect(items.map((one) => [one.version, one.condition])).toEqual([
      [2, { terms: ['certain thing'] }],
      [1, { terms: ['sure thing'] }],
    ]);
  });

  it('holds from its first instant to its last', async () => {
    const now = stage.clock.now().getTime();
    await makeRule({
      effective_from: new Date(now + 60_000).toISOString(),
      effective_to: new Date(now + 120_000).toISOString(),
    });
    expect(await flagsOf(await claim('A sure thing.'))).toEqual([]);
    await goTo(now + 60_000);
    expect(await flagsOf(await claim('A sure thing.'))).toHaveLength(1);
    await goTo(now + 120_000);
    expect(await flagsOf(await claim('A sure thing.'))).toEqual([]);
  });

  it('another workspace’s rules judge nobody here', async () => {
    await makeRule();
    await sql`update rules set enabled = false; update rule_sets set version = version + 1`.execute(
      stage.rt.db,
    );
    expect(await flagsOf(await claim('A sure thing.'))).toEqual([]);
  });
});

describe('held messages', () => {
  const release = (by: TestUser, id: string) =>
    ask<{ delivery_status: string; first: { user_id: string } | null }>(
      by,
      'POST',
      `messages/${id}/release`,
      { payload: {} },
    );
  const colleague = (role: 'admin' | 'compliance') =>
    createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role });
  const heldOne = async (text = 'A sure thing, {{ first_name }}.') => {
    const campaign = await claim(text);
    return { campaign, id: (await stage.rows(campaign))[0]?.id ?? '' };
  };
  async function again(campaign: string): Promise<string[]> {
    stage.clock.advance(1_000);
    await stage.send(lanes, (await stage.claim(lanes, campaign)).intents);
    return statuses(campaign);
  }

  it('take two people, the second neither the first nor the author; then policy decides anew', async () => {
    await makeRule({ action: 'block' });
    const { campaign, id } = await heldOne();
    expect(await release(compliance, id)).toMatchObject({
      delivery_status: 'held',
      first: { user_id: compliance.id },
    });
    await expect(release(compliance, id)).rejects.toThrow(/second_person_needed.*first of the two/);
    const author = await colleague('admin');
    await sql`update campaigns set written_by = array[${author.id}::uuid] where id = ${campaign}`.execute(
      stage.rt.db,
    );
    await expect(release(author, id)).rejects.toThrow(/second_person_needed.*author/);
    expect(await again(campaign)).toEqual(['held']);
    expect(await release(await colleague('compliance'), id)).toMatchObject({
      delivery_status: 'pending',
      first: null,
    });
    expect(await again(campaign)).toEqual(['sent']);
    expect(await stage.events(campaign, 'message.released')).toMatchObject([
      { message_id: id, data: { from: 'held', first: compliance.id } },
    ]);
    await expect(release(compliance, id)).rejects.toThrow(/not_held/);
  });

  it('an opt-out after the release still stops it', async () => {
    await makeRule({ action: 'block' });
    const { campaign, id } = await heldOne();
    await release(compliance, id);
    await release(await colleague('admin'), id);
    const [row] = await stage.rows(campaign);
    await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at)
      values (${stage.pm.workspace_id}, ${row?.prospect_id}, 'signal', 'marketing', 'withdrawn', 'keyword', true, ${stage.clock.now()})`.execute(
      stage.rt.db,
    );
    expect(await again(campaign)).toEqual(['skipped']);
  });

  it('a release is for one text and one version of the rule: another holds it again', async () => {
    const made = await makeRule({ action: 'block' });
    const { campaign, id } = await heldOne();
    await release(compliance, id);
    await release(await colleague('admin'), id);
    const [row] = await stage.rows(campaign);
    await sql`update prospects set first_name = 'Rahim' where id = ${row?.prospect_id}`.execute(stage.rt.db);
    expect(await again(campaign)).toEqual(['held']);
    await release(compliance, id);
    await release(await colleague('admin'), id);
    await ask(compliance, 'PATCH', `rules/${made.id}`, {
      version: made.revision,
      payload: { severity: 'low' },
    });
    expect(await again(campaign)).toEqual(['held']);
  });

  it('of two who release at the same instant one is the first; two first words of one person are one', async () => {
    await makeRule({ action: 'block' });
    const { id } = await heldOne();
    const answers = await Promise.allSettled([release(compliance, id), release(compliance, id)]);
    expect(answers.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('many at once: each takes two people, and what cannot count says why', async () => {
    await makeRule({ action: 'block' });
    const campaign = await claim('A sure thing, {{ first_name }}.', 4);
    const ids = (await stage.rows(campaign)).map((row) => row.id).toSorted();
    const [one = '', two = '', three = '', four = ''] = ids;
    const together = (by: TestUser, message_ids: string[]) =>
      ask<{ released: string[]; waiting: string[]; refused: { message_id: string; code: string }[] }>(
        by,
        'POST',
        'messages/release',
        { payload: { message_ids, note: 'The fund is called so.' } },
      );
    const [second, third] = [await colleague('admin'), await colleague('compliance')];
    expect(await together(compliance, [one, two])).toEqual({
      released: [],
      waiting: [one, two],
      refused: [],
    });
    const elsewhere = '00000000-0000-4000-8000-00000000dead';
    await release(second, three);
    const answer = await together(second, [two, three, four, elsewhere]);
    expect(answer).toMatchObject({ released: [two], waiting: [four] });
    expect(answer.refused.map(({ message_id, code }) => [message_id, code])).toEqual([
      [three, 'first_of_two'],
      [elsewhere, 'not_found'],
    ]);
    expect((await together(third, [two])).refused).toMatchObject([
      { message_id: two, code: 'not_held', reason: 'No rule holds it any more.' },
    ]);
    await sql`update campaigns set written_by = array[${third.id}::uuid] where id = ${campaign}`.execute(
      stage.rt.db,
    );
    expect((await together(third, [one])).refused).toMatchObject([{ code: 'author' }]);
    expect((await again(campaign)).toSorted()).toEqual(['held', 'held', 'held', 'sent']);

    // Two colleagues with the same messages at the same moment, in opposite order.
    const asked = [one, three, four];
    const fourth = await colleague('admin');
    const answers = await Promise.all([together(compliance, asked), together(fourth, asked.toReversed())]);
    const released = answers.flatMap((given) => given.released);
    expect(released.toSorted()).toEqual(asked);
    expect(await again(campaign)).toEqual(['sent', 'sent', 'sent', 'sent']);
    const kept = await stage.events(campaign, 'message.released');
    expect(kept.map((event) => event.message_id).toSorted()).toEqual(ids);
    const { rows: alone } = await sql`
      select from events where type = 'message.released' and data ->> 'first' = actor_id::text`.execute(
      stage.rt.db,
    );
    expect(alone).toEqual([]);
    expect(await stage.events(campaign, 'message.release_asked')).toHaveLength(4);
  });

  it('one person is enough to say no', async () => {
    await makeRule({ action: 'block' });
    const { campaign, id } = await heldOne();
    await ask(compliance, 'POST', `messages/${id}/refuse`, { payload: { note: 'Promises.' } });
    expect(await stage.rows(campaign)).toMatchObject([
      { delivery_status: 'skipped', failed_reason: 'release_refused' },
    ]);
  });

  it('of a cancelled campaign nothing is released', async () => {
    await makeRule({ action: 'block' });
    const { campaign, id } = await heldOne();
    await release(compliance, id);
    await sql`update campaigns set status = 'cancelled' where id = ${campaign}`.execute(stage.rt.db);
    await expect(release(await colleague('admin'), id)).rejects.toThrow(/campaign_state/);
    while ((await cancelChunk(stage.rt)) > 0);
    expect(await statuses(campaign)).toEqual(['cancelled']);
  });
});

describe('review', () => {
  const change = (path: string, payload: object) =>
    ask<Record<string, unknown>>(compliance, path === 'flags' ? 'POST' : 'PATCH', path, { payload });

  it('assigns, decides once, in bulk, and says how good a rule is', async () => {
    const { id } = await makeRule();
    const campaign = await claim('A sure thing, {{ first_name }}.', 4);
    const [first, second] = await flagsOf(campaign);
    expect(await change(`flags/${first?.id}`, { assigned_to: compliance.id })).toMatchObject({
      state: 'assigned',
      assigned_to: compliance.id,
    });
    await expect(change(`flags/${second?.id}`, { assigned_to: stage.pm.id })).rejects.toThrow(/assigned_to/);
    expect(await change(`flags/${first?.id}`, { verdict: 'violation', note: 'A promise.' })).toMatchObject({
      state: 'decided',
      verdict: 'violation',
      note: 'A promise.',
    });
    await expect(change(`flags/${first?.id}`, { verdict: 'minor' })).rejects.toThrow(/flag_decided/);
    expect(
      await change('flags', {
        filter: { rule_id: id, state: 'waiting' },
        change: { verdict: 'false_alarm' },
      }),
    ).toMatchObject({ changed: 3, more: false });
    const { items } = await ask<{ items: { rule_id: string }[] }>(compliance, 'GET', 'rules/statistics');
    expect(items.find((one) => one.rule_id === id)).toMatchObject({
      flags: 4,
      waiting: 0,
      violation: 1,
      false_alarm: 3,
      precision: 0.25,
    });
    expect(await stage.events(campaign, 'flag.decided')).toHaveLength(4);
    expect(await statuses(campaign)).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('the queue by rule and campaign, filtered, in pages, and nobody else’s', async () => {
    const { id } = await makeRule();
    const campaign = await claim('A sure thing.', 3);
    const summary = await ask<{ groups: { rule_id: string; campaign_id: string; count: number }[] }>(
      compliance,
      'GET',
      'flags/summary',
    );
    expect(summary.groups.find((one) => one.rule_id === id)).toMatchObject({
      campaign_id: campaign,
      count: 3,
      rule_name: 'No promises',
    });
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const page: { items: { id: string }[]; next_cursor: string | null } = await ask(
        compliance,
        'GET',
        `flags?rule_id=${id}&state=waiting&limit=1${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...page.items.map((one) => one.id));
      cursor = page.next_cursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(3);
    const other = await createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role: 'standard' });
    expect((await ask<Flags>(other, 'GET', `flags?rule_id=${id}`)).items).toEqual([]);
    expect((await ask<Flags>(stage.pm, 'GET', `flags?rule_id=${id}`)).items).toHaveLength(3);
  });
});

describe('a reviewer’s screen', () => {
  const say = (by: TestUser, method: 'POST' | 'PATCH', path: string, payload: object) =>
    ask<Record<string, unknown>>(by, method, path, { payload });

  it('has everything about a flag in one answer', async () => {
    const { id } = await makeRule({
      condition: { all: [{ terms: ['sure thing'] }, { lacks: ['capital at risk'] }] },
    });
    const campaign = await claim('A <SURE thing>, {{ first_name }}. A sure thing!', 3);
    const [flag, other] = await flagsOf(campaign);
    await say(compliance, 'PATCH', `flags/${other?.id}`, { verdict: 'minor' });
    const [row] = (await stage.rows(campaign)).filter((one) => one.id === flag?.message_id);
    await sql`update prospects set country = 'DE' where id = ${row?.prospect_id}`.execute(stage.rt.db);
    const seen = await ask<{
      message: { text: string; marks: [number, number][]; missing: string[] };
      conversation: { this: boolean }[];
    }>(compliance, 'GET', `flags/${flag?.id}/context`);
    const { text, marks } = seen.message;
    expect(text).toBe('A <SURE thing>, Amina. A sure thing!');
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['SURE thing', 'sure thing']);
    expect(seen).toMatchObject({
      message: { missing: ['capital at risk'], kind: 'text', purpose: 'marketing' },
      rule: { id, version: 1, current_version: 1, minor: 1, violation: 0 },
      person: { country: 'DE', regions: ['EU', 'EEA'] },
      alike: 1,
      decided: [{ id: other?.id, verdict: 'minor' }],
      others: [],
      release: null,
    });
    expect(seen.conversation.filter((one) => one.this)).toHaveLength(1);
    const stranger = await createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role: 'standard' });
    await expect(ask(stranger, 'GET', `flags/${flag?.id}/context`)).rejects.toThrow(/404/);
  });

  it('takes a verdict back only from who gave it, and the log keeps both', async () => {
    await makeRule();
    const campaign = await claim('A sure thing.');
    const [flag] = await flagsOf(campaign);
    const admin = await createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role: 'admin' });
    await expect(say(compliance, 'PATCH', `flags/${flag?.id}`, { reopen: true })).rejects.toThrow(/409/);
    await expect(
      say(compliance, 'PATCH', `flags/${flag?.id}`, { verdict: 'violation', note: ' ' }),
    ).rejects.toThrow(/422.*note|400.*note/);
    await say(compliance, 'PATCH', `flags/${flag?.id}`, { verdict: 'false_alarm', note: 'A name.' });
    await expect(say(admin, 'PATCH', `flags/${flag?.id}`, { reopen: true })).rejects.toThrow(/flag_decided/);
    expect(await say(admin, 'POST', 'flags', { ids: [flag?.id], change: { reopen: true } })).toMatchObject({
      changed: 0,
    });
    expect(await say(compliance, 'PATCH', `flags/${flag?.id}`, { reopen: true })).toMatchObject({
      ...{ state: 'open', verdict: null, note: null, decided_by: null },
    });
    expect(await stage.events(campaign, 'flag.reopened')).toHaveLength(1);
  });

  it('the first word for a held message can be taken back, by who gave it, while it is the only one', async () => {
    await makeRule({ action: 'block' });
    const campaign = await claim('A sure thing.');
    const [flag] = await flagsOf(campaign);
    const path = `messages/${flag?.message_id}/release`;
    await say(compliance, 'POST', path, {});
    const held = async () =>
      (await ask<{ items: object[] }>(compliance, 'GET', `flags?held=true&campaign_id=${campaign}`)).items;
    expect(await held()).toMatchObject([{ release_asked_by: compliance.id }]);
    const admin = await createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role: 'admin' });
    const withdraw = async (by: TestUser) =>
      (
        await stage.server.ask('DELETE', `/api/v1/compliance/${path}`, {
          token: await tokenFor(stage.rt, by),
        })
      ).statusCode;
    expect(await withdraw(admin)).toBe(404);
    expect(await withdraw(compliance)).toBe(200);
    expect(await held()).toMatchObject([{ release_asked_by: null }]);
    await say(admin, 'POST', path, {});
    await say(compliance, 'POST', path, {});
    expect(await withdraw(admin)).toBe(409);
    expect(await held()).toEqual([]);
  });

  it('counts flags by day, rule and manager, and filters them by age', async () => {
    const { id } = await makeRule();
    const campaign = await claim('A sure thing.', 2);
    const at = stage.clock.now();
    const old = (hours: number) => new Date(at.getTime() - hours * 3_600_000).toISOString();
    const aged = async (query: string) =>
      (await ask<Flags>(compliance, 'GET', `flags?campaign_id=${campaign}&${query}`)).items.length;
    expect([await aged(`flagged_before=${old(24)}`), await aged(`flagged_after=${old(24)}`)]).toEqual([0, 2]);
    const seen = await ask<{ days: string[]; rules: { id: string; counts: number[]; total: number }[] }>(
      compliance,
      'GET',
      'overview?days=7',
    );
    expect(seen.days).toHaveLength(7);
    const own = seen.rules.find((one) => one.id === id);
    expect(own).toMatchObject({ total: 2, counts: expect.any(Array) });
    expect(own?.counts.at(-1)).toBe(2);
    expect(await ask(compliance, 'GET', 'flags/summary')).toMatchObject({
      managers: expect.arrayContaining([expect.objectContaining({ id: stage.pm.id })]),
      reviewers: expect.arrayContaining([expect.objectContaining({ id: compliance.id })]),
    });
  });

  it('a rule is tried on what was sent lately, without being saved', async () => {
    await claim('Plain words.', 2);
    const trial = await say(compliance, 'POST', 'rules/try', {
      definition: { ...definition({ condition: { terms: ['plain words'] } }), examples: [] },
      text: 'Such plain words.',
      past: true,
    });
    expect(trial).toMatchObject({
      marked: { marks: [[5, 16]] },
      past: { flagged: 2, samples: [{ matched: 'Plain words' }] },
      examples: [],
    });
    expect((await ask<{ items: { name: string }[] }>(compliance, 'GET', 'rules?enabled=true')).items).toEqual(
      [],
    );
  });
});

describe('before the launch', () => {
  it('the forecast and the preview name the rule and the words', async () => {
    await makeRule({ action: 'block' });
    const campaign = await stage.campaign(await stage.people(2, ['signal']), {
      message_content: 'A SURE thing, {{ first_name }}.',
    });
    const as = { token: await tokenFor(stage.rt, stage.pm) };
    const forecast = (await stage.server.ask('GET', `/api/v1/campaigns/${campaign}/forecast`, as)).json<{
      problems: { code: string }[];
    }>();
    expect(forecast.problems.find((one) => one.code === 'rule_blocks')).toMatchObject({
      blocking: false,
      count: 2,
      channel: 'signal',
      reason: 'No promises: “SURE thing”',
    });
    const preview = (await stage.server.ask('GET', `/api/v1/campaigns/${campaign}/preview`, as)).json<{
      channels: { channel: string }[];
    }>();
    expect(preview.channels.find((one) => one.channel === 'signal')).toMatchObject({
      flags: [{ action: 'block', matched: 'SURE thing' }],
    });
  });
});

describe('starter packs', () => {
  it('come with one switch, keep what was changed of them, and go with it', async () => {
    const set = (enabled: boolean) =>
      ask<{ items: { key: string; enabled: number; rules: { key: string; rule_id: string }[] }[] }>(
        compliance,
        'POST',
        'packs',
        { payload: { key: 'telegram-bots', enabled } },
      );
    const pack = (await set(true)).items.find((one) => one.key === 'telegram-bots');
    expect(pack?.enabled).toBe(pack?.rules.length);
    const id = pack?.rules[0]?.rule_id ?? '';
    const rule = await ask<Rule>(compliance, 'GET', `rules/${id}`);
    await ask(compliance, 'PATCH', `rules/${id}`, { version: rule.revision, payload: { severity: 'low' } });
    expect((await set(false)).items.find((one) => one.key === 'telegram-bots')?.enabled).toBe(0);
    await set(true);
    expect(await ask(compliance, 'GET', `rules/${id}`)).toMatchObject({
      version: 2,
      severity: 'low',
      enabled: true,
    });
  });
});

describe('saving', () => {
  it('a save whose examples fail is refused, naming the example, and nothing is kept', async () => {
    const made = await makeRule();
    const wrong = { condition: { terms: ['other'] } };
    await expect(
      ask(compliance, 'PATCH', `rules/${made.id}`, { version: made.revision, payload: wrong }),
    ).rejects.toThrow(/rule_invalid.*body\.examples\.0/);
    await expect(ask(compliance, 'POST', 'rules', { payload: definition(wrong) })).rejects.toThrow(
      /rule_invalid/,
    );
    expect(await ask(compliance, 'GET', `rules/${made.id}`)).toMatchObject({
      version: 1,
      condition: { terms: ['sure thing'] },
    });
  });

  it('versions cannot be changed, not even by the application', async () => {
    await makeRule();
    await expect(sql`update rule_versions set definition = '{}'`.execute(stage.rt.db)).rejects.toThrow(
      /denied/,
    );
    await expect(sql`delete from rule_versions`.execute(stage.rt.db)).rejects.toThrow(/denied/);
  });

  it('every change is an event with the person', async () => {
    const made = await makeRule();
    await ask(compliance, 'PATCH', `rules/${made.id}`, {
      version: made.revision,
      payload: { enabled: false, severity: 'low' },
    });
    const { rows } =
      await sql`select type, actor_id from events where data ->> 'rule_id' = ${made.id} order by id`.execute(
        stage.rt.db,
      );
    expect(rows).toEqual(
      ['rule.created', 'rule.changed', 'rule.switched'].map((type) => ({ type, actor_id: compliance.id })),
    );
  });

  it('two people who change one rule at once are told', async () => {
    const made = await makeRule();
    const change = () =>
      ask(compliance, 'PATCH', `rules/${made.id}`, { version: made.revision, payload: { severity: 'low' } });
    await change();
    await expect(change()).rejects.toThrow(/version_conflict/);
  });
});

// Last: it takes the senders over.
it('a dispatcher learns of the rules by itself', async () => {
  await makeRule({ action: 'block' });
  const people = await stage.people(1, ['signal']);
  const campaign = await stage.campaign(people, { message_content: 'A sure thing.' });
  const dispatch = await startDispatch(stage.rt);
  const later = async () => {
    stage.clock.advance(100);
    return statuses(campaign);
  };
  await expect.poll(later, { timeout: 45_000, interval: 20 }).toEqual(['held']);
  await dispatch.stop();
});
