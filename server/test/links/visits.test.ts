// Links whose visits are counted: what people are sent, what is shown before, and what becomes of a visit.
import type { CampaignLinks } from '@sampark/contracts/campaign-links.ts';
import type { CampaignPreview, CampaignResource } from '@sampark/contracts/campaigns.ts';
import { countedLink } from '@sampark/contracts/counted-links.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitToken } from '../../src/links/token.ts';
import { recordWire, type WireRecorder } from '../support/record-wire.ts';
import { createUser, createWorkspace, tokenFor } from '../support/server.ts';
import { startWorld, type Person, type World } from '../support/world.ts';

let world: World;
let signal: WireRecorder;
let telegram: WireRecorder;
let roles: { stop(): Promise<void> };
let people: Person[];
beforeAll(async () => {
  world = await startWorld({
    limits: { signal: { per_second: 500, per_day: 20_000 }, telegram: { per_second: 500, pair_seconds: 0 } },
  });
  signal = await recordWire(world.simulators.urls.signal);
  telegram = await recordWire(world.simulators.urls.telegram);
  for (const [account, wire] of [
    [world.accounts.signal, signal],
    [world.accounts.telegram, telegram],
  ] as const)
    await sql`update sender_accounts set base_url = ${wire.url} where id = ${account.id}`.execute(
      world.rt.db,
    );
  people = await world.people(4, ['signal', 'telegram']);
  roles = await world.serve(['scheduler', 'dispatch']);
});
afterAll(async () => {
  await roles?.stop();
  await signal?.close();
  await telegram?.close();
  await world?.close();
});

const target = 'https://bank.example/offer?x=1&y=2';
const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/130.0' };
const own = () => `${world.rt.config.publicUrl}/l/`;
const press = (url: string, headers: Record<string, string> = browser, method: 'GET' | 'HEAD' = 'GET') =>
  world.server.app.inject({ method, url: url.slice(world.rt.config.publicUrl.length), headers });

type Sent = { id: string; texts: string[]; links: string[] };

/** Launches it and waits for its end. What the platforms were given, and the links in it, in the order of the people. */
async function send(more: object = {}): Promise<Sent> {
  signal.bodies.length = telegram.bodies.length = 0;
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Offer', message_content: `Dear {{ first_name }}, see ${target}.`, count_link_visits: true },
    ...{ channel_order: ['signal', 'telegram'], prospect_ids: people.map((one) => one.id), ...more },
  });
  const previews = await Promise.all(
    people.map((one) => world.ask<CampaignPreview>('GET', `/campaigns/${id}/preview?prospect_id=${one.id}`)),
  );
  await world.ask('POST', `/campaigns/${id}/launch`);
  // From the database: asking as often as a test does would be refused.
  const status = async () => {
    const { rows } = await sql<{ status: string }>`select status from campaigns where id = ${id}`.execute(
      world.rt.db,
    );
    return rows[0]?.status;
  };
  // A second message to a chat within a second may be refused, and is tried again a minute later.
  await expect.poll(status, { timeout: 100_000, interval: 50 }).toBe('completed');

  const given = new Map<string, string>();
  for (const body of signal.bodies) {
    const { method, params } = JSON.parse(body) as {
      method: string;
      params: { recipient: string[]; message: string };
    };
    if (method === 'send') given.set([params.recipient].flat()[0] ?? '', params.message);
  }
  const { rows: chats } = await sql<{ prospect_id: string; address: string }>`
    select prospect_id, address from channel_identities where channel = 'telegram'`.execute(world.rt.db);
  for (const body of telegram.bodies) {
    const { chat_id, text } = JSON.parse(body) as { chat_id?: number | string; text?: string };
    const who = chats.find((one) => one.address === String(chat_id));
    const person = people.find((one) => one.id === who?.prospect_id);
    if (person && text !== undefined) given.set(person.phone, text);
  }
  const texts = people.map(({ phone }) => given.get(phone) ?? '');
  for (const [at, preview] of previews.entries()) {
    const shown = preview.channels.find((one) => one.channel === preview.chosen);
    const sent = texts[at] ?? '';
    // As it is shown, counted and sent: each person's own part of an address is as long as what stands for it.
    expect((shown?.shown?.text ?? '').replace(/\/l\/[\w-]{48}/g, '/l/*')).toBe(
      sent.replace(/\/l\/[\w-]{48}/g, '/l/*'),
    );
    if (shown?.room && shown.channel === 'signal') expect(shown.room?.used).toBe(Buffer.byteLength(sent));
  }
  return { id, texts, links: texts.flatMap((text) => text.match(/https?:\/\/\S+?\/l\/[\w-]{48}/g) ?? []) };
}

