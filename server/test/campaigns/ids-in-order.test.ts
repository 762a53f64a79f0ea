// Messages of a campaign lie in the order of their people, and whoever was launched before ids did so stays without doubles.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expandNextChunk } from '../../src/campaigns/expand-audience.ts';
import { openStage, type Stage } from '../delivery/stage.ts';

const people = 40;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.account('signal');
  await stage.people(people, ['signal']);
});
afterAll(() => stage?.close());
beforeEach(() =>
  sql`update campaigns set status = 'completed', completed_at = ${stage.clock.now()}`.execute(stage.rt.db),
);

async function launch({ earlier = false } = {}): Promise<string> {
  const token = await stage.token();
  const made = await stage.server.ask('POST', '/api/v1/campaigns', {
    token,
    payload: { name: 'Note', message_content: 'Dear {{ first_name }}', channel_order: ['signal'] },
  });
  const { id } = made.json<{ id: string }>();
  await stage.server.ask('POST', `/api/v1/campaigns/${id}/launch`, { token });
  if (earlier) await sql`update campaigns set earlier_ids = true where id = ${id}`.execute(stage.rt.db);
  while ((await expandNextChunk(stage.rt, 15)) !== undefined);
  return id;
}

type Row = { id: string; prospect_id: string };
async function messages(campaign: string): Promise<Row[]> {
  const { rows } =
    await sql<Row>`select id, prospect_id from messages where campaign_id = ${campaign} order by id`.execute(
      stage.rt.db,
    );
  return rows;
}

async function expandAgain(campaign: string): Promise<void> {
  await sql`update campaigns set expanded_at = null, expand_cursor = null where id = ${campaign}`.execute(
    stage.rt.db,
  );
  while ((await expandNextChunk(stage.rt, 15)) !== undefined);
}

describe('ids of messages', () => {
  it('are in the order of the people, well formed, and another one in each campaign', async () => {
    const [one, other] = [await launch(), await launch()];
    const first = await messages(one);
    expect(first).toHaveLength(people);
    expect(first.map((row) => row.prospect_id)).toEqual(first.map((row) => row.prospect_id).toSorted());
    for (const { id } of first) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-/);
    const second = await messages(other);
    expect(second.map((row) => row.prospect_id)).toEqual(first.map((row) => row.prospect_id));
    expect(new Set([...first, ...second].map((row) => row.id)).size).toBe(2 * people);
  });

  it('are in the order in which people were imported', async () => {
    const { rows } = await sql<{ same: boolean }>`
      with people as materialized (select uuidv7() as id, n from generate_series(1, 2000) n)
      select array_agg(n order by id) = array_agg(n order by message_id(${stage.pm.workspace_id}::uuid, 0, id), n) as same
      from people`.execute(stage.rt.db);
    expect(rows).toEqual([{ same: true }]);
  });

  it.each([false, true])(
    'are the same when the audience is read again (launched earlier: %s)',
    async (earlier) => {
      const campaign = await launch({ earlier });
      const before = await messages(campaign);
      expect(before).toHaveLength(people);
      await expandAgain(campaign);
      expect(await messages(campaign)).toEqual(before);
    },
  );

  it('of a campaign launched earlier are what they were', async () => {
    const campaign = await launch({ earlier: true });
    const { rows } = await sql<Row>`
      select md5('message:' || ${campaign} || ':0:' || prospect_id::text)::uuid::text as id, prospect_id::text
      from messages where campaign_id = ${campaign} order by 1`.execute(stage.rt.db);
    expect(await messages(campaign)).toEqual(rows);
  });
});
