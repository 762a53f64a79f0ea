// The copy as a page, of people of the demo with everything that can happen to a message: words in the person's language, times in
// their zone, and no code and no id but the one to ask further with.
import { randomUUID } from 'node:crypto';
import { sendCodes } from '@sampark/contracts/send-codes.ts';
import { policyReasonCodes } from '@sampark/contracts/policy.ts';
import { eventTypes } from '@sampark/contracts/event-types.ts';
import { messageStatuses } from '@sampark/contracts/message-status.ts';
import { suppressionReasons } from '@sampark/contracts/consents.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import { codeWord } from '../../src/privacy/page/code-words.ts';
import { eventWords } from '../../src/privacy/page/event-words.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startTestServer, tokenFor, type TestServer } from '../support/server.ts';

const clock = manualClock('2026-11-20T20:30:00Z');
let server: TestServer;
let officer: { id: string; workspace_id: string };

beforeAll(async () => {
  server = await startTestServer({ clock });
  server.rt.demo.enabled = true;
  const workspace_id = await seedDemo(server.rt);
  const { rows } = await sql<{ id: string }>`
    select id from users where workspace_id = ${workspace_id} and role = 'compliance'`.execute(server.rt.db);
  officer = { id: rows[0]?.id ?? '', workspace_id };
});
afterAll(() => server.close());

/** Somebody of the demo who was flagged, in the language, with messages that went every way. */
async function somebody(language: 'en' | 'bn'): Promise<string> {
  const { rows } = await sql<{ id: string; account: string; device: string; campaign: string; pm: string }>`
    select p.id, a.id as account, a.device_id as device, c.id as campaign, c.portfolio_manager_id as pm from prospects p
    join message_flags f on f.prospect_id = p.id and not exists (select from suppressions s where s.prospect_id = p.id)
    cross join lateral (select id, device_id from sender_accounts where channel = 'signal' order by id limit 1) a
    cross join lateral (select id, portfolio_manager_id from campaigns order by id limit 1) c
    order by p.language = ${language} desc, p.id limit 1`.execute(server.rt.db);
  const [one] = rows;
  if (!one) throw new Error('The demo has nobody');
  const now = clock.now();
  await sql`update prospects set language = ${language}, time_zone = 'Asia/Dhaka', country = 'BD', held_reason = 'refusal'
    where id = ${one.id}`.execute(server.rt.db);
  for (const [place, code] of ['not_on_channel', 'opted_out', 'timeout'].entries()) {
    const id = randomUUID();
    const status = ['failed', 'skipped', 'unknown'][place];
    const decision = {
      ...{ outcome: place === 1 ? 'skip' : 'send', channel: 'signal', at: now.toISOString() },
      ...{ reasons: [{ code: place === 1 ? code : 'consent_granted', channel: 'signal' }] },
      ...{ sender: 'most room; 399 left today', rules: 4 },
    };
    await sql`insert into messages (id, created_at, workspace_id, campaign_id, prospect_id, portfolio_manager_id, platform, purpose,
        decision, failed_reason, delivery_status, due_at, updated_at)
      values (${id}, ${now}, ${officer.workspace_id}, ${one.campaign}, ${one.id}, ${one.pm}, 'signal', 'marketing',
        ${JSON.stringify(decision)}::jsonb, ${code}, ${status}, ${now}, ${now})`.execute(server.rt.db);
    await sql`insert into attempts (message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient, claim_token,
        state, code, intent_at)
      values (${id}, ${now}, 1, ${officer.workspace_id}, ${one.account}, ${one.device}, 'signal', '+8801712345678', 1,
        ${place === 2 ? 'unknown' : 'rejected'}, ${code}, ${now})`.execute(server.rt.db);
    await sql`insert into events (recorded_at, workspace_id, type, occurred_at, prospect_id, message_id, channel, data, decision)
      values (${now}, ${officer.workspace_id}, ${`message.${status}`}, ${now}, ${one.id}, ${id}, 'signal',
        ${JSON.stringify({ code, account_id: one.account, rules: [`${randomUUID()}@3`] })}::jsonb, ${JSON.stringify(decision)}::jsonb)`.execute(
      server.rt.db,
    );
  }
  await sql`insert into suppressions (workspace_id, address_hash, channel, reason, source, hint, prospect_id, created_at)
    values (${officer.workspace_id}, ${Buffer.from(one.id)}, 'signal', 'opted_out', 'keyword', '5678', ${one.id}, ${now})`.execute(
    server.rt.db,
  );
  await sql`with q as (insert into privacy_requests (workspace_id, prospect_id, kind, came_by, received_at, due_on)
      values (${officer.workspace_id}, ${one.id}, 'copy', 'preference_page', ${now}, '2026-12-20') returning id)
    insert into privacy_request_steps (workspace_id, request_id, step, made_at)
    select ${officer.workspace_id}, q.id, 'received', ${now} from q`.execute(server.rt.db);
  return one.id;
}

/** What stands on the page, without its marks. */
async function page(id: string, query = '') {
  const { body } = await server.app.inject({
    url: `/api/v1/prospects/${id}/copy?format=html${query}`,
    headers: { authorization: `Bearer ${await tokenFor(server.rt, officer)}` },
  });
  const labels = [...body.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, label = '']) => label);
  const values = [...body.matchAll(/<dd>([^<]*)<\/dd>/g)].map(([, value = '']) => value);
  return { body, labels, values, text: body.replaceAll(/<style>.*?<\/style>|<[^>]+>/gs, ' ') };
}
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/i;
const code = /(?<![\w@.-])[a-z]+(?:_[a-z]+)+(?![\w@])/g;

describe('the page a person reads', () => {
  it.each(['en', 'bn'] as const)('has words, no codes and no ids: %s', async (language) => {
    const id = await somebody(language);
    const { body, text, labels, values } = await page(id);
    expect(body).toContain(`<html lang="${language}">`);
    expect(text).not.toMatch(uuid);
    expect(text.match(code)).toBeNull();
    expect(text.split(id.slice(0, 8).toUpperCase())).toHaveLength(2);
    expect(values).toContain('Signal');
    expect(text).not.toContain('most room');
    for (const word of ['not_on_channel', 'opted_out', 'timeout', 'message.failed', 'failed', 'received'])
      expect(values, word).toContain(codeWord(word, language));
    // 20:30 in London is half past two in the morning of the next day in Dhaka.
    expect(text).toContain(language === 'bn' ? '২১ নভেম্বর, ২০২৬' : '21 November 2026');
    expect(text).toContain('Asia/Dhaka');
    if (language === 'bn') expect(labels.filter((label) => /[a-z]/i.test(label))).toEqual([]);
  });

  it('is in the language that was asked for, whatever the person speaks', async () => {
    const id = await somebody('bn');
    expect((await page(id, '&language=en')).body).toContain('<html lang="en">');
  });
});

describe('the words', () => {
  it.each(['en', 'bn'] as const)('know every reason, status and stop: %s', (language) => {
    const all = [...sendCodes, ...policyReasonCodes, ...messageStatuses, ...Object.keys(suppressionReasons)];
    expect(all.filter((one) => codeWord(one, language) === undefined)).toEqual([]);
  });

  it('know everything that can happen to a person', () => {
    const about =
      /^(?:prospect|consent|suppression|start_link|preferences|identity|message|conversation|conversion|flag|privacy_request|legal_hold)\./;
    expect(eventTypes.filter((one) => about.test(one) && eventWords[one] === undefined)).toEqual([]);
  });
});
