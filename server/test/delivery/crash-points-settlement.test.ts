// The real program killed at each step of settling outcomes nobody heard, by look-up and by a lone receipt: nothing is sent
// twice, and each is settled once in the log.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { lookingPoints } from '../../src/processes/crash-points.ts';
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
import { soon } from './kill-world.ts';

it(
  'an outcome nobody heard: killed at each step of looking it up and of matching its receipt',
  () => onScene({ survivor: 'dispatch,ingest,scheduler', victims: 'api,jobs' }, settlement),
  480_000,
);

async function settlement({ world, kill, live, died }: Scene): Promise<void> {
  await world.behave({ cut_after_accept: 1, latency_ms: { min: 20, max: 60 } });
  const mac = await launched(world, 'imessage', 3);
  const signal = await launched(world, 'signal', 2);
  expect(await soon(() => unheard(world), 5)).toBe(5);
  await world.behave({ cut_after_accept: 0 });

  await kill('unknowns-noticed');
  // Else the next one, slow to start, has looked at all of it before it is asked to.
  await lookAt(world, 'none');
  await kill('looks-taken', () => lookAt(world, 'imessage'));
  await kill('looks-answered', () => lookAt(world, 'imessage'));
  await kill('before-findings-commit', () => lookAt(world, 'imessage'));
  expect(await statuses(world, mac)).toEqual(['unknown', 'unknown', 'unknown']);
  await kill('after-findings-commit', () => lookAt(world, 'imessage'));
  expect(await soon(() => arrived(world, mac), 3)).toBe(3);

  await kill('before-lone-receipt-commit', () => lookAt(world, 'signal'));
  expect(await statuses(world, signal)).toEqual(['unknown', 'unknown']);
  await kill('after-lone-receipt-commit', () => lookAt(world, 'signal'));
  expect(await soon(() => arrived(world, signal), 2)).toBe(2);
  await live();

  expect(died.toSorted()).toEqual(lookingPoints.toSorted());
  const ledger = await ledgerOf(world);
  expect(ledger).toMatchObject({ doubled: 0, violations: 0, unique: 5 });
  expect((await checkCampaign(world, mac, 3, ledger)).problems).toEqual([]);
  expect((await checkCampaign(world, signal, 2, ledger)).problems).toEqual([]);
  const settled = await eventsOf(world, 'message.settled');
  expect(settled.map((one) => one.by).toSorted()).toEqual(
    ['look_up', 'look_up', 'look_up', 'lone_receipt', 'lone_receipt'].toSorted(),
  );
  expect(new Set(settled.map((one) => one.message_id)).size).toBe(5);
  expect(await doubledNotifications(world)).toEqual([]);
}

/** Time passes: what is to be looked at on this channel is due, a dead process's look included. */
async function lookAt({ rt }: World, channel: Channel | 'none'): Promise<void> {
  const now = rt.clock.now();
  await sql`update unknown_outcomes set next_look_at = case when channel = ${channel} then ${now}::timestamptz
    else ${now}::timestamptz + interval '1 hour' end where next_look_at is not null`.execute(rt.db);
}
