// Sustained delivery over the whole lifecycle, and the bare ceiling of the same run: same machine, PostgreSQL settings,
// simulators, channel mix (equal parts) and callbacks. Run: npm run bench -- delivery --json
// --against COMMIT: the same run of this tree and of that commit in turn (--rounds 2), and what a message costs more or less.
// WhatsApp sends each status in a callback of its own; with --updates-per-callback 1000 several may travel in one, as Meta
// documents.
import { availableParallelism } from 'node:os';
import { runAgainst, updatesOption, type Side } from './delivery/against.ts';
import { runCeiling, type CeilingRun } from './delivery/ceiling-run.ts';
import { runEngine } from './delivery/engine.ts';
import { leastUsed } from './delivery/read-usage.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import { startBenchDatabase } from './support/database.ts';

const args = benchArguments(['processes', 'shards', 'updates-per-callback', 'rounds'], ['against']);
const processes = args.number('processes') ?? Math.min(4, availableParallelism());
const updatesPerCallback = args.number('updates-per-callback') ?? 1;
/** What a second of --seconds stands for: enough messages for a steady state of about that long. */
const perSecondGuess = 3_000;
const seconds = args.number('seconds');
const wanted = args.number('size') ?? (seconds === undefined ? 60_000 : seconds * perSecondGuess);
const size = Math.ceil(wanted / 4) * 4;
/** What is sustained is a program that has been at work: compiled, its heap and PostgreSQL's buffers grown. */
const warmUp = Math.max(30_000, Math.ceil(size / 40) * 4);

const against = args.text('against');
if (against === undefined) await measure();
else await compare(against);

async function compare(ref: string): Promise<void> {
  const shared = ['--size', String(size), '--processes', String(processes)];
  const [here, there] = await runAgainst(ref, {
    ...{ rounds: args.number('rounds') ?? 2, size },
    args: [...shared, updatesOption, String(updatesPerCallback)],
  });
  const [ours, theirs] = [here, there].map((side) => leastUsed(side.runs.map((run) => run.used)));
  const values: Record<string, string | number> = { bench: 'delivery', against: there.name, messages: size };
  say(`least processor time a message, in µs: this tree, ${there.name}`);
  for (const [name, micros] of ours ?? []) {
    const other = theirs?.get(name) ?? Number.NaN;
    const more = 100 * (micros / other - 1);
    say(
      `  ${name}: ${Math.round(micros)}, ${Math.round(other)} (${more >= 0 ? '+' : ''}${more.toFixed(1)}%)`,
    );
    if (name !== 'product') continue;
    Object.assign(values, {
      us: Math.round(micros),
      against_us: Math.round(other),
      more_percent: tenths(more),
    });
  }
  const best = (side: Side) => Math.round(Math.max(...side.runs.map((run) => run.perSecond)));
  result({
    ...values,
    per_s: best(here),
    against_per_s: best(there),
    ratio: ratioOf(here),
    against_ratio: ratioOf(there),
  });
}

function ratioOf(side: Side): number {
  return Math.max(...side.runs.map((run) => run.ratio));
}

async function measure(): Promise<void> {
  /** What a message leaves in the log, with the people and queues made for it. */
  const logMbEach = 0.015;
  const database = await startBenchDatabase({
    statements: args.statements,
    logMb: Math.min(3_000, 100 + size * logMbEach),
  });
  try {
    const shards = args.number('shards') ?? 1;
    const bare = () => runCeiling(database, { size, warmUp, shards, updatesPerCallback });
    const before = await bare();
    const engine = await runEngine(database, {
      size,
      warmUp,
      processes,
      updatesPerCallback,
      profile: args.profile,
      statements: args.statements,
    });
    // A virtual machine is a fifth faster or slower within a minute: the engine is held against both sides of it.
    const after = await bare();
    const ceiling = middle(before, after);
    say(`ceiling before ${Math.round(before.perSecond)}/s, after ${Math.round(after.perSecond)}/s`);
    say(`engine ${Math.round(engine.perSecond)}/s, ceiling ${Math.round(ceiling.perSecond)}/s`);
    say(
      `between a tenth and nine tenths: engine ${Math.round(engine.steadyPerSecond)}/s, ceiling ${Math.round(ceiling.steadyPerSecond)}/s`,
    );
    result({
      bench: 'delivery',
      engine_per_s: Math.round(engine.perSecond),
      ceiling_per_s: Math.round(ceiling.perSecond),
      ratio: thousandths(engine.perSecond / ceiling.perSecond),
      engine_steady_per_s: Math.round(engine.steadyPerSecond),
      ceiling_steady_per_s: Math.round(ceiling.steadyPerSecond),
      processes,
      lost: engine.lost,
      doubled: engine.doubled,
      violations: engine.violations,
      rss_mb: Math.round(engine.rssMb),
      messages: size,
      updates_per_callback: updatesPerCallback,
      callbacks_per_message: thousandths(engine.callbacksPerMessage),
      ceiling_callbacks_per_message: thousandths(ceiling.callbacksPerMessage),
    });
  } finally {
    await database.stop();
  }
}

function middle(one: CeilingRun, other: CeilingRun): CeilingRun {
  return {
    perSecond: (one.perSecond + other.perSecond) / 2,
    steadyPerSecond: (one.steadyPerSecond + other.steadyPerSecond) / 2,
    callbacksPerMessage: (one.callbacksPerMessage + other.callbacksPerMessage) / 2,
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function thousandths(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
