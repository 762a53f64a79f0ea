// Approved templates from the business account to the person's app: synchronised page by page, checked before the launch, filled
// in each person's language, and stopped at once when the platform takes one back. Against the simulated platform.
import type { CampaignForecast, CampaignResource } from '@sampark/contracts/campaigns.ts';
import type { CampaignWaiting } from '@sampark/contracts/campaign-work.ts';
import type { TemplateDetail, TemplateList, TemplateSyncs } from '@sampark/contracts/templates.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutgoingRequest } from '../../src/http/outgoing.ts';
import { synchroniseTemplates } from '../../src/templates/synchronise.ts';
import { startWorld, type World } from '../support/world.ts';

const waba_id = '104200000001';
let world: World;
let roles: { stop(): Promise<void> };
const sent: { template: { name: string; language: { code: string }; components: object[] }; to: string }[] =
  [];

const control = (name: string, body: object, method = 'POST') =>
  world.simulators.control.whatsapp(method, name, body);
const refresh = () => world.ask<TemplateSyncs>('POST', '/templates/refresh');
const list = (query = '') => world.ask<TemplateList>('GET', `/templates${query}`);
const status = async (id: string) => (await world.ask<CampaignResource>('GET', `/campaigns/${id}`)).status;
const patience = { timeout: 30_000, interval: 100 };

const body = (text: string, ...examples: [name: string, example: string][]) => ({
  ...{ type: 'BODY', text },
  example: { body_text_named_params: examples.map(([param_name, example]) => ({ param_name, example })) },
});
const words: Record<string, [text: string, footer: string]> = {
  en: ['Dear {{client}}, {{fund}} opens on Monday.', 'Reply STOP to hear no more'],
  bn: ['প্রিয় {{client}}, {{fund}} সোমবার খুলছে।', 'না চাইলে বন্ধ লিখুন'],
  es: ['Estimada {{client}}: {{fund}} abre el lunes.', 'Responda BAJA para no recibir más'],
};
const offers = Object.entries(words).map(([language, [text, footer]]) => ({
  ...{ waba_id, name: 'fund_offer', language, category: 'MARKETING', parameter_format: 'NAMED' },
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://a.example/sample.jpg'] } },
    body(text, ['client', 'Mina'], ['fund', 'Green bond']),
    { type: 'FOOTER', text: footer },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Yes' },
        { type: 'URL', text: 'Read', url: 'https://a.example/{{1}}', example: ['https://a.example/f7'] },
      ],
    },
  ],
}));
const offer = {
  ...{ kind: 'template', name: 'fund_offer', language: 'en', languages: 'person', parameters: [] },
  named_parameters: { client: '{{ first_name }}', fund: '{{ fund | default: "Green bond" }}' },
  header: { kind: 'image', link: 'https://a.example/fund.jpg' },
  button_values: [
    { index: 0, kind: 'quick_reply', payload: 'YES-{{ language | default: "en" }}' },
    { index: 1, kind: 'url', suffix: 'f7?c={{ lead_score | default: 9 }}' },
  ],
};

beforeAll(async () => {
  world = await startWorld({ limits: { whatsapp: { pair_seconds: 0 } } });
  const { http } = world.rt;
  world.rt.http = {
    ...{ stream: http.stream.bind(http), close: () => http.close() },
    request: (request: OutgoingRequest) => {
      if (request.method === 'POST' && request.url.endsWith('/messages'))
        sent.push(JSON.parse(request.body ?? '{}') as (typeof sent)[number]);
      return http.request(request);
    },
  };
  const filler = Array.from({ length: 230 }, (_, index) => ({
    ...{ waba_id, name: `filler_${index}`, language: 'en', category: 'UTILITY' },
    components: [{ type: 'BODY', text: 'Hello' }],
  }));
  await control('templates', { templates: [...offers, ...filler] });
  roles = await world.serve();
});
afterAll(async () => {
  await roles?.stop();
  await world?.close();
});

async function draft(content: object, people: readonly { id: string }[]): Promise<string> {
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Offer', channel_order: ['whatsapp'], channel_content: { whatsapp: content } },
    prospect_ids: people.map((one) => one.id),
  });
  return id;
}
const problems = async (id: string) =>
  (await world.ask<CampaignForecast>('GET', `/campaigns/${id}/forecast`)).problems;

