// What goes wrong, and when: a process dies before or after a query, freezes, loses a connection or the whole database
// for a while. Each seed has a budget of each; the turn at which one is spent is chosen by the seed as well.
import { deaths } from './coverage.ts';
import { SimProcess, type Role } from './process.ts';
import type { Random } from './random.ts';
import type { Actor, StepFault } from './turns.ts';
import type { World } from './world.ts';

const leaseMs = 12_000;

export class Faults {
  private readonly world: World;
  private readonly random: Random;
  private readonly left: Pick<World['plan'], 'kills' | 'pauses' | 'resets' | 'partitions'>;
  private started = 0;
  private deaths = 0;
  private readonly mostDeaths = 2;
  private killAfter: Actor | undefined;
  private pauseAfter: Actor | undefined;
  private readonly dying: SimProcess[] = [];

  constructor(world: World, random: Random) {
    this.world = world;
    this.random = random;
    this.left = { ...world.plan };
  }

  start(): void {
    const { turns, plan } = this.world;
    turns.onStep = (actor, label) => this.before(actor, label);
    turns.afterStep = (actor) => this.after(actor);
    for (let n = 0; n < plan.processes; n++) this.startProcess(rolesOf(n, plan.watchful));
  }

  /** Deaths inside code run no further; their connections are closed here, between two turns. */
  async bury(): Promise<void> {
    for (const process of this.dying.splice(0)) await this.kill(process);
  }

  private startProcess(roles: readonly Role[]): void {
    const { world } = this;
    const process = new SimProcess(world, `p${++this.started}`, roles);
    const { crashAt } = world.plan;
    if (crashAt && this.deaths < this.mostDeaths)
      process.crashAt = { name: crashAt, left: this.random.int(1, 2) };
    else if (this.left.kills > 0 && this.random.chance(0.15)) {
      this.left.kills--;
      process.crashAt = { name: this.random.pick(deaths), left: this.random.int(1, 3) };
    }
    process.onDeath = () => {
      this.dying.push(process);
      if (++this.deaths < this.mostDeaths) return;
      for (const other of world.processes) other.crashAt = undefined;
    };
    world.processes.push(process);
    process.start(() => {
      if (process.dead) return;
      process.dead = true;
      this.dying.push(process);
    });
  }

  private async before(actor: Actor, label: string): Promise<StepFault> {
    if (!(actor instanceof SimProcess) || actor.name === 'operator' || actor.cutOff) return 'none';
    const { random, left } = this;
    const isCommit = label.startsWith('commit');
    const { lostCommits } = this.world.plan;
    if (
      lostCommits &&
      isCommit &&
      left.resets > 0 &&
      label.split(' ').includes(lostCommits) &&
      random.chance(0.7)
    ) {
      left.resets--;
      this.world.interruptions++;
      this.note('answer of a commit lost');
      return 'reset_after';
    }
    // Around a commit is where most is at stake.
    if (!random.chance(isCommit ? 0.06 : 0.012)) return 'none';
    const kind = random.pick(['kills', 'pauses', 'resets', 'partitions'] as const);
    if (left[kind] === 0 || (kind === 'resets' && lostCommits)) return 'none';
    left[kind]--;
    const afterwards = random.chance(isCommit ? 0.8 : 0.5);
    switch (kind) {
      case 'kills':
        if (afterwards && isCommit) this.note('killed right after a commit');
        if (afterwards) this.killAfter = actor;
        else await this.kill(actor);
        return 'none';
      case 'pauses':
        if (afterwards) this.pauseAfter = actor;
        else this.pause(actor);
        return 'none';
      case 'resets':
        // A commit whose answer is lost leaves what it committed in doubt, as a kill would.
        if (isCommit && afterwards) this.world.interruptions++;
        if (isCommit && afterwards) this.note('answer of a commit lost');
        this.note(`connection lost ${afterwards ? 'after' : 'before'} a query`);
        return afterwards ? 'reset_after' : 'reset_before';
      case 'partitions':
        return this.partition(actor, afterwards ? 'cut_after' : 'reset_before');
    }
  }

  private async after(actor: Actor | undefined): Promise<void> {
    if (actor && this.killAfter === actor) {
      this.killAfter = undefined;
      await this.kill(actor as SimProcess);
    }
    if (actor && this.pauseAfter === actor) {
      this.pauseAfter = undefined;
      if (!actor.dead) this.pause(actor as SimProcess);
    }
    if (actor?.cutOff) await (actor as SimProcess).pool.cut();
    await this.world.database.recheck();
  }

  private note(what: string): void {
    this.world.database.coverage.note(what);
  }

  private async kill(process: SimProcess): Promise<void> {
    const { turns, database } = this.world;
    turns.note(process, 'killed');
    this.note('killed');
    this.world.interruptions++;
    this.world.processes.splice(this.world.processes.indexOf(process), 1);
    await process.kill();
    await database.recheck();
    turns.after(this.random.int(200, this.random.chance(0.7) ? 3_000 : 20_000), 'restart', () =>
      this.startProcess(process.roles),
    );
  }

  /** Frozen: its timers and answers wait; when it goes on, its lease may be another's. */
  private pause(process: SimProcess): void {
    const { turns } = this.world;
    const ms = this.random.chance(0.7) ? this.random.int(leaseMs, 120_000) : this.random.int(100, leaseMs);
    turns.note(process, `frozen for ${ms}`);
    this.world.interruptions++;
    process.paused = true;
    this.note('frozen');
    if (ms > leaseMs) this.note('frozen past its lease');
    // PostgreSQL ends a transaction that has been idle for a minute, whoever holds it.
    if (ms > 60_000) turns.after(60_000, 'idle transaction ends', () => this.endIdle(process));
    turns.after(ms, `goes on ${process.name}`, () => {
      if (!process.dead) process.resume();
    });
  }

  private endIdle(process: SimProcess): void {
    this.world.turns.add({
      actor: undefined,
      label: 'idle transaction ends',
      run: async () => {
        if (process.paused && process.pool.holdsTransaction) this.note('idle transaction ended');
        if (process.paused) await process.pool.cut();
        return () => {};
      },
    });
  }

  /** The database is out of reach: open transactions roll back, everything fails until it is back. */
  private partition(process: SimProcess, fault: StepFault): StepFault {
    const { turns, oracle } = this.world;
    turns.note(process, 'cut off from the database');
    this.note('cut off from the database');
    this.world.interruptions++;
    process.cutOff = true;
    const since = turns.now;
    const heal = () => {
      if (!process.cutOff || process.dead) return;
      process.cutOff = false;
      turns.note(process, 'reaches the database again');
    };
    turns.after(this.random.int(1_000, 150_000), 'partition ends', heal);
    // Worst of all is to come back just when somebody else has the same messages under way.
    oracle.onIntents = () => {
      if (turns.now - since > 3 * leaseMs && this.random.chance(0.6)) heal();
    };
    return fault;
  }
}

/** Every role runs somewhere; what two processes could do at the same time runs in two. */
function rolesOf(n: number, watchful = false): Role[] {
  if (watchful) return ['dispatch', 'ingest', 'scheduler', 'analytics'];
  if (n === 0) return ['dispatch', 'ingest', 'scheduler'];
  return n === 1 ? ['dispatch', 'ingest', 'analytics'] : ['dispatch', 'scheduler'];
}