const linksOf = (id: string) => world.ask<CampaignLinks>('GET', `/campaigns/${id}/links`);
async function eventsOf(id: string) {
  const { rows } = await sql<{ prospect_id: string; message_id: string; channel: string; data: object }>`
    select prospect_id, message_id, channel, data from events where type = 'message.link_visited' and campaign_id = ${id}
    order by id`.execute(world.rt.db);
  return rows;
}

describe('a campaign that counts', () => {
  let sent: Sent;
  it('sends each person an address of their own', async () => {
    sent = await send();
    expect(new Set(sent.links).size).toBe(people.length);
    for (const [at, text] of sent.texts.entries()) {
      const link = sent.links[at] ?? '';
      expect(text).toBe(`Dear Amina, see ${link}.`);
      expect(link.startsWith(own())).toBe(true);
      expect(link).toHaveLength(countedLink(world.rt.config.publicUrl, 1).length);
    }
  });

  it('keeps the words with where the link leads', async () => {
    const { items } = await world.ask<{ items: { content: string }[] }>('GET', `/campaigns/${sent.id}/messages`);
    expect(new Set(items.map((one) => one.content))).toEqual(
      new Set([`Dear Amina, see ${target}.`, `Dear Amina, see ${target.replace('&', '&amp;')}.`]),
    );
  }); // prettier-ignore

  it('leads on, counts a person once, keeps nothing of who asked', async () => {
    const link = sent.links[0] ?? '';
    const answer = await press(link);
    expect([answer.statusCode, answer.headers.location, answer.body]).toEqual([302, target, '']);
    expect(answer.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await Promise.all([press(link), press(link)])).map((one) => one.statusCode)).toEqual([302, 302]);
    expect(await linksOf(sent.id)).toMatchObject({
      ...{ counted: true, sent: 4, people: 1, rate: 0.25, uncounted: [] },
      links: [{ number: 1, target, people: 1 }],
    });
    expect(await eventsOf(sent.id)).toEqual([
      {
        ...{ prospect_id: people[0]?.id, message_id: expect.any(String), channel: people[0]?.channel },
        data: { link: 1 },
      },
    ]);
    const { rows } = await sql<{ columns: string[] }>`
      select array_agg(column_name::text order by column_name) as columns from information_schema.columns
      where table_name = 'link_visits'`.execute(world.rt.db);
    expect(rows[0]?.columns).toEqual(
      ['campaign_id', 'link_id', 'message_id', 'prospect_id', 'visited_at', 'workspace_id'],
    );
    const timeline = await world.ask<{ items: { action_type: string; details: object }[] }>(
      'GET',
      `/prospects/${people[0]?.id}/timeline`,
    );
    expect(timeline.items.find((one) => one.action_type === 'message.link_visited')?.details).toMatchObject({ link: 1 });
  }); // prettier-ignore

  it('two presses at once are one', async () => {
    const link = sent.links[1] ?? '';
    await Promise.all(Array.from({ length: 8 }, () => press(link)));
    expect((await eventsOf(sent.id)).filter((one) => one.prospect_id === people[1]?.id)).toHaveLength(1);
  });

  it.each<[string, Record<string, string>, 'GET' | 'HEAD']>([
    ['WhatsApp', { 'user-agent': 'WhatsApp/2.23.20.0 A' }, 'GET'],
    ['Telegram', { 'user-agent': 'TelegramBot (like TwitterBot)' }, 'GET'],
    ['a browser ahead of time', { ...browser, 'sec-purpose': 'prefetch;prerender' }, 'GET'],
    ['a look at the head', browser, 'HEAD'],
    ['a program without a name', { 'user-agent': '' }, 'GET'],
  ])('%s is led on and not counted', async (_, headers, method) => {
    const before = (await linksOf(sent.id)).people;
    const answer = await press(sent.links[2] ?? '', headers, method);
    expect([answer.statusCode, answer.headers.location]).toEqual([302, target]);
    expect((await linksOf(sent.id)).people).toBe(before);
  });

  it.each<[string, (token: string) => string]>([
    ['cut off', (token) => token.slice(0, 40)],
    ['changed', (token) => token.slice(0, -1) + (token.endsWith('0') ? '1' : '0')],
    ['never made', () => 'x'.repeat(48)],
    ['what previews show', () => countedLink('', 1).slice(3)],
    ['of a link that is gone', () => visitToken(world.rt.keys, 4_000_000_000, people[0]?.id ?? '')],
  ])('an address that is %s leads nowhere, in the reader’s language', async (_, change) => {
    const url = own() + change((sent.links[0] ?? '').slice(own().length));
    const english = await press(url);
    const bengali = await press(url, { ...browser, 'accept-language': 'bn-BD,bn;q=0.9' });
    expect([english.statusCode, bengali.statusCode]).toEqual([404, 404]);
    expect(english.headers.location).toBeUndefined();
    expect(english.body).toContain('This link leads nowhere');
    expect(bengali.body).toContain('lang="bn"');
    expect(bengali.body).toContain('এই লিঙ্কটি কোথাও নিয়ে যায় না');
  });

  it('of a message that is gone it still leads on, and counts nobody', async () => {
    const { rows } = await sql<{ id: number }>`select id from campaign_links where campaign_id = ${sent.id}`.execute(
      world.rt.db,
    );
    const before = await linksOf(sent.id);
    const answer = await press(own() + visitToken(world.rt.keys, rows[0]?.id ?? 0, people[0]?.id ?? ''));
    expect([answer.statusCode, answer.headers.location]).toEqual([302, target]);
    expect(await linksOf(sent.id)).toEqual(before);
  }); // prettier-ignore

  it('an erased person is led on, and nothing is kept', async () => {
    const link = sent.links[3] ?? '';
    await erase(people[3]?.id ?? '');
    const answer = await press(link);
    expect([answer.statusCode, answer.headers.location]).toEqual([302, target]);
    expect((await eventsOf(sent.id)).some((one) => one.prospect_id === people[3]?.id)).toBe(false);
    people = [...people.slice(0, 3), ...(await world.people(1, ['signal']))];
  });

  it('another workspace, and another portfolio manager, read nothing of it', async () => {
    for (const token of await strangers()) {
      const answer = await world.server.ask('GET', `/api/v1/campaigns/${sent.id}/links`, { token });
      expect(answer.statusCode).toBe(404);
    }
  });
});

