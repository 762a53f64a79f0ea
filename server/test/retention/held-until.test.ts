// Until when a person's records have to stay, and why.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { heldUntil } from '../../src/retention/held-until.ts';
import { manualClock } from '../support/manual-clock.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, createWorkspace, startTestServer, type TestServer, type TestUser } from '../support/server.ts'; // prettier-ignore

const clock = manualClock('2026-11-20T10:00:00Z');
let server: TestServer;
let pm: TestUser;
let officer: TestUser;
let person: string;

beforeAll(async () => (server = await startTestServer({ clock })));
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

  it('does not name a clock that has run out', async () => {
    await choose('shoktiai');
    await message('2025-10-31T23:00:00Z');
    expect(await ask()).toBeUndefined();
    await message('2025-11-01T00:00:00Z');
    expect((await ask())?.until).toEqual(new Date('2026-12-01T00:00:00Z'));
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
