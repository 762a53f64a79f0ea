// Thirty-seven of five thousand people lack a value the message names: the launch says which, each of the three remedies works,
// and nothing blank is sent, read from what the platform was given.
import type { CampaignForecast, CampaignPreview, CampaignResource } from '@sampark/contracts/campaigns.ts';
import type { LackingPerson, MissingVariables } from '@sampark/contracts/missing-values.ts';
import type { ProblemDocument } from '@sampark/contracts/problem.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tokenFor } from '../support/server.ts';
import { recordWire, type WireRecorder } from '../support/record-wire.ts';
import { startWorld, statusesOf, type Person, type World } from '../support/world.ts';

const size = 5_000;
const lack = 37;
const text = 'Dear {{ first_name }}, your {{ portfolio }} plan is ready.';

let world: World;
let wire: WireRecorder;
let people: Person[];
let lacking: Person[];
let roles: { stop(): Promise<void> };
beforeAll(async () => {
  world = await startWorld({ limits: { signal: { per_second: 2_000, per_day: 20_000 } } });
  wire = await recordWire(world.simulators.urls.signal);
  const { rt, accounts } = world;
  await sql`update sender_accounts set base_url = ${wire.url} where id = ${accounts.signal.id}`.execute(
    rt.db,
  );
  people = await world.people(size, ['signal']);
  // Every hundred-and-thirty-fifth has none, an empty one, blanks alone or nothing known under the name.
  lacking = people.filter((_, n) => n % 135 === 7).slice(0, lack);
  await sql`update prospects set attributes = '{"portfolio": "Growth"}' where workspace_id = ${world.pm.workspace_id}`.execute(
    rt.db,
  );
  const empty = ['{}', '{"portfolio": ""}', '{"portfolio": "  "}', '{"portfolio": null}'];
  for (const [n, { id }] of lacking.entries())
    await sql`update prospects set attributes = ${empty[n % empty.length]}::jsonb where id = ${id}`.execute(
      rt.db,
    );
  roles = await world.serve(['scheduler', 'dispatch']);
});
afterAll(async () => {
  await roles?.stop();
  await wire?.close();
  await world?.close();
});

const ids = (of: readonly { id: string }[]) => of.map((one) => one.id).sort();

async function draft(more: object = {}): Promise<CampaignResource> {
  return world.ask('POST', '/campaigns', {
    ...{ name: 'Plans', message_content: text, channel_order: ['signal'] },
    ...more,
  });
}

