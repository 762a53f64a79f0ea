// Whom a forecast leaves out or lets wait, by reason, and what the run then records of each: the same people in both, for
// campaigns of several purposes, at several hours, with caps and rules of countries, on channels in several orders.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { defaultSettings } from '@sampark/contracts/settings.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expandNextChunk } from '../../src/campaigns/expand-audience.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import type { Person } from '../support/world.ts';

const order = ['whatsapp', 'signal', 'telegram'] as const satisfies Channel[];
const waits = new Set(['quiet_hours', 'country_hours', 'weekly_cap', 'country_cap']);
const bangladesh = (more: object) => ({
  ...{ country: 'BD', purposes: ['marketing'], quiet_hours: null, quiet_days: [], weekly_cap: null },
  ...{ source: 'a rule', ...more },
});

type Case = {
  name: string;
  at: string;
  settings?: object;
  draft?: object;
  /** Reasons that must be among those found: a case that finds none of them shows nothing. */
  shows: string[];
};
const cases: Case[] = [
  {
    name: 'free text on WhatsApp reaches only who wrote in the last day; the others on their next channel',
    at: '2026-11-20T12:00:00Z',
    shows: ['suppressed', 'opted_out', 'marketing_stopped', 'no_consent', 'held_for_review'],
  },
  {
    name: 'free text on WhatsApp alone leaves the others out',
    at: '2026-11-20T12:00:00Z',
    draft: { channel_order: ['whatsapp'] },
    shows: ['window_closed'],
  },
  {
    name: 'another purpose has its own consents, stops and caps',
    at: '2026-11-20T12:00:00Z',
    settings: { weekly_caps: { marketing: 1, coaching: 1 } },
    draft: { purpose: 'coaching' },
    shows: ['suppressed', 'weekly_cap'],
  },
  {
    name: 'sends of another purpose do not count; a country has a cap of its own',
    at: '2026-11-20T12:00:00Z',
    settings: {
      weekly_caps: { marketing: 2, coaching: 1 },
      jurisdictions: [bangladesh({ weekly_cap: 1 })],
    },
    shows: ['weekly_cap', 'country_cap'],
  },
  {
    name: 'a marketing template cannot go as a coaching message',
    at: '2026-11-20T12:00:00Z',
    settings: { weekly_caps: { marketing: 5, coaching: 5 } },
    draft: {
      ...{ purpose: 'coaching', channel_order: ['whatsapp'] },
      channel_content: { whatsapp: { kind: 'template', name: 'note', language: 'en', parameters: [] } },
    },
    shows: ['category_mismatch'],
  },
  {
    name: 'a country with days of its own, also for service messages',
    at: '2026-11-20T20:00:00Z',
    settings: {
      jurisdictions: [bangladesh({ quiet_days: [6], purposes: ['service', 'marketing'] })],
      quiet_hours: { enabled: true, start: '00:00', end: '23:59' },
    },
    draft: { purpose: 'service' },
    shows: ['country_hours'],
  },
  {
    name: 'a night of the workspace, and of countries whose zones are several',
    at: '2026-11-21T02:30:00Z',
    settings: { quiet_hours: { enabled: true, start: '00:00', end: '06:00' } },
    draft: { channel_order: ['signal', 'whatsapp', 'telegram'] },
    shows: ['quiet_hours', 'country_hours'],
  },
];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(cases[0]?.at);
  for (const channel of order) await stage.account(channel, { per_second: 500 });
});
afterAll(() => stage?.close());

it.each(cases)('$name', async ({ at, settings, draft, shows }) => {
  await stage.settings({ ...defaultSettings, quiet_hours: { enabled: false }, ...settings });
  stage.clock.set(new Date(at));
  const people = await stage.people(120, order);
  await factsOf(stage, people);
  const lanes = await stage.lanes();
  const token = await stage.token();
  const ask = async <T>(method: 'GET' | 'POST', path: string, payload?: object): Promise<T> => {
    const answer = await stage.server.ask(method, `/api/v1/campaigns${path}`, {
      token,
      ...(payload && { payload }),
    });
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer.json<T>();
  };
  const { id } = await ask<{ id: string }>('POST', '', {
    ...{ name: 'Note', message_content: 'Hello', channel_order: order },
    channel_content: { whatsapp: { kind: 'text', text: 'Hello' } },
    ...{ prospect_ids: people.map((one) => one.id), ...draft },
  });
  const forecast = await ask<CampaignForecast>('GET', `/${id}/forecast`);
  const foretold: Record<string, number> = {};
  for (const { code, count } of forecast.excluded) foretold[code] = count;
  let waiting = 0;
  for (const { code, count } of forecast.problems)
    if (waits.has(code)) waiting += foretold[code] = count ?? 0;
  expect(forecast.audience).toBe(120);
  // The people of each channel sum up to those who get it now or later.
  expect(forecast.by_channel.reduce((sum, one) => sum + one.recipients, 0)).toBe(forecast.reachable);

  if (forecast.reachable > 0) await ask('POST', `/${id}/launch`);
  else
    await sql`update campaigns set status = 'active', launched_at = ${stage.clock.now()} where id = ${id}`.execute(
      stage.rt.db,
    );
  while ((await expandNextChunk(stage.rt)) !== undefined);
  let sent = 0;
  for (const platform of order) {
    const { intents } = await stage.claim(lanes, id, { take: 500, platform });
    sent += intents.length;
    await stage.send(lanes, intents);
  }
  const recorded: Record<string, number> = {};
  for (const row of await stage.rows(id)) {
    if (row.delivery_status === 'sent') continue;
    // Of a message that waits: the last reason, what makes it wait. Of one that is skipped: what its manager is told.
    const code = row.delivery_status === 'skipped' ? row.failed_reason : row.decision?.reasons.at(-1)?.code;
    recorded[code ?? row.delivery_status] = (recorded[code ?? row.delivery_status] ?? 0) + 1;
  }
  expect(recorded).toEqual(foretold);
  expect(sent).toBe(forecast.reachable - waiting);
  for (const code of shows) expect(Object.keys(recorded)).toContain(code);
});

