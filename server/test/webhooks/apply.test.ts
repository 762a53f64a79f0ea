import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { snippetColumn } from '../../src/conversations/queries.ts';
import { applyReceipts } from '../../src/delivery/apply-receipts.ts';
import { applyCallbacks } from '../../src/webhooks/apply.ts';
import { gatheredApply } from '../../src/webhooks/gather.ts';
import { retryLeftovers } from '../../src/webhooks/leftovers.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import { opened } from '../support/opened.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { createUser, startTestServer, type TestServer } from '../support/server.ts';
import {
  applyAll,
  count,
  createAccount,
  createMessage,
  createPerson,
  eventsOf,
  postTelegram,
  postWhatsapp,
  telegramText,
  whatsappChange,
  whatsappText,
  type Account,
} from './fixtures.ts';

let server: TestServer;
let clock: ManualClock;
let whatsapp: Account;
let telegram: Account;
let pm: string;
beforeAll(async () => {
  clock = manualClock('2026-11-20T10:00:00Z');
  server = await startTestServer({ clock, routes: webhookRoutes });
});
afterAll(() => server.close());
beforeEach(async () => {
  const { db } = server.rt;
  clock.advance(60_000);
  for (const table of ['webhook_batches', 'webhook_leftovers', 'inbound_messages', 'start_links']) {
    await sql`delete from ${sql.table(table)}`.execute(db);
  }
  server.workspace = await freshWorkspace();
  whatsapp = await createAccount(server, 'whatsapp');
  telegram = await createAccount(server, 'telegram');
  pm = (await createUser(server.rt, { workspace_id: server.workspace.id })).id;
});

async function freshWorkspace() {
  const slug = randomUUID();
  const { rows } = await sql<{
    id: string;
  }>`insert into workspaces (name, slug) values (${slug}, ${slug}) returning id`.execute(server.rt.db);
  return { id: rows[0]?.id ?? '', name: slug, slug };
}

const seconds = () => Math.floor(clock.now().getTime() / 1000);
let nextPhone = 1_711_000_000;
const newPhone = () => `880${++nextPhone}`;
const say = (from: string, text: string, id: string = randomUUID()) =>
  postWhatsapp(server, whatsapp, whatsappText(from, id, text, {}, seconds()));

async function granted(prospect: string): Promise<string[]> {
  const { rows } = await sql<{ state: string }>`
    select channel || ':' || purpose as state from consent_state where prospect_id = ${prospect} and granted order by 1`.execute(
    server.rt.db,
  );
  return rows.map((row) => row.state);
}

async function grant(prospect: string, ...grants: string[]): Promise<void> {
  for (const one of grants) {
    const [channel, purpose] = one.split(':');
    await sql`
      insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
      values (${server.workspace.id}, ${prospect}, ${channel}, ${purpose}, 'granted', 'import', ${clock.now()})`.execute(
      server.rt.db,
    );
  }
}

async function one<T>(query: ReturnType<typeof sql<T>>): Promise<T | undefined> {
  return (await query.execute(server.rt.db)).rows[0];
}

/** Beginning of the latest word, of the one conversation there is. */
async function snippet(): Promise<string | null> {
  const { rows } = await sql<{ prospect_id: string; last_snippet: string }>`
    select prospect_id, last_snippet from conversations where workspace_id = ${server.workspace.id}`.execute(
    server.rt.db,
  );
  expect(rows).toHaveLength(1);
  return opened(server.rt, rows[0]?.prospect_id ?? '', snippetColumn, rows[0]?.last_snippet);
}

