// A person who was imported, took part in three campaigns, was flagged, answered and opted out is erased: nothing of them is left
// in any column of any table, in any export or file, what is sealed cannot be opened, the trail verifies, the numbers stay, and
// nobody takes them up or writes to them again.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Erasure } from '@sampark/contracts/privacy.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyExport, verifyTrail, writeExport } from '../../src/cli/audit.ts';
import { applyReceipts } from '../../src/delivery/apply-receipts.ts';
import { importFile } from '../../src/cli/import.ts';
import { followAnalytics } from '../../src/analytics/follow-analytics.ts';
import { sealLog } from '../../src/audit/seal-log.ts';
import { keepErased } from '../../src/privacy/erase/keep-erased.ts';
import { routes } from '../../src/routes.ts';
import { applyEvents } from '../../src/webhooks/apply-events.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import { createUser, tokenFor, type TestUser } from '../support/server.ts';

const phone = '+8801712998877';
const secrets = [
  'Zubaida',
  'Quarishi',
  'zubaida.q@example.test',
  '8801712998877',
  '1712-998877',
  'Lighthouse club',
];
const csv = `name,phone,email,club,consent\nZubaida Quarishi,01712-998877,zubaida.q@example.test,Lighthouse club,yes\nZubaida Quarishi,not a number,zubaida.q@example.test,,\n`;

let stage: Stage;
let officer: TestUser;
let person: string;
let proof: Erasure;
let numbers: Awaited<ReturnType<typeof analytics>>;
const folder = mkdtempSync(join(tmpdir(), 'erase-'));

const ask = async (by: TestUser, method: 'GET' | 'POST', path: string, payload?: object) =>
  stage.server.ask(method, `/api/v1${path}`, {
    token: await tokenFor(stage.rt, by),
    ...(payload && { payload }),
  });

async function doImport(name: string) {
  const file = join(folder, name);
  writeFileSync(file, csv);
  const { rows } = await sql<{ slug: string; email: string }>`
    select w.slug, u.email from users u join workspaces w on w.id = u.workspace_id where u.id = ${stage.pm.id}`.execute(
    stage.rt.db,
  );
  const [by] = rows;
  return importFile(
    stage.rt,
    { file, workspace: by?.slug ?? '', user: by?.email ?? '', default_country: 'BD' },
    () => {},
  );
}

/** Every column of every table as text, bytes too; where a secret stands. */
async function found(): Promise<string[]> {
  const { rows: columns } = await sql<{ table: string; column: string; type: string }>`
    select c.relname as table, a.attname as column, a.atttypid::regtype::text as type
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped`.execute(stage.rt.db);
  expect(columns.length).toBeGreaterThan(400);
  const hits: string[] = [];
  for (const [table, own] of Map.groupBy(columns, (one) => one.table)) {
    const looks = own.map(({ column, type }) => {
      const text =
        type === 'bytea' ? sql`encode(${sql.ref(column)}, 'escape')` : sql`${sql.ref(column)}::text`;
      const any = sql.join(
        secrets.map((one) => sql`${text} ilike ${`%${one}%`}`),
        sql` or `,
      );
      return sql`count(*) filter (where ${any})::int as ${sql.ref(column)}`;
    });
    const { rows } = await sql<
      Record<string, number>
    >`select ${sql.join(looks)} from ${sql.table(table)}`.execute(stage.rt.db);
    for (const [column, count] of Object.entries(rows[0] ?? {}))
      if (count > 0) hits.push(`${table}.${column}`);
  }
  return hits.sort();
}

const shows = (text: string) => secrets.filter((one) => text.toLowerCase().includes(one.toLowerCase()));

/** Counted from the log by the follower that counts, in each of its tables. */
const analytics = async () => {
  while ((await followAnalytics(stage.rt)).handled > 0) continue;
  const counted = await Promise.all(
    (['campaign_totals', 'rollups', 'scope_rollups'] as const).map(async (table) => {
      const { rows } = await sql<{ metric: string; count: number }>`
        select metric, channel, code, sum(count)::int as count from ${sql.table(table)}
        group by 1, 2, 3 order by 1, 2, 3`.execute(stage.rt.db);
      return [table, rows] as const;
    }),
  );
  const { rows: sent } = await sql`
    select campaign_id, platform, delivery_status, count(*)::int as count from messages where sent_at is not null
    group by 1, 2, 3 order by 1, 2, 3`.execute(stage.rt.db);
  const reports = await Promise.all(
    campaigns.map(async (id) => (await ask(officer, 'GET', `/campaigns/${id}`)).json<object>()),
  );
  return { counted: Object.fromEntries(counted), sent, reports };
};
const campaigns: string[] = [];

