// Who may approve what: nobody their own messages, nobody alone, nobody what somebody else has decided; and whoever says no says
// why, to the one who wrote it.
import type { FlagContext } from '@sampark/contracts/flags.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import { settle } from '../notifications/helpers.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, tokenFor, type TestUser } from '../support/server.ts';

let stage: Stage;
let lanes: LaneSet;
let compliance: TestUser;
let admin: TestUser;
beforeAll(async () => {
  stage = await openStage();
  await stage.account('signal');
  lanes = await stage.lanes();
  compliance = await colleague('compliance');
  admin = await colleague('admin');
  for (const [action, word] of [
    ['warn', 'sure thing'],
    ['block', 'guaranteed'],
  ])
    await ask(compliance, 'POST', 'rules', {
      ...{ name: `No ${word}`, explanation: 'Promise nothing.', action, severity: 'high' },
      ...{ condition: { terms: [word] }, effective_from: null, effective_to: null, source: null },
      examples: [
        { text: word, expect: 'flag' },
        { text: 'perhaps', expect: 'pass' },
      ],
    });
});
afterAll(() => stage?.close());

const colleague = (role: 'admin' | 'compliance' | 'standard') =>
  createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role });

async function answer(by: TestUser, method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object) {
  return stage.server.ask(method, `/api/v1/compliance/${path}`, {
    token: await tokenFor(stage.rt, by),
    ...(payload ? { payload } : {}),
  });
}
async function ask<T>(...given: Parameters<typeof answer>): Promise<T> {
  const got = await answer(...given);
  if (got.statusCode >= 300) throw new Error(`${got.statusCode} ${got.body}`);
  return got.json();
}

type Flag = FlagContext['flag'];
/** A campaign of this text to some people, and what was flagged of it. */
async function send(text: string, people = 1): Promise<{ campaign: string; flags: Flag[] }> {
  const campaign = await stage.campaign(await stage.people(people, ['signal']), { message_content: text });
  await lanes.refresh();
  stage.clock.advance(1_000);
  const { intents } = await stage.claim(lanes, campaign);
  await stage.send(lanes, intents);
  const { items } = await ask<{ items: Flag[] }>(compliance, 'GET', `flags?campaign_id=${campaign}`);
  return { campaign, flags: items };
}
const wrote = (campaign: string, user: TestUser) =>
  sql`update campaigns set written_by = written_by || ${user.id}::uuid where id = ${campaign}`.execute(
    stage.rt.db,
  );

describe('an author', () => {
  it('gives neither of the two words for a message of theirs', async () => {
    const { campaign, flags } = await send('Guaranteed.');
    const path = `messages/${flags[0]?.message_id}/release`;
    await wrote(campaign, admin);
    const first = await answer(admin, 'POST', path, {});
    expect([first.statusCode, first.json<{ code: string }>().code]).toEqual([409, 'second_person_needed']);
    await ask(compliance, 'POST', path, {});
    expect((await answer(admin, 'POST', path, {})).statusCode).toBe(409);
    expect(await ask(await colleague('admin'), 'POST', path, {})).toMatchObject({
      delivery_status: 'pending',
    });
  });

  it('is whoever wrote a version that is compared, or a profile it was sent with', async () => {
    const [design, profile] = await Promise.all([send('Guaranteed.'), send('Guaranteed.')]);
    const voice = await resourceMakers.profile(stage.rt, stage.pm);
    await sql`update engagement_profiles set name = 'A voice', updated_by = ${admin.id} where id = ${voice}`.execute(
      stage.rt.db,
    );
    await sql`insert into campaign_profiles (campaign_id, workspace_id, profile_id, version)
      select ${profile.campaign}, workspace_id, id, version from engagement_profiles where id = ${voice}`.execute(
      stage.rt.db,
    );
    const own = async ({ flags }: typeof design) =>
      (await ask<FlagContext>(admin, 'GET', `flags/${flags[0]?.id}/context`)).own;
    expect([await own(design), await own(profile)]).toEqual([false, true]);
    const draft = await stage.server.ask('POST', '/api/v1/campaigns', {
      token: await tokenFor(stage.rt, stage.pm),
      payload: { name: 'Compared', message_content: 'Guaranteed.', channel_order: ['signal'] },
    });
    const { id } = draft.json<{ id: string }>();
    const designed = await stage.server.ask('PUT', `/api/v1/campaigns/${id}/experiment`, {
      token: await tokenFor(stage.rt, admin),
      headers: { 'if-match': '"1"' },
      payload: {
        ...{ varies: 'message', metric: 'replied', expected_rate: 0.1, minimum_effect: 0.1 },
        variants: [
          { name: 'A', share: 5_000, is_control: true },
          { name: 'B', share: 5_000, is_control: false, change: { message_content: 'Guaranteed!' } },
        ],
      },
    });
    expect(designed.statusCode, designed.body).toBeLessThan(300);
    const { rows } = await sql<{
      written_by: string[];
    }>`select written_by from campaigns where id = ${id}`.execute(stage.rt.db);
    expect(rows[0]?.written_by).toEqual([stage.pm.id, admin.id]);
  });

  it('decides about no flag of theirs; together with others only the others are decided', async () => {
    const [own, other] = await Promise.all([send('A sure thing.', 2), send('A sure thing.')]);
    await wrote(own.campaign, admin);
    const one = await answer(admin, 'PATCH', `flags/${own.flags[0]?.id}`, { verdict: 'false_alarm' });
    expect([one.statusCode, one.json<{ code: string }>().code]).toEqual([409, 'own_message']);
    const ids = [...own.flags, ...other.flags].map((flag) => flag.id);
    const change = { verdict: 'false_alarm' };
    expect(await ask(admin, 'POST', 'flags', { ids, change })).toEqual({
      ...{ changed: 1, own: 2, more: false },
      ids: other.flags.map((flag) => flag.id),
    });
    expect(await ask(compliance, 'POST', 'flags', { ids, change })).toMatchObject({ changed: 2, own: 0 });
  });
});

