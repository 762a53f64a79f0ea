// The design of an experiment over HTTP: kept with its campaign, refused field by field, fixed at the launch.
import type { CampaignForecast, CampaignPreview } from '@sampark/contracts/campaigns.ts';
import type { ExperimentDesign, ExperimentPlan, ExperimentResource } from '@sampark/contracts/experiments.ts';
import type { MissingVariables } from '@sampark/contracts/missing-values.ts';
import type { ProblemDocument } from '@sampark/contracts/problem.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fireSchedules } from '../../src/campaigns/run-scheduler.ts';
import { resourceMakers } from '../support/resources.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';
import { addAccount, addPeople } from '../support/world.ts';

let server: TestServer;
let clock: ManualClock;
let pm: TestUser & { token: string };
beforeAll(async () => {
  clock = manualClock();
  server = await startTestServer({ clock });
  await addAccount(server.rt, server.workspace.id, 'signal');
  const user = await createUser(server.rt, { workspace_id: server.workspace.id });
  await addPeople(server.rt, user, 400, { channels: ['signal'] });
  pm = { ...user, token: await tokenFor(server.rt, user) };
});
afterAll(() => server.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Answer<T> = { status: number; etag: unknown; body: T & Omit<ProblemDocument, 'status'> };
async function ask<T>(method: Method, url: string, payload?: object, version = 1): Promise<Answer<T>> {
  const answer = await server.ask(method, `/api/v1${url}`, {
    token: pm.token,
    headers: { 'if-match': `"${version}"` },
    ...(payload ? { payload } : {}),
  });
  return {
    status: answer.statusCode,
    etag: answer.headers['etag'],
    body: (answer.body === '' ? {} : answer.json()) as Answer<T>['body'],
  };
}

const design: ExperimentDesign = {
  varies: 'message',
  metric: 'replied',
  expected_rate: 0.2,
  minimum_effect: 0.1,
  trial_share: 5_000,
  holdout_share: 1_000,
  variants: [
    { name: 'Formal', share: 5_000, is_control: true },
    { name: 'Warm', share: 5_000, is_control: false, change: { message_content: 'Hello {{ first_name }}!' } },
  ],
};

async function draft(more: object = {}): Promise<string> {
  const { body } = await ask<{ id: string }>('POST', '/campaigns', {
    ...{ name: 'Spring letter', message_content: 'Dear {{ first_name }}', channel_order: ['signal'] },
    ...more,
  });
  return body.id;
}

describe('a design', () => {
  it('is kept with its campaign, in every version of it, and replaced as a whole', async () => {
    const id = await draft();
    const made = await ask<ExperimentResource>('PUT', `/campaigns/${id}/experiment`, design);
    expect([made.status, made.body]).toEqual([200, made.body]);
    expect(made.etag).toBe('"2"');
    expect(made.body).toMatchObject({
      ...{
        campaign_id: id,
        status: 'draft',
        name: 'Spring letter',
        varies: 'message',
        power: 0.8,
        alpha: 0.05,
      },
      ...{ settle_minutes: 4_320, trial_share: 5_000, holdout_share: 1_000, winner: null, version: 1 },
      variants: [
        { key: 'A', name: 'Formal', share: 5_000, is_control: true, change: {}, stopped_at: null },
        {
          key: 'B',
          name: 'Warm',
          // Put on the channels it is for, as the campaign's own text is.
          change: { channel_content: { signal: { kind: 'text', text: 'Hello {{ first_name }}!' } } },
        },
      ],
    });
    expect(made.body.people_planned).toBeGreaterThan(290);

    const stale = await ask('PUT', `/campaigns/${id}/experiment`, design);
    expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
    const again = await ask<ExperimentResource>(
      'PUT',
      `/campaigns/${id}/experiment`,
      { ...design, name: 'Once more', expected_rate: null, settle_minutes: 60 },
      2,
    );
    expect(again.body).toMatchObject({
      id: made.body.id,
      name: 'Once more',
      people_planned: null,
      version: 2,
    });
    expect((await ask<ExperimentResource>('GET', `/experiments/${made.body.id}`)).body).toEqual(again.body);
    const ofCampaign = await ask('GET', `/campaigns/${id}/experiment`);
    expect([ofCampaign.etag, ofCampaign.body]).toEqual(['"3"', { experiment: again.body }]);

    const versions = await ask<{ items: { changed: string[]; content: { experiment?: object } }[]; complete: boolean }>(
      'GET',
      `/campaigns/${id}/versions`,
    ); // prettier-ignore
    expect(versions.body.items.map((each) => each.changed)).toEqual([['experiment'], ['experiment'], []]);
    expect(versions.body.complete).toBe(true);
    expect(versions.body.items[0]?.content.experiment).toMatchObject({
      name: 'Once more',
      variants: [{ key: 'A' }, { key: 'B', change: { message_content: 'Hello {{ first_name }}!' } }],
    });
  });

  it('goes along when its campaign is copied, as of a draft', async () => {
    const id = await draft();
    await ask('PUT', `/campaigns/${id}/experiment`, design);
    const { body: copy } = await ask<{ id: string }>('POST', `/campaigns/${id}/copy`);
    const { body } = await ask<{ experiment: ExperimentResource }>('GET', `/campaigns/${copy.id}/experiment`);
    expect(body.experiment).toMatchObject({
      ...{ campaign_id: copy.id, status: 'draft', trial_share: 5_000, holdout_share: 1_000, version: 1 },
      variants: [{ key: 'A' }, { key: 'B', change: { message_content: 'Hello {{ first_name }}!' } }],
    });
  });

  it('reads the marks of a variant’s text as those of its campaign’s, unless it says otherwise', async () => {
    const id = await draft({
      ...{ message_content: 'Dear *{{ first_name }}*', message_format: 'rich', purpose: 'service' },
    });
    const versions = (change: object) => ({
      ...{ ...design, holdout_share: 0, trial_share: 10_000 },
      variants: design.variants.map((each) => (each.is_control ? each : { ...each, change })),
    });
    const said = async () => {
      const { body } = await ask<CampaignPreview>('GET', `/campaigns/${id}/preview?variant=B`);
      return [body.channels[0]?.text, body.channels[0]?.shown?.styles];
    };
    await ask('PUT', `/campaigns/${id}/experiment`, versions({ message_content: 'Hello *you*' }));
    expect(await said()).toEqual(['Hello you', ['6:3:BOLD']]);
    await ask('PUT', `/campaigns/${id}/experiment`, versions({ message_content: 'Hello *you*', message_format: null }), 2); // prettier-ignore
    expect(await said()).toEqual(['Hello *you*', []]);
  });

  it('can be taken away again, until the launch', async () => {
    const id = await draft();
    const { body } = await ask<ExperimentResource>('PUT', `/campaigns/${id}/experiment`, design);
    expect((await ask('DELETE', `/experiments/${body.id}`)).status).toBe(204);
    expect((await ask('GET', `/campaigns/${id}/experiment`)).body).toEqual({ experiment: null });
    expect((await ask('GET', `/experiments/${body.id}`)).status).toBe(404);
    const { rows } = await sql<{ type: string }>`
      select type from events where campaign_id = ${id} and type like 'experiment.%' order by id`.execute(
      server.rt.db,
    );
    expect(rows.map((row) => row.type)).toEqual(['experiment.created', 'experiment.deleted']);
  });

  it.each<[string, Partial<ExperimentDesign>, string, string]>([
    ['shares', { variants: design.variants.map((each) => ({ ...each, share: 4_000 })) }, 'body.variants', '8000'],
    ['controls', { variants: design.variants.map((each) => ({ ...each, is_control: true })) }, 'body.variants', '2 variants are the control'],
    ['no control', { variants: design.variants.map((each) => ({ ...each, is_control: false })) }, 'body.variants', 'No variant is the control'],
    ['names', { variants: design.variants.map((each) => ({ ...each, name: 'One' })) }, 'body.variants.1.name', '“One”'],
    ['another thing', { varies: 'send_time' }, 'body.variants.1.change.message_content', 'varies send time'],
    ['effects', { expected_rate: 0.5, minimum_effect: 0.6 }, 'body.minimum_effect', '100 %'],
    ['templates', { variants: design.variants.map((each) => ({ ...each, change: { message_content: `{{ ${each.name}` } })) }, 'body.variants.0.change.message_content', 'not closed'],
    ['twins', { variants: [3_000, 3_000, 4_000].map((share, at) => ({ name: `V${at}`, share, is_control: at === 0, change: { message_content: at === 0 ? 'Hi' : 'Ho' } })) }, 'body.variants', 'the same'],
    ['foreign profiles', { varies: 'profile', variants: design.variants.map((each) => ({ ...each, change: { profile_id: '01890000-0000-7000-8000-000000000000' } })) }, 'body.variants.0.change.profile_id', 'no such profile'],
  ])('is refused for %s, naming the field', async (_, change, field, reason) => {
    const id = await draft();
    const { status, body } = await ask('PUT', `/campaigns/${id}/experiment`, { ...design, ...change });
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors?.map((each) => each.field)).toContain(field);
    expect(body.errors?.find((each) => each.field === field)?.reason).toContain(reason);
    for (const each of body.errors ?? []) expect(each.remedy).toMatch(/\.$/);
  }); // prettier-ignore

  it('does not measure reading where nobody says so', async () => {
    const id = await draft({ channel_order: ['telegram'] });
    const { status, body } = await ask('PUT', `/campaigns/${id}/experiment`, { ...design, metric: 'read' });
    expect([status, body.errors?.[0]?.field]).toEqual([400, 'body.metric']);
    const mixed = await draft({ channel_order: ['signal', 'telegram'] });
    expect((await ask('PUT', `/campaigns/${mixed}/experiment`, { ...design, metric: 'read' })).status).toBe(
      200,
    );
    const orders = {
      ...{ ...design, metric: 'read', varies: 'channel_order' },
      variants: [
        { name: 'A', share: 5_000, is_control: true },
        { name: 'B', share: 5_000, is_control: false, change: { channel_order: ['telegram', 'signal'] } },
      ],
    };
    expect((await ask('PUT', `/campaigns/${mixed}/experiment`, orders, 2)).body.errors?.[0]?.reason).toMatch(
      /cannot be compared/,
    );
  });
});