it('counts what a variant says, and leaves what it cannot', async () => {
  const text =
    'Hello, [our offer](https://a.example/{{ first_name }}) or [the bank](https://bank.example/b).';
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Two ways', message_content: 'Dear https://bank.example/a', count_link_visits: true },
    ...{ channel_order: ['signal', 'whatsapp'], prospect_ids: people.map((one) => one.id) },
    channel_content: {
      whatsapp: { kind: 'template', name: 'review', language: 'en', parameters: ['https://bank.example/c'] },
    },
  });
  const { token } = await world.server.login('standard');
  const design = await world.server.ask('PUT', `/api/v1/campaigns/${id}/experiment`, {
    ...{ token, headers: { 'if-match': '"1"' } },
    payload: {
      ...{ varies: 'message', metric: 'replied', minimum_effect: 0.1 },
      variants: [
        { name: 'A', share: 5_000, is_control: true },
        {
          ...{ name: 'B', share: 5_000, is_control: false },
          change: { channel_content: { signal: { kind: 'text', text, format: 'rich' } } },
        },
      ],
    },
  });
  expect(design.statusCode, design.body).toBe(200);
  const before = await linksOf(id);
  expect(before.links.map((one) => one.target)).toEqual([
    'https://bank.example/c',
    'https://bank.example/a',
    'https://bank.example/b',
  ]);
  expect(before.uncounted).toEqual([
    { channel: 'whatsapp', address: null, why: 'template' },
    { channel: 'signal', address: 'https://a.example/{{ first_name }}', why: 'variable' },
  ]);
  const signalPerson = people.find((one) => one.channel === 'signal')?.id;
  const preview = await world.ask<CampaignPreview>(
    'GET',
    `/campaigns/${id}/preview?variant=B&prospect_id=${signalPerson}`,
  );
  const link = countedLink(world.rt.config.publicUrl, 3);
  expect(preview.channels.find((one) => one.channel === 'signal')?.text).toBe(
    `Hello, our offer (https://a.example/Amina) or the bank (${link}).`,
  );
  await world.ask('POST', `/campaigns/${id}/launch`);
  // What the launch wrote is what it would have been.
  expect(await linksOf(id)).toEqual(before);
  await world.ask('POST', `/campaigns/${id}/cancel`);
});

