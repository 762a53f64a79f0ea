// Conversations as the three panes ask for them: whose, unread or not, and the counts beside each list.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { conversationRoutes } from '../../src/conversations/routes.ts';
import { messageRoutes } from '../../src/messages/routes.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';
import { applyAll, createAccount, postTelegram, postWhatsapp } from '../webhooks/fixtures.ts';
import { createPerson, telegramText, whatsappText, type Account } from '../webhooks/fixtures.ts';

let server: TestServer;
let clock: ManualClock;
let whatsapp: Account;
let telegram: Account;
let pm: TestUser;
let colleague: TestUser;
beforeAll(async () => {
  clock = manualClock();
  server = await startTestServer({
    clock,
    routes: [...conversationRoutes, ...messageRoutes, ...webhookRoutes],
  });
  whatsapp = await createAccount(server, 'whatsapp');
  telegram = await createAccount(server, 'telegram');
  pm = await createUser(server.rt, { workspace_id: server.workspace.id });
  colleague = await createUser(server.rt, { workspace_id: server.workspace.id });
});
afterAll(() => server.close());
beforeEach(async () => {
  for (const table of ['inbound_messages', 'conversations']) {
    await sql`delete from ${sql.table(table)}`.execute(server.rt.db);
  }
});

const seconds = () => Math.floor(clock.now().getTime() / 1000);
let phones = 1_714_000_000;

/** Somebody in the PM's book. */
async function known(name: string, books: readonly TestUser[] = [pm]) {
  const phone = `880${++phones}`;
  const id = await createPerson(server, { phone: `+${phone}`, name });
  for (const { id: user_id } of books) {
    const book = { workspace_id: server.workspace.id, user_id, prospect_id: id };
    await server.rt.db.insertInto('relationships').values(book).execute();
  }
  return { id, phone };
}

async function writes(person: { phone: string }, text = 'Hello'): Promise<void> {
  clock.advance(1_000);
  const body = whatsappText(person.phone, randomUUID(), text, {}, seconds());
  await postWhatsapp(server, whatsapp, body);
  await applyAll(server);
}

async function onTelegram(chat: number, text: string): Promise<void> {
  clock.advance(1_000);
  await postTelegram(server, telegram, telegramText(chat, seconds(), text, seconds()));
  await applyAll(server);
}

type Shown = { id: string; prospect_name: string; status: string; unread_count: number };
async function ask<T>(user: TestUser, path: string, patch?: object): Promise<T> {
  const token = await tokenFor(server.rt, user);
  const answer = await server.ask(patch ? 'PATCH' : 'GET', `/api/v1/conversations${path}`, {
    token,
    ...(patch ? { payload: patch } : {}),
  });
  return answer.json<T>();
}
const list = async (user: TestUser, query: string) =>
  (await ask<{ items: Shown[] }>(user, `?limit=200&${query}`)).items;
const names = async (user: TestUser, query: string) =>
  (await list(user, query)).map((one) => one.prospect_name).toSorted();
const counts = (user: TestUser) => ask<Record<string, number>>(user, '/counts');
async function change(person: string, patch: object): Promise<void> {
  const one = (await list(pm, '')).find((row) => row.prospect_name === person);
  await ask(pm, `/${one?.id}`, patch);
}

it('counts say what their lists hold: mine, nobody’s, all, unread', async () => {
  for (const name of ['Amina', 'Babul', 'Chitra', 'Dilip', 'Elias']) await writes(await known(name));
  await writes(await known('Foreign', [colleague]));
  await change('Amina', { assigned_to: pm.id });
  await change('Babul', { assigned_to: pm.id, read: true });
  await change('Chitra', { assigned_to: colleague.id });
  await change('Elias', { status: 'closed' });
  expect(await counts(pm)).toEqual({ mine: 2, unassigned: 1, all: 4, unread: 3 });
  expect(await names(pm, 'status=open&assigned=me')).toEqual(['Amina', 'Babul']);
  expect(await names(pm, 'status=open&assigned=nobody')).toEqual(['Dilip']);
  expect(await names(pm, 'status=open')).toEqual(['Amina', 'Babul', 'Chitra', 'Dilip']);
  expect(await names(pm, 'status=open&unread=true')).toEqual(['Amina', 'Chitra', 'Dilip']);
  expect(await names(pm, 'status=closed')).toEqual(['Elias']);
  expect(await names(pm, 'q=ami')).toEqual(['Amina']);
  expect(await names(pm, 'channel=telegram')).toEqual([]);
  // Another book: only what is in it, whoever it is assigned to.
  expect(await counts(colleague)).toEqual({ mine: 0, unassigned: 1, all: 1, unread: 1 });
  expect(await names(colleague, '')).toEqual(['Foreign']);
  const { user: admin } = await server.login('admin');
  expect(await counts(admin)).toEqual({ mine: 0, unassigned: 2, all: 5, unread: 4 });
});

