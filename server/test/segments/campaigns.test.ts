// Campaigns aimed at a segment: whom they reach, and that nothing moves them once they are launched.
import type { CampaignForecast, CampaignResource } from '@sampark/contracts/campaigns.ts';
import type { SegmentResource } from '@sampark/contracts/segments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expandNextChunk } from '../../src/campaigns/expand-audience.ts';
import { fireSchedules } from '../../src/campaigns/run-scheduler.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';
import { addAccount, addPeople, type Person } from '../support/world.ts';

let server: TestServer;
let clock: ManualClock;
beforeAll(async () => {
  clock = manualClock();
  server = await startTestServer({ clock });
  await addAccount(server.rt, server.workspace.id, 'signal');
});
afterAll(() => server.close());

const warm = { field: 'lead_score', op: 'at_least', value: 70 };
type Manager = TestUser & { token: string; people: Person[] };

/** A portfolio manager with six people, the first four of them with a score of 90. */
async function manager(): Promise<Manager> {
  const user = await createUser(server.rt, { workspace_id: server.workspace.id });
  const people = await addPeople(server.rt, user, 6, { channels: ['signal'] });
  await score(people.slice(0, 4), 90);
  return { ...user, token: await tokenFor(server.rt, user), people };
}

const score = (people: readonly Person[], lead_score: number) =>
  server.rt.db
    .updateTable('prospects')
    .set({ lead_score })
    .where('id', 'in', people.map((one) => one.id))
    .execute(); // prettier-ignore

/** Whatever was asked for: each test looks at its part. */
type Body = CampaignResource & CampaignForecast & SegmentResource;

async function ask(who: Manager, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, more: object = {}, version = 1): Promise<{ status: number; body: Body }> {
  const answer = await server.ask(method, `/api/v1${url}`, { token: who.token, headers: { 'if-match': `"${version}"` }, ...more });
  return { status: answer.statusCode, body: answer.body === '' ? ({} as Body) : answer.json<Body>() };
} // prettier-ignore

async function save(who: Manager, condition: object = warm): Promise<string> {
  const payload = { name: 'Warm', condition };
  const { status, body } = await ask(who, 'POST', '/segments', { payload });
  expect([status, body]).toEqual([201, body]);
  return body.id;
}

const create = (who: Manager, target_segment: object, name = 'Spring letter') =>
  ask(who, 'POST', '/campaigns', {
    payload: { name, target_segment, message_content: 'Hello', channel_order: ['signal'] },
  });

async function made(who: Manager, target_segment: object, name?: string): Promise<CampaignResource> {
  const { status, body } = await create(who, target_segment, name);
  expect([status, body]).toEqual([201, body]);
  return body;
}

const launch = (who: Manager, id: string) => ask(who, 'POST', `/campaigns/${id}/launch`);
const audience = async (who: Manager, id: string) =>
  (await ask(who, 'GET', `/campaigns/${id}/forecast`)).body.audience;

async function expandAll(chunk?: number): Promise<void> {
  while ((await expandNextChunk(server.rt, chunk)) !== undefined);
}

async function reached(id: string): Promise<string[]> {
  const { rows } = await sql<{ prospect_id: string }>`select prospect_id from messages where campaign_id = ${id}`.execute(server.rt.db); // prettier-ignore
  return rows.map((row) => row.prospect_id).toSorted();
}
const ids = (people: readonly Person[]) => people.map((one) => one.id).toSorted();

it('reaches the segment as it was at the launch, though it is changed while the audience is still being read', async () => {
  const pm = await manager();
  const segment_id = await save(pm);
  const campaign = await made(pm, { segment_id });
  expect(campaign.segment).toEqual({ id: segment_id, name: 'Warm', version: 1, condition: warm });
  expect(await audience(pm, campaign.id)).toBe(4);

  // A draft follows the segment.
  const named = { name: 'Very warm' };
  await ask(pm, 'PATCH', `/segments/${segment_id}`, { payload: named });
  expect((await ask(pm, 'GET', `/campaigns/${campaign.id}`)).body.segment).toMatchObject({ ...named, version: 2 }); // prettier-ignore

  expect((await launch(pm, campaign.id)).status).toBe(200);
  await expandNextChunk(server.rt, 2);
  const everyone = { payload: { condition: { not: { all: [warm, { not: warm }] } } } };
  expect((await ask(pm, 'PATCH', `/segments/${segment_id}`, everyone, 2)).status).toBe(200);
  await expandAll(2);
  expect(await reached(campaign.id)).toEqual(ids(pm.people.slice(0, 4)));
  const { body } = await ask(pm, 'GET', `/campaigns/${campaign.id}`);
  expect(body).toMatchObject({ total_recipients: 4, segment: { ...named, version: 2, condition: warm } });
  const { rows } = await sql<{ data: unknown }>`
    select data from events where campaign_id = ${campaign.id} and type = 'campaign.launched'`.execute(
    server.rt.db,
  );
  expect(rows).toEqual([
    { data: { by: 'person', segment: { id: segment_id, name: 'Very warm', version: 2 } } },
  ]);

  // A copy is a draft again, and follows the segment.
  const copy = await ask(pm, 'POST', `/campaigns/${campaign.id}/copy`);
  expect(copy.body).toMatchObject({ target_segment: { segment_id }, segment: { version: 3 } });
  expect(await audience(pm, copy.body.id)).toBe(6);
});

