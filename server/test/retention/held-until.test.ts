// Until when a person's records have to stay, and why.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prospectRoutes } from '../../src/prospects/routes.ts';
import { retentionRoutes } from '../../src/retention/routes.ts';
import { heldUntil } from '../../src/retention/held-until.ts';
import { manualClock } from '../support/manual-clock.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, createWorkspace, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts'; // prettier-ignore

const clock = manualClock('2026-11-20T10:00:00Z');
let server: TestServer;
let pm: TestUser;
let officer: TestUser;
let person: string;

beforeAll(
  async () => (server = await startTestServer({ clock, routes: [...retentionRoutes, ...prospectRoutes] })),
);
afterAll(() => server.close());
beforeEach(async () => {
  const { id: workspace_id } = await createWorkspace(server.rt);
  pm = await createUser(server.rt, { workspace_id });
  officer = await createUser(server.rt, { workspace_id, role: 'compliance' });
  person = await resourceMakers.prospect(server.rt, pm);
});

const ask = async (id = person) =>
  (await heldUntil(server.rt.db, pm.workspace_id, [id], clock.now())).get(id);

async function message(sent: string | null, campaign: string | null = null): Promise<void> {
  const at = new Date(sent ?? '2026-11-19T10:00:00Z');
  await sql`select ensure_month_partitions(${at}, 1)`.execute(server.rt.db);
  await sql`insert into messages (id, created_at, workspace_id, campaign_id, prospect_id, portfolio_manager_id, platform, purpose,
      due_at, updated_at, sent_at, attempt, delivery_status)
    values (${randomUUID()}, ${at}, ${pm.workspace_id}, ${campaign}, ${person}, ${pm.id}, 'signal', 'marketing', ${at}, ${at},
      ${sent === null ? null : at}, ${sent === null ? 0 : 1}, ${sent === null ? 'cancelled' : 'sent'})`.execute(
    server.rt.db,
  );
}

async function consent(at: string): Promise<void> {
  await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at, recorded_at)
    values (${pm.workspace_id}, ${person}, 'signal', 'marketing', 'granted', 'agreement', ${at}, ${at})`.execute(
    server.rt.db,
  );
}

async function hold(kind: string, column: string, value: string, reason = 'Case 12'): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into legal_holds (workspace_id, kind, ${sql.ref(column)}, reason, made_by, made_at)
    values (${pm.workspace_id}, ${kind}, ${value}, ${reason}, ${officer.id}, ${clock.now()}) returning id`.execute(
    server.rt.db,
  );
  return rows[0]?.id ?? '';
}

const choose = (...regimes: string[]) =>
  sql`insert into retention_settings (workspace_id, regimes, updated_at) values (${pm.workspace_id}, ${regimes}, ${clock.now()})`.execute(
    server.rt.db,
  );

describe('clocks', () => {
  it('nothing keeps a person nobody ever wrote to', async () => {
    await message(null);
    expect(await ask()).toBeUndefined();
  });

  it('runs from the newest record, in or out, under the longest rule of the workspace', async () => {
    await message('2026-03-05T10:00:00Z');
    await message('2024-01-05T10:00:00Z');
    await choose('sec_finra');
    expect(await ask()).toEqual({
      until: new Date('2029-04-01T00:00:00Z'),
      because: [
        {
          ...{ kind: 'clock', data_class: 'messages', source: 'SEC Rule 17a-4(b)(4)' },
          until: new Date('2029-04-01T00:00:00Z'),
        },
      ],
    });
    await consent('2026-11-01T10:00:00Z');
    const held = await ask();
    expect(held?.until).toEqual(new Date('2032-12-01T00:00:00Z'));
    expect(held?.because.map((one) => one.kind === 'clock' && one.data_class)).toEqual([
      'consents',
      'messages',
    ]);
  });

  it('of what somebody agreed to keeps them from deletion while a law speaks, our own minimum does not', async () => {
    await choose('sec_finra');
    await consent('2026-11-01T10:00:00Z');
    expect(await remove()).toEqual([409, 'prospect_has_history']);
    await sql`update retention_settings set regimes = '{}' where workspace_id = ${pm.workspace_id}`.execute(
      server.rt.db,
    );
    expect(await remove()).toEqual([204, undefined]);
  });

  it('does not name a clock that has run out', async () => {
    await choose('shoktiai');
    await message('2025-10-31T23:00:00Z');
    expect(await ask()).toBeUndefined();
    await message('2025-11-01T00:00:00Z');
    expect((await ask())?.until).toEqual(new Date('2026-12-01T00:00:00Z'));
  });
});

const remove = async () => {
  const answer = await server.ask('DELETE', `/api/v1/prospects/${person}`, {
    token: await tokenFor(server.rt, pm),
  });
  return [answer.statusCode, answer.body === '' ? undefined : answer.json<{ code: string }>().code];
};

