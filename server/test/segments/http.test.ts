// Segments over HTTP: who sees, changes and counts what, and what is left of it in the log.
import type { SegmentCount, SegmentFields, SegmentResource } from '@sampark/contracts/segments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTime } from '../../src/segments/count-segment.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';
import { addPeople } from '../support/world.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const warm = { field: 'lead_score', op: 'at_least', value: 70 };

type Person = TestUser & { token: string };
async function person(role: 'admin' | 'standard' | 'compliance'): Promise<Person> {
  const user = await createUser(server.rt, { workspace_id: server.workspace.id, role });
  return { ...user, token: await tokenFor(server.rt, user) };
}

async function save(who: Person, more: object = {}): Promise<SegmentResource> {
  const payload = { name: 'Warm', condition: warm, ...more };
  const answer = await server.ask('POST', '/api/v1/segments', { token: who.token, payload });
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  return answer.json<SegmentResource>();
}

const count = (who: Person, payload: object) =>
  server.ask('POST', '/api/v1/segments/count', { token: who.token, payload });

describe('counting', () => {
  it('counts the asker’s book, with ten people of it at most', async () => {
    const [admin, pm, other] = [await person('admin'), await person('standard'), await person('standard')];
    const mine = await addPeople(server.rt, pm, 25, { channels: ['signal'] });
    const theirs = await addPeople(server.rt, other, 5, { channels: ['signal'] });
    await server.rt.db
      .updateTable('prospects')
      .set({ lead_score: 90 })
      .where(
        'id',
        'in',
        [...mine.slice(0, 12), ...theirs].map((one) => one.id),
      )
      .execute();
    const asPm = (await count(pm, { condition: warm })).json<SegmentCount>();
    expect(asPm).toMatchObject({ count: 12, text: 'The lead score is at least 70' });
    expect(asPm.sample).toHaveLength(10);
    expect(asPm.sample[0]).toMatchObject({ name: 'Amina Rahman', lead_score: 90, last_reply: null });
    const ids = new Set(mine.map((one) => one.id));
    expect(asPm.sample.every((one) => ids.has(one.id))).toBe(true);
    expect((await count(pm, { condition: { not: warm } })).json<SegmentCount>().count).toBe(13);
    expect((await count(admin, { condition: warm })).json<SegmentCount>().count).toBe(17);
    const shared = await save(admin, { shared: true });
    const both = { segment_id: shared.id, condition: { field: 'language', op: 'exists' } };
    expect((await count(pm, both)).json<SegmentCount>()).toMatchObject({ count: 0, sample: [] });
    expect((await count(pm, { segment_id: shared.id })).json<SegmentCount>().count).toBe(12);
  });

  it('does not count who was erased', async () => {
    const pm = await person('standard');
    const [one] = await addPeople(server.rt, pm, 2, { channels: ['signal'] });
    await server.rt.db
      .updateTable('prospects')
      .set({ erased_at: new Date() })
      .where('id', '=', one?.id ?? '')
      .execute();
    expect((await count(pm, { condition: { not: warm } })).json<SegmentCount>().count).toBe(1);
  });

  it('refuses a condition with a fault, and campaigns and imports of others', async () => {
    const [pm, other] = [await person('standard'), await person('standard')];
    const bad = await count(pm, { condition: { field: 'country', op: 'equals', value: 'uk' } });
    expect([bad.statusCode, bad.json()]).toMatchObject([400, { code: 'invalid_request', errors: [{ field: 'body.condition.value' }] }]); // prettier-ignore
    expect((await count(pm, {})).statusCode).toBe(400);
    const campaign_id = await resourceMakers.campaign(server.rt, other);
    const import_id = await resourceMakers.import(server.rt, other);
    for (const condition of [
      { field: 'campaign', op: 'equals', campaign_id, value: 'read' },
      { field: 'import', op: 'in', value: [import_id] },
    ]) {
      const answer = await count(pm, { condition });
      expect([answer.statusCode, answer.body]).toEqual([400, expect.stringContaining('none of yours')]);
      // Where it stands, so that an editor can mark it there; which one it is, is not told.
      const nested = { all: [warm, { not: condition }] };
      const { errors } = (await count(pm, { condition: nested })).json<{
        errors: { field: string; reason: string }[];
      }>();
      const field = condition.field === 'campaign' ? 'campaign_id' : 'value.0';
      expect(errors).toMatchObject([{ field: `body.condition.all.1.not.${field}` }]);
      expect((await count(other, { condition })).statusCode).toBe(200);
    }
  });

  it('many at once of one person leave everybody else a connection', async () => {
    const [pm, other] = [await person('standard'), await person('standard')];
    let letGo = () => {};
    const released = new Promise<void>((done) => (letGo = done));
    let locked = () => {};
    const held = new Promise<void>((done) => (locked = done));
    // Counting stands still for as long as the test wants.
    const holding = server.rt.db.transaction().execute(async (tx) => {
      await sql`lock table prospects in access exclusive mode`.execute(tx);
      locked();
      await released;
    });
    await held;
    const many = Array.from({ length: server.rt.config.databasePool + 5 }, () =>
      count(pm, { condition: warm }),
    );
    const segments = await server.ask('GET', '/api/v1/segments', { token: other.token });
    letGo();
    await holding;
    expect(segments.statusCode).toBe(200);
    expect(new Set((await Promise.all(many)).map((one) => one.statusCode))).toEqual(new Set([200]));
  });

  it('is stopped when it takes too long', async () => {
    await expect(
      inTime(server.rt, { seconds: 0.02, few: true }, (tx) => sql`select pg_sleep(30)`.execute(tx)),
    ).rejects.toMatchObject({
      code: 'segment_too_slow',
      detail: expect.stringContaining('0.02') as unknown,
    });
  });
});

