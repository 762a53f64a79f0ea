// Enters: a seed and an empty database. Leaves: what it did and every promise it found broken. The same seed gives the
// same run, turn by turn.
import { sql } from 'kysely';
import { cancelCampaign, pauseCampaign, resumeCampaign } from '../../src/campaigns/change-state.ts';
import { decideHold } from '../../src/devices/decide-hold.ts';
import type { Actor as ApiActor } from '../../src/http/route.ts';
import { Faults } from './faults.ts';
import { checkInvariants } from './invariants.ts';
import { Oracle } from './oracle.ts';
import { Platforms } from './platforms.ts';
import type { SimDatabase } from './postgres.ts';
import { emptyDatabase, fillDatabase, fixed, planOf, startsAt } from './prepare.ts';
import { SimProcess } from './process.ts';
import { mix, randomFrom } from './random.ts';
import { Turns } from './turns.ts';
import type { Bias, World } from './world.ts';

export type SeedResult = {
  seed: number;
  violations: string[];
  /** Of everything that happened, in order, and of what the tables held at the end. */
  digest: string;
  turns: number;
  messages: number;
  interruptions: number;
  statuses: Record<string, number>;
  deadlocks: number;
  plan: World['plan'];
  tail: string[];
};

/** Fails instead of hanging: a seed that takes no turn for so many seconds never ends. */
const stillSeconds = 60;

export async function runSeed(
  database: SimDatabase,
  shared: World['shared'],
  seed: number,
  bias: Bias = {},
  patience = stillSeconds,
): Promise<SeedResult> {
  let seen = -1;
  let ticks = 0;
  let watch: NodeJS.Timeout | undefined;
  const still = new Promise<never>((_, fail) => {
    // Ticks and not time: a machine that was stopped for a while did not hang.
    watch = setInterval(() => {
      const count = database.turns?.count ?? 0;
      ticks = count === seen ? ticks + 1 : 0;
      seen = count;
      const last = database.turns?.tail.slice(-5).join('\n');
      if (ticks >= patience) fail(new Error(`Seed ${seed} hangs since turn ${count}:\n${last}`));
    }, 1_000);
  });
  try {
    return await Promise.race([playSeed(database, shared, seed, bias), still]);
  } finally {
    clearInterval(watch);
  }
}

async function playSeed(
  database: SimDatabase,
  shared: World['shared'],
  seed: number,
  bias: Bias,
): Promise<SeedResult> {
  await emptyDatabase(database);
  const turns = new Turns(randomFrom(seed, 'turns'), startsAt);
  const plan = { ...planOf(randomFrom(seed, 'plan'), seed), ...bias };
  turns.slow = plan.slowCommits;
  turns.onSlow = () => database.coverage.note('commit took a while');
  const oracle = new Oracle(database, turns);
  database.turns = turns;
  database.deadlocks = 0;
  database.onCommit = (commit) => oracle.committed(commit);
  const world = {
    ...{
      seed,
      plan,
      turns,
      database,
      oracle,
      processes: [],
      ...fixed,
      campaigns: [],
      ended: new Set(),
      interruptions: 0,
    },
    ...{ accounts: new Map(), people: new Map(), chance: randomFrom(seed, 'world') },
    shared: { ...shared, config: { ...shared.config, inFlight: plan.inFlight } },
  } as unknown as World;
  world.platforms = new Platforms(world);
  await fillDatabase(world, randomFrom(seed, 'prepare'));
  await database.forget();
  turns.beforeNext = () => oracle.checkCalls();
  const faults = new Faults(world, randomFrom(seed, 'faults'));
  const real = Math.random;
  let drawn = 0;
  Math.random = () => (mix(seed, `${turns.count}/${drawn++}`) >>> 0) / 2 ** 32;
  try {
    faults.start();
    planLife(world);
    await runUntilDone(world, faults);
  } finally {
    Math.random = real;
    for (const process of [...world.processes]) await process.kill();
    await operatorOf(world).kill();
  }
  const end = await checkInvariants(world);
  turns.note(undefined, JSON.stringify(end.state));
  return {
    ...{
      seed,
      plan,
      violations: oracle.violations,
      digest: turns.digest(),
      turns: turns.count,
      tail: turns.tail,
    },
    ...{ messages: end.messages, statuses: end.statuses, interruptions: world.interruptions },
    deadlocks: database.deadlocks,
  };
}

