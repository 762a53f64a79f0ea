// The real program killed while an experiment's people are drawn, taken from a stopped variant and sent the winner: everybody
// is sent one message, once, and nobody the stopped variant.
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { rollOut } from '../../src/experiments/roll-out.ts';
import { stopVariant } from '../../src/experiments/stop-variant.ts';
import { movingPoints } from '../../src/processes/crash-points.ts';
import { tokenFor } from '../support/server.ts';
import { campaignContent, ledgerOf, type World } from '../support/world.ts';
import { checkCampaign } from './chaos-check.ts';
import { onScene, type Scene } from './crash-scene.ts';
import { soon, statusOf } from './kill-world.ts';

it(
  'an experiment: killed while people are drawn, moved and sent the winner',
  () => onScene({ survivor: 'dispatch,ingest,jobs', victims: 'api,scheduler' }, move),
  480_000,
);

const everybody = 80;

async function move({ world, kill, live, died }: Scene): Promise<void> {
  const { rt } = world;
  const { id, experiment_id } = await experiment(world);
  await kill('before-chunk-commit', () => world.ask('POST', `/campaigns/${id}/launch`));
  expect(await variants(world, id)).toEqual([]);
  await kill('after-chunk-commit');
  const drawn = await variants(world, id);
  expect(drawn.map((one) => [one.variant, one.in_trial])).toEqual([
    [1, true],
    [2, true],
  ]);
  // The second version waits for its hour, and is stopped before it comes.
  await rt.db
    .transaction()
    .execute((tx) =>
      stopVariant(tx, { experiment_id, variant: 2, reason: 'guardrail_failure' }, rt.clock.now()),
    );
  await kill('before-move-commit');
  expect(await variants(world, id)).toEqual(drawn);
  await kill('after-move-commit');
  expect((await variants(world, id)).map((one) => [one.variant, one.in_trial])).toEqual([
    [1, false],
    [1, true],
  ]);
  await rt.db.transaction().execute(async (tx) => {
    await sql`update experiments set status = 'decided', winner = 1, decided_at = ${rt.clock.now()} where id = ${experiment_id}`.execute(
      tx,
    );
    await rollOut(tx, experiment_id, rt.clock.now());
  });
  await kill('before-chunk-commit');
  await live();
  expect(await soon(() => statusOf(world, id), 'completed')).toBe('completed');
  const count = (await variants(world, id)).reduce((sum, one) => sum + one.count, 0);
  expect(count).toBe(everybody);
  const ledger = await ledgerOf(world);
  expect(ledger).toMatchObject({ doubled: 0, violations: 0, unique: everybody });
  expect(
    await soon(async () => (await checkCampaign(world, id, everybody, ledger)).problems.join(), ''),
  ).toBe('');
  expect(died.filter((one) => one.includes('move'))).toEqual([...movingPoints]);
}

async function experiment(world: World): Promise<{ id: string; experiment_id: string }> {
  const people = await world.people(everybody);
  const { id, version } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Tried', ...campaignContent, prospect_ids: people.map((one) => one.id) },
  });
  const put = await world.server.ask('PUT', `/api/v1/campaigns/${id}/experiment`, {
    token: await tokenFor(world.rt, world.pm),
    headers: { 'if-match': `"${version}"` },
    payload: {
      ...{ varies: 'send_time', metric: 'delivered', minimum_effect: 0.1, trial_share: 5_000 },
      variants: [
        { name: 'At once', share: 5_000, is_control: true },
        {
          ...{ name: 'In an hour', share: 5_000, is_control: false },
          change: { send_time: { after_minutes: 60 } },
        },
      ],
    },
  });
  return { id, experiment_id: put.json<{ id: string }>().id };
}

async function variants({ rt }: World, id: string) {
  const { rows } = await sql<{ variant: number; in_trial: boolean; count: number }>`
    select variant, in_trial, count(*)::int as count from messages where campaign_id = ${id} group by 1, 2 order by 1, 2`.execute(
    rt.db,
  );
  return rows;
}