describe('saved segments', () => {
  it('are changed from a version, and the log keeps every condition', async () => {
    const pm = await person('standard');
    const made = await save(pm, { description: 'For the spring' });
    expect(made).toMatchObject({
      version: 1,
      owner_id: pm.id,
      shared: false,
      text: 'The lead score is at least 70',
    });
    const url = `/api/v1/segments/${made.id}`;
    const change = (version: number, payload: object) =>
      server.ask('PATCH', url, { token: pm.token, payload, headers: { 'if-match': `"${version}"` } });
    const condition = { not: warm };
    const changed = await change(1, { condition });
    expect([changed.statusCode, changed.json()]).toMatchObject([200, { version: 2, condition, name: 'Warm', description: 'For the spring' }]); // prettier-ignore
    expect((await change(1, { name: 'Late' })).statusCode).toBe(412);
    expect((await change(2, { condition: { field: 'x' } })).statusCode).toBe(400);
    expect((await server.ask('DELETE', url, { token: pm.token })).statusCode).toBe(204);
    expect((await server.ask('GET', url, { token: pm.token })).statusCode).toBe(404);
    const { rows } = await sql<{ type: string; data: unknown }>`
      select type, data from events where actor_id = ${pm.id} and type like 'segment.%' order by id`.execute(
      server.rt.db,
    );
    expect(rows).toEqual([
      { type: 'segment.created', data: { segment_id: made.id, name: 'Warm', version: 1, shared: false, condition: warm } },
      { type: 'segment.updated', data: { segment_id: made.id, name: 'Warm', version: 2, shared: false, condition, fields: ['condition'] } },
      { type: 'segment.deleted', data: { segment_id: made.id, name: 'Warm', version: 2, condition } },
    ]); // prettier-ignore
  });

  it('are a portfolio manager’s own unless an administrator shares them, and theirs to change alone', async () => {
    const [admin, pm, other] = [await person('admin'), await person('standard'), await person('standard')];
    const [own, shared, foreign] = [await save(pm), await save(admin, { shared: true }), await save(other)];
    const list = (await server.ask('GET', '/api/v1/segments?limit=200', { token: pm.token })).json<{ items: SegmentResource[] }>(); // prettier-ignore
    const seen = list.items.map((one) => one.id);
    expect([seen.includes(own.id), seen.includes(shared.id), seen.includes(foreign.id)]).toEqual([
      true,
      true,
      false,
    ]);
    const patch = { token: pm.token, payload: { name: 'Mine' }, headers: { 'if-match': '"1"' } };
    expect((await server.ask('PATCH', `/api/v1/segments/${shared.id}`, patch)).statusCode).toBe(403);
    expect(
      (await server.ask('DELETE', `/api/v1/segments/${shared.id}`, { token: pm.token })).statusCode,
    ).toBe(403);
    expect((await server.ask('PATCH', `/api/v1/segments/${foreign.id}`, patch)).statusCode).toBe(404);
    const share = { ...patch, payload: { shared: true } };
    expect((await server.ask('PATCH', `/api/v1/segments/${own.id}`, share)).statusCode).toBe(403);
    expect(
      (await server.ask('PATCH', `/api/v1/segments/${own.id}`, { ...share, token: admin.token })).statusCode,
    ).toBe(200);
  });

  it('have a name with something in it; what changes nothing makes no version', async () => {
    const pm = await person('standard');
    const blank = await server.ask('POST', '/api/v1/segments', {
      ...{ token: pm.token, payload: { name: '  ', condition: warm } },
    });
    expect([blank.statusCode, blank.json()]).toMatchObject([
      400,
      { errors: [{ field: 'body.name', reason: 'must not be blank' }] },
    ]);
    const made = await save(pm, { name: ' Warm ' });
    expect(made.name).toBe('Warm');
    const same = await server.ask('PATCH', `/api/v1/segments/${made.id}`, {
      ...{ token: pm.token, payload: { name: 'Warm ', condition: warm }, headers: { 'if-match': '"1"' } },
    });
    expect([same.statusCode, same.json<SegmentResource>().version]).toEqual([200, 1]);
    const { rows } =
      await sql`select from events where actor_id = ${pm.id} and type = 'segment.updated'`.execute(
        server.rt.db,
      );
    expect(rows).toEqual([]);
  });

  it('are at most five hundred of one person, also when many are saved at once, and nobody else’s', async () => {
    const [pm, other] = [await person('standard'), await person('standard')];
    await sql`
      insert into segments (workspace_id, owner_id, name, condition, created_at, updated_at)
      select ${pm.workspace_id}, ${pm.id}, 'One ' || n, ${JSON.stringify(warm)}, now(), now()
      from generate_series(1, 497) n`.execute(server.rt.db);
    const payload = { name: 'Warm', condition: warm };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => server.ask('POST', '/api/v1/segments', { token: pm.token, payload })),
    );
    const codes = answers.map((one) => one.statusCode).toSorted((a, b) => a - b);
    expect(codes).toEqual([...Array.from({ length: 3 }, () => 201), ...Array.from({ length: 9 }, () => 409)]);
    expect(answers.find((one) => one.statusCode === 409)?.json()).toMatchObject({
      code: 'too_many_segments',
    });
    await save(other);
  });

  it('name campaigns in whichever spelling of their id', async () => {
    const pm = await person('standard');
    const campaign_id = (await resourceMakers.campaign(server.rt, pm)).toUpperCase();
    const made = await save(pm, {
      condition: { field: 'campaign', op: 'equals', campaign_id, value: 'read' },
    });
    expect(made.text).toMatch(/^Read the campaign “/);
    expect(made.text).not.toContain(campaign_id);
  });

  it('are listed page by page and found by their name', async () => {
    const pm = await person('standard');
    for (const name of ['50% off', '500 off', 'Else']) await save(pm, { name });
    const ask = async (query: string) =>
      (await server.ask('GET', `/api/v1/segments?${query}`, { token: pm.token })).json<{ items: SegmentResource[]; next_cursor: string | null }>(); // prettier-ignore
    const mine = (page: { items: SegmentResource[] }) =>
      page.items.filter((one) => one.owner_id === pm.id).map((one) => one.name);
    expect(mine(await ask('q=50%25'))).toEqual(['50% off']);
    const first = await ask('limit=2');
    expect(first.items).toHaveLength(2);
    expect(mine(first)).toEqual(['Else', '500 off']);
    expect(mine(await ask(`limit=2&cursor=${first.next_cursor ?? ''}`))).toEqual(['50% off']);
  });
});