/** Facts of every kind on every so manieth person, so that they meet in all combinations. */
async function factsOf({ rt, pm, clock }: Stage, people: readonly Person[]): Promise<void> {
  const ids = people.map((one) => one.id);
  const { workspace_id } = pm;
  const now = clock.now();
  await sql`insert into rule_sets (workspace_id, version) values (${workspace_id}, 1) on conflict do nothing`.execute(
    rt.db,
  );
  await sql`insert into channel_templates (workspace_id, waba_id, name, language, category, status, components)
    values (${workspace_id}, 'w', 'note', 'en', 'MARKETING', 'APPROVED',
      ${JSON.stringify([{ type: 'BODY', text: 'Your review is ready.' }])}::jsonb) on conflict do nothing`.execute(
    rt.db,
  );
  await sql`
    with numbered as (select p.*, row_number() over (order by p.phone_number) as n from prospects p where id = any(${ids}::uuid[])),
    places as (update prospects p set
        country = case n % 5 when 0 then 'BD' when 1 then 'us' when 2 then 'GB' when 3 then 'BR' end,
        time_zone = case when n % 10 = 5 then 'Asia/Dhaka' when n % 10 = 7 then 'Europe/London' end,
        held_reason = case when n % 13 = 0 then 'check' end from numbered where numbered.id = p.id),
    stops as (insert into suppressions (workspace_id, address_hash, channel, purpose, reason, source, prospect_id)
        select ${workspace_id}, phone_hash, case n % 4 when 0 then 'signal' when 1 then 'whatsapp' end,
          case when n % 2 = 0 then 'marketing' when n % 7 = 0 then 'coaching' end, 'r', 's', case when n % 5 = 0 then id end
        from numbered where n % 6 < 2 and n % 11 > 3),
    more as (insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at, recorded_at)
        select ${workspace_id}, id, channel, purpose, action, 'agreement', ${now}, ${now} from numbered
          cross join unnest(array['marketing', 'coaching']) purpose
          cross join lateral (values ('whatsapp', 'granted', n % 4 = 0), ('signal', 'granted', n % 7 = 0),
            ('signal', 'withdrawn', n % 17 = 3), ('whatsapp', 'withdrawn', n % 17 = 4)) as c(channel, action, holds) where holds),
    chats as (insert into channel_identities (workspace_id, prospect_id, channel, address, status, source)
        select ${workspace_id}::uuid, id, 'telegram', 'chat ' || n, case when n % 12 = 0 then 'blocked' else 'active' end, 'start link'
        from numbered where n % 3 = 0 and n % 4 > 1)
    insert into contact_channels (prospect_id, workspace_id, channel, last_inbound_at)
    select id, ${workspace_id}, 'whatsapp', case when n % 4 = 0 then ${now}::timestamptz - interval '2 hours'
      when n % 4 = 1 then ${now}::timestamptz - interval '2 days' end from numbered where n % 4 < 2`.execute(
    rt.db,
  );
  await sentBefore(stage, ids, 'marketing', 2);
  await sentBefore(stage, ids, 'marketing', 3);
  await sentBefore(stage, ids, 'coaching', 4);
}

/** A campaign of two days ago reached every so manieth person, on the channel each had then. */
async function sentBefore(
  { rt, pm, clock }: Stage,
  ids: readonly string[],
  purpose: string,
  every: number,
): Promise<void> {
  const at = new Date(clock.now().getTime() - 2 * 86_400_000 - every * 60_000);
  const id = crypto.randomUUID();
  await sql`insert into campaigns (id, workspace_id, portfolio_manager_id, name, purpose, channel_order, channel_content, status, launched_at, completed_at)
    values (${id}, ${pm.workspace_id}, ${pm.id}, ${purpose}, ${purpose}, '{signal}', '{}', 'completed', ${at}, ${at})`.execute(
    rt.db,
  );
  await sql`
    with chosen as (select id, row_number() over (order by phone_number) as n from prospects where id = any(${ids}::uuid[])),
    written as (insert into messages (id, created_at, updated_at, workspace_id, campaign_id, prospect_id, portfolio_manager_id, platform,
        purpose, delivery_status, due_at, attempt, sent_at)
      select gen_random_uuid(), ${at}, ${at}, ${pm.workspace_id}, ${id}, c.id, ${pm.id}, 'signal', ${purpose}, 'sent', ${at}, 1, ${at}
      from chosen c where n % ${every} = 0 returning id, created_at, prospect_id),
    tries as (insert into attempts (message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient, claim_token, state, intent_at)
      select w.id, w.created_at, 1, a.workspace_id, a.id, a.device_id, 'signal', 'x', 1, 'sent', ${at} from written w
      cross join (select * from sender_accounts where channel = 'signal' limit 1) a)
    insert into contact_channels as c (prospect_id, workspace_id, channel, capped_sends)
    select prospect_id, ${pm.workspace_id}, 'signal', array[${at}::timestamptz] from written
    on conflict (prospect_id, channel) do update set capped_sends = c.capped_sends || excluded.capped_sends`.execute(
    rt.db,
  );
}
