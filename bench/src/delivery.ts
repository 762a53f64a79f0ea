// Sustained delivery over the whole lifecycle, and the bare ceiling of the same run: same machine, PostgreSQL settings,
// simulators, channel mix (equal parts) and callbacks. Run: npm run bench -- delivery --json [--rounds 2]
// --against COMMIT: the same run of this tree and of that commit in turn (--rounds 2), and what a message costs more or less.
// WhatsApp sends each status in a callback of its own; with --updates-per-callback 1000 several may travel in one, as Meta
// documents.
import { availableParallelism } from 'node:os';
import { runAgainst, updatesOption, type Side } from './delivery/against.ts';
import { runCeiling, type CeilingRun } from './delivery/ceiling-run.ts';
import { runEngine, type EngineRun } from './delivery/engine.ts';
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
/**
 * What is sustained is a program that has been at work: compiled, its heap and PostgreSQL's buffers grown. After 30,000 messages
 * V8 was still compiling for 0.9 of 25 s of processor.
 */
const warmUp = Math.max(60_000, Math.ceil(size / 40) * 4);

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

type Round = { before: CeilingRun; engine: EngineRun; after: CeilingRun };

/** A virtual machine is a fifth faster or slower within a minute: more than one round, each between ceilings of its own. */
async function measure(): Promise<void> {
  const rounds: Round[] = [];
  for (let number = 0; number < (args.number('rounds') ?? 2); number++) {
    const round = await measureRound();
    rounds.push(round);
    const { before, engine, after } = round;
    say(`ceiling before ${Math.round(before.perSecond)}/s, after ${Math.round(after.perSecond)}/s`);
    say(
      `engine ${Math.round(engine.perSecond)}/s, ratio ${thousandths(engine.perSecond / mean([before, after], 'perSecond'))}`,
    );
  }
  const engines = rounds.map((round) => round.engine);
  const ceilings = rounds.flatMap(({ before, after }) => [before, after]);
  const [perSecond, ceiling] = [mean(engines, 'perSecond'), mean(ceilings, 'perSecond')];
  result({
    bench: 'delivery',
    rounds: rounds.length,
    engine_per_s: Math.round(perSecond),
    least_engine_per_s: Math.round(Math.min(...engines.map((one) => one.perSecond))),
    ceiling_per_s: Math.round(ceiling),
    ratio: thousandths(perSecond / ceiling),
    // Between a tenth and nine tenths of all steps.
    engine_steady_per_s: Math.round(mean(engines, 'steadyPerSecond')),
    ceiling_steady_per_s: Math.round(mean(ceilings, 'steadyPerSecond')),
    processes,
    lost: sum(engines, 'lost'),
    doubled: sum(engines, 'doubled'),
    violations: sum(engines, 'violations'),
    rss_mb: Math.round(Math.max(...engines.map((one) => one.rssMb))),
    messages: size,
    updates_per_callback: updatesPerCallback,
    callbacks_per_message: thousandths(mean(engines, 'callbacksPerMessage')),
    ceiling_callbacks_per_message: thousandths(mean(ceilings, 'callbacksPerMessage')),
  });
}

/** On a database of its own: the second begins with as little in it as the first. */
async function measureRound(): Promise<Round> {
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
    return { before, engine, after: await bare() };
  } finally {
    await database.stop();
  }
}

function sum<Name extends string>(runs: readonly Record<Name, number>[], name: Name): number {
  return runs.reduce((total, one) => total + one[name], 0);
}

function mean<Name extends string>(runs: readonly Record<Name, number>[], name: Name): number {
  return sum(runs, name) / runs.length;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function thousandths(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
