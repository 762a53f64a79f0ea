// The daily removal against a model of its own: what has run out and is not held goes, everything else stays, and the dry run
// said so before.
import { randomUUID } from 'node:crypto';
import {
  cutoffOf,
  clockOf,
  dataClasses,
  regimes,
  type DataClass,
  type Regime,
} from '@sampark/contracts/retention.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resumes, type LedgerEntry } from '../../src/consents/resumes.ts';
import { removeExpired } from '../../src/retention/remove-expired.ts';
import { retentionReport } from '../../src/retention/report.ts';
import { manualClock } from '../support/manual-clock.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, createWorkspace, startTestServer, type TestServer, type TestUser } from '../support/server.ts'; // prettier-ignore

const now = new Date('2026-11-20T10:00:00Z');
let server: TestServer;
const instants = [
  '2015-05-10',
  '2019-12-31',
  '2020-01-01',
  '2021-11-20',
  '2023-10-31',
  '2024-11-05',
  '2025-10-20',
  '2026-05-01',
].map((day) => new Date(`${day}T12:00:00Z`));

beforeAll(async () => {
  server = await startTestServer({ clock: manualClock(now.toISOString()) });
  for (const at of instants) await sql`select ensure_month_partitions(${at}, 1)`.execute(server.rt.db);
});
afterAll(() => server.close());

const kinds = [
  'message',
  'answer',
  'flag',
  'consent',
  'campaign',
  'change',
  'leftover',
  'health',
  'session',
] as const;
type Kind = (typeof kinds)[number];
const classOf: Record<Kind, DataClass> = {
  ...{ message: 'messages', answer: 'messages', flag: 'reviews', consent: 'consents', campaign: 'content' },
  ...{ change: 'imports', leftover: 'callbacks', health: 'senders', session: 'sign_ins' },
};
type Item = { kind: Kind; person: number; campaign: number; manager: number; at: number };
type Hold = { on: 'person' | 'campaign' | 'manager'; of: number } | { on: 'class'; of: DataClass };
type World = { items: Item[]; holds: Hold[]; chosen: Regime[]; months: Partial<Record<DataClass, number>> };

const world: fc.Arbitrary<World> = fc.record({
  items: fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      person: fc.nat(2),
      campaign: fc.nat(1),
      manager: fc.nat(1),
      at: fc.nat(instants.length - 1),
    }),
    { minLength: 5, maxLength: 25 },
  ),
  holds: fc.array(
    fc.oneof(
      fc.record({
        on: fc.constantFrom('person' as const, 'campaign' as const, 'manager' as const),
        of: fc.nat(1),
      }),
      fc.record({ on: fc.constant('class' as const), of: fc.constantFrom(...dataClasses) }),
    ),
    { maxLength: 2 },
  ),
  chosen: fc.subarray([...regimes]),
  months: fc.dictionary(fc.constantFrom(...dataClasses), fc.integer({ min: 90, max: 120 }), { maxKeys: 2 }),
});

type Made = {
  pms: TestUser[];
  people: string[];
  campaigns: string[];
  /** What was made for each item, and the table and column that show whether it is still there. */
  rows: { item: Item; table: string; id: string; gone: string }[];
};

