// A person's copy: nothing of the register is missing from it, nothing of anybody else is in it, and that it was made is
// recorded.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Tx } from '../../src/events/append.ts';
import { sealWords } from '../../src/messages/words.ts';
import { personalData } from '../../src/privacy/register.ts';
import { manualClock } from '../support/manual-clock.ts';
import { resourceMakers } from '../support/resources.ts';
import {
  createUser,
  createWorkspace,
  startTestServer,
  tokenFor,
  type TestServer,
  type TestUser,
} from '../support/server.ts';

const clock = manualClock('2026-11-20T10:00:00Z');
let server: TestServer;
let officer: TestUser;
let pm: TestUser;
let person: string;

beforeAll(async () => (server = await startTestServer({ clock })));
afterAll(() => server.close());
beforeEach(async () => {
  const { id: workspace_id } = await createWorkspace(server.rt);
  pm = await createUser(server.rt, { workspace_id });
  officer = await createUser(server.rt, { workspace_id, role: 'compliance' });
  person = await resourceMakers.prospect(server.rt, pm);
});

/** A word that says which column it stands in, and whose. */
const mark = (column: string, whose: string) => `<${column} of ${whose}>`;

/** One row of every table of the register, with a mark in every column that can take one. */
async function plant(id: string): Promise<void> {
  const { workspace_id } = pm;
  const now = clock.now();
  const [message, account, device, campaign, rule, upload] = [
    randomUUID(),
    await resourceMakers.account(server.rt, pm),
    await resourceMakers.device(server.rt, pm),
    await resourceMakers.campaign(server.rt, pm),
    await resourceMakers.rule(server.rt, pm),
    await resourceMakers.import(server.rt, pm),
  ];
  const m = (column: string) => mark(column, id);
  const j = (column: string) => JSON.stringify({ mark: m(column) });
  const keys = await server.rt.keys.people.toWrite(
    server.rt.db as unknown as Tx,
    [{ id, workspace_id }],
    now,
  );
  const statements = [
    sql`insert into messages (id, created_at, workspace_id, prospect_id, portfolio_manager_id, platform, purpose, sealed,
        delivery_status, due_at, updated_at)
      values (${randomUUID()}, ${now}, ${workspace_id}, ${id}, ${pm.id}, 'signal', 'service',
        ${sealWords(keys, id, { text: m('messages.sealed') })}, 'sent', ${now}, ${now})`,
    sql`update prospects set email = ${m('prospects.email')}, name = ${m('prospects.name')}, first_name = ${m('prospects.first_name')},
      last_name = ${m('prospects.last_name')}, language = ${m('prospects.language')}, country = 'BD',
      time_zone = ${m('prospects.time_zone')}, demographics = ${j('prospects.demographics')}::jsonb,
      asset_class_interests = ${JSON.stringify([m('prospects.asset_class_interests')])}::jsonb,
      attributes = ${j('prospects.attributes')}::jsonb, held_reason = ${m('prospects.held_reason')} where id = ${id}`,
    sql`insert into channel_identities (workspace_id, prospect_id, channel, address, source)
      values (${workspace_id}, ${id}, 'signal', ${m('channel_identities.address')}, 'callback')`,
    sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, evidence, occurred_at)
      values (${workspace_id}, ${id}, 'signal', 'marketing', 'granted', ${m('consents.source')}, ${j('consents.evidence')}::jsonb, ${now})`,
    sql`insert into suppressions (workspace_id, address_hash, reason, source, hint, note, lifted_reason, lifted_note, prospect_id, created_at)
      values (${workspace_id}, ${Buffer.from(id)}, 'opted_out', 'pm', ${m('suppressions.hint')}, ${m('suppressions.note')},
        ${m('suppressions.lifted_reason')}, ${m('suppressions.lifted_note')}, ${id}, ${now})`,
    sql`insert into start_links (token, workspace_id, prospect_id, grants, wording)
      values (${id.replaceAll('-', '')}, ${workspace_id}, ${id}, '{telegram:marketing}', ${m('start_links.wording')})`,
    sql`with o as (insert into opt_in_pages (workspace_id, slug, name, language, offers, created_by)
        values (${workspace_id}, ${id.replaceAll('-', '').slice(0, 20)}, 'Stand', 'bn', '{telegram:marketing}', ${pm.id}) returning id)
      insert into opt_in_requests (code, workspace_id, page_id, version, grants, language, created_at, expires_at, prospect_id)
      select ${id
        .replaceAll(/[^0-9A-F]/gi, '')
        .slice(0, 10)
        .toUpperCase()}, ${workspace_id}, o.id, 1, '{telegram:marketing}',
        ${m('opt_in_requests.language')}, ${now}, ${now}, ${id} from o`,
    sql`insert into campaign_recipients (campaign_id, workspace_id, prospect_id) values (${campaign}, ${workspace_id}, ${id})`,
    sql`insert into messages (id, created_at, workspace_id, campaign_id, prospect_id, portfolio_manager_id, platform, purpose, body,
        recipient, content, decision, compliance_flags, delivery_status, due_at, updated_at)
      values (${message}, ${now}, ${workspace_id}, ${campaign}, ${id}, ${pm.id}, 'signal', 'marketing', '{}',
        ${m('messages.recipient')}, ${m('messages.content')}, ${j('messages.decision')}::jsonb,
        ${j('messages.compliance_flags')}::jsonb, 'sent', ${now}, ${now}),
      (${randomUUID()}, ${now}, ${workspace_id}, null, ${id}, ${pm.id}, 'signal', 'service',
        ${JSON.stringify({ signal: { kind: 'text', text: m('messages.body') } })}::jsonb, null, null, null, null, 'pending', ${now}, ${now})`,
    sql`insert into attempts (message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient, claim_token, state,
        detail, intent_at)
      values (${message}, ${now}, 1, ${workspace_id}, ${account}, ${device}, 'signal', ${m('attempts.recipient')}, 1, 'accepted',
        ${m('attempts.detail')}, ${now})`,
    sql`insert into unknown_outcomes (message_id, created_at, attempt, workspace_id, account_id, channel, intent_at, note)
      values (${message}, ${now}, 1, ${workspace_id}, ${account}, 'signal', ${now}, ${m('unknown_outcomes.note')})`,
    sql`with c as (insert into conversations (workspace_id, prospect_id, channel, last_message_at)
        values (${workspace_id}, ${id}, 'signal', ${now}) returning id)
      insert into inbound_messages (workspace_id, conversation_id, prospect_id, channel, account_id, external_id, text, payload,
        occurred_at, received_at)
      select ${workspace_id}, c.id, ${id}, 'signal', ${account}, ${id}, ${m('inbound_messages.text')},
        ${m('inbound_messages.payload')}, ${now}, ${now} from c`,
    sql`insert into message_flags (workspace_id, message_id, created_at, rule_id, rule_version, prospect_id, portfolio_manager_id,
        channel, action, severity, excerpt, matched, note, flagged_at)
      values (${workspace_id}, ${message}, ${now}, ${rule}, 1, ${id}, ${pm.id}, 'signal', 'warn', 'low',
        ${m('message_flags.excerpt')}, ${m('message_flags.matched')}, ${m('message_flags.note')}, ${now})`,
    sql`insert into release_requests (message_id, created_at, workspace_id, asked_by, asked_at, note, text_hash)
      values (${message}, ${now}, ${workspace_id}, ${pm.id}, ${now}, ${m('release_requests.note')}, 'hash')`,
    sql`with q as (insert into privacy_requests (workspace_id, prospect_id, kind, came_by, received_at, due_on)
        values (${workspace_id}, ${id}, 'copy', 'phone', ${now}, '2026-12-20') returning id)
      insert into privacy_request_steps (workspace_id, request_id, step, note, made_at)
      select ${workspace_id}, q.id, 'received', ${m('privacy_request_steps.note')}, ${now} from q`,
    sql`insert into import_changes (import_id, workspace_id, prospect_id, created, before, after)
      values (${upload}, ${workspace_id}, ${id}, false, ${j('import_changes.before')}::jsonb, ${j('import_changes.after')}::jsonb)`,
    sql`insert into events (recorded_at, workspace_id, type, occurred_at, prospect_id, data, decision)
      values (${now}, ${workspace_id}, 'message.sent', ${now}, ${id}, ${j('events.data')}::jsonb, ${j('events.decision')}::jsonb)`,
  ];
  for (const statement of statements) await statement.execute(server.rt.db);
}

const copy = async (user: TestUser, query = '', id = person) =>
  server.app.inject({
    url: `/api/v1/prospects/${id}/copy${query}`,
    headers: { authorization: `Bearer ${await tokenFor(server.rt, user)}` },
  });

describe('a copy of everything kept about a person', () => {
  it('misses no column of the register, in either form, and has nothing of another person', async () => {
    const other = await resourceMakers.prospect(server.rt, pm);
    await plant(other);
    await plant(person);
    const shown = Object.entries(personalData).flatMap(([table, { columns, section, unshown = [] }]) =>
      section === null
        ? []
        : columns
            .filter((column) => !unshown.includes(column))
            .map((column) => ({ section, name: `${table}.${column}` })),
    );
    // Too short for a mark; looked at below.
    const marked = shown.filter(
      ({ name }) => !['prospects.phone_number', 'prospects.country'].includes(name),
    );
    const answer = await copy(officer);
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="person-[0-9a-f]{8}-2026-11-20\.json"$/,
    );
    const made = answer.json<Record<string, unknown>>();
    const text = (value: unknown) => JSON.stringify(value);
    expect(marked.filter(({ section, name }) => !text(made[section]).includes(mark(name, person)))).toEqual(
      [],
    );
    expect(made['person']).toMatchObject({
      country: 'BD',
      phone_number: expect.stringMatching(/^\+44/) as string,
    });
    expect(answer.body).not.toContain(other);

    const page = await copy(officer, '?format=html&language=bn');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('<html lang="bn">');
    const escaped = (name: string) => mark(name, person).replace('<', '&lt;').replace('>', '&gt;');
    expect(marked.filter(({ name }) => !page.body.includes(escaped(name)))).toEqual([]);
    expect(page.body).not.toContain(`of ${person}>`);
    expect(page.body).not.toContain('<script');
  });

  it('is recorded: who, of whom, in which form', async () => {
    await copy(officer, '?format=html');
    const { rows } = await sql<{ actor_id: string; data: unknown }>`
      select actor_id, data from events where prospect_id = ${person} and type = 'export.made'`.execute(
      server.rt.db,
    );
    expect(rows).toEqual([{ actor_id: officer.id, data: { what: 'person', format: 'html' } }]);
  });

  it('is not for portfolio managers, and of nobody elsewhere', async () => {
    expect((await copy(pm)).statusCode).toBe(403);
    const foreign = await createUser(server.rt, {
      workspace_id: (await createWorkspace(server.rt)).id,
      role: 'compliance',
    });
    expect((await copy(foreign)).statusCode).toBe(404);
    expect((await copy(officer, '?format=pdf')).statusCode).toBe(400);
  });
});