it('joins segment, condition and the simple fields', async () => {
  const pm = await manager();
  const [first, second] = pm.people;
  await server.rt.db.updateTable('prospects').set({ language: 'bn', country: 'BD' }).where('id', '=', first?.id ?? '').execute(); // prettier-ignore
  await server.rt.db
    .updateTable('prospects')
    .set({ language: 'bn' })
    .where('id', '=', second?.id ?? '')
    .execute();
  const segment_id = await save(pm);
  const condition = { field: 'language', op: 'equals', value: 'bn' };
  const sizes = [];
  for (const target of [{ condition }, { segment_id, condition: { not: condition } }, { segment_id, condition, countries: ['BD'] }, {}]) sizes.push(await audience(pm, (await made(pm, target)).id)); // prettier-ignore
  expect(sizes).toEqual([2, 2, 1, 6]);
  const mine = await made(pm, { segment_id, condition, countries: ['BD'] });
  expect((await launch(pm, mine.id)).status).toBe(200);
  await expandAll();
  expect(await reached(mine.id)).toEqual([first?.id]);
});

it('counts days back from the launch, also for those who are read later', async () => {
  const pm = await manager();
  const replied = new Date(clock.now().getTime() - 3 * 86_400_000 + 60_000);
  await server.rt.db.updateTable('prospects').set({ last_engagement: replied }).where('id', 'in', ids(pm.people)).execute(); // prettier-ignore
  const mine = await made(pm, { condition: { field: 'last_reply', op: 'within_days', value: 3 } });
  expect((await launch(pm, mine.id)).status).toBe(200);
  await expandNextChunk(server.rt, 3);
  clock.advance(3_600_000);
  await expandAll(3);
  expect(await reached(mine.id)).toEqual(ids(pm.people));
});

it('a segment stays while a scheduled, running or paused campaign uses it, and is frozen when its schedule fires', async () => {
  const pm = await manager();
  const segment_id = await save(pm);
  const campaign = await made(pm, { segment_id }, 'Autumn letter');
  const other = await made(pm, { segment_id }, 'Winter letter');
  const at = new Date(clock.now().getTime() + 300_000).toISOString();
  const scheduled = await ask(pm, 'POST', `/campaigns/${campaign.id}/schedule`, {
    payload: { launch_time: at },
  });
  expect([scheduled.status, scheduled.body]).toEqual([200, scheduled.body]);
  const refused = await ask(pm, 'DELETE', `/segments/${segment_id}`);
  expect([refused.status, refused.body]).toMatchObject([
    409,
    { code: 'segment_in_use', detail: 'Used by “Autumn letter” (scheduled).' },
  ]);
  clock.advance(301_000);
  await fireSchedules(server.rt);
  await expandAll();
  expect(await reached(campaign.id)).toEqual(ids(pm.people.slice(0, 4)));
  expect((await ask(pm, 'DELETE', `/segments/${segment_id}`)).body).toMatchObject({ detail: 'Used by “Autumn letter” (active).' }); // prettier-ignore
  await ask(pm, 'POST', `/campaigns/${campaign.id}/cancel`);
  expect((await ask(pm, 'DELETE', `/segments/${segment_id}`)).status).toBe(204);

  // What was launched keeps its condition; a draft reaches nobody any more, and cannot be launched or scheduled.
  const shown = await ask(pm, 'GET', `/campaigns/${campaign.id}`);
  expect(shown.body.segment).toMatchObject({ id: segment_id, version: 1 });
  const forecast = await ask(pm, 'GET', `/campaigns/${other.id}/forecast`);
  expect(forecast.body).toMatchObject({ audience: 0 });
  expect(forecast.body.problems.map((one) => one.code)).toContain('segment_missing');
  expect((await launch(pm, other.id)).status).toBe(422);
  const later = { payload: { launch_time: new Date(clock.now().getTime() + 3_600_000).toISOString() } };
  expect((await ask(pm, 'POST', `/campaigns/${other.id}/schedule`, later)).body).toMatchObject({ code: 'segment_missing' }); // prettier-ignore

  // A copy of what was launched goes on with what it was launched with.
  const copy = await ask(pm, 'POST', `/campaigns/${campaign.id}/copy`);
  expect(copy.body).toMatchObject({ target_segment: { condition: warm }, segment: null });
});