it('on Telegram words stay before their link; a cancelled campaign’s links lead on and count', async () => {
  const telegramOnly = {
    message_content: `*Dear* {{ first_name }}: [our offer](${target}), ${target}`,
    ...{ message_format: 'rich', channel_order: ['telegram'] },
    prospect_ids: people.filter((one) => one.channel === 'telegram').map((one) => one.id),
  };
  const { id, texts, links } = await send(telegramOnly);
  const sent = texts.find((text) => text !== '') ?? '';
  expect(links[0]).toBe(links[1]);
  expect(sent).toBe(`<b>Dear</b> Amina: <a href="${links[0]}">our offer</a>, ${links[0]}`);
  await sql`update campaigns set status = 'cancelled' where id = ${id}`.execute(world.rt.db);
  expect((await press(links[0] ?? '')).headers.location).toBe(target);
  expect((await linksOf(id)).people).toBe(1);
});

it('a text that fits only with its short address does not go out too long', async () => {
  const room = 2_000 - 'https://a.example'.length;
  const { texts, id } = await send({
    ...{ message_content: `${'a'.repeat(room - 1)} https://a.example`, channel_order: ['signal'] },
    prospect_ids: people.filter((one) => one.channel === 'signal').map((one) => one.id),
  });
  expect(texts.every((text) => text === '')).toBe(true);
  const { rows } = await sql<{ reason: string }>`
    select distinct failed_reason as reason from messages where campaign_id = ${id}`.execute(world.rt.db);
  expect(rows).toEqual([{ reason: 'content_too_long' }]);
});

it('without being asked to, nothing changes', async () => {
  const { id, texts, links } = await send({ count_link_visits: false });
  expect(links).toEqual([]);
  expect(texts).toContain(`Dear Amina, see ${target}.`);
  expect(await linksOf(id)).toMatchObject({ counted: false, people: 0, links: [{ target, people: 0 }] });
});

it('rules judge where a link leads, and what two people release goes out', async () => {
  const { rt, workspace } = world.server;
  const officers = await Promise.all(
    [1, 2].map(() => createUser(rt, { workspace_id: workspace.id, role: 'compliance' })),
  );
  const tokens = await Promise.all(officers.map((one) => tokenFor(rt, one)));
  const made = await world.server.ask('POST', '/api/v1/compliance/rules', {
    token: tokens[0] ?? '',
    payload: {
      ...{ name: 'That bank', explanation: 'Not that bank.', action: 'block', severity: 'high' },
      ...{ condition: { terms: ['bank.example'] }, effective_from: null, effective_to: null, source: null },
      examples: [
        { text: 'At bank.example', expect: 'flag' },
        { text: 'At the bank', expect: 'pass' },
      ],
    },
  });
  expect(made.statusCode, made.body).toBe(201);
  const [person] = people.filter((one) => one.channel === 'signal');
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Judged', message_content: `See ${target}`, count_link_visits: true },
    ...{ channel_order: ['signal'], prospect_ids: [person?.id] },
  });
  const preview = await world.ask<CampaignPreview>('GET', `/campaigns/${id}/preview`);
  expect(preview.channels[0]?.flags.map((one) => one.matched)).toEqual(['bank.example']);
  signal.bodies.length = 0;
  await world.ask('POST', `/campaigns/${id}/launch`);
  type Item = { id: string; delivery_status: string; content: string };
  const first = async () => (await world.ask<{ items: Item[] }>('GET', `/campaigns/${id}/messages`)).items[0];
  await expect.poll(async () => (await first())?.delivery_status, { timeout: 20_000 }).toBe('held');
  // Whoever releases it reads where it leads.
  const held = await first();
  expect(held?.content).toBe(`See ${target}`);
  for (const token of tokens) {
    const url = `/api/v1/compliance/messages/${held?.id}/release`;
    const answer = await world.server.ask('POST', url, { token, payload: {} });
    expect(answer.statusCode, answer.body).toBe(200);
  }
  await expect.poll(async () => (await first())?.delivery_status, { timeout: 20_000 }).toBe('sent');
  expect(signal.bodies.some((body) => body.includes(own()))).toBe(true);
});

async function erase(id: string): Promise<void> {
  const { token } = await world.server.login('admin');
  const answer = await world.server.ask('POST', `/api/v1/prospects/${id}/erase`, {
    token,
    payload: { reason: 'person_request', confirm: true },
  });
  if (answer.statusCode > 299) throw new Error(answer.body);
}

/** A colleague with another book, and an administrator of another workspace. */
async function strangers(): Promise<string[]> {
  const { rt, workspace } = world.server;
  const colleague = await createUser(rt, { workspace_id: workspace.id });
  const elsewhere = await createUser(rt, { workspace_id: (await createWorkspace(rt)).id, role: 'admin' });
  return [await tokenFor(rt, colleague), await tokenFor(rt, elsewhere)];
}