beforeAll(async () => {
  stage = await openStage();
  const { rt, pm } = stage;
  const { workspace_id } = pm;
  officer = await createUser(rt, { workspace_id, role: 'compliance' });
  await sql`insert into retention_settings (workspace_id, regimes, months, updated_at)
    values (${workspace_id}, '{}', '{}', ${rt.clock.now()})`.execute(rt.db);
  await stage.account('signal');
  const lanes = await stage.lanes();
  const first = await doImport('first.csv');
  if (first.rows_imported !== 1 || first.rows_rejected !== 1) throw new Error(JSON.stringify(first));
  const { rows } = await sql<{ id: string }>`select id from prospects where phone_number = ${phone}`.execute(
    rt.db,
  );
  person = rows[0]?.id ?? '';
  for (const purpose of ['marketing', 'service'])
    await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, evidence, occurred_at)
      values (${workspace_id}, ${person}, 'signal', ${purpose}, 'granted', 'form', ${JSON.stringify({ said: 'Zubaida Quarishi agrees' })},
        ${rt.clock.now()})`.execute(rt.db);
  await ask(officer, 'POST', '/compliance/rules', {
    ...{
      name: 'No promises',
      explanation: 'Promise nothing.',
      action: 'warn',
      severity: 'high',
      source: null,
    },
    ...{ condition: { terms: ['sure thing'] }, effective_from: null, effective_to: null },
    examples: [
      { text: 'A sure thing!', expect: 'flag' },
      { text: 'No.', expect: 'pass' },
    ],
  });
  for (const text of [
    'Dear {{ name }}, it is a sure thing',
    'To {{ first_name }}',
    'Dear {{ name }}, from us',
  ]) {
    const id = await stage.campaign([{ id: person, phone, channel: 'signal' }], { message_content: text });
    campaigns.push(id);
    await lanes.refresh();
    stage.clock.advance(1_000);
    if (campaigns.length < 3) await stage.send(lanes, (await stage.claim(lanes, id)).intents);
    stage.clock.advance(60_000);
  }
  await aimAtThem();
  const [account] = [...lanes.lanes.keys()];
  const refusal = "please don't write to me again, Zubaida Quarishi";
  for (const text of ['This is Zubaida Quarishi', refusal, 'STOP'])
    await rt.db.transaction().execute((tx) =>
      applyEvents(
        rt,
        tx,
        rt.clock.now(),
        [
          {
            ...{ webhook_id: 1, account_id: account ?? '', workspace_id },
            ...{ channel: 'signal' as const, received_at: rt.clock.now() },
            event: {
              ...{ kind: 'inbound', external_id: randomUUID(), from: phone },
              ...{ from_name: 'Zubaida Quarishi', text, message_kind: 'text', at: rt.clock.now() },
            },
          },
        ],
        applyReceipts,
      ),
    );
  // A colleague heard it from them, in words, and lets the held person go.
  const acts = [
    ['release', { reason: 'Zubaida called' }],
    [
      'consents',
      { channel: 'signal', purpose: 'coaching', action: 'withdrawn', source: 'Call with Zubaida Quarishi' },
    ],
  ] as const;
  for (const [act, payload] of acts) {
    const { statusCode } = await ask(pm, 'POST', `/prospects/${person}/${act}`, payload);
    if (statusCode >= 300) throw new Error(`${act}: ${statusCode}`);
  }
  const [flag] = (await ask(officer, 'GET', '/compliance/flags')).json<{ items: { id: string }[] }>().items;
  await ask(officer, 'POST', '/compliance/flags', {
    ids: [flag?.id],
    change: { verdict: 'violation', note: 'I spoke with Zubaida' },
  });
  // What a colleague noted before notes were sealed.
  await sql`insert into unknown_outcomes (message_id, created_at, attempt, workspace_id, account_id, channel, intent_at, note)
    select m.id, m.created_at, 1, m.workspace_id, ${account}, 'signal', m.created_at, 'Rang Zubaida' from messages m
    where m.prospect_id = ${person} limit 1`.execute(rt.db);
  await ask(officer, 'GET', `/prospects/${person}/copy`);
  numbers = await analytics();
});
afterAll(() => stage?.close());

/** Colleagues looked for them by what they know: in a segment, in a campaign with several versions, in one that was launched. */
async function aimAtThem(): Promise<void> {
  const condition = {
    any: [
      { field: 'email', op: 'contains', value: 'zubaida.q@example.test' },
      { field: 'email', op: 'contains', value: 'somebody.else@example.test' },
      { field: 'phone_number', op: 'starts_with', value: '+8801712998877' },
      {
        all: [
          { field: 'name', op: 'contains', value: 'Quarishi' },
          { not: { field: 'country', op: 'in', value: ['GB'] } },
        ],
      },
      { field: 'attributes', key: 'adviser of', op: 'equals', value: 'Zubaida Quarishi' },
    ],
  };
  const made = async (path: string, payload: object) => {
    const answer = await ask(stage.pm, 'POST', path, payload);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<{ id: string }>();
  };
  const segment = await made('/segments', { name: 'Known by name', condition });
  const aimed = { message_content: 'Hello', channel_order: ['signal'] };
  const { id } = await made('/campaigns', { name: 'By condition', ...aimed, target_segment: { condition } });
  const patched = await stage.server.ask('PATCH', `/api/v1/campaigns/${id}`, {
    ...{ token: await tokenFor(stage.rt, stage.pm), headers: { 'if-match': '"1"' } },
    payload: { target_segment: { condition: { not: condition } } },
  });
  if (patched.statusCode !== 200) throw new Error(patched.body);
  const frozen = await made('/campaigns', {
    name: 'By segment',
    ...aimed,
    target_segment: { segment_id: segment.id },
  });
  const launched = await ask(stage.pm, 'POST', `/campaigns/${frozen.id}/launch`);
  if (launched.statusCode !== 200) throw new Error(launched.body);
}

describe('erasure', () => {
  it('finds them before, so that not finding them means something', async () => {
    expect(await found()).toEqual(
      expect.arrayContaining([
        'prospects.name',
        'import_rejects.record',
        'consents.evidence',
        'attempts.recipient',
        ...['segments.condition', 'content_versions.content'],
        ...['campaigns.target_segment', 'campaigns.frozen_segment'],
      ]),
    );
    // What was written to and by them is sealed already.
    const sealed = /^(?:messages|inbound_messages|message_flags|conversations|events)\./;
    expect((await found()).filter((one) => sealed.test(one))).toEqual([]);
    const copy = (await ask(officer, 'GET', `/prospects/${person}/copy`)).body;
    for (const text of ['it is a sure thing', 'This is Zubaida', 'I spoke with Zubaida'])
      expect(copy).toContain(text);
    // And as a page: what was lived through, in words.
    const page = (await ask(officer, 'GET', `/prospects/${person}/copy?format=html`)).body;
    const said = page.replaceAll(/<style>.*?<\/style>|<[^>]+>/gs, ' ');
    expect(said).toContain('it is a sure thing');
    expect(said).toContain('You wrote a word that stops messages');
    expect(said).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/i);
    expect(said.match(/(?<![\w@.-])[a-z]+(?:_[a-z]+)+(?![\w@])/g)).toBeNull();
  });

  it('says in the trail what was let go and where a consent came from, to whoever may read it', async () => {
    const { rows } = await sql<{ type: string }>`
      select type from events where prospect_id = ${person} and type in ('prospect.held', 'prospect.released')
        or prospect_id = ${person} and starts_with(data->>'source', 'sealed:1:') order by id`.execute(
      stage.rt.db,
    );
    expect(rows.map((one) => one.type)).toEqual(['prospect.held', 'prospect.released', 'consent.withdrawn']);
    const timeline = (await ask(officer, 'GET', `/prospects/${person}/timeline`)).body;
    for (const words of ['Zubaida called', 'Call with Zubaida Quarishi']) expect(timeline).toContain(words);
  });

  it('destroys the key and everything in the open', async () => {
    const answer = await ask(officer, 'POST', `/prospects/${person}/erase`, {
      reason: 'person_request',
      confirm: true,
    });
    expect(answer.statusCode, answer.body).toBe(200);
    proof = answer.json();
    expect(proof).toMatchObject({ key: { state: 'destroyed' }, cancelled: 1 });
    const { rows } = await sql`select wrapped_key, destroyed_at is not null as proof from person_keys
      where prospect_id = ${person}`.execute(stage.rt.db);
    expect(rows).toEqual([{ wrapped_key: null, proof: true }]);
    expect(await found()).toEqual([]);
  });

  it('says in conditions where they stood, keeps the rest of them, and counts them in the trail', async () => {
    const { rows } = await sql<{ condition: { any: { value?: unknown }[] }; version: number }>`
      select condition, version from segments`.execute(stage.rt.db);
    expect(rows[0]?.version).toBe(2);
    expect(rows[0]?.condition.any).toEqual([
      { field: 'email', op: 'contains', value: '[erased]' },
      { field: 'email', op: 'contains', value: 'somebody.else@example.test' },
      { field: 'phone_number', op: 'starts_with', value: '[erased]' },
      {
        all: [
          { field: 'name', op: 'contains', value: '[erased]' },
          { not: { field: 'country', op: 'in', value: ['GB'] } },
        ],
      },
      { field: 'attributes', key: 'adviser of', op: 'equals', value: '[erased]' },
    ]);
    const { rows: told } = await sql<{ emptied: Record<string, number> }>`
      select data -> 'emptied' as emptied from events where type = 'prospect.erased' and prospect_id = ${person}`.execute(
      stage.rt.db,
    );
    expect(told[0]?.emptied).toMatchObject({ segments: 1, campaigns: 2, content_versions: 2 });
  });

  it('leaves nothing in an export, a copy, a page or a file', async () => {
    await sealAll();
    const { rows: imports } = await sql<{ id: string }>`select id from imports`.execute(stage.rt.db);
    const exports = [
      `/prospects/${person}/copy`,
      `/prospects/${person}/copy?format=html`,
      '/audit/export',
      '/analytics/export?kind=series',
      '/analytics/export?kind=campaigns',
      ...imports.map(({ id }) => `/imports/${id}/rejects`),
      ...campaigns.flatMap((id) => [`/campaigns/${id}/record`, `/campaigns/${id}/missing-variables/export`]),
    ];
    const pages = [
      `/prospects/${person}/timeline`,
      `/messages?prospect_id=${person}`,
      ...[
        '/compliance/flags',
        '/conversations',
        '/audit',
        '/prospects',
        '/consents',
        '/opt-outs',
        '/suppressions',
      ],
      ...['/privacy-requests', '/notifications', '/legal-holds'],
    ];
    for (const path of [...exports, ...pages]) {
      const answer = await ask(officer, 'GET', path);
      expect(answer.statusCode, `${path} ${answer.body}`).toBe(200);
      expect(shows(answer.body), path).toEqual([]);
    }
    // Every route that gives a file is among them.
    const pattern = (url: string) =>
      new RegExp(`^${url.replace('/api/v1', '').replaceAll(/:\w+/g, '[^/]+')}(?:$|[?])`);
    const files = routes.filter(
      ({ url, method, produces, access }) =>
        method === 'GET' &&
        produces !== undefined &&
        'roles' in access &&
        produces !== 'text/event-stream' &&
        !produces.startsWith('image/') && // a code to scan, a firm's logo
        !exports.some((path) => pattern(url).test(path)),
    );
    expect(files.map((one) => one.url)).toEqual([]);
    const file = join(folder, 'trail.jsonl');
    const { rows } = await sql<{
      slug: string;
    }>`select slug from workspaces where id = ${stage.pm.workspace_id}`.execute(stage.rt.db);
    await writeExport(
      stage.rt,
      stage.rt.config.databaseUrl,
      { workspace: rows[0]?.slug ?? '', file },
      () => {},
    );
    expect(shows(readFileSync(file, 'utf8'))).toEqual([]);
    const left = readdirSync(stage.rt.config.dataDir, { recursive: true, encoding: 'utf8' })
      .map((name) => join(stage.rt.config.dataDir, name))
      .filter((path) => statSync(path).isFile() && shows(readFileSync(path, 'latin1')).length > 0);
    expect(left).toEqual([]);
    const lines: string[] = [];
    const said = (line: string) => void lines.push(line);
    expect(await verifyTrail(stage.rt, stage.rt.config.databaseUrl, {}, said), lines.join('\n')).toBe(0);
    expect(await verifyExport({ file }, said), lines.join('\n')).toBe(0);
  });

  it('nothing sealed for them opens with any key there is', async () => {
    const { rows } = await sql<{ sealed: Buffer }>`
      select sealed from messages where prospect_id = ${person} and sealed is not null
      union all select decode(substr(m[1], 10), 'base64') from events e,
        regexp_matches(coalesce(e.data::text, '') || coalesce(e.decision::text, ''), 'sealed:1:[A-Za-z0-9+/=]+', 'g') m
        where e.prospect_id = ${person}`.execute(stage.rt.db);
    expect(rows.length).toBeGreaterThan(3);
    const { rows: everybody } = await sql<{ id: string }>`select prospect_id as id from person_keys`.execute(
      stage.rt.db,
    );
    const keys = await stage.rt.keys.people.toRead(stage.rt.db, everybody.map((row) => row.id)); // prettier-ignore
    for (const { sealed } of rows) {
      expect(keys.open(person, 'messages.sealed', sealed)).toBeNull();
      for (const { id } of everybody) {
        if (!keys.has(id)) continue;
        expect(() => keys.open(id, 'messages.sealed', sealed)).toThrow();
      }
      for (const version of stage.rt.keys.people.master.versions())
        expect(await stage.rt.keys.people.master.unwrap([{ person, version, wrapped: sealed }])).toEqual([
          'broken',
        ]);
    }
  });

  it('leaves the numbers as they were; only what was still to be sent counts as cancelled', async () => {
    const after = await analytics();
    const counts = (of: typeof numbers, among: (metric: string) => boolean) =>
      Object.entries(of.counted).map(([table, rows]) => [table, rows.filter((row) => among(row.metric))]);
    const stays = (metric: string) => metric !== 'cancelled' && metric !== 'finished';
    expect(counts(after, stays)).toEqual(counts(numbers, stays));
    expect(numbers.counted['campaign_totals']?.length).toBeGreaterThan(5);
    const total = (of: typeof numbers, metric: string) =>
      of.counted['campaign_totals']?.find((row) => row.metric === metric)?.count ?? 0;
    for (const metric of ['cancelled', 'finished'])
      expect(total(after, metric), metric).toBe(total(numbers, metric) + 1);
    expect(after.sent).toEqual(numbers.sent);
    // The two campaigns that went out; the third had only what was cancelled.
    expect(after.reports.slice(0, 2)).toEqual(numbers.reports.slice(0, 2));
  });

  it('is told to whoever imports them again, and nobody can write to them', async () => {
    const again = await doImport('again.csv');
    expect(again).toMatchObject({ rows_imported: 0, rows_rejected: 2 });
    const { rows } = await sql<{ code: string; record: unknown }>`
      select code, record from import_rejects where import_id = ${again.id} order by row_number`.execute(
      stage.rt.db,
    );
    expect(rows[0]).toEqual({ code: 'person_erased', record: [] });
    const sent = await ask(stage.pm, 'POST', '/messages', { prospect_id: person, content: 'Hello' });
    expect(sent.statusCode).toBe(404);
    const { rows: waiting } = await sql`select 1 from message_queue q join messages m on m.id = q.message_id
      where m.prospect_id = ${person}`.execute(stage.rt.db);
    expect(waiting).toEqual([]);
  });

  it('comes back from the list beside the data when a backup is restored', async () => {
    // As the backup has them: a row, a number and a key that was not destroyed.
    await sql`update prospects set erased_at = null, phone_number = ${phone}, name = 'Zubaida Quarishi' where id = ${person}`.execute(
      stage.rt.db,
    );
    await sql`update person_keys set wrapped_key = ${Buffer.alloc(61)}, destroyed_at = null where prospect_id = ${person}`.execute(
      stage.rt.db,
    );
    await sql`delete from import_rejects`.execute(stage.rt.db);
    await keepErased(stage.rt);
    expect(await found()).toEqual([]);
    const { rows } = await sql<{ reason: string }>`
      select e.data ->> 'reason' as reason from events e join person_keys k on k.prospect_id = e.prospect_id and k.wrapped_key is null
      where e.prospect_id = ${person} and e.type = 'prospect.erased' order by e.id desc limit 1`.execute(
      stage.rt.db,
    );
    expect(rows).toEqual([{ reason: 'restored_backup' }]);
  });
});

async function sealAll(): Promise<void> {
  stage.clock.advance(1_000);
  for (;;) {
    const sealed = await sealLog(stage.rt);
    if (sealed.kind === 'sealed' && sealed.entries === 0) return;
  }
}