describe('a person who writes', () => {
  it('is found by number, gets an identity, a conversation and an open reply window', async () => {
    const phone = newPhone();
    const person = await createPerson(server, { phone: `+${phone}` });
    await say(phone, 'হ্যালো');
    await say(phone, 'Are you there?');
    await applyAll(server);
    expect(
      await one(
        sql`select prospect_id, unread_count, last_snippet, status from conversations where workspace_id = ${server.workspace.id}`,
      ),
    ).toMatchObject({ prospect_id: person, unread_count: 2, status: 'open' });
    expect(await snippet()).toBe('Are you there?');
    expect(
      await one(sql`select address, status, source from channel_identities where prospect_id = ${person}`),
    ).toEqual({
      address: `+${phone}`,
      status: 'active',
      source: 'inbound',
    });
    const at = new Date(seconds() * 1000);
    expect(
      await one(sql`select last_inbound_at, account_id from contact_channels where prospect_id = ${person}`),
    ).toEqual({
      last_inbound_at: at,
      account_id: whatsapp.id,
    });
    expect(await one(sql`select last_engagement from prospects where id = ${person}`)).toEqual({
      last_engagement: at,
    });
    expect(await eventsOf(server, 'message.inbound')).toHaveLength(2);
    expect(await eventsOf(server, 'identity.learned')).toHaveLength(1);
  });

  it('nobody knows becomes a prospect, once, also when two processes meet them', async () => {
    const phone = newPhone();
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => say(phone, text)));
    const apply = () => applyCallbacks(server.rt, { limit: 1, applyReceipts });
    await Promise.all([apply(), apply(), apply(), apply()]);
    await applyAll(server);
    const people =
      await sql`select phone_number, name, country from prospects where workspace_id = ${server.workspace.id}`.execute(
        server.rt.db,
      );
    expect(people.rows).toEqual([{ phone_number: `+${phone}`, name: 'Rahim', country: 'BD' }]);
    expect(await count(server, 'inbound_messages')).toBe(4);
    expect(await eventsOf(server, 'prospect.created')).toHaveLength(1);
  });

  it('without a number is known by the chat alone, for that bot alone', async () => {
    const other = await createAccount(server, 'telegram');
    await postTelegram(server, telegram, telegramText(42, 1, 'hi', seconds()));
    await postTelegram(server, telegram, telegramText(42, 2, 'again', seconds()));
    await postTelegram(server, other, telegramText(42, 1, 'hi', seconds()));
    await applyAll(server);
    const { rows } = await sql`
      select i.account_id, p.phone_number from prospects p join channel_identities i on i.prospect_id = p.id
      where p.workspace_id = ${server.workspace.id}`.execute(server.rt.db);
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ account_id: telegram.id, phone_number: null });
  });

  it('goes into the book of the PM whose message last left that account', async () => {
    await sql`
      insert into events (recorded_at, workspace_id, type, occurred_at, portfolio_manager_id, account_id)
      values (${clock.now()}, ${server.workspace.id}, 'message.sent', ${clock.now()}, ${pm}, ${whatsapp.id})`.execute(
      server.rt.db,
    );
    await say(newPhone(), 'hello');
    await applyAll(server);
    expect(
      await one(sql`select user_id from relationships where workspace_id = ${server.workspace.id}`),
    ).toEqual({ user_id: pm });
  });
});

describe('applying is idempotent', () => {
  it('a repeat changes nothing at all', async () => {
    const phone = newPhone();
    for (const _ of [1, 2]) await say(phone, 'STOP', 'same');
    await applyAll(server);
    await say(phone, 'STOP', 'same');
    await applyAll(server);
    expect(await count(server, 'inbound_messages')).toBe(1);
    expect(await eventsOf(server, 'message.inbound')).toHaveLength(1);
    expect(await eventsOf(server, 'consent.withdrawn')).toHaveLength(1);
    expect(
      await one(sql`select unread_count from conversations where workspace_id = ${server.workspace.id}`),
    ).toEqual({ unread_count: 1 });
  });

  it('instants only grow, whatever the order', async () => {
    const phone = newPhone();
    const late = seconds();
    await postWhatsapp(server, whatsapp, whatsappText(phone, 'b', 'second', {}, late));
    await applyAll(server);
    await postWhatsapp(server, whatsapp, whatsappText(phone, 'a', 'first', {}, late - 600));
    await applyAll(server);
    expect(
      await one(
        sql`select last_inbound_at from contact_channels where workspace_id = ${server.workspace.id}`,
      ),
    ).toEqual({
      last_inbound_at: new Date(late * 1000),
    });
    expect(await snippet()).toBe('second');
  });

  it('a time from the future is the time of receipt', async () => {
    await postWhatsapp(server, whatsapp, whatsappText(newPhone(), 'x', 'hi', {}, seconds() + 9_000));
    await applyAll(server);
    expect(await one(sql`select occurred_at = received_at as same from inbound_messages`)).toEqual({
      same: true,
    });
  });
});