describe('who says no', () => {
  it('says why, and the author reads it; nobody else’s portfolio manager does', async () => {
    const { campaign, flags } = await send('Guaranteed, {{ first_name }}.');
    const [flag] = flags;
    const refuse = (payload: object) =>
      answer(compliance, 'POST', `messages/${flag?.message_id}/refuse`, payload);
    for (const payload of [{}, { note: '' }, { note: '  ' }]) {
      const { statusCode, body } = await refuse(payload);
      expect([statusCode, body]).toEqual([400, expect.stringContaining('note')]);
    }
    expect((await refuse({ note: 'It promises a return.' })).statusCode).toBe(200);
    const context = await ask<FlagContext>(stage.pm, 'GET', `flags/${flag?.id}/context`);
    expect(context).toMatchObject({
      own: true,
      refused: { name: compliance.name, note: 'It promises a return.' },
      flag: { delivery_status: 'skipped' },
    });
    const objected = async (by: TestUser) =>
      (await ask<{ items: Flag[] }>(by, 'GET', `flags?objected=true&campaign_id=${campaign}`)).items.map(
        (one) => one.id,
      );
    expect(await objected(stage.pm)).toEqual([flag?.id]);
    expect(await objected(await colleague('standard'))).toEqual([]);
    expect(JSON.stringify(await stage.events(campaign, 'message.refused'))).not.toContain('promises');
  });

  it('tells the author, once for a campaign, of what was refused and of what was a violation', async () => {
    const [held, sent] = await Promise.all([send('Guaranteed.', 2), send('A sure thing.', 2)]);
    for (const { message_id } of held.flags)
      await ask(compliance, 'POST', `messages/${message_id}/refuse`, { note: 'No.' });
    const change = { verdict: 'violation', note: 'Nothing is sure.' };
    await ask(compliance, 'POST', 'flags', { ids: sent.flags.map((one) => one.id), change });
    await settle(stage.rt);
    const { items } = (
      await stage.server.ask('GET', '/api/v1/notifications?kind=messages_refused', {
        token: await tokenFor(stage.rt, stage.pm),
      })
    ).json<{ items: { count: number; campaign: { id: string } }[] }>();
    const counts = new Map(items.map((one) => [one.campaign.id, one.count]));
    expect([counts.get(held.campaign), counts.get(sent.campaign)]).toEqual([2, 2]);
  });
});

describe('two reviewers at once', () => {
  it('one decides about a flag, everybody else is told', async () => {
    const { campaign, flags } = await send('A sure thing.');
    const people = await Promise.all(Array.from({ length: 12 }, () => colleague('compliance')));
    const answers = await Promise.all(
      people.map((by, at) =>
        answer(by, 'PATCH', `flags/${flags[0]?.id}`, { verdict: at % 2 ? 'minor' : 'false_alarm' }),
      ),
    );
    const codes = answers.map((one) => one.json<{ code?: string }>().code ?? 'decided').toSorted();
    expect(codes).toEqual(['decided', ...Array.from({ length: 11 }, () => 'flag_decided')]);
    expect(await stage.events(campaign, 'flag.decided')).toHaveLength(1);
  });

  it('a held message is let go or refused, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { campaign, flags } = await send('Guaranteed.');
      const path = `messages/${flags[0]?.message_id}`;
      await ask(compliance, 'POST', `${path}/release`, {});
      const answers = await Promise.all([
        answer(admin, 'POST', `${path}/release`, {}),
        answer(await colleague('admin'), 'POST', `${path}/refuse`, { note: 'No.' }),
      ]);
      expect(answers.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
      const released = await stage.events(campaign, 'message.released');
      const refused = await stage.events(campaign, 'message.refused');
      expect(released.length + refused.length).toBe(1);
    }
  });
});
