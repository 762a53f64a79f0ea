// One campaign over five segments, each with a profile in its own language, on all four platforms: what each person's preview
// shows is what the platform was asked to send them, letter by letter, in their language, digits and direction.
import type { CampaignPreview, CampaignResource } from '@sampark/contracts/campaigns.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { tokenFor } from '../support/server.ts';
import { ledgerOf, startWorld, statusesOf, type World } from '../support/world.ts';

const languages = ['en', 'es', 'zh', 'ar', 'bn'] as const;
type Language = (typeof languages)[number];

type Circle = {
  country: string;
  /** As WhatsApp names it. */
  template: string;
  text: string;
  /** Of the approved template: the same words with places. */
  body: string;
  first_name: string;
  /** What a person is sent; their name stands for @. */
  wanted: string;
};

const values = ['{{ first_name }}', '{{ balance | number: 2 }}', '{{ due | date: "long" }}'] as const;

/** The words of a text with what fills its three places. */
const withPlaces = (text: string, places: readonly string[]) =>
  text.replace(/\{(\d)\}/g, (_, n: string) => places[Number(n) - 1] ?? '');

function circle(
  country: string,
  template: string,
  first_name: string,
  text: string,
  balance: string,
  due: string,
): Circle {
  return {
    ...{ country, template, first_name },
    text: withPlaces(text, values),
    body: withPlaces(text, ['{{1}}', '{{2}}', '{{3}}']),
    wanted: withPlaces(text, ['@', balance, due]),
  };
}

const circles: Record<Language, Circle> = {
  en: circle(
    ...(['US', 'en_US', 'Ann'] as const),
    'Dear {1}, your balance on {3} will be {2}.',
    ...(['1,234,567.50', 'March 5, 2026'] as const),
  ),
  es: circle(
    ...(['ES', 'es', 'Ana'] as const),
    'Hola {1}: el {3} su saldo será de {2}.',
    ...(['1.234.567,50', '5 de marzo de 2026'] as const),
  ),
  zh: circle(
    ...(['CN', 'zh_CN', '王芳'] as const),
    '{1}您好，{3}您的余额为{2}。',
    ...(['1,234,567.50', '2026年3月5日'] as const),
  ),
  ar: circle(
    ...(['EG', 'ar', 'رحيمة'] as const),
    '{1}، سيكون رصيدك {2} في {3}.',
    ...(['١٬٢٣٤٬٥٦٧٫٥٠', '٥ مارس ٢٠٢٦'] as const),
  ),
  bn: circle(
    ...(['BD', 'bn', 'রহিমা'] as const),
    'প্রিয় {1}, {3} তারিখে আপনার স্থিতি হবে {2}।',
    ...(['১২,৩৪,৫৬৭.৫০', '৫ মার্চ, ২০২৬'] as const),
  ),
};

type Reader = { id: string; language: Language; channel: Channel; first_name: string; address: string };

let world: World;
const readers: Reader[] = [];
/** What came over the wire, by the address it was for. */
const received = new Map<string, { text: string } | { template: string; values: string[] }>();

beforeAll(async () => {
  world = await startWorld();
  const { http } = world.rt;
  const request = http.request.bind(http);
  http.request = async (one) => {
    if (typeof one.body === 'string') note(JSON.parse(one.body) as Wire);
    return request(one);
  };
  for (const channel of channels)
    for (const language of languages) await addReader(channel, language, circles[language].first_name);
  // Names in the letters of another language, first in the line.
  await addReader('telegram', 'ar', 'Amina <A&B>');
  await addReader('signal', 'ar', 'Amina');
  await addReader('imessage', 'zh', 'رحيمة');
});
afterAll(() => world?.close());

async function addReader(channel: Channel, language: Language, first_name: string): Promise<void> {
  const { rt } = world;
  const [person] = await world.people(1, [channel]);
  if (!person) throw new Error('Nobody was added');
  const { country } = circles[language];
  await sql`update prospects set language = ${language}, country = ${country}, first_name = ${first_name}, time_zone = 'UTC',
    attributes = ${JSON.stringify({ balance: '1234567.5', due: '2026-03-05' })}::jsonb where id = ${person.id}`.execute(
    rt.db,
  );
  const { rows } = await sql<{ address: string }>`
    select address from channel_identities where prospect_id = ${person.id} and channel = 'telegram'`.execute(
    rt.db,
  );
  const address = rows[0]?.address ?? person.phone.slice(1);
  readers.push({ id: person.id, language, channel, first_name, address });
}

/** A request to a platform that sends something, in the platform's own words. */
type Wire = {
  chat_id?: string | number;
  text?: string;
  method?: string;
  params?: { message: string; recipient: string[] };
  chatGuid?: string;
  message?: string;
  type?: string;
  to?: string;
  template?: {
    language: { code: string };
    components: { type: string; parameters: { text: string }[] }[];
  };
};

function note(body: Wire): void {
  const plain = (address: string | number = '') => `${address}`.replace(/^.*;/, '').replace('+', '');
  if (body.chat_id !== undefined && body.text !== undefined)
    received.set(plain(body.chat_id), { text: body.text });
  if (body.method === 'send' && body.params)
    received.set(plain(body.params.recipient[0]), { text: body.params.message });
  if (body.chatGuid !== undefined && body.message !== undefined)
    received.set(plain(body.chatGuid), { text: body.message });
  if (body.type === 'template' && body.template) {
    const { language, components } = body.template;
    const own = components.find((one) => one.type === 'body')?.parameters.map((one) => one.text);
    received.set(plain(body.to), { template: language.code, values: own ?? [] });
  }
}