it('the editor is offered every field, and what occurs in the asker’s book', async () => {
  const [pm, other] = [await person('standard'), await person('standard')];
  const [mine] = await addPeople(server.rt, pm, 1, { channels: ['signal'] });
  const [theirs] = await addPeople(server.rt, other, 1, { channels: ['signal'] });
  const give = (id: string | undefined, country: string, key: string) =>
    server.rt.db
      .updateTable('prospects')
      .set({ country, demographics: JSON.stringify({ [key]: 1, interests: [`${key} interest`] }), attributes: '{"Branch": "N"}' })
      .where('id', '=', id ?? '')
      .execute(); // prettier-ignore
  await give(mine?.id, 'BD', 'age');
  await give(theirs?.id, 'QA', 'secret');
  const file = await resourceMakers.import(server.rt, pm);
  await resourceMakers.import(server.rt, other);
  const { fields, limits } = (await server.ask('GET', '/api/v1/segments/fields', { token: pm.token })).json<SegmentFields>(); // prettier-ignore
  const of = (field: string) => fields.find((one) => one.field === field);
  expect(limits).toEqual({ depth: 6, conditions: 60 });
  expect(of('country')).toMatchObject({ values: [{ value: 'BD', text: 'BD' }], operators: [{ op: 'equals' }, { op: 'in' }, { op: 'exists' }] }); // prettier-ignore
  expect(of('demographics')?.keys).toEqual(['age', 'interests']);
  expect(of('attributes')?.keys).toEqual(['Branch']);
  expect(of('interests')?.values).toEqual([{ value: 'age interest', text: 'age interest' }]);
  expect(of('import')?.values).toEqual([{ value: file, text: 'people.csv' }]);
});