describe('receipts', () => {
  const status = (name: string, id: string, more: object = {}) =>
    postWhatsapp(
      server,
      whatsapp,
      whatsappChange({ statuses: [{ id, status: name, timestamp: String(seconds()), ...more }] }),
    );
  const statusOf = async (id: string) =>
    (await one(sql<{ s: string }>`select delivery_status as s from messages where id = ${id}`))?.s;

  async function ours(external_id?: string) {
    const prospect_id = await createPerson(server, { phone: `+${newPhone()}` });
    return createMessage(server, {
      prospect_id,
      account: whatsapp,
      channel: 'whatsapp',
      user_id: pm,
      ...(external_id ? { external_id } : {}),
    });
  }

  it('climb only, in any order, twice', async () => {
    const { id } = await ours('wamid.1');
    for (const name of ['read', 'sent', 'delivered', 'read']) await status(name, 'wamid.1');
    await applyAll(server);
    expect(await statusOf(id)).toBe('read');
    await status('delivered', 'wamid.1');
    await applyAll(server);
    expect(await statusOf(id)).toBe('read');
  });

  it('find a message by our key before its answer came', async () => {
    const { id, key } = await ours();
    await status('delivered', 'wamid.new', { biz_opaque_callback_data: key });
    await applyAll(server);
    expect(await statusOf(id)).toBe('delivered');
  });

  it('are gathered while many come, and hold up nothing that people say', async () => {
    const { id } = await ours('wamid.5');
    const apply = gatheredApply(server.rt, { limit: 500, applyReceipts });
    await Promise.all(Array.from({ length: 60 }, (_, at) => status('sent', `wamid.many.${at}`)));
    expect(await apply()).toBe(60);
    const person = newPhone();
    await status('delivered', 'wamid.5');
    await say(person, 'STOP');
    expect(await apply()).toBe(1);
    expect(await statusOf(id)).toBe('sent');
    expect(await one(sql`select kind from inbound_messages`)).toEqual({ kind: 'text' });
    // More keep coming.
    for (let turn = 0; turn < 4; turn++) {
      clock.advance(100);
      await status('sent', `wamid.more.${turn}`);
      expect(await apply()).toBe(0);
    }
    clock.advance(100);
    await status('read', 'wamid.5');
    // The one for our message and the three that came at least 150 ms ago.
    expect(await apply()).toBe(4);
    expect(await statusOf(id)).toBe('delivered');
    expect(await apply()).toBe(2);
    expect(await statusOf(id)).toBe('read');
    clock.advance(500); // a whole second again: that is what platforms count in
  });

  it('are no longer gathered when no more come', async () => {
    const { id } = await ours('wamid.6');
    const apply = gatheredApply(server.rt, { limit: 500, applyReceipts });
    await Promise.all(Array.from({ length: 60 }, (_, at) => status('sent', `wamid.last.${at}`)));
    expect(await apply()).toBe(60);
    await status('delivered', 'wamid.6');
    clock.advance(149);
    expect(await apply()).toBe(0);
    expect(await statusOf(id)).toBe('sent');
    clock.advance(1);
    expect(await apply()).toBe(1);
    expect(await statusOf(id)).toBe('delivered');
    clock.advance(850); // a whole second again
  });

  it('that nobody matches wait ten minutes for their message', async () => {
    const { id } = await ours();
    await status('delivered', 'wamid.2');
    await applyAll(server);
    expect(await one(sql`select reason from webhook_leftovers`)).toEqual({ reason: 'unmatched_receipt' });
    expect(await retryLeftovers(server.rt, { applyReceipts })).toBe(0);
    await sql`update attempts set external_id = 'wamid.2', state = 'accepted' where message_id = ${id}`.execute(
      server.rt.db,
    );
    clock.advance(5_000);
    expect(await retryLeftovers(server.rt, { applyReceipts })).toBe(1);
    expect(await statusOf(id)).toBe('delivered');
    expect(await count(server, 'webhook_leftovers')).toBe(0);
  });

  it('stay for a person after that', async () => {
    await status('delivered', 'wamid.never');
    await applyAll(server);
    clock.advance(11 * 60_000);
    expect(await retryLeftovers(server.rt, { applyReceipts })).toBe(0);
    expect(await one(sql`select reason, retry_at from webhook_leftovers`)).toEqual({
      reason: 'unmatched_receipt',
      retry_at: null,
    });
  });

  it('do not stand in each other’s way: what was looked at last waits longest', async () => {
    await status('delivered', 'wamid.stray');
    await applyAll(server);
    clock.advance(1_000);
    expect(await retryLeftovers(server.rt, { applyReceipts })).toBe(0);
    const { id } = await ours();
    await status('delivered', 'wamid.4');
    await applyAll(server);
    await sql`update attempts set external_id = 'wamid.4', state = 'accepted' where message_id = ${id}`.execute(
      server.rt.db,
    );
    clock.advance(250);
    const due = sql<{
      n: number;
    }>`select count(*)::int as n from webhook_leftovers where retry_at <= ${clock.now()}`;
    expect(await one(due)).toEqual({ n: 1 });
    expect(await retryLeftovers(server.rt, { applyReceipts })).toBe(1);
    expect(await statusOf(id)).toBe('delivered');
  });

  it('go to the number they name, when another’s address was called', async () => {
    const second = await createAccount(server, 'whatsapp', { address: '777' });
    const { id } = await ours('wamid.3');
    for (const table of ['attempts', 'messages']) {
      await sql`update ${sql.table(table)} set account_id = ${second.id} where ${sql.ref(table === 'attempts' ? 'message_id' : 'id')} = ${id}`.execute(
        server.rt.db,
      );
    }
    await postWhatsapp(
      server,
      whatsapp,
      whatsappChange({
        metadata: { phone_number_id: '777' },
        statuses: [{ id: 'wamid.3', status: 'delivered', timestamp: '1' }],
      }),
    );
    await applyAll(server);
    expect(await statusOf(id)).toBe('delivered');
  });
});