/** Three who read English, Bengali and Spanish, and one who reads German, which the template does not have. */
async function readers() {
  const people = await world.people(4, ['whatsapp']);
  for (const [index, language] of ['en', 'bn', 'es', 'de'].entries())
    await sql`update prospects set language = ${language}, lead_score = ${index} where id = ${people[index]?.id}`.execute(
      world.rt.db,
    );
  return people;
}

describe('the business account', () => {
  it('is read page by page when somebody asks', async () => {
    expect((await list()).accounts).toMatchObject([{ waba_id, synchronised_at: null, error: null }]);
    expect(await refresh()).toMatchObject({
      synchronised_at: expect.any(String) as string,
      accounts: [{ waba_id, senders: ['204200000001'], error: null }],
    });
    const { items } = await list();
    expect(items).toHaveLength(234);
    const [spanish] = (await list('?q=fund%20off&language=es')).items;
    expect(spanish).toMatchObject({
      ...{ status: 'APPROVED', quality: 'UNKNOWN', sendable: true, parameters: 2, removed_at: null },
      parts: { format: 'named', header: { kind: 'image' }, footer: words['es']?.[1] },
      languages: [{ language: 'bn' }, { language: 'en' }, { language: 'es' }],
    });
  });

  it('shows each template with the samples of its approval', async () => {
    const [english] = (await list('?q=fund_offer&language=en')).items;
    const shown = await world.ask<TemplateDetail>('GET', `/templates/${english?.id}`);
    expect(shown.sample.text).toBe(
      '[image]\n\nDear Mina, Green bond opens on Monday.\n\nReply STOP to hear no more\n\n[Yes]\n[Read] https://a.example/f7',
    );
    expect(shown.sample.shown.header).toEqual({
      ...{ kind: 'image', text: null, link: 'https://a.example/sample.jpg' },
    });
  });

  it('that refuses keeps what was known, and says what it met', async () => {
    await control('settings', { template_error: 190 }, 'PATCH');
    expect((await refresh()).accounts).toMatchObject([
      { error: 'account_credentials', synchronised_at: expect.any(String) as string },
    ]);
    expect((await list()).items).toHaveLength(234);
    await control('settings', { template_error: null }, 'PATCH');
    expect((await refresh()).accounts).toMatchObject([{ error: null, error_text: null }]);
  });

  it('keeps what is gone, marked, and writes no version of what stayed the same', async () => {
    const versions = async () =>
      (
        await sql<{
          n: number;
        }>`select count(*)::int as n from content_versions where kind = 'template'`.execute(world.rt.db)
      ).rows[0]?.n;
    const before = await versions();
    const account = { workspace_id: world.pm.workspace_id, waba_id };
    await Promise.all([synchroniseTemplates(world.rt, account), synchroniseTemplates(world.rt, account)]);
    expect(await versions()).toBe(before);
    await fetch(`${world.simulators.urls.whatsapp}/v23.0/${waba_id}/message_templates?name=filler_7`, {
      ...{ method: 'DELETE', headers: { authorization: 'Bearer token' } },
    });
    await refresh();
    expect((await list('?q=filler_7')).items.map((one) => one.name)).not.toContain('filler_7');
    expect((await list('?q=filler_7&removed=true')).items).toContainEqual(
      expect.objectContaining({
        name: 'filler_7',
        sendable: false,
        removed_at: expect.any(String) as string,
      }),
    );
    expect(await versions()).toBe((before ?? 0) + 1);
    const { rows } = await sql`
      select data ->> 'what' as what, data ->> 'name' as name from events where type = 'template.changed'
      order by id desc limit 1`.execute(world.rt.db);
    expect(rows).toEqual([{ what: 'removed', name: 'filler_7' }]);
  });
});

