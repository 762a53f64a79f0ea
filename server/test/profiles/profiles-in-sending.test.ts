// A campaign over people of five languages, as it is sent: each gets the words of the profile that fits, in its language,
// in the version fixed at the launch, whatever becomes of the profile afterwards.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CampaignPreview } from '@sampark/contracts/campaigns.ts';
import { schedulerTick } from '../../src/campaigns/run-scheduler.ts';
import type { OutgoingMessage } from '../../src/channels/channel.ts';
import { holdAccount } from '../../src/devices/hold-account.ts';
import { openStage, type Stage } from '../delivery/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.account('signal');
  await stage.account('telegram');
});
afterAll(() => stage.close());

const texts = {
  en: 'Dear {{ first_name }}, your balance is {{ balance | number: 2 }} on {{ renewal_date | date: "long" }}.',
  bn: 'প্রিয় {{ first_name }}, {{ renewal_date | date: "long" }} তারিখে আপনার স্থিতি {{ balance | number: 2 }}।',
  ar: '{{ first_name }}، رصيدك {{ balance | number: 2 }} في {{ renewal_date | date: "long" }}.',
} as const;
type Language = keyof typeof texts;

async function ask<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  url: string,
  payload?: object,
  version?: number,
) {
  const answer = await stage.server.ask(method, `/api/v1${url}`, {
    token: await stage.token(),
    ...(payload ? { payload } : {}),
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  });
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
  return answer.json<T>();
}

async function profile(language: Language) {
  const text = texts[language];
  return ask<{ id: string; version: number; name: string }>('POST', '/profiles', {
    ...{ name: `In ${language}`, language },
    branding_config: { colors: { accent: '#1a5fb4' }, logos: {}, fonts: { body: 'Inter' } },
    messaging_templates: { whatsapp: text, telegram: text, signal: text, imessage: text },
    compliance_rules: { jurisdiction: 'BD', rules: [] },
  });
}

/** People who speak these languages in turn, in the country given. */
async function people(languages: readonly (string | null)[], country: string) {
  const made = await stage.people(languages.length, ['signal']);
  for (const [at, person] of made.entries())
    await sql`update prospects set language = ${languages[at]}, country = ${country}, time_zone = 'UTC',
      attributes = '{"balance": "1234567.5", "renewal_date": "2026-03-05"}' where id = ${person.id}`.execute(
      stage.rt.db,
    );
  return made;
}

async function draft(
  people: readonly { id: string }[],
  profiles: readonly string[],
  fallback: string | null,
) {
  const made = await ask<{ id: string; version: number }>('POST', '/campaigns', {
    ...{ name: 'Each their own', purpose: 'service', channel_order: ['telegram', 'signal'] },
    prospect_ids: people.map((one) => one.id),
  });
  await ask(
    'PUT',
    `/campaigns/${made.id}/profiles`,
    { profile_ids: profiles, default_profile_id: fallback },
    made.version,
  );
  return made.id;
}

/** What leaves, by the person it goes to. */
async function sendAll(campaign_id: string): Promise<Map<string, string>> {
  const sent: OutgoingMessage[] = [];
  let count = 0;
  stage.answer = (message) => {
    sent.push(message);
    return { kind: 'accepted', external_id: `out-${campaign_id}-${++count}` };
  };
  const lanes = await stage.lanes();
  const { intents } = await stage.claim(lanes, campaign_id);
  await stage.send(lanes, intents);
  const persons = new Map(intents.map((one) => [one.recipient, one.prospect_id]));
  return new Map(
    sent.map(({ recipient, content }) => [
      persons.get(recipient) ?? '',
      content.kind === 'template' ? '' : content.text,
    ]),
  );
}

it('sends each person the words of their profile, as the preview showed them', async () => {
  const bangla = await profile('bn');
  const arabic = await profile('ar');
  const english = await profile('en');
  const [rahim, leila, john, nobody] = await people(['bn', 'ar', 'en', 'fr'], 'EG');
  const all = [rahim, leila, john, nobody].map((one) => one?.id ?? '');
  const id = await draft(
    [rahim, leila, john, nobody] as { id: string }[],
    [bangla.id, arabic.id],
    english.id,
  );
  const previews = new Map<string, CampaignPreview>();
  for (const person of all)
    previews.set(person, await ask<CampaignPreview>('GET', `/campaigns/${id}/preview?prospect_id=${person}`));
  await ask('POST', `/campaigns/${id}/launch`);
  await schedulerTick(stage.rt);
  // What happens to a profile now concerns other campaigns.
  await ask(
    'PATCH',
    `/profiles/${bangla.id}`,
    { messaging_templates: { whatsapp: 'W', telegram: 'T', signal: 'S', imessage: 'I' }, name: 'Later' },
    bangla.version,
  );
  const sent = await sendAll(id);
  expect(all.map((one) => sent.get(one))).toEqual([
    'প্রিয় Amina, ৫ মার্চ, ২০২৬ তারিখে আপনার স্থিতি ১২,৩৪,৫৬৭.৫০।',
    // It begins with a name in Latin letters and runs from the right all the same.
    '\u200fAmina، رصيدك ١٬٢٣٤٬٥٦٧٫٥٠ في ٥ مارس ٢٠٢٦.',
    'Dear Amina, your balance is 1,234,567.50 on March 5, 2026.',
    'Dear Amina, your balance is 1,234,567.50 on March 5, 2026.',
  ]);
  for (const person of all) {
    const { channels, profile, chosen } = previews.get(person) ?? { channels: [] };
    expect([chosen, channels.find((one) => one.channel === 'signal')?.text]).toEqual([
      'signal',
      sent.get(person),
    ]);
    expect(profile?.name).toMatch(/^In /);
  }
  expect(previews.get(all[1] ?? '')?.channels[0]).toMatchObject({ language: 'ar', direction: 'rtl' });
  const rows = await stage.rows(id);
  const message = rows.find((row) => row.prospect_id === all[0]);
  expect(await ask('GET', `/messages/${message?.id}`)).toMatchObject({
    engagement_profile_id: bangla.id,
    profile: { id: bangla.id, name: 'In bn', language: 'bn', version: 1 },
    content: sent.get(all[0] ?? ''),
  });
  const { rows: marked } = await sql<{ profile_id: string }>`
    select profile_id from events where campaign_id = ${id} and type = 'message.sent' and prospect_id = ${all[1] ?? ''}`.execute(
    stage.rt.db,
  );
  expect(marked).toEqual([{ profile_id: arabic.id }]);
});

