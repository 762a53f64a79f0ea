// Who moves next. Every input and output of the simulated processes waits here for its turn; one is chosen by the seed
// and runs to its end before the next. Between two turns only code without I/O runs, so a seed decides everything.
import { createHash } from 'node:crypto';
import type { Random } from './random.ts';

/** A simulated process, or nobody: the world outside (platforms, people, operators). */
export type Actor = {
  name: string;
  dead: boolean;
  paused: boolean;
  /** Its connections to the database fail. */
  cutOff: boolean;
  /** Answers that arrived while it was paused. */
  mail: (() => void)[];
};

export type Step = {
  actor: Actor | undefined;
  label: string;
  /** Does the I/O and returns how its answer is handed over; undefined: it waits for a lock, see `blocked`. */
  run(fault: StepFault): Promise<(() => void) | undefined>;
};

/**
 * What goes wrong with one query: its connection breaks before it, or after it, so that its answer (of a commit, too) is
 * lost. `cut_after`: the same, and the database stays out of reach.
 */
export type StepFault = 'none' | 'reset_before' | 'reset_after' | 'cut_after';

type Timer = {
  at: number;
  order: number;
  actor: Actor | undefined;
  label: string;
  fire: () => void;
  /** A look at whether there is anything to do, which comes again and again. */
  poll: boolean;
};

const tickMs = 200;
const slowCommit = 'a slow commit';

export class Turns {
  now: number;
  /** Turns taken. */
  count = 0;
  /** Turn of the last thing that changed the state of a message. */
  progressAt = 0;
  readonly random: Random;
  /** Share of the commits that take a while. */
  slow = 0;
  onSlow: () => void = () => {};
  /** Called before a step of a process; may change its fate. */
  onStep: (actor: Actor, label: string) => Promise<StepFault> = async () => 'none';
  /** Called when everybody waits for a turn. */
  beforeNext: () => Promise<void> = async () => {};
  /** Called when a step was done and its answer is not handed over yet. */
  afterStep: (actor: Actor | undefined) => Promise<void> = async () => {};
  readonly tail: string[] = [];
  private ready: Step[] = [];
  private urgent: { actor: Actor; run: () => Promise<() => void> }[] = [];
  private timers: Timer[] = [];
  private order = 0;
  private readonly hash = createHash('sha256');

  constructor(random: Random, start: number) {
    this.random = random;
    this.now = start;
  }

  add(step: Step): void {
    const { actor } = step;
    if (actor?.dead) return;
    const slow = step.label.startsWith('commit ') && this.slow > 0 && this.random.chance(this.slow);
    if (!slow) this.ready.push(step);
    else this.onSlow();
    if (slow) this.at(this.now + this.random.int(50, 1_500), actor, slowCommit, () => this.ready.push(step));
  }

  /** Done before the next turn: what happens between it and its answer is of no interest. */
  atOnce(actor: Actor, run: () => Promise<() => void>): void {
    if (!actor.dead) this.urgent.push({ actor, run });
  }

  /** Fires at its time or, when others come first, a little later. Returns how to call it off. */
  at(at: number, actor: Actor | undefined, label: string, fire: () => void, poll = false): () => void {
    const timer = { at: Math.ceil(at), order: this.order++, actor, label, fire, poll };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }

  /** What is far away happens at round times: things that happen together cost fewer turns and meet each other more. */
  after(ms: number, label: string, fire: () => void): () => void {
    const grid = ms < 200 ? 1 : ms < 3_000 ? 1_000 : ms < 12_000 ? 4_000 : 20_000;
    return this.at(Math.ceil((this.now + ms) / grid) * grid, undefined, label, fire);
  }

  /** What a dead process waited for never comes. */
  forget(actor: Actor): void {
    this.ready = this.ready.filter((one) => one.actor !== actor);
    this.urgent = this.urgent.filter((one) => one.actor !== actor);
    this.timers = this.timers.filter((one) => one.actor !== actor);
    actor.mail = [];
  }