describe('a message', () => {
  it('goes out in each person’s language, with head and buttons, exactly as the platform takes it', async () => {
    const people = await readers();
    const id = await draft(offer, people);
    expect(await problems(id)).toEqual([]);
    await world.ask('POST', `/campaigns/${id}/launch`);
    await expect.poll(() => status(id), patience).toBe('completed');
    const to = new Map(people.map((one, index) => [one.phone.slice(1), index]));
    const got = sent
      .filter((one) => to.has(one.to))
      .sort((a, b) => (to.get(a.to) ?? 0) - (to.get(b.to) ?? 0));
    const component = (index: number, language: string) => [
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://a.example/fund.jpg' } }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'client', text: 'Amina' },
          { type: 'text', parameter_name: 'fund', text: 'Green bond' },
        ],
      },
      {
        ...{ type: 'button', sub_type: 'quick_reply', index: '0' },
        parameters: [{ type: 'payload', payload: `YES-${language}` }],
      },
      {
        ...{ type: 'button', sub_type: 'url', index: '1' },
        parameters: [{ type: 'text', text: `f7?c=${index}` }],
      },
    ];
    expect(got.map((one) => one.template)).toEqual(
      ['en', 'bn', 'es', 'de'].map((language, index) => ({
        ...{ name: 'fund_offer', language: { code: language === 'de' ? 'en' : language } },
        components: component(index, language),
      })),
    );
    const { items } = await world.ask<{
      items: { prospect_id: string; text: string | null; decision: { template_language?: string } | null }[];
    }>('GET', `/campaigns/${id}/messages`);
    const bengali = items.find((one) => one.prospect_id === people[1]?.id);
    expect(bengali?.decision?.template_language).toBe('bn');
    const { used_by } = (await list('?q=fund_offer&language=es')).items[0] ?? {};
    expect(used_by).toMatchObject({ campaigns: 1, running: 0 });
  });

  it.each<[string, object, string]>([
    ['a place without a value', { named_parameters: { client: 'A' } }, 'template_parameters'],
    ['no picture', { header: undefined }, 'template_parameters'],
    ['no end of the address', { button_values: [] }, 'template_parameters'],
    ['a language it does not have', { language: 'de', languages: undefined }, 'template_missing'],
    ['a language asked for by name it does not have', { languages: ['fr'] }, 'template_missing'],
  ])('with %s is not launched', async (_, more, code) => {
    const id = await draft({ ...offer, ...more }, await world.people(1, ['whatsapp']));
    expect(await problems(id)).toContainEqual(expect.objectContaining({ code, blocking: true }));
    await expect(world.ask('POST', `/campaigns/${id}/launch`)).rejects.toThrow('campaign_not_ready');
  });
});

describe('a template the platform takes back', () => {
  it('pauses its campaign at once, says why, and lets it go on when it is back', async () => {
    const people = await world.people(3, ['whatsapp']);
    const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
      ...{ name: 'Slow', channel_order: ['whatsapp'], channel_content: { whatsapp: offer } },
      ...{ prospect_ids: people.map((one) => one.id), pace_per_second: 0.001 },
    });
    await world.ask('POST', `/campaigns/${id}/launch`);
    await control('template-quality', { waba_id, name: 'fund_offer', language: 'en', quality: 'red' });
    await control('template-status', { waba_id, name: 'fund_offer', language: 'en', status: 'PAUSED' });
    await expect.poll(() => status(id), patience).toBe('paused');
    expect((await list('?q=fund_offer&language=en')).items).toMatchObject([
      { status: 'PAUSED', quality: 'RED', sendable: false },
    ]);
    const waiting = await world.ask<CampaignWaiting>('GET', `/campaigns/${id}/waiting`);
    expect(waiting.problems).toMatchObject([{ code: 'template_paused' }]);
    await expect(world.ask('POST', `/campaigns/${id}/resume`)).rejects.toThrow('campaign_not_ready');
    await control('template-status', { waba_id, name: 'fund_offer', language: 'en', status: 'APPROVED' });
    await expect
      .poll(async () => (await list('?q=fund_offer&language=en')).items[0]?.status, patience)
      .toBe('APPROVED');
    await world.ask('POST', `/campaigns/${id}/resume`);
    expect(await status(id)).toBe('active');
    expect((await world.ask<CampaignWaiting>('GET', `/campaigns/${id}/waiting`)).problems).toEqual([]);
    await world.ask('POST', `/campaigns/${id}/cancel`);
  });

  it('in one language leaves the others: their readers get the default', async () => {
    await control('template-status', { waba_id, name: 'fund_offer', language: 'bn', status: 'PAUSED' });
    await expect
      .poll(async () => (await list('?q=fund_offer&language=bn')).items[0]?.status, patience)
      .toBe('PAUSED');
    const [, reader] = await readers();
    if (!reader) throw new Error('nobody');
    const id = await draft(offer, [reader]);
    await world.ask('POST', `/campaigns/${id}/launch`);
    await expect.poll(() => status(id), patience).toBe('completed');
    expect(sent.find((one) => one.to === reader.phone.slice(1))?.template.language.code).toBe('en');
  });
});