it('says conditions in the language of the asker’s settings, and a program’s in the one it asks for', async () => {
  const admin = await person('admin');
  const made = await save(admin);
  const english = 'The lead score is at least 70';
  const bengali = 'লিড স্কোর অন্তত ৭০';
  const key = await server.ask('POST', '/api/v1/api-keys', {
    token: admin.token,
    payload: { name: 'Reports', scopes: ['campaigns:read', 'prospects:read'] },
  });
  const texts = async (token: string, language: string) => {
    const headers = { 'accept-language': language };
    const shown = await server.ask('GET', `/api/v1/segments/${made.id}`, { token, headers });
    const listed = await server.ask('GET', '/api/v1/segments', { token, headers });
    const counted = await server.ask('POST', '/api/v1/segments/count', { token, headers, payload: { condition: warm } }); // prettier-ignore
    const inList = listed.json<{ items: SegmentResource[] }>().items.find((one) => one.id === made.id);
    return [shown.json<SegmentResource>().text, inList?.text, counted.json<SegmentCount>().text];
  };
  const all = (text: string) => [text, text, text];
  const program = key.json<{ key: string }>().key;
  expect(await texts(admin.token, 'bn-BD,bn;q=0.9,en;q=0.8')).toEqual(all(english));
  expect(await texts(program, 'bn-BD,en;q=0.8')).toEqual(all(bengali));
  expect(await texts(program, 'fr')).toEqual(all(english));
  const changed = await server.ask('PATCH', '/api/v1/me', { token: admin.token, payload: { language: 'bn' } }); // prettier-ignore
  expect([changed.statusCode, changed.body]).toEqual([200, changed.body]);
  expect(await texts(admin.token, 'en-GB')).toEqual(all(bengali));
});