it('refuses segments and conditions of others', async () => {
  const [pm, other] = [await manager(), await manager()];
  const segment_id = await save(other);
  const theirs = await made(other, {});
  const refused = await create(pm, { segment_id });
  expect([refused.status, refused.body]).toMatchObject([400, { code: 'invalid_request', field: 'body.target_segment.segment_id' }]); // prettier-ignore
  const condition = { field: 'campaign', op: 'equals', campaign_id: theirs.id, value: 'sent' };
  expect((await create(pm, { condition })).body).toMatchObject({
    errors: [{ field: 'body.target_segment.condition.campaign_id' }],
  });
  expect((await create(pm, { condition: { field: 'lead_score', op: 'x' } })).body).toMatchObject({ errors: [{ field: 'body.target_segment.condition.op' }] }); // prettier-ignore
  const own = await made(pm, {});
  expect((await ask(pm, 'PATCH', `/campaigns/${own.id}`, { payload: { target_segment: { segment_id } } })).status).toBe(400); // prettier-ignore
});

it('what is not shared any more is gone for the drafts of others, and is not taken from a campaign that is scheduled', async () => {
  const pm = await manager();
  const admin = await createUser(server.rt, { workspace_id: server.workspace.id, role: 'admin' });
  const boss: Manager = { ...admin, token: await tokenFor(server.rt, admin), people: [] };
  const id = await save(boss);
  const share = async (shared: boolean) => {
    const { body } = await ask(boss, 'GET', `/segments/${id}`);
    return ask(boss, 'PATCH', `/segments/${id}`, { payload: { shared } }, body.version);
  };
  expect((await share(true)).status).toBe(200);
  const draft = await made(pm, { segment_id: id }, 'Draft');
  expect(await audience(pm, draft.id)).toBe(4);
  expect((await share(false)).status).toBe(200);
  const { body } = await ask(pm, 'GET', `/campaigns/${draft.id}`);
  // What it asks is not told to those it is not shared with.
  expect([body.segment, await audience(pm, draft.id)]).toEqual([null, 0]);
  const refused = await launch(pm, draft.id);
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([
    422,
    expect.stringContaining('not shared'),
  ]);
  expect((await share(true)).status).toBe(200);
  const payload = { launch_time: '2099-01-05T09:00:00Z' };
  const scheduled = await ask(pm, 'POST', `/campaigns/${draft.id}/schedule`, { payload });
  expect([scheduled.status, scheduled.body]).toEqual([200, scheduled.body]);
  expect(await share(false)).toMatchObject({ status: 409, body: { code: 'segment_in_use' } });
  // Launched, it has its own copy.
  expect((await launch(pm, draft.id)).status).toBe(200);
  expect((await share(false)).status).toBe(200);
  await expandAll();
  expect(await reached(draft.id)).toEqual(ids(pm.people.slice(0, 4)));
});

it('whoever may not delete a segment yet is told of their own campaigns by name, and of colleagues’ by number', async () => {
  const [pm, colleague] = [await manager(), await manager()];
  const id = await save(pm);
  await sql`update segments set shared = true where id = ${id}`.execute(server.rt.db);
  for (const [who, name] of [
    [pm, 'Mine'],
    [colleague, 'Theirs'],
  ] as const)
    await launch(who, (await made(who, { segment_id: id }, name)).id);
  const { status, body } = await ask(pm, 'DELETE', `/segments/${id}`);
  expect([status, body]).toMatchObject([409, { code: 'segment_in_use', detail: 'Used by “Mine” (active), 1 more.' }]); // prettier-ignore
});
