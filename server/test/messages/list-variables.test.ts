// What the composer is told a text can name: of the asker's own people, with the length of the longest value.
import type { MessageVariable } from '@sampark/contracts/message-variables.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createUser, startTestServer, tokenFor, type TestServer } from '../support/server.ts';
import { addPeople } from '../support/world.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function writer(role: 'admin' | 'standard') {
  const user = await createUser(server.rt, { workspace_id: server.workspace.id, role });
  const token = await tokenFor(server.rt, user);
  const ask = async () => {
    const answer = await server.ask('GET', '/api/v1/message-variables', { token });
    expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
    const { items } = answer.json<{ items: MessageVariable[] }>();
    return new Map(items.map((one) => [one.name, one]));
  };
  return { user, ask };
}

it('lists what the asker’s people have, with examples of columns and of nobody’s name', async () => {
  const mine = await writer('standard');
  const other = await writer('standard');
  const [one, two, erased] = await addPeople(server.rt, mine.user, 3, { channels: ['signal'] });
  const [theirs] = await addPeople(server.rt, other.user, 1, { channels: ['signal'] });
  const set = (id: string | undefined, name: string, attributes: object, demographics: object = {}) =>
    sql`update prospects set name = ${name}, first_name = null, last_name = null,
      attributes = ${JSON.stringify(attributes)}::jsonb, demographics = ${JSON.stringify(demographics)}::jsonb
      where id = ${id}`.execute(server.rt.db);
  await set(
    one?.id,
    'রহিমা বেগম',
    { Branch: 'Gulshan', 'Branch office': 'x', first_name: 'hidden', শাখা: 'ঢাকা' },
    { age: 41 },
  );
  await set(two?.id, 'Ann Lee', { Branch: 'B' });
  await set(erased?.id, 'Somebody Of A Very Long Name', { Gone: 'x' });
  await sql`update prospects set erased_at = now() where id = ${erased?.id}`.execute(server.rt.db);
  await set(theirs?.id, 'Foreign', { Secret: 'x' });
  const found = await mine.ask();
  expect(found.get('Branch')).toEqual({
    ...{ name: 'Branch', source: 'columns', example: 'Gulshan' },
    longest: { characters: 7, bytes: 7 },
  });
  expect(found.get('শাখা')).toMatchObject({ example: 'ঢাকা', longest: { characters: 4, bytes: 12 } });
  expect(found.get('age')).toMatchObject({ source: 'details', example: '41' });
  // Falls back to the first word of the name, as a message does.
  expect(found.get('first_name')).toEqual({
    ...{ name: 'first_name', source: 'person', example: null },
    longest: { characters: 5, bytes: 15 },
  });
  expect(found.get('name')?.longest).toEqual({ characters: 10, bytes: 28 });
  expect(found.get('last_name')?.longest).toEqual({ characters: 0, bytes: 0 });
  expect(found.get('sender_name')?.longest.characters).toBeGreaterThan(0);
  expect(found.get('preferences_url')?.longest.characters).toBeGreaterThan(20);
  expect([...found.keys()]).not.toContain('Branch office');
  expect([...found.keys()]).not.toContain('Gone');
  expect([...found.keys()]).not.toContain('Secret');
  expect([...(await other.ask()).keys()]).not.toContain('Branch');
});

it('names what everybody may have where there is nobody yet', async () => {
  const found = await (await writer('standard')).ask();
  expect(found.get('first_name')?.longest).toEqual({ characters: 0, bytes: 0 });
  expect([...found.keys()]).toContain('preferences_url');
});