describe('a launch', () => {
  it('does not begin with a profile that was switched off meanwhile, and says which version it is of', async () => {
    const profile_id = await resourceMakers.profile(server.rt, pm);
    const id = await draft();
    const variants = design.variants.map((each, at) => ({ ...each, change: at === 0 ? {} : { profile_id } }));
    expect((await ask('PUT', `/campaigns/${id}/experiment`, { ...design, varies: 'profile', variants })).status).toBe(200); // prettier-ignore
    // A version names it as much as the campaign itself would.
    expect((await ask<{ campaigns: number }>('GET', `/profiles/${profile_id}`)).body.campaigns).toBe(1);
    expect((await ask('POST', `/profiles/${profile_id}/deactivate`)).status).toBe(200);
    const { status, body } = await ask('POST', `/campaigns/${id}/launch`);
    expect([status, body.code]).toEqual([422, 'campaign_not_ready']);
    expect(body.errors).toContainEqual({
      field: 'experiment.variants.1.change.profile_id',
      reason: '“Warm”: the profile “Retirees” of this version is switched off',
      remedy: 'Switch it on, or choose another for this version.',
    });
    expect((await ask<{ problems: { code: string }[] }>('GET', `/campaigns/${id}/forecast`)).body.problems.map((each) => each.code)).toContain('variant_profile'); // prettier-ignore
  });

  it('asks for every version’s values of those who wait for the winner, whichever it will be', async () => {
    const nameless = await addPeople(server.rt, pm, 30, { channels: ['signal'] });
    const ids = nameless.map((one) => one.id);
    await sql`update prospects set name = null, first_name = null, last_name = null where id = any(${ids}::uuid[])`.execute(
      server.rt.db,
    );
    const missing = async (trial_share: number) => {
      const id = await draft({ message_content: 'Dear client', prospect_ids: ids });
      const { status } = await ask('PUT', `/campaigns/${id}/experiment`, {
        ...{ ...design, holdout_share: 0, trial_share },
        variants: [
          { name: 'Formal', share: 9_900, is_control: true },
          { ...design.variants[1], share: 100 },
        ],
      });
      expect(status).toBe(200);
      return (await ask<MissingVariables>('GET', `/campaigns/${id}/missing-variables`)).body;
    };
    // Nearly everybody is drawn for the control, which names nobody; nearly everybody waits, and may be sent the other.
    expect((await missing(10_000)).count).toBeLessThan(10);
    const waiting = await missing(100);
    expect(waiting).toMatchObject({ checked: 30, variables: [{ variable: 'first_name' }] });
    expect(waiting.count).toBeGreaterThan(20);
    expect(new Set(waiting.people.map((one) => one.prospect_id)).size).toBe(waiting.count);
    await sql`delete from relationships where prospect_id = any(${ids}::uuid[])`.execute(server.rt.db);
  });

  it('brings a version’s text to channels that were added after it was written', async () => {
    const id = await draft();
    const { body } = await ask<ExperimentResource>('PUT', `/campaigns/${id}/experiment`, design);
    expect((await ask('PATCH', `/campaigns/${id}`, { channel_order: ['signal', 'imessage'] }, 2)).status).toBe(200); // prettier-ignore
    const { body: shown } = await ask<CampaignForecast>('GET', `/campaigns/${id}/forecast`);
    expect(shown.problems.filter((each) => each.code === 'variant_words')).toEqual([]);
    expect((await ask('POST', `/campaigns/${id}/launch`)).status).toBe(200);
    const after = await ask<ExperimentResource>('GET', `/experiments/${body.id}`);
    const words = { kind: 'text', text: 'Hello {{ first_name }}!' };
    expect(after.body.variants.map((each) => each.change)).toEqual([
      {},
      { message_content: words.text, message_format: null, channel_content: { signal: words, imessage: words } }, // prettier-ignore
    ]);
    await ask('POST', `/campaigns/${id}/cancel`);
  });

  it('is told of a channel on which a version says the campaign’s words, which stops nothing', async () => {
    const id = await draft();
    const variants = [design.variants[0], { ...design.variants[1], change: { channel_content: { signal: { kind: 'text', text: 'Hello!' } } } }]; // prettier-ignore
    expect((await ask('PUT', `/campaigns/${id}/experiment`, { ...design, variants })).status).toBe(200);
    const told = async () =>
      (await ask<CampaignForecast>('GET', `/campaigns/${id}/forecast`)).body.problems.filter(
        (each) => each.code === 'variant_words',
      );
    expect(await told()).toEqual([]);
    expect((await ask('PATCH', `/campaigns/${id}`, { channel_order: ['signal', 'imessage'] }, 2)).status).toBe(200); // prettier-ignore
    expect(await told()).toEqual([
      {
        ...{ code: 'variant_words', channel: 'imessage', whose: 'Warm', blocking: false },
        field: 'experiment.variants.1.change.channel_content.imessage',
        reason:
          '“Warm”: says the campaign’s words on iMessage, so nothing is compared among people reached there',
        remedy: 'Write this variant’s words for iMessage, or take iMessage out of the campaign.',
      },
    ]);
    expect((await ask('POST', `/campaigns/${id}/launch`)).status).toBe(200);
    await ask('POST', `/campaigns/${id}/cancel`);
  });

  it.each(['by a person', 'by a schedule'])('%s fixes whom each variant gets', async (how) => {
    const id = await draft();
    const { body } = await ask<ExperimentResource>('PUT', `/campaigns/${id}/experiment`, design);
    if (how === 'by a person') expect((await ask('POST', `/campaigns/${id}/launch`)).status).toBe(200);
    else {
      const launch_time = new Date(clock.now().getTime() + 60_000).toISOString();
      expect((await ask('POST', `/campaigns/${id}/schedule`, { launch_time })).status).toBe(200);
      clock.advance(60_000);
      await fireSchedules(server.rt);
    }
    const { rows } = await sql<{ stretches: unknown; status: string; launched_at: Date }>`
      select stretches, status, launched_at from experiments where id = ${body.id}`.execute(server.rt.db);
    expect(rows[0]).toEqual({
      stretches: [
        { key: 'A', from: 0, to: 2_500 },
        { key: 'B', from: 2_500, to: 5_000 },
        { key: 'rest', from: 5_000, to: 10_000 },
      ],
      status: 'running',
      launched_at: clock.now(),
    });
    const late = await ask('PUT', `/campaigns/${id}/experiment`, design, 3);
    expect([late.status, late.body.code]).toEqual([409, 'campaign_frozen']);
    expect((await ask('DELETE', `/experiments/${body.id}`)).body.code).toBe('campaign_frozen');
    const { body: running } = await ask<{ items: ExperimentResource[] }>(
      'GET',
      '/experiments?status=running',
    );
    expect(running.items.map((each) => each.id)).toContain(body.id);
    await ask('POST', `/campaigns/${id}/cancel`);
    expect((await ask<ExperimentResource>('GET', `/experiments/${body.id}`)).body.status).toBe('ended');
  });
});

