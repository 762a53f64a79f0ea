// Stopped in order while a claim is still waiting for its people: what that claim sends is recorded before the lanes go.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SendOutcome } from '../../src/channels/channel.ts';
import { startDispatch } from '../../src/delivery/dispatch.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it('nothing of the last claim is left unknown', async () => {
  const { rt, clock } = stage;
  for (const channel of ['signal', 'imessage'] as const) await stage.account(channel);
  const first = await stage.campaign(await stage.people(1, ['signal']));
  const [late] = await stage.people(1, ['imessage']);
  if (!late) throw new Error('nobody');
  const answered = Promise.withResolvers<SendOutcome>();
  stage.answer = (_message, channel) =>
    channel === 'signal'
      ? (answered.promise as unknown as SendOutcome)
      : { kind: 'accepted', external_id: crypto.randomUUID() };
  const statuses = async (campaign: string) => (await stage.rows(campaign)).map((row) => row.delivery_status);
  const moving = async (look: () => Promise<unknown>, wanted: unknown) => {
    const moved = async () => {
      clock.advance(100);
      return look();
    };
    await expect.poll(moved, { timeout: 45_000, interval: 20 }).toEqual(wanted);
  };
  const dispatch = await startDispatch(rt);
  await moving(() => statuses(first), ['sending']);
  const second = await stage.campaign([late], { channel_order: ['imessage'] });
  let stopping: Promise<void> | undefined;
  // Whoever writes a consent holds this lock; the claim waits for it.
  await rt.db.transaction().execute(async (tx) => {
    await sql`select from prospects where id = ${late.id} for update`.execute(tx);
    const waits = async () =>
      (await sql<{ some: boolean }>`select count(*) > 0 as some from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(rt.db)).rows[0]?.some; // prettier-ignore
    await moving(waits, true);
    stopping = dispatch.stop();
    answered.resolve({ kind: 'accepted', external_id: 'first' });
    await moving(() => statuses(first), ['sent']);
  });
  let stopped = false;
  void stopping?.then(() => (stopped = true));
  await moving(async () => stopped, true);
  expect(await statuses(second)).toEqual(['sent']);
});