describe('what cannot be applied is kept', () => {
  it('kinds nobody knows', async () => {
    await postWhatsapp(server, whatsapp, whatsappChange({}, 'flows'));
    await postTelegram(server, telegram, { update_id: 1, poll: { id: 'p' } });
    await applyAll(server);
    const { rows } = await sql`select channel, reason from webhook_leftovers order by id`.execute(
      server.rt.db,
    );
    expect(rows).toEqual([
      { channel: 'whatsapp', reason: 'unknown: field flows' },
      { channel: 'telegram', reason: 'unknown: update update_id,poll' },
    ]);
    expect(await count(server, 'webhook_batches')).toBe(0);
  });

  it('one that breaks holds up nobody', async () => {
    await say(newPhone(), 'before');
    await postWhatsapp(
      server,
      whatsapp,
      whatsappChange({ statuses: [{ id: 'poison', status: 'sent', timestamp: '1' }] }),
    );
    await say(newPhone(), 'after');
    const breaking: typeof applyReceipts = (_rt, _tx, _now, receipts) =>
      receipts.length > 0 ? Promise.reject(new Error('cannot')) : Promise.resolve([]);
    expect(await applyCallbacks(server.rt, { limit: 500, applyReceipts: breaking })).toBe(3);
    expect(await count(server, 'inbound_messages')).toBe(2);
    expect(await one(sql`select reason from webhook_leftovers`)).toEqual({ reason: 'failed: cannot' });
  });
});

describe('replies', () => {
  async function wrote(phone: string, person: string, external_id: string, ago: number) {
    return createMessage(server, {
      prospect_id: person,
      account: whatsapp,
      channel: 'whatsapp',
      user_id: pm,
      external_id,
      sent_at: new Date(clock.now().getTime() - ago),
    });
  }

  it('count for the message quoted, else for the latest of the last seven days, once', async () => {
    const phone = newPhone();
    const person = await createPerson(server, { phone: `+${phone}` });
    const old = await wrote(phone, person, 'wamid.old', 8 * 86_400_000);
    const first = await wrote(phone, person, 'wamid.first', 7_200_000);
    const last = await wrote(phone, person, 'wamid.last', 3_600_000);
    await say(phone, 'yes');
    await say(phone, 'and again');
    await applyAll(server);
    expect(await eventsOf(server, 'message.replied')).toMatchObject([
      {
        message_id: last.id,
        campaign_id: last.campaign_id,
        prospect_id: person,
        data: { reply_seconds: 3600 },
      },
    ]);
    await postWhatsapp(
      server,
      whatsapp,
      whatsappText(phone, 'q', 'about that', { context: { id: 'wamid.first' } }, seconds()),
    );
    await applyAll(server);
    const replied = await sql<{
      id: string;
    }>`select id from messages where replied_at is not null and prospect_id = ${person}`.execute(
      server.rt.db,
    );
    expect(replied.rows.map((row) => row.id).toSorted()).toEqual([first.id, last.id].toSorted());
    expect(replied.rows.map((row) => row.id)).not.toContain(old.id);
    const answers = await sql<{
      reply_to: string;
    }>`select reply_to from inbound_messages where prospect_id = ${person}`.execute(server.rt.db);
    expect(answers.rows.map((row) => row.reply_to).toSorted()).toEqual(
      [first.id, last.id, last.id].toSorted(),
    );
  });

  it('nothing of ours went before are no replies', async () => {
    await say(newPhone(), 'hello');
    await applyAll(server);
    expect(await eventsOf(server, 'message.replied')).toEqual([]);
  });
});