it('latest word first, page by page, each once', async () => {
  const people = ['Amina', 'Babul', 'Chitra', 'Dilip', 'Elias'];
  for (const name of people) await writes(await known(name));
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: Shown[]; next_cursor: string | null } = await ask(pm, `?limit=2${cursor ? `&cursor=${cursor}` : ''}`); // prettier-ignore
    seen.push(...page.items.map((one) => one.prospect_name));
    cursor = page.next_cursor;
  }
  expect(seen).toEqual(people.toReversed());
});

it('a closed one opens again when the person writes', async () => {
  const person = await known('Amina');
  await writes(person);
  await change('Amina', { status: 'closed', read: true });
  expect(await counts(pm)).toMatchObject({ all: 0, unread: 0 });
  await writes(person, 'One more thing');
  expect(await counts(pm)).toMatchObject({ all: 1, unread: 1 });
});

it('a chat merely opened neither opens the conversation nor counts; its first word does', async () => {
  const { user: admin } = await server.login('admin');
  await onTelegram(501, '/start');
  await onTelegram(502, '/start some_token');
  expect(await counts(admin)).toEqual({ mine: 0, unassigned: 0, all: 0, unread: 0 });
  expect(await list(admin, 'unread=true')).toEqual([]);
  expect(await list(admin, 'channel=telegram')).toMatchObject([
    { status: 'closed', unread_count: 0 },
    { status: 'closed', unread_count: 0 },
  ]);
  await onTelegram(501, 'What do you offer?');
  expect(await counts(admin)).toEqual({ mine: 0, unassigned: 1, all: 1, unread: 1 });
  // Pressing Start again changes nothing about what is open.
  await onTelegram(501, '/start');
  expect(await list(admin, 'status=open')).toMatchObject([{ unread_count: 1 }]);
});

it('a start and a word in one batch are one unread', async () => {
  const { user: admin } = await server.login('admin');
  clock.advance(1_000);
  await postTelegram(server, telegram, telegramText(503, 1, '/start', seconds()));
  await postTelegram(server, telegram, telegramText(503, 2, 'Hello', seconds()));
  await applyAll(server);
  expect(await list(admin, '')).toMatchObject([{ status: 'open', unread_count: 1 }]);
});

it('the decision of a message is read by whoever may read the conversation, and by nobody else', async () => {
  const id = await resourceMakers.message(server.rt, { ...pm, workspace_id: server.workspace.id });
  const decision = { outcome: 'send', reasons: [{ code: 'consent_granted' }], at: clock.now().toISOString() };
  const { prospect_id } = await server.rt.db
    .updateTable('messages')
    .set({ decision: JSON.stringify(decision) })
    .where('id', '=', id)
    .returning('prospect_id')
    .executeTakeFirstOrThrow();
  const read = async (user: TestUser) => {
    const answer = await server.ask('GET', `/api/v1/messages/${id}`, {
      token: await tokenFor(server.rt, user),
    });
    return [answer.statusCode, answer.json<{ decision?: object }>().decision];
  };
  expect(await read(pm)).toEqual([200, decision]);
  expect(await read(colleague)).toEqual([404, undefined]);
  // Shared with a colleague: what was said to the person is in their conversations from then on, with its reasons.
  const book = { workspace_id: server.workspace.id, user_id: colleague.id, prospect_id };
  await server.rt.db.insertInto('relationships').values(book).execute();
  expect(await read(colleague)).toEqual([200, decision]);
});
