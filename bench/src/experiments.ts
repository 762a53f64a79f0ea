// Whether experiments keep their word, by simulation with fixed seeds: how often a winner is named where there is none, looking
// after every message; whether the planned number of people has the planned power; and within how many messages which difference is
// found. --size N: experiments a case (300). Run: npm run bench -- experiments --json
import { plannedSize, type Judged } from '../../server/src/experiments/statistics/plan.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import type { Course, Outcome } from './experiments/simulate.ts';
import { simulateAll } from './experiments/simulate-all.ts';

const args = benchArguments([]);
const runs = Math.round(args.number('size') ?? 300);
const started = performance.now();
const power = 0.8;
const half = [1, 1];

interface Case {
  readonly course: Course;
  tell(outcome: Outcome): void;
}

let seed = 1;
const falsePositives: number[] = [];
const reached: Record<Judged, number[]> = { any_time: [], once: [] };
const detected = new Map<string, Map<number, string>>();
const effects = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4];
const bases = [0.02, 0.1, 0.3, 0.5];

const cases: Case[] = [
  ...bases.flatMap((base) => [noDifference(base, half), noDifference(base, [9, 1])]),
  noDifference(0.1, [1, 1, 1, 1]),
  ...[[0.02, 0.02], [0.1, 0.05], [0.3, 0.1], [0.5, 0.1]].flatMap(([base = 0, effect = 0]) => [
    planned(base, effect, 'any_time'),
    planned(base, effect, 'once'),
  ]), // prettier-ignore
  ...bases.flatMap((base) => effects.map((effect) => detection(base, effect))),
];
say(`experiments: ${cases.length} cases`);
const outcomes = await simulateAll(cases.map((each) => each.course));
for (const [index, each] of cases.entries()) {
  const outcome = outcomes[index];
  if (outcome) each.tell(outcome);
}

say(
  '\nA winner found within 100 / 500 / 2,000 messages, two variants, planned for that effect, share of experiments in %:',
);
say(`rate      ${effects.map((effect) => `+${points(effect)}`.padStart(15)).join('')}`);
for (const [base, row] of detected)
  say(`${base.padEnd(10)}${effects.map((effect) => (row.get(effect) ?? '').padStart(15)).join('')}`);

result({
  bench: 'experiments',
  false_positive_rate: Math.round(Math.max(...falsePositives) * 10_000) / 10_000,
  power_planned: power,
  power_reached: Math.round(Math.min(...reached.any_time) * 10_000) / 10_000,
  power_reached_once: Math.round(Math.min(...reached.once) * 10_000) / 10_000,
  runs: cases.reduce((sum, each) => sum + each.course.runs, 0),
  seconds: Math.round((performance.now() - started) / 100) / 10,
});

/** 2,000 messages that all do equally well, looked at after each. */
function noDifference(rate: number, shares: readonly number[]): Case {
  const variants = shares.map((share) => ({ rate, share }));
  return {
    course: {
      seed: seed++,
      runs,
      variants,
      aim: { base: rate, effect: 0.05 },
      messages: 2000,
      eachUpTo: 2000,
      step: 1,
    },
    tell: ({ found }) => {
      const share = shareOf(found, 2000);
      falsePositives.push(share);
      say(`no difference, ${points(rate)}, shares ${shares.join(':')}: a winner in ${percent(share)} %`);
    },
  };
}

/** As many people as planned; for `any_time` looked at a hundred times on the way. */
function planned(base: number, effect: number, judged: Judged): Case {
  const people = plannedSize({ base, alpha: 0.05, variants: 2, judged }, effect, power);
  if (people === undefined) throw new Error(`No number of people shows ${effect} on ${base}`);
  const messages = 2 * people;
  const variants = [base, base + effect].map((rate) => ({ rate, share: 1 }));
  const many = runs * (judged === 'any_time' ? 5 : 20);
  const step = judged === 'any_time' ? Math.ceil(messages / 100) : messages + 1;
  return {
    course: { seed: seed++, runs: many, variants, aim: { base, effect }, messages, eachUpTo: 0, step },
    tell: ({ found, foundOnce }) => {
      const share = judged === 'any_time' ? shareOf(found, messages) : foundOnce / many;
      reached[judged].push(share);
      say(
        `planned ${judged}, ${points(base)} +${points(effect)}: ${people} people a variant, found in ${percent(share)} %`,
      );
    },
  };
}

function detection(base: number, effect: number): Case {
  const variants = [base, base + effect].map((rate) => ({ rate, share: 1 }));
  return {
    course: { seed: seed++, runs, variants, aim: { base, effect }, messages: 2000, eachUpTo: 100, step: 10 },
    tell: ({ found }) => {
      const row = detected.get(points(base)) ?? new Map<number, string>();
      row.set(effect, [100, 500, 2000].map((within) => Math.round(shareOf(found, within) * 100)).join(' / '));
      detected.set(points(base), row);
    },
  };
}

function shareOf(found: readonly (number | null)[], within: number): number {
  return found.filter((at) => at !== null && at <= within).length / found.length;
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}

function points(share: number): string {
  return `${Math.round(share * 100)} %`;
}