describe('a choice', () => {
  type Report = { classes: { data_class: string; due: number; months: number; lawful_source: string }[] };
  const put = async (payload: object, more: { path?: string; version?: number } = {}) => {
    const answer = await server.ask(more.path ? 'POST' : 'PUT', `/api/v1/retention${more.path ?? ''}`, {
      token: await tokenFor(server.rt, officer),
      headers: { 'if-match': `"${more.version ?? 0}"` },
      payload,
    });
    return { status: answer.statusCode, ...answer.json<Report & { code?: string; errors?: object[] }>() };
  };
  const line = (report: Report, of: string) => report.classes.find((one) => one.data_class === of);

  it('is tried before it is made, and what the trial says is what the choice then does', async () => {
    await message('2022-03-05T10:00:00Z');
    await sql`update messages set content = 'Dear' where workspace_id = ${pm.workspace_id}`.execute(
      server.rt.db,
    );
    const own = { messages: 60, imports: 24 };
    const [long, short] = [
      { regimes: ['sec_finra'], months: own },
      { regimes: ['sec_finra'], months: {} },
    ];
    expect(line(await put(long, { path: '/preview' }), 'messages')).toMatchObject({ due: 0, months: 60 });
    const tried = await put(short, { path: '/preview' });
    expect(line(tried, 'messages')).toMatchObject({
      ...{ due: 1, months: 36, lawful_source: 'SEC Rule 17a-4(b)(4)' },
    });
    const now = await server.ask('GET', '/api/v1/retention', { token: await tokenFor(server.rt, officer) });
    expect(line(now.json(), 'messages')).toMatchObject({ due: 0 });
    const made = await put({ ...short, reason: 'We are a broker-dealer.' });
    expect([made.status, made.classes]).toEqual([200, tried.classes]);
    const longer = await put({ ...long, reason: 'Our own rule.' }, { version: 1 });
    expect([line(longer, 'messages'), line(longer, 'imports')]).toMatchObject([{ due: 0 }, { months: 24 }]);
    // The proof of a message stays as long as the message.
    expect(line(longer, 'consents')?.months).toBe(72);
  });

  it('below the law is refused with the rule that asks, unless other rules apply', async () => {
    const months = { messages: 24, senders: 1 };
    for (const path of ['/preview', undefined]) {
      const body = { regimes: ['mifid'], months, ...(path ? {} : { reason: 'We want less.' }) };
      expect(await put(body, path ? { path } : {})).toMatchObject({
        ...{ status: 409, code: 'kept_too_short' },
        errors: [
          {
            field: 'body.months.messages',
            reason: 'is 24; MiFID II Article 16(7) asks for 60 months',
          },
          { field: 'body.months.senders', reason: 'is 1; Sampark asks for 3 months' },
        ],
      });
    }
    const fewer = { regimes: ['shoktiai'], months: { messages: 24 }, reason: 'No adviser here.' };
    expect(line(await put(fewer), 'messages')).toMatchObject({ months: 24 });
  });
});

describe('holds', () => {
  it.each(['person', 'manager', 'class', 'campaign'])(
    'on a %s has no date, and ends with it',
    async (kind) => {
      const campaign = await resourceMakers.campaign(server.rt, pm);
      await message('2010-01-05T10:00:00Z', campaign);
      await choose('shoktiai');
      expect(await ask()).toBeUndefined();
      const id = await (kind === 'person'
        ? hold(kind, 'prospect_id', person)
        : kind === 'manager'
          ? hold(kind, 'portfolio_manager_id', pm.id)
          : kind === 'class'
            ? hold(kind, 'data_class', 'messages')
            : hold(kind, 'campaign_id', campaign));
      expect(await ask()).toEqual({
        until: null,
        because: [{ kind: 'hold', hold_id: id, reason: 'Case 12' }],
      });
      const other = await resourceMakers.prospect(server.rt, officer);
      expect(await ask(other)).toEqual(kind === 'class' ? await ask() : undefined);
      await sql`update legal_holds set lifted_at = ${clock.now()}, lifted_by = ${officer.id} where id = ${id}`.execute(
        server.rt.db,
      );
      expect(await ask()).toBeUndefined();
    },
  );

  it.each(['person', 'manager', 'class'])(
    'on a %s keeps somebody nobody wrote to from deletion',
    async (kind) => {
      await choose('shoktiai');
      const id = await (kind === 'person'
        ? hold(kind, 'prospect_id', person)
        : kind === 'manager'
          ? hold(kind, 'portfolio_manager_id', pm.id)
          : hold(kind, 'data_class', 'consents'));
      expect(await remove()).toEqual([409, 'legal_hold']);
      await sql`update legal_holds set lifted_at = ${clock.now()}, lifted_by = ${officer.id} where id = ${id}`.execute(
        server.rt.db,
      );
      expect(await remove()).toEqual([204, undefined]);
    },
  );

  it('beats every date, and a hold of another workspace is none', async () => {
    await message('2026-03-05T10:00:00Z');
    const foreign = await createUser(server.rt, { workspace_id: (await createWorkspace(server.rt)).id });
    await sql`insert into legal_holds (workspace_id, kind, prospect_id, reason, made_by, made_at)
      values (${foreign.workspace_id}, 'person', ${person}, 'Not ours', ${foreign.id}, ${clock.now()})`.execute(
      server.rt.db,
    );
    expect((await ask())?.until).not.toBeNull();
    await hold('person', 'prospect_id', person);
    const held = await ask();
    expect(held?.until).toBeNull();
    expect(held?.because.map((one) => one.kind)).toEqual(['hold', 'clock']);
  });
});
