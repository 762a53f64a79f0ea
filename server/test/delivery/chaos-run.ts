// One run of chaos: a small campaign over four channels, sent by real processes that are killed, frozen and restarted
// under it, over a lossy network, with a database that goes away. Leaves: what the invariants say about it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { sql } from 'kysely';
import { campaignContent, ledgerOf, startWorld, type World } from '../support/world.ts';
import { checkCampaign, numberProblems, type Checked } from './chaos-check.ts';
import { inFlight, leaseSeconds, startFleet, type Fleet } from './chaos-fleet.ts';
import { planRun, type PlannedBlow, type RunPlan } from './chaos-plan.ts';
import { databaseRestarts, makeDurable, restartDatabase, withDatabase } from './database-restart.ts';
import { freePort, startProgram, type Program } from './program.ts';

const patienceMs = 100_000;
const lane = { per_second: 60, per_day: 1_000_000 };

export type ChaosWorld = { world: World; fleet: Fleet; done: DoneRun[]; close(): Promise<void> };
type DoneRun = { seed: number; campaign: string; people: number };

export type RunResult = Checked & {
  seed: number;
  seconds: number;
  kills: number;
  freezes: number;
  database_restarts: number;
  restarts: number;
};

/** One world for all runs: starting it costs more than a run. */
export async function startChaosWorld(): Promise<ChaosWorld> {
  const port = await freePort();
  let first: Program | undefined;
  const world = await startWorld({
    limits: { whatsapp: lane, telegram: lane, signal: lane, imessage: lane },
    publicUrl: `http://127.0.0.1:${port}`,
    // Platforms check an address when it is given to them: somebody has to listen there.
    beforeCallbacks: async (rt) => {
      first = await startProgram({ databaseUrl: rt.config.databaseUrl, ownerUrl: rt.ownerUrl, port });
    },
  });
  await first?.stop();
  await makeDurable(world.rt.config.databaseUrl);
  const fleet = await startFleet(world, port);
  return {
    ...{ world, fleet, done: [] },
    close: async () => {
      await fleet.close();
      await world.close();
    },
  };
}

export async function chaosRun(chaos: ChaosWorld, seed: number): Promise<RunResult> {
  const { world, fleet } = chaos;
  const plan = planRun(seed);
  const began = performance.now();
  const counts = { freezes: 0, database_restarts: 0, restarts: 0 };
  const killsBefore = fleet.kills();
  const restartsBefore = databaseRestarts();
  await fleet.whole();
  await setNetwork(world, plan);
  const before = (await ledgerOf(world)).unique;
  const campaign = await withDatabase(() => launch(world, plan.people));
  chaos.done.push({ seed, campaign, people: plan.people });
  for (const blow of plan.blows) {
    await until(async () => (await ledgerOf(world)).unique - before >= plan.people * blow.share);
    await sleep(blow.afterMs);
    await strike(fleet, blow, counts);
  }
  const problems: string[] = [];
  if (!(await until(() => isOver(world, campaign)))) problems.push('the campaign does not come to its end');
  const kills = fleet.kills() - killsBefore;
  let numbers: string[] = [];
  await until(async () => (numbers = await numberProblems(world, campaign)).length === 0, 20_000);
  const ledger = await ledgerOf(world);
  const checked = await withDatabase(() => checkCampaign(world, campaign, plan.people, ledger));
  problems.push(...checked.problems, ...numbers, ...fleet.surprises.splice(0));
  // A process that lost its lanes leaves at most what it had under way, however it lost them.
  const restarts = databaseRestarts() - restartsBefore;
  const losses = kills + counts.freezes + restarts * fleet.places;
  // And one more: a machine too busy to renew a lease in time costs a process its lanes without anybody striking it.
  if (checked.crashed > (losses + 1) * inFlight)
    problems.push(`${checked.crashed} left unknown by ${losses} losses of at most ${inFlight} each`);
  if (ledger.violations > 0) problems.push(`${ledger.violations} breaches of the platforms' limits`);
  return { ...checked, ...counts, problems, seed, kills, seconds: (performance.now() - began) / 1_000 };
}

/** All campaigns once more at the end: a zombie's or a receipt's late word must not have spoiled an earlier one. */
export async function checkAll({ world, done }: ChaosWorld): Promise<Omit<Checked, 'retried'>> {
  const ledger = await ledgerOf(world);
  const sum: Omit<Checked, 'retried'> = {
    ...{ problems: [], messages: 0, lost: 0, doubled: 0, unknown: 0, settled: 0, crashed: 0 },
  };
  for (const { seed, campaign, people } of done) {
    const one = await checkCampaign(world, campaign, people, ledger);
    sum.problems.push(...one.problems.map((problem) => `seed ${seed}: ${problem}`));
    for (const name of ['messages', 'lost', 'doubled', 'unknown', 'settled', 'crashed'] as const)
      sum[name] += one[name];
  }
  if (ledger.doubled !== sum.doubled) sum.problems.push(`${ledger.doubled} doubled in the ledgers`);
  const recipients = new Map<string, number>();
  for (const { to } of ledger.messages) recipients.set(to, (recipients.get(to) ?? 0) + 1);
  for (const [to, count] of recipients) if (count > 1) sum.problems.push(`${to} has ${count} messages`);
  return sum;
}

async function strike(
  fleet: Fleet,
  blow: PlannedBlow,
  counts: { freezes: number; database_restarts: number; restarts: number },
): Promise<void> {
  const at = blow.victim === 'busiest' ? await fleet.busiest() : blow.victim;
  switch (blow.kind) {
    case 'kill':
      return fleet.kill(at, blow.crashAt);
    case 'freeze':
      counts.freezes++;
      return fleet.freeze(at, leaseSeconds * 1_000 + 300 + blow.extraMs);
    case 'restart':
      counts.restarts++;
      return fleet.restart(at);
    case 'database':
      counts.database_restarts++;
      return restartDatabase(blow.downMs);
  }
}

async function setNetwork(world: World, { network, silence }: RunPlan): Promise<void> {
  await world.behave(network);
  for (const channel of ['whatsapp', 'telegram', 'signal'] as const) {
    // iMessage is given 130 s to answer: there a lost answer is a cut connection.
    await world.simulators.control[channel]('PATCH', 'behaviour', { timeout_after_accept: silence });
  }
}

async function launch(world: World, count: number): Promise<string> {
  const people = await world.people(count);
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Review', ...campaignContent, prospect_ids: people.map((one) => one.id) },
  });
  await world.ask('POST', `/campaigns/${id}/launch`);
  return id;
}

async function isOver(world: World, id: string): Promise<boolean> {
  const { rows } = await sql<{ status: string }>`select status from campaigns where id = ${id}`.execute(
    world.rt.db,
  );
  return rows[0]?.status === 'completed';
}

/** False when it did not come true in time. A database that is away at the moment is no answer. */
async function until(holds: () => Promise<boolean>, withinMs = patienceMs): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if (await holds().catch(() => false)) return true;
    await sleep(15);
  }
  return false;
}
