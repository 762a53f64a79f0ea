// STOP while thousands of messages wait in the queue: what was not yet on its way stays here, on every channel, and says why.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signLink } from '../../src/preferences/link.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import { applyAll, createAccount, postWhatsapp, whatsappText } from '../webhooks/fixtures.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

// Three messages wait for each: 3,000, and 10,200 in the long run.
const crowd = process.env['SAMPARK_LONG'] ? 3_400 : 1_000;
const fast = { per_second: 2_000, per_day: 100_000 };

it('leaves nobody who said so in the queue, whichever way they said it', async () => {
  const { rt, server } = stage;
  await stage.account('signal', fast);
  await stage.account('imessage', fast);
  const whatsapp = await createAccount(server, 'whatsapp');
  const people = await stage.people(crowd, ['signal']);
  await sql`
    insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
    select workspace_id, prospect_id, 'imessage', purpose, action, source, occurred_at from consents
    where channel = 'signal' and workspace_id = ${stage.pm.workspace_id}`.execute(rt.db);
  const campaigns = [
    await stage.campaign(people),
    await stage.campaign(people),
    await stage.campaign(people, { channel_order: ['imessage'] }),
  ];
  const lanes = await stage.lanes();
  const platformOf = (at: number) => (at === 2 ? ('imessage' as const) : ('signal' as const));
  const claimSome = async (rounds: number) => {
    for (let round = 0; round < rounds; round++) {
      await lanes.refresh();
      for (const [at, campaign] of campaigns.entries()) {
        const { intents } = await stage.claim(lanes, campaign, { take: 60, platform: platformOf(at) });
        await stage.send(lanes, intents);
        stage.clock.advance(1_000);
      }
    }
  };
  await claimSome(4);

  // 60 write STOP, 20 press a button on their page, 20 told another system.
  const stopping = people.filter((_, at) => at % (crowd / 100) === 0);
  const ids = stopping.map((one) => one.id);
  const token = await stage.token();
  const stop = async () => {
    const at = Math.floor(stage.clock.now().getTime() / 1000);
    for (const [n, one] of stopping.entries()) {
      if (n < 60) {
        await postWhatsapp(server, whatsapp, whatsappText(one.phone.slice(1), randomUUID(), 'Stop please', {}, at));
      } else if (n < 80) {
        const link = signLink(rt.keys, one.id, 1, stage.clock.now());
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        expect((await server.ask('POST', `/p/${link}`, { payload: 'act=stop', headers })).statusCode).toBe(303);
      } else {
        const payload = { phone: one.phone, source: 'crm' };
        expect((await server.ask('POST', '/api/v1/opt-outs', { token, payload })).statusCode).toBe(204);
      }
    }
    await applyAll(server);
    return sentTo(ids);
  };
  const [sentBefore] = await Promise.all([stop(), claimSome(4), claimSome(4)]);
  const left = await waiting(ids);
  for (let round = 0; round < crowd / 25 && (await waiting(people.map((one) => one.id))) > 0; round++) await claimSome(1);

  expect(await sentTo(ids)).toBe(sentBefore);
  expect(sentBefore).toBeGreaterThan(0);
  expect(left).toBeGreaterThan(0);
  const rows = (await Promise.all(campaigns.map((id) => stage.rows(id)))).flat();
  const stopped = rows.filter((row) => ids.includes(row.prospect_id));
  expect(rows).toHaveLength(3 * crowd);
  const others = rows.filter((row) => !ids.includes(row.prospect_id)).map((row) => row.delivery_status);
  expect([...new Set(others)]).toEqual(['sent']);
  const kept = stopped.filter((row) => row.delivery_status === 'skipped');
  expect(kept.length + sentBefore).toBe(300);
  for (const row of kept) {
    expect(row.failed_reason).toBe('opted_out');
    expect(row.decision?.reasons).toMatchObject([{ code: 'opted_out', channel: row.platform }]);
  }
  // The trail: the withdrawal with its proof, and each message that stayed with its reason.
  const { rows: trail } = await sql<{ skipped: number; proven: number }>`
    select (select count(*)::int from events where type = 'message.skipped' and prospect_id = any(${ids}::uuid[])) as skipped,
      (select count(distinct prospect_id)::int from consents where prospect_id = any(${ids}::uuid[])
        and action = 'withdrawn' and (evidence <> '{}' or source = 'crm')) as proven`.execute(rt.db);
  expect(trail).toEqual([{ skipped: kept.length, proven: 100 }]);
}); // prettier-ignore

async function sentTo(ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from attempts a join messages m on m.id = a.message_id and m.created_at = a.created_at
    where m.prospect_id = any(${ids}::uuid[])`.execute(stage.rt.db);
  return rows[0]?.n ?? 0;
}

async function waiting(ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from messages where prospect_id = any(${ids}::uuid[]) and delivery_status in ('pending', 'sending')`.execute(
    stage.rt.db,
  );
  return rows[0]?.n ?? 0;
}
