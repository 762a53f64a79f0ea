// The real program killed after the answer to a claim's commit was lost, at each step of putting back what it claimed: nothing
// is sent twice, and what was not called is sent once.
import { sql } from 'kysely';
import pg from 'pg';
import { expect, it } from 'vitest';
import { doubtPoints } from '../../src/processes/crash-points.ts';
import { ledgerOf, type World } from '../support/world.ts';
import { checkCampaign } from './chaos-check.ts';
import { arrived, launched, onScene, statuses, type Scene } from './crash-scene.ts';
import { cuttableLink } from './cuttable-link.ts';
import { soon, statusOf } from './kill-world.ts';

it(
  'a commit nobody answered: killed where what it claimed goes back to the queue',
  () => onScene({ survivor: 'api,ingest,jobs,scheduler', victims: 'dispatch' }, doubt),
  480_000,
);

async function doubt({ world, kill, live, died }: Scene): Promise<void> {
  const link = await cuttableLink(world.rt.config.databaseUrl);
  const commits = await heldCommits(world);
  // A lease that does not end while the cut is made; what the dead leave is freed below.
  const victim = { DATABASE_URL: link.url, SAMPARK_LEASE_SECONDS: '12' };
  try {
    const dieAt = async (point: (typeof doubtPoints)[number]) => {
      await commits.hold();
      const id = await launched(world, 'signal', 3);
      await kill(
        point,
        async () => {
          expect(await soon(() => commits.waiting(), true)).toBe(true);
          link.cut();
          await commits.release();
        },
        victim,
      );
      await leasesEnd(world);
      return id;
    };
    const left = await dieAt('before-doubts-commit');
    expect(await statuses(world, left)).toEqual(['sending', 'sending', 'sending']);
    const queued = await dieAt('after-doubts-commit');
    expect(await statuses(world, queued)).toEqual(['retrying', 'retrying', 'retrying']);
    expect((await ledgerOf(world)).unique).toBe(0);

    await live();
    expect(await soon(() => arrived(world, queued), 3)).toBe(3);
    for (const id of [left, queued])
      expect(await soon(() => statusOf(world, id), 'completed')).toBe('completed');
    expect(died.toSorted()).toEqual(doubtPoints.toSorted());
    const ledger = await ledgerOf(world);
    expect(ledger).toMatchObject({ doubled: 0, violations: 0, unique: 3 });
    const sent = await checkCampaign(world, queued, 3, ledger);
    expect(sent).toMatchObject({ problems: [], crashed: 0, retried: ['network', 'network', 'network'] });
    // Nobody called them, but whoever comes after a kill cannot know that.
    expect(await checkCampaign(world, left, 3, ledger)).toMatchObject({ problems: [], crashed: 3 });
  } finally {
    await commits.close();
    await link.close();
  }
}

/** PostgreSQL keeps commits of claims waiting, between the COMMIT and its answer, for as long as a test holds them. */
async function heldCommits({ rt }: World): Promise<{
  hold(): Promise<unknown>;
  waiting(): Promise<boolean>;
  release(): Promise<unknown>;
  close(): Promise<void>;
}> {
  const owner = new pg.Client({ connectionString: rt.ownerUrl });
  await owner.connect();
  await owner.query(`
    create function wait_with_commit() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock_shared(90210); return null; end';
    create constraint trigger wait_with_commit after insert on intents deferrable initially deferred
      for each row execute function wait_with_commit()`);
  return {
    hold: () => owner.query('select pg_advisory_lock(90210)'),
    waiting: async () => {
      const { rows } = await owner.query(
        "select from pg_locks where locktype = 'advisory' and objid = 90210 and not granted",
      );
      return rows.length > 0;
    },
    release: () => owner.query('select pg_advisory_unlock(90210)'),
    close: () => owner.end(),
  };
}

/** What is waited for after a kill, without the wait: its leases and its heartbeat are over. */
async function leasesEnd({ rt }: World): Promise<void> {
  const now = rt.clock.now();
  await sql`update sender_accounts set lease_expires_at = ${now} where lease_owner is not null`.execute(
    rt.db,
  );
  await sql`update instances set stopped_at = ${now} where 'dispatch' = any(roles)`.execute(rt.db);
}