  /** The next thing that happens outside the processes: a receipt, an answer, a restart, a commit that was asked for. */
  nextOutside(): number | undefined {
    const times = this.timers
      .filter(({ actor, label }) => actor === undefined || (label === slowCommit && free(actor)))
      .map((one) => one.at);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  progress(): void {
    this.progressAt = this.count;
  }

  /**
   * When a sleeper wakes. Sleepers wake together, a little late, so that processes do the same things at the same time;
   * short sleeps are polls, of which some come later still: most find nothing, and each costs turns.
   */
  wakeTime(ms: number): number {
    const late = ms >= 1_000 ? 0 : ms >= 100 ? this.random.int(0, 4) : this.random.int(0, 1);
    return (Math.floor((this.now + Math.max(1, ms)) / tickMs) + 1 + late) * tickMs;
  }

  /** Time leapt: most of those who only look whether there is something to do look a little later. */
  doze(share: number): void {
    for (const timer of this.timers) {
      if (!timer.poll || timer.at > this.now || !this.random.chance(share)) continue;
      timer.at = (Math.floor(this.now / tickMs) + this.random.int(1, 40)) * tickMs;
      timer.poll = false; // once: nobody is put off for good
    }
  }

  /** A turn of its own: time that only ever leaps ends as well. */
  leap(): void {
    this.count++;
    this.note(undefined, 'time leaps');
  }

  /** Takes one turn. False: nobody can move before `nextTimer`. */
  async turn(): Promise<boolean> {
    await this.settle();
    const steps = this.ready.filter((one) => free(one.actor));
    const due = this.timers.filter((one) => one.at <= this.now && free(one.actor));
    const open = steps.length + due.length;
    if (open === 0) return false;
    this.count++;
    const choice = this.random.int(0, open - 1);
    const step = steps[choice];
    if (step) {
      this.ready.splice(this.ready.indexOf(step), 1);
      this.now += this.random.int(0, 3);
      await this.take(step);
      return true;
    }
    const timer = due.sort((a, b) => a.at - b.at || a.order - b.order)[choice - steps.length] as Timer;
    this.timers.splice(this.timers.indexOf(timer), 1);
    this.note(timer.actor, timer.label);
    timer.fire();
    return true;
  }

  /** Moves time to the next timer of somebody who can act; false when there is none. */
  waitForTimer(): boolean {
    const times = this.timers.filter((one) => free(one.actor)).map((one) => one.at);
    if (times.length === 0) return false;
    this.now = Math.max(this.now, Math.min(...times));
    return true;
  }

  private async take(step: Step): Promise<void> {
    const actor = step.actor;
    const fault = actor ? await this.onStep(actor, step.label) : 'none';
    if (actor?.dead) return;
    if (actor?.paused) {
      this.ready.push(step);
      return;
    }
    this.note(actor, fault === 'none' ? step.label : `${step.label} ! ${fault}`);
    const handOver = await step.run(fault);
    await this.afterStep(actor);
    if (handOver) this.deliver(actor, handOver);
  }

  deliver(actor: Actor | undefined, handOver: () => void): void {
    if (actor?.dead) return;
    if (actor?.paused) actor.mail.push(handOver);
    else handOver();
  }

  /** Until all code that can run without I/O has run. Group commits of callbacks wait one round of the event loop. */
  private async settle(): Promise<void> {
    for (;;) {
      for (let round = 0; round < 3; round++) await new Promise((resolve) => setImmediate(resolve));
      await this.beforeNext();
      const next = this.urgent.shift();
      if (!next) return;
      if (next.actor.dead) continue;
      this.deliver(next.actor, await next.run());
      await this.afterStep(undefined);
    }
  }

  note(actor: Actor | undefined, label: string): void {
    const line = `${this.count} ${this.now} ${actor?.name ?? '-'} ${label}`;
    this.hash.update(line).update('\n');
    this.tail.push(line);
    if (this.tail.length > 20_000) this.tail.splice(0, 10_000);
  }

  /** One value for everything that happened, in order. */
  digest(): string {
    return this.hash.copy().digest('hex');
  }
}

function free(actor: Actor | undefined): boolean {
  return actor === undefined || !(actor.paused || actor.dead);
}
