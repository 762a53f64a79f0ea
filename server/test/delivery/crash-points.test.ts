// The real program killed at every named point of a campaign's way. Each victim's work is taken up by the next one, which
// dies at the next point, and so on; a last program finishes everything. Then every campaign is checked against the
// platforms' ledgers: see chaos-check.ts for what must hold.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { beforeAll, expect, it } from 'vitest';
import { sendingPoints } from '../../src/processes/crash-points.ts';
import { unmatchedReceipt } from '../../src/webhooks/types.ts';
import { workerCluster } from '../support/cluster.ts';
import { addPeople, campaignContent, ledgerOf, type World } from '../support/world.ts';
import { checkCampaign, numberProblems } from './chaos-check.ts';
import { inFlight, rowsOf, soon, startKillWorld, statusOf } from './kill-world.ts';
import type { Program } from './program.ts';

type Point = (typeof sendingPoints)[number];
type Provoked = { id: string; people: number; end: 'completed' | 'cancelled' };
type Provoke = (setting: Setting) => Promise<Provoked | undefined>;
type Setting = {
  world: World;
  /** Asks the program that is going to die, not this test's own server. */
  askProgram: (path: string) => Promise<void>;
  term: () => void;
};
type Case = { point: Point; pass?: number; provoke?: Provoke };

const small = 60;

async function draft(world: World, people: number, without = 0): Promise<Provoked> {
  const known = await world.people(people);
  const silent = await addPeople(world.rt, world.pm, without, { purposes: [] });
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Review', ...campaignContent },
    prospect_ids: [...known, ...silent].map((one) => one.id),
  });
  return { id, people: people + without, end: 'completed' };
}

const launched: Provoke = async ({ world }) => {
  const made = await draft(world, small);
  await world.ask('POST', `/campaigns/${made.id}/launch`);
  return made;
};

const launchedByTheVictim: Provoke = async ({ world, askProgram }) => {
  const made = await draft(world, small);
  await askProgram(`/campaigns/${made.id}/launch`);
  // A client that got no answer asks again; one that asks twice is told that it runs already.
  if ((await statusOf(world, made.id)) === 'draft') await world.ask('POST', `/campaigns/${made.id}/launch`);
  return made;
};

const scheduled: Provoke = async ({ world }) => {
  const made = await draft(world, small);
  const launch_time = new Date(world.rt.clock.now().getTime() + 300).toISOString();
  await world.ask('POST', `/campaigns/${made.id}/schedule`, { launch_time });
  return made;
};

/** Two chunks; most of it people who never agreed to anything, whose messages are skipped. */
const large: Provoke = async ({ world }) => {
  const made = await draft(world, 40, 5_000);
  await world.ask('POST', `/campaigns/${made.id}/launch`);
  return made;
};

async function someLeft(world: World, id: string): Promise<void> {
  const left = async () =>
    (await rowsOf(world, id)).some((row) => !['pending', 'sending'].includes(row.status));
  expect(await soon(left, true)).toBe(true);
}

const cancelled: Provoke = async ({ world }) => {
  const made = await draft(world, 400);
  await world.ask('POST', `/campaigns/${made.id}/launch`);
  await someLeft(world, made.id);
  await world.ask('POST', `/campaigns/${made.id}/cancel`);
  return { ...made, end: 'cancelled' };
};

const stopped: Provoke = async ({ world, term }) => {
  const made = await draft(world, small);
  await world.ask('POST', `/campaigns/${made.id}/launch`);
  await someLeft(world, made.id);
  term();
  return made;
};

/** A receipt that is kept for later: whether one of the campaign's beats the commit of its answer is a matter of luck. */
const withAStrayReceipt: Provoke = async (setting) => {
  const { rt, server, accounts } = setting.world;
  const made = await launched(setting);
  const now = rt.clock.now();
  const status = { id: 'wamid.stray', status: 'delivered', recipient_id: '447400999999' };
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const value = { messaging_product: 'whatsapp', statuses: [{ ...status, timestamp }] };
  await rt.db
    .insertInto('webhook_leftovers')
    .values({
      ...{ id: -1, channel: 'whatsapp', account_id: accounts.whatsapp.id, workspace_id: server.workspace.id },
      payload: JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ id: '0', changes: [{ field: 'messages', value }] }],
      }),
      ...{ reason: unmatchedReceipt, received_at: now, retry_at: now },
    })
    .execute();
  return made;
};

/** What the last victim left is enough. */
const nothing: Provoke = async () => undefined;

type Group = {
  /** Roles of the processes that die, and of one beside them that lives: what it owns need not be waited for. */
  victims?: string;
  survivor?: string;
  cases: Case[];
};