async function change(id: string, payload: object): Promise<CampaignResource> {
  const { version } = await world.ask<CampaignResource>('GET', `/campaigns/${id}`);
  const answer = await world.server.ask('PATCH', `/api/v1/campaigns/${id}`, {
    ...{ token: await token(), payload, headers: { 'if-match': `"${version}"` } },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

let known: string | undefined;
async function token(): Promise<string> {
  return (known ??= await tokenFor(world.rt, world.pm));
}

async function refused(id: string, verb = 'launch', payload?: object): Promise<ProblemDocument> {
  const answer = await world.server.ask('POST', `/api/v1/campaigns/${id}/${verb}`, {
    ...{ token: await token(), ...(payload ? { payload } : {}) },
  });
  expect(answer.statusCode, answer.body).toBe(422);
  return answer.json();
}

/** Text by number, as the platform was given it. */
function given(): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const body of wire.bodies) {
    const asked = [JSON.parse(body) as unknown].flat() as {
      method: string;
      params: { recipient: string | string[]; message: string };
    }[];
    for (const { method, params } of asked) {
      if (method !== 'send') continue;
      for (const to of [params.recipient].flat()) texts.set(to, [...(texts.get(to) ?? []), params.message]);
    }
  }
  return texts;
}

async function sendAll(id: string): Promise<Map<string, string[]>> {
  wire.bodies.length = 0;
  await world.ask('POST', `/campaigns/${id}/launch`);
  await expect
    .poll(async () => (await world.ask<CampaignResource>('GET', `/campaigns/${id}`)).status, {
      ...{ timeout: 120_000, interval: 100 },
    })
    .toBe('completed');
  return given();
}

let campaign: CampaignResource;

it('the launch is refused: it names the value, how many lack it, and three ways out', async () => {
  campaign = await draft();
  const { code, errors } = await refused(campaign.id);
  expect(code).toBe('campaign_not_ready');
  expect(errors).toMatchObject([{ field: 'missing_values.portfolio' }]);
  expect(errors?.[0]?.reason).toContain('37 people lack “portfolio”');
  for (const way of ['default', 'leave these people out', 'on record'])
    expect(errors?.[0]?.remedy).toContain(way);
  // A schedule would start with nobody there to ask.
  const later = { local_time: '2099-01-05T09:00', time_zone: 'UTC' };
  expect((await refused(campaign.id, 'schedule', later)).code).toBe('campaign_not_ready');
});

it('says which thirty-seven: counted, a page at a time, and as a file', async () => {
  const shown = await world.ask<MissingVariables>('GET', `/campaigns/${campaign.id}/missing-variables`);
  expect(shown).toMatchObject({ checked: size, count: lack, defaulted: 0, skipped: 0 });
  expect(shown.variables).toEqual([
    {
      ...{ variable: 'portfolio', count: lack, open: lack, action: null },
      by: [{ channel: 'signal', profile_id: null, count: lack }],
    },
  ]);
  expect(shown.people.map((one) => one.prospect_id).sort()).toEqual(ids(lacking));
  const listed: LackingPerson[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: LackingPerson[]; next_cursor: string | null } = await world.ask(
      'GET',
      `/campaigns/${campaign.id}/missing-variables/people?variable=portfolio&limit=10${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    expect(page.items.length).toBeLessThanOrEqual(10);
    listed.push(...page.items);
    cursor = page.next_cursor;
  }
  expect(listed.map((one) => one.prospect_id)).toEqual(ids(lacking));
  expect(listed[0]).toMatchObject({ channel: 'signal', missing: ['portfolio'], outcome: 'open' });
  const file = await world.server.ask('GET', `/api/v1/campaigns/${campaign.id}/missing-variables/export`, {
    token: await token(),
  });
  expect(file.headers['content-type']).toContain('text/csv');
  const lines = file.body.trim().split('\r\n');
  expect(lines[0]).toBe('prospect_id,name,channel,variable,outcome,problem');
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(ids(lacking));
  const { rows } = await sql<{ what: string }>`
    select data ->> 'what' as what from events where campaign_id = ${campaign.id} and type = 'export.made'`.execute(
    world.rt.db,
  );
  expect(rows).toEqual([{ what: 'campaign.missing_values' }]);
});

it.each([
  ['   ', 'it says nothing'],
  ['{{ nickname | default: "" }}', 'it says nothing to them'],
  ['{% if vip %}Welcome back{% endif %}', 'it says nothing to them'],
])(
  'with nothing to say (“%s”) there is no launch, nor a message of how to stop alone',
  async (words, reason) => {
    const { id } = await draft({
      channel_content: { signal: { kind: 'text', text: words } },
      prospect_ids: ids(people.slice(0, 3)),
    });
    const { errors } = await refused(id);
    expect(errors?.map((one) => one.reason).join()).toContain(reason);
    const preview = await world.ask<CampaignPreview>(
      'GET',
      `/campaigns/${id}/preview?prospect_id=${people[0]?.id}`,
    );
    expect(preview.channels[0]?.problem).toContain('it says nothing');
  },
);

it('put on record: one less', async () => {
  const [{ id } = { id: '' }] = lacking;
  const answer = await world.server.ask('PATCH', `/api/v1/prospects/${id}`, {
    ...{ token: await token(), payload: { attributes: { portfolio: 'Income' } } },
    headers: { 'if-match': '"1"' },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  const shown = await world.ask<MissingVariables>('GET', `/campaigns/${campaign.id}/missing-variables`);
  expect(shown.count).toBe(lack - 1);
});

it('left out: said before the launch, recorded with the reason, and nothing blank leaves', async () => {
  await change(campaign.id, { missing_values: { portfolio: { action: 'skip' } } });
  const shown = await world.ask<MissingVariables>('GET', `/campaigns/${campaign.id}/missing-variables`);
  expect(shown).toMatchObject({ count: 0, skipped: lack - 1, people: [] });
  expect(shown.variables).toMatchObject([{ variable: 'portfolio', open: 0, action: { action: 'skip' } }]);
  const forecast = await world.ask<CampaignForecast>('GET', `/campaigns/${campaign.id}/forecast`);
  expect(forecast).toMatchObject({ audience: size, reachable: size - lack + 1 });
  expect(forecast.excluded).toMatchObject([{ code: 'variable_missing', count: lack - 1 }]);
  expect(forecast.problems.filter((one) => one.blocking)).toEqual([]);
  const texts = await sendAll(campaign.id);
  const [fixed] = lacking;
  const left = new Set(ids(lacking.slice(1)));
  for (const { id, phone } of people) {
    const plan = id === fixed?.id ? 'Income' : 'Growth';
    expect(texts.get(phone)).toEqual(left.has(id) ? undefined : [`Dear Amina, your ${plan} plan is ready.`]);
  }
  expect(await statusesOf(world.rt, campaign.id)).toEqual({ sent: size - lack + 1, skipped: lack - 1 });
  const { rows } = await sql<{ reason: string; n: number }>`
    select failed_reason as reason, count(*)::int as n from messages
    where campaign_id = ${campaign.id} and delivery_status = 'skipped' group by 1`.execute(world.rt.db);
  expect(rows).toEqual([{ reason: 'variable_missing', n: lack - 1 }]);
});

it('a default: seen in the preview, in the versions, and in what the platform was given', async () => {
  const few = [...lacking, ...people.filter((one) => !lacking.includes(one)).slice(0, 63)];
  const { id } = await draft({ prospect_ids: ids(few) });
  await change(id, { missing_values: { portfolio: { action: 'default', value: 'investment' } } });
  const someone = lacking[1]?.id ?? '';
  const preview = await world.ask<CampaignPreview>('GET', `/campaigns/${id}/preview?prospect_id=${someone}`);
  expect(preview.channels).toMatchObject([
    { text: 'Dear Amina, your investment plan is ready.', defaults: ['portfolio'], problem: null },
  ]);
  const { items } = await world.ask<{ items: { content: { missing_values?: object } }[] }>(
    'GET',
    `/campaigns/${id}/versions`,
  );
  expect(items.map((one) => one.content.missing_values)).toEqual([
    { portfolio: { action: 'default', value: 'investment' } },
    undefined,
  ]);
  const texts = await sendAll(id);
  expect(texts.size).toBe(few.length);
  for (const { id: person, phone } of few) {
    const plan =
      person === lacking[0]?.id
        ? 'Income'
        : lacking.some((one) => one.id === person)
          ? 'investment'
          : 'Growth';
    expect(texts.get(phone)).toEqual([`Dear Amina, your ${plan} plan is ready.`]);
  }
  const frozen = await world.server.ask('PATCH', `/api/v1/campaigns/${id}`, {
    ...{ token: await token(), payload: { missing_values: {} } },
    headers: { 'if-match': `"${(await world.ask<CampaignResource>('GET', `/campaigns/${id}`)).version}"` },
  });
  expect(frozen.statusCode).toBe(409);
});