describe('a plan', () => {
  const plan = { metric: 'replied', expected_rate: 0.2, minimum_effect: 0.05, variants: 2 };

  it('says how many people it takes, and warns plainly of an audience that is too small', async () => {
    const { body } = await ask<ExperimentPlan>('POST', '/experiments/plan', plan);
    // R: power.prop.test(p1 = .2, p2 = .25, power = .8) gives n = 1093.74.
    expect(body.once).toEqual({ per_variant: 1_094, total: 2_188 });
    expect(body.any_time.per_variant).toBeGreaterThan(body.once.per_variant);
    expect(body).toMatchObject({ audience: null, warning: null, suggested_rate: null });

    const campaign_id = await draft();
    const { body: own } = await ask<ExperimentPlan>('POST', '/experiments/plan', {
      ...{ ...plan, campaign_id, trial_share: 5_000 },
    });
    expect(own.audience).toMatchObject({ reachable: 400, in_trial: 200, per_variant: 100, enough: false });
    expect(own.audience?.power).toBeLessThan(0.2);
    const shown = (Math.ceil((own.audience?.smallest_effect ?? 0) * 1_000) / 10).toLocaleString('en');
    expect(own.warning).toBe(
      `Your 200 people can show only differences above ${shown} points. Differences of 5 points need ` +
        `${own.any_time.total.toLocaleString('en')}, ${own.any_time.per_variant.toLocaleString('en')} for each variant.`,
    );
  });

  it('refuses an effect that fits nowhere', async () => {
    const { status, body } = await ask('POST', '/experiments/plan', {
      ...plan,
      expected_rate: 0.5,
      minimum_effect: 0.6,
    });
    expect([status, body.field]).toEqual([400, 'body.minimum_effect']);
  });
});
