// The real program killed at each step of a person's resend, and where a completed campaign opens again: asked twice it is one
// resend, nothing else is sent twice, and each action is once in the log.
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { applyStatusChanges } from '../../src/delivery/apply-status.ts';
import { resendingPoints } from '../../src/processes/crash-points.ts';
import { ledgerOf, type World } from '../support/world.ts';
import { checkCampaign } from './chaos-check.ts';
import {
  arrived,
  doubledNotifications,
  eventsOf,
  launched,
  onScene,
  statuses,
  unheard,
  type Scene,
} from './crash-scene.ts';
import { rowsOf, soon, statusOf } from './kill-world.ts';

it(
  'a person decides about an outcome nobody heard: killed at each step of it',
  () => onScene({ survivor: 'dispatch,ingest,scheduler', victims: 'api,jobs' }, resend),
  480_000,
);

async function resend({ world, kill, askVictim, live, died }: Scene): Promise<void> {
  const { rt } = world;
  const { token } = await world.server.login('standard');
  await world.behave({ cut_after_accept: 1, latency_ms: { min: 20, max: 60 } });
  const bot = await launched(world, 'telegram', 2);
  expect(await soon(() => unheard(world), 2)).toBe(2);
  await world.behave({ cut_after_accept: 0 });

  // Asked again by somebody who got no answer: it is one resend.
  const [first = '', second = ''] = (await rowsOf(world, bot)).map((row) => row.id).toSorted();
  const again = { decision: 'resend', attempt: 1 };
  await kill('before-settle-commit', () => askVictim(token, `/messages/${first}/settle`, again));
  expect(await statuses(world, bot)).toEqual(['unknown', 'unknown']);
  await kill('after-settle-commit', () => askVictim(token, `/messages/${first}/settle`, again));
  const pressed = await world.server.ask('POST', `/api/v1/messages/${first}/settle`, {
    token,
    payload: again,
  });
  expect(pressed.statusCode).toBe(200);
  expect(await soon(() => arrived(world, bot), 1)).toBe(1);
  expect(await soon(() => statusOf(world, bot), 'completed')).toBe('completed');

  await reopenedUnseen(world, second);
  await kill('before-reopen-commit');
  expect(await statusOf(world, bot)).toBe('completed');
  await kill('after-reopen-commit');
  expect(await statusOf(world, bot)).toBe('active');
  await sql`update message_queue set due_at = ${rt.clock.now()}`.execute(rt.db);
  await live();
  expect(await soon(() => arrived(world, bot), 2)).toBe(2);
  expect(await soon(() => statusOf(world, bot), 'completed')).toBe('completed');

  expect(died.toSorted()).toEqual(resendingPoints.toSorted());
  const ledger = await ledgerOf(world);
  // The one turn back that only a person makes, once for each.
  const { problems } = await checkCampaign(world, bot, 2, ledger);
  const turnsBack = problems.map((one) => /unknown → retrying: (.*)$/.exec(one)?.[1] ?? one);
  expect(turnsBack.toSorted()).toEqual([first, second]);
  // The two that were sent again, once each; nothing else arrived twice.
  const twice = ledger.messages.filter((one) => one.count > 1);
  expect(twice.map((one) => `${one.key} ${one.count}`).toSorted()).toEqual([`${first} 2`, `${second} 2`]);
  expect(await eventsOf(world, 'message.settled')).toMatchObject([{ by: 'person', message_id: first }]);
  // By the person's resend, and by the look at what was forgotten.
  expect(await eventsOf(world, 'campaign.resumed')).toHaveLength(2);
  expect(await doubledNotifications(world)).toEqual([]);
}

/** What a message reopened in the very moment its campaign was completed leaves behind (settle-reopen.ts). */
async function reopenedUnseen({ rt }: World, message_id: string): Promise<void> {
  const now = rt.clock.now();
  const { rows } = await sql<{ created_at: Date }>`select created_at from messages where id = ${message_id}`.execute(rt.db); // prettier-ignore
  const created_at = rows[0]?.created_at ?? now;
  await rt.db.transaction().execute((tx) =>
    applyStatusChanges(tx, now, [
      {
        ...{
          message_id,
          created_at,
          to: 'retrying',
          from: ['unknown'],
          occurred_at: now,
          code: 'asked_again',
        },
        set: { due_at: new Date(now.getTime() + 3_600_000) },
      },
    ]),
  );
}