async function runUntilDone(world: World, faults: Faults): Promise<void> {
  const { turns, oracle } = world;
  const jumps: Jumps = { leaps: 0, long: 1_800_000, since: 0, forgottenAt: undefined };
  while (oracle.violations.length === 0) {
    if (turns.count > world.plan.mostTurns)
      return oracle.violation(
        `not completed after ${turns.count} turns: lost or stuck (${await whatIsLeft(world)})`,
      );
    await faults.bury();
    if (await turns.turn()) continue;
    const quiet = turns.progressAt <= jumps.since;
    jumps.since = turns.count;
    if (!quiet) Object.assign(jumps, { leaps: 0, long: 1_800_000 });
    if (quiet ? await jump(world, jumps) : !turns.waitForTimer()) return;
    if (!quiet && !world.plan.watchful) turns.doze(0.6);
  }
}

type Jumps = { leaps: number; long: number; since: number; forgottenAt: number | undefined };

/** Nothing moves any more: time leaps to the next thing that will. True when there is no such thing, and all is done. */
async function jump(world: World, jumps: Jumps): Promise<boolean> {
  const { turns } = world;
  const state = await readLeft(world);
  const outside = turns.nextOutside();
  if (state?.unfinished === 0 && state.callbacks + state.leftovers === 0 && outside === undefined)
    return true;
  // Nobody is about to look: an administrator finds what was known here later than on the platform.
  if (state && state.unfinished > 0 && outside === undefined)
    for (const id of state.stopped)
      turns.after(1_000, 'operator finds a stopped sender', () => repair(world, id, 0));
  const away = world.processes.some((one) => one.paused || one.cutOff);
  // An intent is as old as its claim, which may have waited a minute for a lock: its call may only just have begun.
  if (!state || state.forgotten === 0 || away) jumps.forgottenAt = undefined;
  else if (turns.now - (jumps.forgottenAt ??= turns.now) > 60_000)
    world.oracle.violation(
      `${state.forgotten} intents of a living owner, and nobody waits for their answer: stuck`,
    );
  const due = state?.due?.getTime() ?? turns.now;
  const idle = state?.unfinished === 0 && state.callbacks + state.leftovers === 0;
  const ahead = idle
    ? Infinity
    : due > turns.now && state?.callbacks === 0
      ? due + world.chance.int(0, 10_000)
      : turns.now + leap(jumps);
  turns.now = Math.max(turns.now, Math.min(ahead, outside ?? Infinity));
  turns.leap();
  if (!world.plan.watchful) turns.doze(0.85);
  return false;
}

/** Short leaps first: leases are renewed and token windows pass. Then a long one, for what waits for another day. */
function leap(jumps: Jumps): number {
  if (++jumps.leaps < 4) return jumps.leaps === 1 ? 1_000 : 6_000;
  jumps.leaps = 0;
  jumps.long = Math.min(jumps.long * 3, 12 * 3_600_000);
  return jumps.long;
}

type Left = {
  unfinished: number;
  callbacks: number;
  leftovers: number;
  due: Date | null;
  forgotten: number;
  stopped: string[];
};

async function readLeft({ database, turns, processes }: World): Promise<Left | undefined> {
  const { rows } = await database.look<Left>(
    `select (select count(*)::int from campaigns where status not in ('completed', 'cancelled')
         or status = 'cancelled' and completed_at is null
         or exists (select from message_queue w where w.campaign_id = campaigns.id)) as unfinished,
       (select count(*)::int from webhook_batches) as callbacks,
       (select count(*)::int from webhook_leftovers where retry_at is not null) as leftovers,
       array(select id from sender_accounts where policy_hold is not null or health_status = 'offline' order by id) as stopped,
       least((select min(due_at) from message_queue), (select min(retry_at) from webhook_leftovers)) as due,
       (select count(*)::int from intents i join sender_accounts a on a.id = i.account_id and a.lease_token = i.claim_token
         where a.lease_expires_at > $1 and a.lease_owner = any($2) and i.intent_at < $1::timestamptz - interval '60 seconds') as forgotten`,
    [new Date(turns.now), processes.map((one) => one.rt.instanceId)],
  );
  return rows[0];
}

