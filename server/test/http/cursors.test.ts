// Rows of one millisecond are told apart by their microseconds: a page ends between them and the next goes on there.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaignRoutes } from '../../src/campaigns/routes.ts';
import { conversationRoutes } from '../../src/conversations/routes.ts';
import { messageRoutes } from '../../src/messages/routes.ts';
import { profileRoutes } from '../../src/profiles/routes.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { addAccount, addPeople } from '../support/world.ts';

const rows = 7;
let server: TestServer;
let token: string;
let thread: string;

beforeAll(async () => {
  server = await startTestServer({
    routes: [...campaignRoutes, ...conversationRoutes, ...messageRoutes, ...profileRoutes],
  });
  const { db, clock } = server.rt;
  const { user, token: own } = await server.login('standard');
  token = own;
  const { workspace_id } = user;
  const account = await addAccount(server.rt, workspace_id, 'signal');
  const people = await addPeople(server.rt, user, rows, { channels: ['signal'] });
  // The later in this list, the later by a microsecond: the order of the ids would be another one.
  const at = sql`date_trunc('second', ${clock.now()}::timestamptz) + n * interval '1 microsecond'`;
  const series = sql`generate_series(1, ${rows}::int) n`;
  await sql`
    with persons as (select id, row_number() over (order by id)::int as n from unnest(${people.map((one) => one.id)}::uuid[]) p(id)),
    profiles as (insert into engagement_profiles (workspace_id, portfolio_manager_id, name, language, branding_config, messaging_templates, created_at)
      select ${workspace_id}, ${user.id}, 'Profile ' || n, 'en', '{}', '{}', ${at} from ${series}),
    messages as (insert into messages (id, created_at, workspace_id, prospect_id, portfolio_manager_id, platform, purpose, due_at, updated_at)
      select gen_random_uuid(), ${at}, ${workspace_id}, id, ${user.id}, 'signal', 'service', ${at}, ${at} from persons)
    insert into conversations (workspace_id, prospect_id, channel, last_message_at)
    select ${workspace_id}, id, 'signal', ${at} from persons`.execute(db);
  for (let n = 1; n <= rows; n++) {
    const payload = { name: `Note ${n}` };
    await server.ask('POST', '/api/v1/campaigns', { token, payload });
  }
  await sql`update campaigns set created_at = date_trunc('second', created_at) + substr(name, 6)::int * interval '1 microsecond'`.execute(
    db,
  );
  const found = await sql<{
    id: string;
    prospect_id: string;
  }>`select id, prospect_id from conversations limit 1`.execute(db);
  thread = found.rows[0]?.id ?? '';
  await sql`
    insert into inbound_messages (workspace_id, conversation_id, prospect_id, channel, account_id, external_id, text, occurred_at, received_at)
    select ${workspace_id}, ${thread}, ${found.rows[0]?.prospect_id}, 'signal', ${account.id}, ${randomUUID()}::text || n, 'x', ${at}, ${at} from ${series}`.execute(
    db,
  );
});
afterAll(() => server?.close());

it.each([
  ['campaigns', () => '/api/v1/campaigns', rows],
  ['profiles', () => '/api/v1/profiles', rows],
  ['messages', () => '/api/v1/messages', rows],
  ['conversations', () => '/api/v1/conversations', rows],
  // Of the person's own there is one message that went out.
  ['a conversation', () => `/api/v1/conversations/${thread}/messages`, rows + 1],
])('%s: every row on one page', async (_name, path, count) => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${cursor}`;
    const answer = await server.ask('GET', `${path()}?limit=2${more}`, { token });
    expect(answer.statusCode).toBe(200);
    const page = answer.json<{ items: { id: string }[]; next_cursor: string | null }>();
    seen.push(...page.items.map((one) => one.id));
    cursor = page.next_cursor;
  } while (cursor !== null && seen.length <= 3 * count);
  expect(seen).toHaveLength(count);
  expect(new Set(seen).size).toBe(count);
});
