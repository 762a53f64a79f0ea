// Named views of a list: whose they are, how many, and that they stay.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SavedView } from '@sampark/contracts/saved-views.ts';
import { meRoutes } from '../../src/users/me-routes.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';

let server: TestServer;
let user: TestUser;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ routes: meRoutes });
  ({ user, token } = await server.login('standard'));
});
afterAll(() => server.close());

const url = '/api/v1/me/saved-views';
const write = (views: unknown, list = 'prospects', as = token) =>
  server.ask('PUT', url, { token: as, payload: { list, views } });
const read = async (list = 'prospects', as = token) =>
  (await server.ask('GET', `${url}?list=${list}`, { token: as })).json<{ views: SavedView[] }>().views;
const view = (name: string, query: Record<string, string> = {}): SavedView => ({ name, query });

const warm = view('ঢাকার উষ্ণ', { country: 'BD', min_score: '60', q: 'রহিম & "co"' });

it('there are none at first', async () => {
  expect(await read()).toEqual([]);
});

it('are kept as they were, list by list, for later sessions too', async () => {
  expect((await write([warm, view('All')])).json()).toEqual({
    list: 'prospects',
    views: [warm, view('All')],
  });
  await write([view('Running', { status: 'active' })], 'campaigns');
  const elsewhere = await tokenFor(server.rt, user);
  expect(await read('prospects', elsewhere)).toEqual([warm, view('All')]);
  expect(await read('campaigns', elsewhere)).toEqual([view('Running', { status: 'active' })]);
  expect(await read('devices', elsewhere)).toEqual([]);
});

it('belong to one person', async () => {
  await write([warm]);
  const colleague = await createUser(server.rt, { workspace_id: server.workspace.id });
  const theirs = await tokenFor(server.rt, colleague);
  expect(await read('prospects', theirs)).toEqual([]);
  await write([view('Theirs')], 'prospects', theirs);
  expect(await read()).toEqual([warm]);
});

it('are replaced as a whole, and can all go', async () => {
  await write([warm, view('Old')]);
  await write([view('New')]);
  expect(await read()).toEqual([view('New')]);
  await write([]);
  expect(await read()).toEqual([]);
});

it.each<[string, unknown, string?]>([
  ['more than thirty', Array.from({ length: 31 }, (_, n) => view(`View ${n}`))],
  ['a name twice, but for case and space', [view('Warm'), view(' warm ')]],
  ['no name', [view('')]],
  ['a name of spaces', [view('  ')]],
  ['a long name', [view('x'.repeat(61))]],
  ['many parameters', [view('A', Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`p${n}`, '1'])))]],
  ['a long parameter', [view('A', { ['p'.repeat(41)]: '1' })]],
  ['a long value', [view('A', { q: 'x'.repeat(201) })]],
  ['a value that is no text', [{ name: 'A', query: { q: 1 } }]],
  ['another field', [{ ...view('A'), owner: 'me' }]],
  ['another list', [], 'messages'],
])('are refused with %s, and what was there stays', async (_what, views, list) => {
  await write([warm]);
  const refused = await write(views, list);
  expect(refused.json()).toMatchObject({ status: 400, code: 'invalid_request' });
  expect(await read()).toEqual([warm]);
});

it('thirty are not too many', async () => {
  const most = Array.from({ length: 30 }, (_, n) => view(`View ${n}`));
  expect((await write(most)).statusCode).toBe(200);
  expect(await read()).toEqual(most);
});