async function build({ items, holds, chosen, months }: World): Promise<Made> {
  const { db } = server.rt;
  const { id: workspace_id } = await createWorkspace(server.rt);
  const pms = [await createUser(server.rt, { workspace_id }), await createUser(server.rt, { workspace_id })];
  const [first, second] = pms as [TestUser, TestUser];
  // Person 0 and 2 are in the first book, person 1 in the second; each campaign is its manager's.
  const people = [
    await resourceMakers.prospect(server.rt, first),
    await resourceMakers.prospect(server.rt, second),
    await resourceMakers.prospect(server.rt, first),
  ];
  const campaigns = [
    await resourceMakers.campaign(server.rt, first),
    await resourceMakers.campaign(server.rt, second),
  ];
  await sql`update campaigns set status = 'completed', completed_at = '2010-01-01', updated_at = '2010-01-01'
    where workspace_id = ${workspace_id}`.execute(db);
  await sql`insert into retention_settings (workspace_id, regimes, months, updated_at)
    values (${workspace_id}, ${chosen}, ${JSON.stringify(months)}::jsonb, ${now})`.execute(db);
  const rows: Made['rows'] = [];
  for (const item of items) rows.push(await buildItem(item, { workspace_id, pms, people, campaigns }));
  for (const hold of holds)
    await sql`insert into legal_holds (workspace_id, kind, prospect_id, campaign_id, portfolio_manager_id, data_class, reason, made_by, made_at)
      values (${workspace_id}, ${hold.on}, ${hold.on === 'person' ? people[hold.of] : null}, ${hold.on === 'campaign' ? campaigns[hold.of] : null},
        ${hold.on === 'manager' ? pms[hold.of]?.id : null}, ${hold.on === 'class' ? hold.of : null}, 'Case', ${first.id}, ${now})`.execute(
      db,
    );
  return { pms, people, campaigns, rows };
}

let versions = 0;