async function whatIsLeft(world: World): Promise<string> {
  return JSON.stringify({
    ...(await readLeft(world)),
    now: new Date(world.turns.now),
    outside: world.turns.nextOutside(),
  });
}

const actor = { user_id: fixed.pm, workspace_id: fixed.workspace_id, role: 'admin' } as unknown as ApiActor;
const operators = new WeakMap<World, SimProcess>();
/** People at work: never interrupted, but their queries wait for turns and locks like everybody's. */
function operatorOf(world: World): SimProcess {
  const known = operators.get(world) ?? new SimProcess(world, 'operator');
  operators.set(world, known);
  return known;
}

/** What people do while a campaign runs: stop it, ask not to be written to, repair a sender, expand once more. */
function planLife(world: World): void {
  const { turns, plan, chance, campaigns } = world;
  const operator = operatorOf(world);
  const note = (what: string) => world.database.coverage.note(what);
  const soon = () => chance.int(600, chance.chance(0.7) ? 4_000 : 60_000);
  world.platforms.onStopped = ({ access }) => repair(world, access.id, 6);
  for (let n = 0; n < plan.stops; n++) {
    const person = chance.pick([...world.people.values()]);
    const account = chance.pick([...world.accounts.values()]);
    const at = new Date(startsAt);
    const from = account.access.channel === 'telegram' ? person.chat : person.phone;
    world.platforms.callBack(
      account,
      { kind: 'inbound', external_id: `stop${n}`, from, text: 'STOP', message_kind: 'text', at },
      soon(),
    );
    note('asked to stop');
  }
  const { id } = chance.pick(campaigns);
  for (let n = 0; n < plan.reexpansions; n++) {
    turns.after(soon(), 'expands once more', () => {
      void sql`update campaigns set expanded_at = null, expand_cursor = null
        where id = ${id} and status = 'active' and expanded_at is not null`
        .execute(operator.rt.db)
        .then(({ numAffectedRows }) => numAffectedRows && note('expanded once more'));
    });
  }
  for (let n = 0; n < plan.pausesByPerson; n++) {
    turns.after(soon(), 'a person pauses', () => {
      pauseCampaign(operator.rt, actor, id).then(
        () => {
          note('paused by a person');
          turns.after(chance.int(500, 30_000), 'a person resumes', () => {
            resumeCampaign(operator.rt, actor, id).then(
              () => note('resumed by a person'),
              () => {}, // it was cancelled
            );
          });
        },
        () => {}, // it has not begun, or is over
      );
    });
  }
  for (let n = 0; n < plan.cancels; n++) {
    turns.after(chance.int(600, 20_000), 'a person cancels', () => {
      cancelCampaign(operator.rt, actor, id).then(
        () => {
          note('cancelled by a person');
          world.ended.add(id);
        },
        () => {}, // it is over
      );
    });
  }
}

/**
 * An administrator releases what a platform stopped, or repairs what had only failed. The signal may be known here later
 * than on the platform: its process was frozen, or the answer came with the next start.
 */
function repair(world: World, id: string, tries: number): void {
  const { rt } = operatorOf(world);
  const given = { decision: 'release', reason: 'The platform took the stop back.' } as const;
  const released = () => world.database.coverage.note('released by a person');
  decideHold(rt, actor, id, given).then(released, () => {
    void sql`update sender_accounts set health_status = 'healthy', health_reason = null
      where id = ${id} and policy_hold is null and health_status <> 'healthy'`.execute(rt.db);
    if (tries > 0) world.turns.after(20_000, 'operator looks again', () => repair(world, id, tries - 1));
  });
}