it('expands again after a kill without choosing anew, and counts once', async () => {
  const english = await profile('en');
  const persons = await people(['en', 'en', 'bn', 'en', 'bn'], 'GB');
  const bangla = await profile('bn');
  const id = await draft(persons, [english.id, bangla.id], null);
  await ask('POST', `/campaigns/${id}/launch`);
  for (let round = 0; round < 4; round++) await schedulerTick(stage.rt, false, 2);
  const before = await chosen(id);
  expect(before.map((row) => row.profile).toSorted()).toEqual(
    [english.id, english.id, english.id, bangla.id, bangla.id].toSorted(),
  );
  await sql`update prospects set language = 'en' where id = any(${persons.map((one) => one.id)}::uuid[])`.execute(
    stage.rt.db,
  );
  await sql`update campaigns set expanded_at = null, expand_cursor = null where id = ${id}`.execute(
    stage.rt.db,
  );
  for (let round = 0; round < 4; round++) await schedulerTick(stage.rt, false, 2);
  expect(await chosen(id)).toEqual(before);
  const { rows } = await sql<{ total: number; queued: number }>`
    select total_recipients as total, (select count(*)::int from message_queue where campaign_id = c.id) as queued
    from campaigns c where c.id = ${id}`.execute(stage.rt.db);
  expect(rows).toEqual([{ total: 5, queued: 5 }]);
});

it('leaves the campaign’s own words where a profile says nothing, and says of whom nothing is said', async () => {
  const silent = await profile('bn');
  // As profiles from before every channel was asked for.
  await sql`update engagement_profiles set messaging_templates = '{"imessage": "শুধু এখানে {{ first_name }}"}' where id = ${silent.id}`.execute(
    stage.rt.db,
  );
  const [reader, other] = await people(['bn', 'fr'], 'BD');
  const persons = [reader, other] as { id: string }[];
  const id = await draft(persons, [silent.id], null);
  await ask('POST', `/campaigns/${id}/launch`).then(
    () => expect.unreachable(),
    (error: Error) => expect(error.message).toContain('campaign_not_ready'),
  );
  const { version } = await ask<{ version: number }>('GET', `/campaigns/${id}`);
  await ask('PATCH', `/campaigns/${id}`, { message_content: 'Own words, {{ first_name }}' }, version);
  await ask('POST', `/campaigns/${id}/launch`);
  await schedulerTick(stage.rt);
  const sent = await sendAll(id);
  expect([...sent.values()]).toEqual(['Own words, Amina', 'Own words, Amina']);
  const rows = await stage.rows(id);
  const own = rows.find((row) => row.prospect_id === other?.id);
  expect(await ask('GET', `/messages/${own?.id}`)).toMatchObject({
    engagement_profile_id: null,
    profile: null,
  });
});

async function chosen(id: string) {
  const { rows } = await sql<{ prospect_id: string; profile: string; order: string[] }>`
    select prospect_id, engagement_profile_id as profile, channel_order as order from messages
    where campaign_id = ${id} order by prospect_id`.execute(stage.rt.db);
  return rows;
}

it('waits with its channel’s sender, though only profiles say anything there', async () => {
  const english = await profile('en');
  const persons = await people(['en'], 'GB');
  const id = await draft(persons, [english.id], null);
  await ask('POST', `/campaigns/${id}/launch`);
  await schedulerTick(stage.rt);
  const { id: account_id, device_id } = await stage.account('imessage');
  const held = {
    ...{ workspace_id: stage.pm.workspace_id, account_id, device_id },
    ...{ reason: 'banned', code: 'account_blocked' },
  };
  const channels = async () => {
    const { rows } = await sql<{ channel: string }>`
      select channel from campaign_channel_holds where campaign_id = ${id}`.execute(stage.rt.db);
    return rows.map((row) => row.channel);
  };
  await stage.rt.db
    .transaction()
    .execute((tx) => holdAccount(tx, stage.clock.now(), { ...held, channel: 'imessage' }));
  // The profile has words for it, but it is no channel of the campaign's.
  expect(await channels()).toEqual([]);
  const signal = await stage.account('signal');
  await stage.rt.db.transaction().execute((tx) =>
    holdAccount(tx, stage.clock.now(), {
      ...held,
      ...{ account_id: signal.id, device_id: signal.device_id, channel: 'signal' },
    }),
  );
  expect(await channels()).toEqual(['signal']);
});