async function buildItem(
  item: Item,
  of: { workspace_id: string; pms: TestUser[]; people: string[]; campaigns: string[] },
): Promise<Made['rows'][number]> {
  const { db } = server.rt;
  const id = randomUUID();
  const { workspace_id } = of;
  const at = instants[item.at] as Date;
  const person = of.people[item.person] as string;
  const campaign = of.campaigns[item.campaign] as string;
  const pm = of.pms[item.manager] as TestUser;
  switch (item.kind) {
    case 'message':
      await sql`insert into messages (id, created_at, workspace_id, campaign_id, prospect_id, portfolio_manager_id, platform, purpose,
          due_at, updated_at, sent_at, attempt, delivery_status, content, recipient, sealed, decision)
        values (${id}, ${at}, ${workspace_id}, ${campaign}, ${person}, ${pm.id}, 'signal', 'marketing', ${at}, ${at}, ${at}, 1, 'read',
          'Dear Amina', '+447400000001', '\\x01', '{"outcome": "send", "flags": [{"excerpt": "Dear"}]}')`.execute(
        db,
      );
      return {
        item,
        table: 'messages',
        id,
        gone: "content is null and sealed is null and recipient is null and decision -> 'flags' is null",
      };
    case 'answer': {
      const conversation = await db
        .insertInto('conversations')
        .values({ workspace_id, prospect_id: person, channel: randomUUID(), last_message_at: now })
        .returning('id')
        .executeTakeFirstOrThrow();
      await sql`insert into inbound_messages (id, workspace_id, conversation_id, prospect_id, channel, account_id, external_id, text,
          occurred_at, received_at)
        values (${id}, ${workspace_id}, ${conversation.id}, ${person}, 'signal', ${randomUUID()}, ${id}, 'Hello', ${at}, ${at})`.execute(
        db,
      );
      return { item, table: 'inbound_messages', id, gone: 'text is null' };
    }
    case 'flag':
      await sql`insert into message_flags (id, workspace_id, message_id, created_at, campaign_id, prospect_id, portfolio_manager_id,
          channel, rule_id, rule_version, action, severity, excerpt, flagged_at, state, verdict, decided_by, decided_at)
        values (${id}, ${workspace_id}, ${randomUUID()}, ${at}, ${campaign}, ${person}, ${pm.id}, 'signal', ${randomUUID()}, 1, 'warn',
          'low', 'Dear', ${at}, 'decided', 'minor', ${pm.id}, ${at})`.execute(db);
      return { item, table: 'message_flags', id, gone: '' };
    case 'consent': {
      // Its own purpose each time, so that one item replaces nothing of another.
      const { rows } = await sql<{ id: number }>`
        insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at, recorded_at)
        select ${workspace_id}, ${person}, 'signal', p, 'granted', 'agreement', ${at}, ${at}
        from unnest(array['marketing', 'service', 'coaching']) p
        where not exists (select from consents c where c.prospect_id = ${person} and c.purpose = p) order by p limit 1 returning id`.execute(
        db,
      );
      const made = rows[0]?.id;
      if (made === undefined) return buildItem({ ...item, kind: 'leftover' }, of);
      await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at, recorded_at)
        select workspace_id, prospect_id, channel, purpose, 'withdrawn', 'agreement', ${at}, ${at} from consents where id = ${made}`.execute(
        db,
      );
      return { item: { ...item, manager: -1 }, table: 'consents', id: String(made), gone: '' };
    }
    case 'campaign': {
      const version = ++versions;
      await sql`insert into content_versions (workspace_id, kind, subject_id, version, content, act, made_by, made_at)
        values (${workspace_id}, 'campaign', ${campaign}, ${version}, '{}', 'changed', ${pm.id}, ${at})`.execute(
        db,
      );
      return { item, table: 'content_versions', id: String(version), gone: '' };
    }
    case 'change': {
      const upload = await resourceMakers.import(server.rt, pm);
      await sql`update imports set finished_at = ${at} where id = ${upload}`.execute(db);
      await sql`insert into import_changes (workspace_id, import_id, prospect_id, created)
        values (${workspace_id}, ${upload}, ${person}, true)`.execute(db);
      return { item, table: 'import_changes', id: upload, gone: '' };
    }
    case 'leftover': {
      const { rows } = await sql<{ id: string }>`
        insert into webhook_leftovers (id, channel, account_id, workspace_id, payload, reason, received_at)
        values (${++versions}, 'signal', ${randomUUID()}, ${workspace_id}, '{}', 'unknown', ${at}) returning id::text as id`.execute(
        db,
      );
      return {
        item: { ...item, kind: 'leftover', person: -1, campaign: -1, manager: -1 },
        table: 'webhook_leftovers',
        id: rows[0]?.id ?? '',
        gone: '',
      };
    }
    case 'health': {
      const device = await resourceMakers.device(server.rt, pm);
      const { rows } = await sql<{
        id: string;
      }>`insert into device_health_history (workspace_id, device_id, health_status, at)
        values (${workspace_id}, ${device}, 'healthy', ${at}) returning id::text as id`.execute(db);
      return {
        item: { ...item, person: -1, campaign: -1, manager: -1 },
        table: 'device_health_history',
        id: rows[0]?.id ?? '',
        gone: '',
      };
    }
    case 'session':
      await sql`insert into sessions (id, workspace_id, user_id, created_at, last_used_at, expires_at)
        values (${id}, ${workspace_id}, ${pm.id}, ${at}, ${at}, ${at})`.execute(db);
      return { item: { ...item, person: -1, campaign: -1 }, table: 'sessions', id, gone: '' };
  }
}

const book = [0, 1, 0];

/** Whether a hold keeps an item, said without SQL. */
function holds(hold: Hold, item: Item, all: readonly Item[]): boolean {
  const wrote = (person: number, campaign: number) =>
    all.some((one) => one.kind === 'message' && one.person === person && one.campaign === campaign);
  if (hold.on === 'class') return hold.of === classOf[item.kind];
  if (hold.on === 'person')
    return item.kind === 'campaign' ? wrote(hold.of, item.campaign) : item.person === hold.of;
  if (hold.on === 'campaign') {
    const byPerson = item.kind === 'answer' || item.kind === 'consent' || item.kind === 'change';
    if (item.kind === 'session' || item.person < 0) return false;
    return byPerson ? wrote(item.person, hold.of) : item.campaign === hold.of;
  }
  if (item.kind === 'answer' || item.kind === 'consent') return book[item.person] === hold.of;
  if (item.kind === 'message') return item.manager === hold.of || book[item.person] === hold.of;
  if (item.kind === 'campaign') return item.manager === hold.of || item.campaign === hold.of;
  return item.manager === hold.of;
}

async function isThere({ table, id, gone }: Made['rows'][number]): Promise<boolean> {
  const key = table === 'content_versions' ? 'version' : table === 'import_changes' ? 'import_id' : 'id';
  const { rows } = await sql<{ gone: boolean }>`
    select ${gone === '' ? sql`false` : sql.raw(gone)} as gone from ${sql.table(table)} where ${sql.ref(key)}::text = ${id}`.execute(
    server.rt.db,
  );
  return rows.length > 0 && rows[0]?.gone === false;
}

it('removes what has run out and nothing that is held, as the dry run said', async () => {
  const seen = { removed: 0, held: 0 };
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const made = await build(given);
      const workspace = made.pms[0]?.workspace_id ?? '';
      const items = made.rows.map((row) => row.item);
      const expected = made.rows.map((row) => {
        const clock = clockOf(
          { regimes: given.chosen, months: given.months },
          'mcep',
          classOf[row.item.kind],
        );
        const expired = (instants[row.item.at] as Date) < cutoffOf(clock, now);
        const held = given.holds.some((hold) => holds(hold, row.item, items));
        return { ...row, expired, held };
      });
      const before = await retentionReport(server.rt.db, workspace, now);
      for (const one of dataClasses) {
        if (one === 'trail') continue;
        const of = expected.filter((row) => classOf[row.item.kind] === one && row.expired);
        const line = before.classes.find((row) => row.data_class === one);
        expect([one, line?.due, line?.held]).toEqual([
          one,
          of.filter((row) => !row.held).length,
          of.filter((row) => row.held).length,
        ]);
      }
      const removed = await removeExpired(server.rt, workspace);
      for (const row of expected)
        expect([row.item, row.held, await isThere(row)]).toEqual([
          row.item,
          row.held,
          !row.expired || row.held,
        ]);
      const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
      expect(total(removed)).toBe(
        before.classes.reduce((sum, one) => sum + (one.data_class === 'trail' ? 0 : one.due), 0),
      );
      const { rows: entries } = await sql<{ count: number }>`
        select coalesce(sum((data ->> 'count')::int), 0)::int as count from events
        where workspace_id = ${workspace} and type = 'retention.removed'`.execute(server.rt.db);
      expect(entries[0]?.count).toBe(total(removed));
      // A second run finds nothing, and the report says so.
      expect(await removeExpired(server.rt, workspace)).toEqual({});
      seen.removed += total(removed);
      seen.held += expected.filter((row) => row.expired && row.held).length;
    }),
    { numRuns: 12, seed: 7 },
  );
  expect(seen.removed).toBeGreaterThan(20);
  expect(seen.held).toBeGreaterThan(5);
});

it('leaves what is still on its way, however old', async () => {
  const { rt } = server;
  const pm = await createUser(rt, { workspace_id: (await createWorkspace(rt)).id });
  const at = instants[0] as Date;
  const id = randomUUID();
  await sql`insert into messages (id, created_at, workspace_id, prospect_id, portfolio_manager_id, platform, purpose, due_at, updated_at,
      attempt, delivery_status, content)
    values (${id}, ${at}, ${pm.workspace_id}, ${randomUUID()}, ${pm.id}, 'signal', 'service', ${at}, ${at}, 1, 'unknown', 'Dear')`.execute(
    rt.db,
  );
  await sql`insert into open_messages select id, created_at, workspace_id, campaign_id, 'unknown', created_at
    from messages where id = ${id}`.execute(rt.db);
  expect(await removeExpired(rt, pm.workspace_id)).toEqual({});
  await sql`delete from open_messages where message_id = ${id}`.execute(rt.db);
  expect(await removeExpired(rt, pm.workspace_id)).toEqual({ 'messages.sent': 1 });
});

/** What the ledger means, beside how long it is: the state, and whether the platform's switch alone brings consent back. */
async function meaning(people: readonly string[]) {
  const { rows } = await sql<{ granted: boolean | null; entries: LedgerEntry[]; length: number }>`
    select s.granted, count(c.*)::int as length, coalesce(jsonb_agg(jsonb_build_object('action', c.action, 'source', c.source,
      'by_person', c.by_person) order by c.id) filter (where c.action = 'withdrawn' or i.voided_at is null), '[]') as entries
    from unnest(${people}::uuid[]) with ordinality p(id, n) left join consents c on c.prospect_id = p.id
    left join imports i on i.id = c.import_id left join consent_state s on s.prospect_id = p.id
    group by p.n, s.granted order by p.n`.execute(server.rt.db);
  return rows.map((row) => ({ granted: row.granted, resumes: resumes(row.entries), length: row.length }));
}

it('leaves what the ledger says as it was, whatever the order of stops and grants and whatever is held', async () => {
  const { rt } = server;
  const writers = ['person', 'platform', 'colleague', 'pretended', 'import', 'undone'] as const;
  const entry = fc.record({
    by: fc.constantFrom(...writers),
    action: fc.constantFrom('granted', 'withdrawn'),
    at: fc.nat(instants.length - 1),
  });
  const ledgers = fc.sample(fc.array(entry, { minLength: 1, maxLength: 6 }), { numRuns: 200, seed: 3 });
  const pm = await createUser(rt, { workspace_id: (await createWorkspace(rt)).id });
  const { workspace_id } = pm;
  const [kept, undone] = [await resourceMakers.import(rt, pm), await resourceMakers.import(rt, pm)];
  await sql`update imports set voided_at = ${now} where id = ${undone}`.execute(rt.db);
  const people: string[] = [];
  for (const ledger of ledgers) {
    const id = await resourceMakers.prospect(rt, pm);
    people.push(id);
    await sql`delete from relationships where prospect_id = ${id}`.execute(rt.db);
    const imports: Partial<Record<(typeof writers)[number], string>> = { import: kept, undone };
    const rows = ledger
      .toSorted((a, b) => a.at - b.at)
      .map(({ by, action, at }) => ({
        ...{ action, at: instants[at], by_person: by === 'person' || by === 'platform' },
        source: by === 'pretended' ? 'platform' : by,
        recorded_by: by === 'colleague' ? pm.id : null,
        import_id: imports[by] ?? null,
      }));
    await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at, recorded_at,
        recorded_by, import_id)
      select ${workspace_id}, ${id}, 'signal', 'coaching', action, source, by_person, at, at, recorded_by, import_id
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(action text, source text, by_person boolean, at timestamptz, recorded_by uuid, import_id uuid)`.execute(
      rt.db,
    );
  }
  // Keeps what they recorded, and so lets entries around it go.
  await sql`insert into legal_holds (workspace_id, kind, portfolio_manager_id, reason, made_by, made_at)
    values (${workspace_id}, 'manager', ${pm.id}, 'Case', ${pm.id}, ${now})`.execute(rt.db);
  const before = await meaning(people);
  expect((await removeExpired(rt, workspace_id))['consents.ledger']).toBeGreaterThan(30);
  const after = await meaning(people);
  for (const [n, was] of before.entries()) {
    expect([ledgers[n], after[n]?.granted]).toEqual([ledgers[n], was.granted]);
    if (!was.resumes) expect([ledgers[n], after[n]?.resumes]).toEqual([ledgers[n], false]);
  }
});

it('keeps the person’s own stop when somebody here records a grant after it', async () => {
  const { rt } = server;
  const pm = await createUser(rt, { workspace_id: (await createWorkspace(rt)).id });
  const id = await resourceMakers.prospect(rt, pm);
  for (const [action, by_person, at] of [['granted', false, '2015-05-10'], ['withdrawn', true, '2015-06-01'], ['granted', false, '2019-12-31']] as const)
    await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at, recorded_at)
      values (${pm.workspace_id}, ${id}, 'signal', 'coaching', ${action}, 'import', ${by_person}, ${at}, ${at})`.execute(rt.db);
  expect(await removeExpired(rt, pm.workspace_id)).toEqual({ 'consents.ledger': 1 });
  expect(await meaning([id])).toEqual([{ granted: false, resumes: false, length: 2 }]);
}); // prettier-ignore