async function ask<T>(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, version?: number) {
  const answer = await world.server.ask(method, `/api/v1${url}`, {
    token: await tokenFor(world.rt, world.pm),
    ...(payload ? { payload } : {}),
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  });
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
  return answer.json<T>();
}

async function approve(language: Language): Promise<void> {
  const { template, body } = circles[language];
  const one = {
    ...{ waba_id: '104200000001', name: 'balance', language: template },
    ...{ category: 'UTILITY', status: 'APPROVED' },
    components: [{ type: 'BODY', text: body, example: { body_text: [['a', 'b', 'c']] } }],
  };
  await world.simulators.control.whatsapp('POST', 'templates', { templates: [one] });
  await world.rt.db
    .insertInto('channel_templates')
    .values({
      ...one,
      workspace_id: world.server.workspace.id,
      components: JSON.stringify(one.components),
    })
    .execute();
}

async function profileFor(language: Language): Promise<string> {
  const { text, template } = circles[language];
  const { id } = await ask<{ id: string }>('POST', '/profiles', {
    ...{ name: `Circle ${language}`, language },
    branding_config: { colors: { accent: '#1a5fb4' }, logos: {}, fonts: { body: 'Inter' } },
    compliance_rules: { jurisdiction: 'BD', rules: [] },
    target_demographics: { languages: [language] },
    messaging_templates: {
      whatsapp: { kind: 'template', name: 'balance', language: template, parameters: [...values] },
      ...{ telegram: text, signal: text, imessage: text },
    },
  });
  return id;
}

it('sends each what their preview showed, in their language, digits and direction', async () => {
  const conditions: SegmentCondition[] = [];
  const profile_ids: string[] = [];
  for (const language of languages) {
    await approve(language);
    const condition: SegmentCondition = {
      all: [
        { field: 'language', op: 'in', value: [language] },
        { field: 'country', op: 'in', value: [circles[language].country] },
      ],
    };
    const segment = await ask<{ condition: SegmentCondition }>('POST', '/segments', {
      ...{ name: `Reads ${language}`, condition },
    });
    conditions.push(segment.condition);
    profile_ids.push(await profileFor(language));
  }
  const [outside] = await world.people(1, ['signal']);
  await sql`update prospects set language = 'fr', country = 'FR' where id = ${outside?.id}`.execute(
    world.rt.db,
  );
  const draft = await ask<CampaignResource>('POST', '/campaigns', {
    ...{
      name: 'Balances',
      purpose: 'service',
      target_segment: { condition: { any: conditions } },
      channel_order: [...channels],
    },
  });
  const url = `/campaigns/${draft.id}`;
  await ask('PUT', `${url}/profiles`, { profile_ids, default_profile_id: null }, draft.version);
  const previews = new Map<string, CampaignPreview>();
  for (const { id } of readers)
    previews.set(id, await ask<CampaignPreview>('GET', `${url}/preview?prospect_id=${id}`));

  await ask('POST', `${url}/launch`);
  const running = await world.serve();
  await vi.waitFor(
    async () => {
      const { sent = 0, delivered = 0, read = 0 } = await statusesOf(world.rt, draft.id);
      expect(sent + delivered + read).toBe(readers.length);
    },
    { timeout: 30_000, interval: 50 },
  );
  await running.stop();

  for (const reader of readers) {
    const name = `${reader.first_name} in ${reader.language} on ${reader.channel}`;
    const preview = previews.get(reader.id);
    const shown = preview?.channels.find((one) => one.channel === reader.channel);
    expect([preview?.chosen, preview?.profile?.language, shown?.language, shown?.direction], name).toEqual([
      ...[reader.channel, reader.language],
      reader.language,
      reader.language === 'ar' ? 'rtl' : 'ltr',
    ]);
    expect(shown?.text, name).toBe(wantedFor(reader));
    const got = received.get(reader.address);
    if (!got) expect.unreachable(`${name} got nothing`);
    if ('text' in got) expect(got.text, name).toBe(shown?.text);
    else {
      expect(got.template, name).toBe(circles[reader.language].template);
      const body = circles[reader.language].body;
      expect(
        body.replace(/\{\{(\d)\}\}/g, (_, n: string) => got.values[Number(n) - 1] ?? ''),
        name,
      ).toBe(shown?.text);
    }
  }
  // The platforms took one for each of them, and nothing for anybody else.
  expect(await ledgerOf(world)).toMatchObject({
    ...{ accepted: readers.length, unique: readers.length, doubled: 0, violations: 0 },
  });
  const { rows } = await sql<{ language: string; profile: string; count: number }>`
    select p.language, e.language as profile, count(*)::int as count from messages m
    join prospects p on p.id = m.prospect_id join engagement_profiles e on e.id = m.engagement_profile_id
    where m.campaign_id = ${draft.id} group by 1, 2 order by 1`.execute(world.rt.db);
  expect(rows).toEqual([
    { language: 'ar', profile: 'ar', count: 6 },
    { language: 'bn', profile: 'bn', count: 4 },
    { language: 'en', profile: 'en', count: 4 },
    { language: 'es', profile: 'es', count: 4 },
    { language: 'zh', profile: 'zh', count: 5 },
  ]);
});

/** A line that begins with letters of the other direction begins with a mark of its own. */
function wantedFor({ language, channel, first_name }: Reader): string {
  const escaped =
    channel === 'telegram'
      ? first_name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
      : first_name;
  const text = circles[language].wanted.replace('@', escaped);
  const arabic = /^\p{Script=Arabic}/u.test(first_name);
  if (channel === 'whatsapp' || !circles[language].wanted.startsWith('@')) return text;
  if (language === 'ar') return arabic ? text : `\u200f${text}`;
  return arabic ? `\u200e${text}` : text;
}