const groups: Record<string, Group> = {
  'a campaign begins and ends': {
    ...{ victims: 'api,scheduler', survivor: 'dispatch,ingest,jobs' },
    cases: [
      { point: 'before-campaign-commit', provoke: launchedByTheVictim },
      { point: 'after-campaign-commit', provoke: launchedByTheVictim },
      { point: 'before-schedule-commit', provoke: scheduled },
      { point: 'after-schedule-commit', provoke: nothing },
      { point: 'before-chunk-commit', provoke: nothing },
      { point: 'after-chunk-commit', provoke: large },
      { point: 'before-complete-commit', provoke: nothing },
      { point: 'after-complete-commit' },
      { point: 'before-cancel-commit', provoke: cancelled },
    ],
  },
  'a message is claimed': {
    cases: [
      { point: 'claim-begun', pass: 3 },
      { point: 'people-locked', pass: 2 },
      { point: 'before-intent-commit', pass: 3 },
      { point: 'after-intent-commit', pass: 3 },
      { point: 'before-recovery-commit', provoke: nothing },
      { point: 'lease-taken', provoke: nothing },
      { point: 'after-recovery', provoke: nothing },
    ],
  },
  'a message is sent': {
    cases: [
      { point: 'before-call', pass: 30 },
      { point: 'after-call', pass: 30 },
      { point: 'before-outcome-commit', pass: 4 },
      { point: 'outcomes-written', pass: 4 },
      { point: 'after-outcome-commit', pass: 4 },
      { point: 'before-release', provoke: stopped },
    ],
  },
  'callbacks come in and numbers follow': {
    ...{ victims: 'api,ingest,jobs', survivor: 'dispatch,scheduler' },
    cases: [
      { point: 'callback-received', pass: 2 },
      { point: 'callback-stored', pass: 2 },
      { point: 'callbacks-taken', pass: 2 },
      { point: 'before-callbacks-commit', pass: 2 },
      { point: 'after-callbacks-commit', pass: 2 },
      { point: 'before-leftovers-commit', provoke: withAStrayReceipt },
      { point: 'follow.analytics.handled', pass: 2 },
      { point: 'follow.analytics.committed', pass: 2 },
    ],
  },
};

// Before the worlds that start side by side all try to make it.
beforeAll(async () => void (await workerCluster()));

it('names every point', () => {
  const tried = Object.values(groups).flatMap(({ cases }) => cases.map((one) => one.point));
  expect(tried.toSorted()).toEqual(sendingPoints.toSorted());
});

// Most of the time is spent waiting for the leases of the dead: the groups do that side by side.
it.concurrent.each(Object.entries(groups))(
  'killed wherever %s',
  async (_name, group) => {
    const kill = await startKillWorld();
    const { world } = kill;
    const started: Program[] = [];
    const start = async (env: Record<string, string>, roles?: string) => {
      const program = await kill.start(env, roles);
      started.push(program);
      return program;
    };
    try {
      await world.behave({ latency_ms: { min: 20, max: 200 } });
      if (group.survivor) await start({}, group.survivor);
      const campaigns = await killAtEach(kill, group, start);
      await start({}, group.victims);
      for (const { id, end } of campaigns) expect(await soon(() => statusOf(world, id), end)).toBe(end);
      expect(await soon(() => breaches(world, campaigns, group.cases.length), '')).toBe('');
    } finally {
      await Promise.all(started.map((one) => one.kill()));
      await world.close();
    }
  },
  480_000,
);

/** Returns the campaigns that were under way. */
async function killAtEach(
  { world, port }: Awaited<ReturnType<typeof startKillWorld>>,
  { cases, victims }: Group,
  start: (env: Record<string, string>, roles?: string) => Promise<Program>,
): Promise<Provoked[]> {
  const { token } = await world.server.login('standard');
  const headers = { authorization: `Bearer ${token}` };
  const campaigns: Provoked[] = [];
  for (const { point, pass = 1, provoke = launched } of cases) {
    const program = await start({ SAMPARK_CRASH_AT: `${point}:${pass}` }, victims);
    const made = await provoke({
      world,
      term: () => void program.stop(),
      askProgram: async (path) => {
        await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { method: 'POST', headers }).catch(() => {});
      },
    });
    if (made) campaigns.push(made);
    const late = sleep(180_000, 'still alive', { ref: false });
    expect(await Promise.race([program.ended, late]), `${point}\n${program.said()}`).toBe('SIGKILL');
  }
  return campaigns;
}

/** Every breach of what must hold, a line each. */
async function breaches(world: World, campaigns: readonly Provoked[], kills: number): Promise<string> {
  const ledger = await ledgerOf(world);
  const found: string[] = [];
  let crashed = 0;
  for (const { id, people } of campaigns) {
    const one = await checkCampaign(world, id, people, ledger);
    found.push(...one.problems, ...(await numberProblems(world, id)));
    crashed += one.crashed;
  }
  if (ledger.doubled > 0) found.push(`${ledger.doubled} doubled`);
  if (ledger.violations > 0) found.push(`${ledger.violations} breaches of limits`);
  if (crashed > kills * inFlight) found.push(`${crashed} left unknown by ${kills} kills`);
  return found.join('\n');
}
