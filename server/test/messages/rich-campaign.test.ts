// A campaign with marks and values in five languages: what the platforms were asked to send, and that they took it.
import type { CampaignPreview, CampaignResource } from '@sampark/contracts/campaigns.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { statusesOf, startWorld, type Person, type World } from '../support/world.ts';

const text = '*Hello {{ first_name }}*, _{{ balance | money: "USD" }}_ on {{ due | date: "long" }}';
const readers = [
  ['en', 'US', 'Ann *x*'],
  ['es', 'ES', '<b>Ana'],
  ['zh', 'CN', '王&'],
  ['ar', 'EG', 'رحيمة'],
  ['bn', 'BD', 'রহিমা'],
] as const;

let world: World;
let people: Person[];
const sent: string[] = [];
beforeAll(async () => {
  world = await startWorld();
  const { http } = world.rt;
  const request = http.request.bind(http);
  http.request = async (one) => {
    if (typeof one.body === 'string' && /sendMessage|rpc|message\/text/.test(one.url)) sent.push(one.body);
    return request(one);
  };
  people = [];
  for (const channel of ['telegram', 'signal', 'imessage'] as const)
    for (const [language, country, first_name] of readers) {
      const [person] = await world.people(1, [channel]);
      if (!person) throw new Error('Nobody was added');
      people.push(person);
      await sql`update prospects set language = ${language}, country = ${country}, first_name = ${first_name},
        attributes = ${JSON.stringify({ balance: '1250.5', due: '2026-03-05' })}::jsonb
        where id = ${person.id}`.execute(world.rt.db);
    }
});
afterAll(() => world?.close());

it('arrives in each person’s language, with the marks of their app', async () => {
  const rich = { kind: 'text', text, format: 'rich' };
  const campaign = await world.ask<CampaignResource>('POST', '/campaigns', {
    name: 'Rich',
    channel_order: ['telegram', 'signal', 'imessage'],
    channel_content: { telegram: rich, signal: rich, imessage: rich },
    prospect_ids: people.map((one) => one.id),
  });
  expect(campaign.channel_content.signal).toEqual(rich);
  const preview = await world.ask<CampaignPreview>(
    'GET',
    `/campaigns/${campaign.id}/preview?prospect_id=${people[0]?.id}`,
  );
  expect(preview.channels[0]?.text).toBe('Hello Ann *x*, $1,250.50 on March 5, 2026');
  expect(preview.channels.map(({ channel, room }) => [channel, room?.used, room?.left, room?.unit])).toEqual([
    ['telegram', 41, 4_055, 'utf16_units'],
    ['signal', 41, 1_959, 'bytes'],
    ['imessage', 41, 4_055, 'utf16_units'],
  ]);
  await world.ask('POST', `/campaigns/${campaign.id}/launch`);
  const running = await world.serve();
  await vi.waitFor(
    async () => {
      const { sent: out = 0, delivered = 0, read = 0 } = await statusesOf(world.rt, campaign.id);
      expect(out + delivered + read).toBe(people.length);
    },
    { timeout: 20_000, interval: 50 },
  );
  await running.stop();

  const bodies = sent.map((body) => JSON.parse(body) as Record<string, unknown>);
  const telegram = bodies.flatMap((one) => (one.parse_mode === 'HTML' ? [one.text] : []));
  expect(new Set(telegram)).toEqual(
    new Set([
      '<b>Hello Ann *x*</b>, <i>$1,250.50</i> on March 5, 2026',
      '<b>Hello &lt;b&gt;Ana</b>, <i>1250,50\u00a0US$</i> on 5 de marzo de 2026',
      '<b>Hello 王&amp;</b>, <i>US$1,250.50</i> on 2026年3月5日',
      '<b>Hello رحيمة</b>, <i>\u200f١٬٢٥٠٫٥٠\u00a0US$</i> on ٥ مارس ٢٠٢٦',
      '<b>Hello রহিমা</b>, <i>১,২৫০.৫০\u00a0US$</i> on ৫ মার্চ, ২০২৬',
    ]),
  );
  const signal = bodies.flatMap((one) => (one.method === 'send' ? [one.params as { message: string }] : []));
  expect(signal).toHaveLength(5);
  expect(signal).toContainEqual(
    expect.objectContaining({
      message: 'Hello রহিমা, ১,২৫০.৫০\u00a0US$ on ৫ মার্চ, ২০২৬',
      textStyle: ['0:11:BOLD', '13:12:ITALIC'],
    }),
  );
  const imessage = bodies.flatMap((one) => (one.chatGuid === undefined ? [] : [one.message]));
  expect(imessage).toContain('Hello Ann *x*, $1,250.50 on March 5, 2026');
});
