// Campaigns say how to stop them: in the language of the message, once, where the workspace or the country wants it, in previews
// and in what the platform was given.
import type { CampaignPreview, CampaignResource } from '@sampark/contracts/campaigns.ts';
import { optOutLines } from '@sampark/contracts/opt-out-line.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordWire, type WireRecorder } from '../support/record-wire.ts';
import { openSettings, startWorld, type Person, type World } from '../support/world.ts';

let world: World;
let wire: WireRecorder;
let roles: { stop(): Promise<void> };
let people: Person[];
const texts = {
  en: 'Dear {{ first_name }}, your review is ready.',
  es: 'Hola {{ first_name }}, su cartera está lista.',
  zh: '{{ first_name }}，您的报告已准备好。',
  ar: 'عزيزي {{ first_name }}، محفظتك جاهزة.',
  bn: 'প্রিয় {{ first_name }}, আপনার প্রতিবেদন তৈরি।',
} as const;

beforeAll(async () => {
  world = await startWorld({ limits: { signal: { per_second: 500, per_day: 20_000 } } });
  wire = await recordWire(world.simulators.urls.signal);
  await sql`update sender_accounts set base_url = ${wire.url} where id = ${world.accounts.signal.id}`.execute(
    world.rt.db,
  );
  people = await world.people(2, ['signal']);
  await sql`update prospects set country = 'BR' where id = ${people[1]?.id ?? ''}`.execute(world.rt.db);
  roles = await world.serve(['scheduler', 'dispatch']);
});
afterAll(async () => {
  await roles?.stop();
  await wire?.close();
  await world?.close();
});

async function settings(more: object): Promise<void> {
  await sql`update workspaces set settings = ${JSON.stringify({ ...openSettings, ...more })}::jsonb
    where id = ${world.pm.workspace_id}`.execute(world.rt.db);
}

/** What each person was sent, in the order of `people`; undefined: nothing. */
async function sent(message_content: string, more: object = {}): Promise<(string | undefined)[]> {
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Letter', message_content, channel_order: ['signal'], ...more },
  });
  const previews = await Promise.all(
    people.map((one) => world.ask<CampaignPreview>('GET', `/campaigns/${id}/preview?prospect_id=${one.id}`)),
  );
  wire.bodies.length = 0;
  await world.ask('POST', `/campaigns/${id}/launch`);
  await expect
    .poll(async () => (await world.ask<CampaignResource>('GET', `/campaigns/${id}`)).status, {
      ...{ timeout: 30_000, interval: 50 },
    })
    .toBe('completed');
  const given = wire.bodies.flatMap((body) => {
    const { method, params } = JSON.parse(body) as {
      method: string;
      params: { recipient: string[]; message: string };
    };
    return method === 'send' ? [[[params.recipient].flat()[0], params.message] as const] : [];
  });
  const texts = people.map(({ phone }) => given.find(([to]) => to === phone)?.[1]);
  // As it is shown, counted and sent.
  for (const [n, preview] of previews.entries()) {
    const [channel] = preview.channels;
    expect(channel?.text).toBe(texts[n]);
    expect(channel?.room?.used).toBe(Buffer.byteLength(texts[n] ?? ''));
  }
  return texts;
}

it.each(Object.entries(texts))('marketing in %s ends with it', async (language, text) => {
  await settings({ opt_out_line: { purposes: ['marketing'] } });
  const whole = `${text.replace('{{ first_name }}', 'Amina')}\n\n${optOutLines[language as keyof typeof texts]}`;
  expect(await sent(text)).toEqual([whole, whole]);
});

it('is never doubled', async () => {
  await settings({ opt_out_line: { purposes: ['marketing'] } });
  for (const text of ['Ready. Reply STOP to stop.', `Ready.\n${optOutLines.bn}`])
    expect(await sent(text)).toEqual([text, text]);
});

it('is for the purposes the workspace says, and for countries that want it anyway', async () => {
  await settings({ opt_out_line: { purposes: ['marketing'] } });
  expect(await sent('Ready.', { purpose: 'service' })).toEqual(['Ready.', 'Ready.']);
  const rule = {
    ...{ country: 'BR', purposes: ['marketing'], quiet_hours: null, quiet_days: [], weekly_cap: null },
    ...{ opt_out_line: true, source: 'the law there' },
  };
  await settings({ opt_out_line: { purposes: [] }, jurisdictions: [rule] });
  expect(await sent('Ready.')).toEqual(['Ready.', `Ready.\n\n${optOutLines.en}`]);
});

it('a new workspace has it for marketing, and its administrator changes that', async () => {
  const admin = await world.server.login('admin');
  await sql`update workspaces set settings = '{}' where id = ${world.pm.workspace_id}`.execute(world.rt.db);
  const read = await world.server.ask('GET', '/api/v1/workspace', { token: admin.token });
  expect(read.json()).toMatchObject({ settings: { opt_out_line: { purposes: ['marketing'] } } });
  const changed = await world.server.ask('PATCH', '/api/v1/workspace', {
    ...{ token: admin.token, headers: { 'if-match': read.headers['etag'] as string } },
    payload: { settings: { opt_out_line: { purposes: ['marketing', 'coaching'] } } },
  });
  expect(changed.statusCode, changed.body).toBe(200);
  expect(changed.json()).toMatchObject({
    settings: { opt_out_line: { purposes: ['marketing', 'coaching'] } },
  });
});