describe('consent', () => {
  async function known(...grants: string[]) {
    const phone = newPhone();
    const person = await createPerson(server, { phone: `+${phone}` });
    await grant(person, ...grants);
    return { phone, person };
  }

  it('STOP ends everything on every channel; no import brings it back, START on that channel does', async () => {
    const { phone, person } = await known('whatsapp:marketing', 'signal:coaching');
    const message = await createMessage(server, {
      prospect_id: person,
      account: whatsapp,
      channel: 'whatsapp',
      user_id: pm,
      external_id: randomUUID(),
    });
    await say(phone, ' Stop please. ');
    await applyAll(server);
    expect(await granted(person)).toEqual([]);
    expect(
      await one(
        sql`select by_person, source, evidence->>'text' as text from consents where prospect_id = ${person} and action = 'withdrawn' limit 1`,
      ),
    ).toEqual({ by_person: true, source: 'keyword', text: ' Stop please. ' });
    expect(await eventsOf(server, 'consent.withdrawn')).toMatchObject([
      { prospect_id: person, campaign_id: message.campaign_id },
    ]);
    await grant(person, 'whatsapp:marketing');
    expect(await granted(person)).toEqual([]);
    await say(phone, 'START');
    await applyAll(server);
    expect(await granted(person)).toEqual(['whatsapp:marketing']);
  });

  it('a pressed STOP button counts, and START from somebody who never stopped grants nothing', async () => {
    const { phone, person } = await known('whatsapp:marketing');
    const button = { type: 'button', button: { text: 'আর না', payload: 'STOP' } };
    await postWhatsapp(server, whatsapp, whatsappText(phone, 'b', '', button, seconds()));
    const stranger = await known();
    await say(stranger.phone, 'START');
    await applyAll(server);
    expect(await granted(person)).toEqual([]);
    expect(await granted(stranger.person)).toEqual([]);
  });

  it('waits for a claim under way, and every later claim sees it', async () => {
    const { phone, person } = await known('whatsapp:marketing');
    await say(phone, 'STOP');
    let applied = false;
    await server.rt.db
      .transaction()
      .execute(async (tx) => {
        await sql`select 1 from prospects where id = ${person} for no key update`.execute(tx);
        const applying = applyAll(server).then(() => (applied = true));
        const waiting = sql`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        await expect.poll(async () => (await waiting.execute(server.rt.db)).rows.length).toBe(1);
        expect(applied).toBe(false);
        return { applying };
      })
      .then(({ applying }) => applying);
    expect(await granted(person)).toEqual([]);
  });

  it('a refusal in other words holds the person and withdraws nothing', async () => {
    const { phone, person } = await known('whatsapp:marketing');
    await say(phone, "please don't write to me again");
    await say(phone, 'leave me alone');
    await applyAll(server);
    expect(await one(sql`select held_reason from prospects where id = ${person}`)).toEqual({
      held_reason: "refusal: please don't write to me again",
    });
    expect(await eventsOf(server, 'prospect.held')).toHaveLength(1);
    expect(await granted(person)).toEqual(['whatsapp:marketing']);
  });

  it('the platform’s own switch stops marketing there, and only takes back its own stop', async () => {
    const { phone, person } = await known('whatsapp:marketing', 'whatsapp:service');
    const prefer = async (value: string) => {
      const preference = {
        wa_id: phone,
        category: 'marketing_messages',
        value,
        timestamp: String(seconds()),
      };
      await postWhatsapp(
        server,
        whatsapp,
        whatsappChange({ user_preferences: [preference] }, 'user_preferences'),
      );
      await applyAll(server);
    };
    await prefer('stop');
    expect(await granted(person)).toEqual(['whatsapp:service']);
    await prefer('resume');
    expect(await granted(person)).toEqual(['whatsapp:marketing', 'whatsapp:service']);
    await say(phone, 'STOP');
    await applyAll(server);
    await prefer('resume');
    expect(await granted(person)).toEqual([]);
  });
});

describe('Telegram start links', () => {
  async function link(more: { prospect_id?: string; grants?: string[] } = {}) {
    const token = randomUUID();
    await sql`
      insert into start_links (token, workspace_id, prospect_id, account_id, grants, wording)
      values (${token}, ${server.workspace.id}, ${more.prospect_id ?? null}, ${telegram.id},
        ${more.grants ?? ['telegram:marketing', 'telegram:service']}::text[], 'News about funds')`.execute(
      server.rt.db,
    );
    return token;
  }
  const start = async (chat: number, token: string, id = Math.floor(Math.random() * 1e9)) => {
    await postTelegram(server, telegram, telegramText(chat, id, `/start ${token}`.trim(), seconds()));
    await applyAll(server);
  };
  const member = async (chat: number, status: string) => {
    await postTelegram(server, telegram, {
      my_chat_member: { chat: { id: chat, type: 'private' }, date: seconds(), new_chat_member: { status } },
    });
    await applyAll(server);
  };

  it('learn the chat, grant exactly what the page named, and say on what evidence', async () => {
    const person = await createPerson(server, { phone: `+${newPhone()}` });
    const token = await link({ prospect_id: person });
    await start(7001, token);
    expect(await granted(person)).toEqual(['telegram:marketing', 'telegram:service']);
    expect(
      await one(
        sql`select address, account_id, status from channel_identities where prospect_id = ${person}`,
      ),
    ).toEqual({
      address: '7001',
      account_id: telegram.id,
      status: 'active',
    });
    expect(
      await one(
        sql`select source, by_person, evidence->>'token' as token, evidence->>'wording' as wording from consents where prospect_id = ${person} limit 1`,
      ),
    ).toEqual({ source: 'start_link', by_person: true, token, wording: 'News about funds' });
    expect(
      await one(sql`select used_at is not null as used from start_links where token = ${token}`),
    ).toEqual({ used: true });
    // Forwarded to somebody else, it is a greeting.
    await start(7002, token);
    expect(
      await one(sql`select count(*)::int as n from channel_identities where prospect_id = ${person}`),
    ).toEqual({ n: 1 });
    expect(await one(sql`select address from channel_identities where prospect_id = ${person}`)).toEqual({
      address: '7001',
    });
  });

  it('for everybody grant to whoever follows', async () => {
    const token = await link({ grants: ['telegram:service', 'nonsense', 'sms:marketing'] });
    await start(7101, token);
    await start(7102, token);
    const { rows } = await sql<{
      id: string;
    }>`select id from prospects where workspace_id = ${server.workspace.id}`.execute(server.rt.db);
    expect(await Promise.all(rows.map((row) => granted(row.id)))).toEqual([
      ['telegram:service'],
      ['telegram:service'],
    ]);
  });

  it('without a known token open a conversation and grant nothing', async () => {
    await start(7201, '');
    await start(7202, 'no_such_token');
    expect(
      await one(
        sql`select count(*)::int as n from conversations where workspace_id = ${server.workspace.id}`,
      ),
    ).toEqual({ n: 2 });
    expect(await eventsOf(server, 'consent.granted')).toEqual([]);
  });

  it('blocking withdraws there, unblocking alone grants nothing, the same link followed again does', async () => {
    const person = await createPerson(server, { phone: `+${newPhone()}` });
    await grant(person, 'whatsapp:service');
    const token = await link({ prospect_id: person });
    await start(7301, token);
    await member(7301, 'kicked');
    await member(7301, 'kicked');
    expect(await granted(person)).toEqual(['whatsapp:service']);
    expect(await one(sql`select status from channel_identities where prospect_id = ${person}`)).toEqual({
      status: 'blocked',
    });
    expect(await eventsOf(server, 'consent.withdrawn')).toHaveLength(1);
    await member(7301, 'member');
    expect(await one(sql`select status from channel_identities where prospect_id = ${person}`)).toEqual({
      status: 'active',
    });
    expect(await granted(person)).toEqual(['whatsapp:service']);
    await start(7301, token);
    expect(await granted(person)).toEqual(['telegram:marketing', 'telegram:service', 'whatsapp:service']);
  });

  it('of another workspace mean nothing here', async () => {
    const token = await link();
    const elsewhere = await freshWorkspace();
    await sql`update start_links set workspace_id = ${elsewhere.id}, account_id = null where token = ${token}`.execute(
      server.rt.db,
    );
    await start(7401, token);
    expect(await eventsOf(server, 'consent.granted')).toEqual([]);
    expect(await one(sql`select used_at from start_links where token = ${token}`)).toEqual({ used_at: null });
  });
});

describe('senders', () => {
  it('a restriction holds every number of the business until an admin decides', async () => {
    const portfolio = await one(
      sql<{
        id: string;
      }>`insert into portfolios (workspace_id, name) values (${server.workspace.id}, 'P') returning id`,
    );
    const [a, b] = [
      await createAccount(server, 'whatsapp', {
        portfolio_id: portfolio?.id ?? '',
        settings: { display_phone_number: '+1 555 01' },
      }),
      await createAccount(server, 'whatsapp', {
        portfolio_id: portfolio?.id ?? '',
        settings: { display_phone_number: '+1 555 02' },
      }),
    ];
    const quality = { event: 'FLAGGED', current_limit: 'TIER_2K', display_phone_number: '155502' };
    await postWhatsapp(server, a, whatsappChange(quality, 'phone_number_quality_update'));
    await applyAll(server);
    const health = async () =>
      (
        await sql<{ id: string; health_status: string; held: boolean }>`
        select id, health_status, policy_hold is not null as held from sender_accounts
        where portfolio_id = ${portfolio?.id} order by id = ${b.id}`.execute(server.rt.db)
      ).rows.map((row) => [row.health_status, row.held]);
    expect(await health()).toEqual([
      ['healthy', false],
      ['degraded', false],
    ]);
    expect(await one(sql`select quality, tier_limit from portfolios where id = ${portfolio?.id}`)).toEqual({
      quality: 'RED',
      tier_limit: 2000,
    });
    await postWhatsapp(server, a, whatsappChange({ event: 'ACCOUNT_RESTRICTION' }, 'account_update'));
    await applyAll(server);
    expect(await health()).toEqual([
      ['offline', true],
      ['offline', true],
    ]);
    expect(await eventsOf(server, 'account.held')).toHaveLength(2);
    // The device itself is as it reports; its other accounts go on.
    expect(await one(sql`select health_status from devices where id = ${b.device_id}`)).toEqual({
      health_status: 'healthy',
    });
    expect(
      await one(
        sql`select count(*)::int as n from device_health_history where workspace_id = ${server.workspace.id}`,
      ),
    ).toEqual({ n: 3 });
  });

  it('a template’s new status is kept', async () => {
    await sql`
      insert into channel_templates (workspace_id, waba_id, name, language, category, status, components)
      values (${server.workspace.id}, 'WABA', 'lead', 'bn', 'MARKETING', 'APPROVED', '[]')`.execute(
      server.rt.db,
    );
    const value = { event: 'PAUSED', message_template_name: 'lead', message_template_language: 'bn' };
    await postWhatsapp(server, whatsapp, whatsappChange(value, 'message_template_status_update'));
    await applyAll(server);
    expect(
      await one(sql`select status from channel_templates where workspace_id = ${server.workspace.id}`),
    ).toEqual({ status: 'PAUSED' });
  });
});

it('applies thousands of inbound messages in a few transactions, of strangers and of people known by then', async () => {
  const people = Array.from({ length: 1_000 }, newPhone);
  for (let wave = 0; wave < 2; wave++) {
    const messages = people.map((from, n) => ({
      from,
      id: `${wave}.${n}`,
      timestamp: String(seconds()),
      type: 'text',
      text: { body: 'hello' },
    }));
    for (let n = 0; n < messages.length; n += 100) {
      await postWhatsapp(server, whatsapp, whatsappChange({ messages: messages.slice(n, n + 100) }));
    }
    await applyAll(server);
  }
  const written = sql<{ rows: number; transactions: number }>`
    select count(*)::int as rows, count(distinct xmin::text)::int as transactions from inbound_messages`;
  const { rows, transactions = 0 } = (await one(written)) ?? {};
  expect(rows).toBe(2_000);
  expect(transactions).toBeLessThan(50);
});
