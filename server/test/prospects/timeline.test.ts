// A person's timeline: what was said and what changed, apart and together, page by page.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventType } from '@sampark/contracts/event-types.ts';
import { appendEvents } from '../../src/events/append.ts';
import { prospectRoutes } from '../../src/prospects/routes.ts';
import { resourceMakers } from '../support/resources.ts';
import { startTestServer, type TestServer, type TestUser } from '../support/server.ts';

let server: TestServer;
let pm: TestUser;
let token: string;
let person: string;

const said: EventType[] = ['message.sent', 'message.delivered', 'message.inbound', 'conversion.recorded'];
const changed: EventType[] = ['prospect.updated', 'consent.granted', 'consent.withdrawn', 'prospect.shared'];
// Stations between queue and answer: they would bury what happened.
const stations: EventType[] = ['message.queued', 'message.rescheduled', 'message.retrying'];

const noon = new Date('2026-11-20T12:00:00Z');

beforeAll(async () => {
  server = await startTestServer({ routes: prospectRoutes });
  ({ user: pm, token } = await server.login('standard'));
  person = await resourceMakers.prospect(server.rt, pm);
  const other = await resourceMakers.prospect(server.rt, pm);
  const events = [...said, ...changed, ...stations].map((type, minute) => ({
    workspace_id: pm.workspace_id,
    type,
    // Pairs at the same instant: the cursor has to tell them apart.
    occurred_at: new Date(noon.getTime() + Math.floor(minute / 2) * 60_000),
    prospect_id: person,
    channel: 'signal',
    data: { step: minute },
  }));
  await appendEvents(server.rt.db, server.rt.clock.now(), [
    ...events,
    {
      ...events[0],
      workspace_id: pm.workspace_id,
      type: 'prospect.held',
      occurred_at: noon,
      prospect_id: other,
    },
  ]);
});
afterAll(() => server.close());

type Entry = { id: string; action_type: EventType; timestamp: string; details: { step: number } };
type Page = { items: Entry[]; next_cursor: string | null };

const page = async (query = '') =>
  (await server.ask('GET', `/api/v1/prospects/${person}/timeline?${query}`, { token })).json<Page>();

async function all(kind: string, limit: number): Promise<Entry[]> {
  const found: Entry[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const next: Page = await page(`${kind}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
    expect(next.items.length).toBeLessThanOrEqual(limit);
    found.push(...next.items);
    cursor = next.next_cursor;
  }
  return found;
}
const types = (entries: Entry[]) => entries.map((one) => one.action_type);

it.each([
  ['everything but the stations of a message', '', [...said, ...changed]],
  ['what was said', 'kind=activity', said],
  ['what changed', 'kind=history', changed],
])('shows %s, newest first', async (_what, kind, expected) => {
  const { items, next_cursor } = await page(kind);
  expect(types(items)).toEqual(expected.toReversed());
  expect(next_cursor).toBeNull();
  expect(items.map((one) => one.timestamp)).toEqual(
    items
      .map((one) => one.timestamp)
      .toSorted()
      .toReversed(),
  );
});

it.each(['', 'kind=activity', 'kind=history'])('pages of %j hold every entry once', async (kind) => {
  const whole = (await page(kind)).items;
  for (const limit of [1, 3]) expect(await all(kind, limit)).toEqual(whole);
});

it('refuses another kind and a cursor of another list', async () => {
  expect(await page('kind=secrets')).toMatchObject({ code: 'invalid_request' });
  expect(await page('cursor=bm90IG91cnM')).toMatchObject({ code: 'invalid_cursor' });
});
