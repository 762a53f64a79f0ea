// One experiment after another with known rates, judged as the product judges them. Pure but for its seeded draws.
import type { Aim } from '../../../server/src/experiments/statistics/sequential/alternatives.ts';
import { alwaysValidP } from '../../../server/src/experiments/statistics/sequential/always-valid-p.ts';
import { evidenceAgainst } from '../../../server/src/experiments/statistics/sequential/safe-test.ts';
import { holmLevels } from '../../../server/src/experiments/statistics/holm.ts';
import { twoProportions } from '../../../server/src/experiments/statistics/two-proportions.ts';
import { seeded, type Draw } from '../../../server/src/campaigns/forecast/draw.ts';

export interface Course {
  readonly seed: number;
  readonly runs: number;
  /** True rate and planned share of each variant, the control first. */
  readonly variants: readonly { readonly rate: number; readonly share: number }[];
  /** What the experiments are planned for. */
  readonly aim: Aim;
  readonly messages: number;
  /** Looked at after every message up to this one, then after every `step`. */
  readonly eachUpTo: number;
  readonly step: number;
}

export interface Outcome {
  /** After which message each run first named a winner or a loser; null where it never did. */
  readonly found: (number | null)[];
  /** Runs in which one z-test at the end finds the first variant to differ. */
  readonly foundOnce: number;
}

const alpha = 0.05;

export function simulate(course: Course): Outcome {
  const draw = seeded(course.seed);
  const found: (number | null)[] = [];
  let foundOnce = 0;
  const control = course.variants[0]?.share ?? 1;
  const tests = course.variants
    .slice(1)
    .map(({ share }) => evidenceAgainst({ differenceIs: 0 }, share / (share + control), course.aim));
  for (let run = 0; run < course.runs; run++) {
    const counts = course.variants.map(() => ({ people: 0, successes: 0 }));
    let first: number | null = null;
    for (let message = 1; message <= course.messages; message++) {
      send(course, counts, draw);
      if (first !== null || (message > course.eachUpTo && message % course.step !== 0)) continue;
      const pValues = tests.map((test, index) => {
        const [a, b] = [counts[0], counts[index + 1]];
        return a && b ? alwaysValidP(test(a, b)) : 1;
      });
      const levels = holmLevels(pValues, alpha);
      if (pValues.some((p, index) => p <= (levels[index] ?? 0))) first = message;
    }
    found.push(first);
    const [a, b] = counts;
    if (a && b && twoProportions(a, b).p <= alpha) foundOnce++;
  }
  return { found, foundOnce };
}

/** One person, to a variant by its share. */
function send({ variants }: Course, counts: { people: number; successes: number }[], draw: Draw): void {
  let at = draw() * variants.reduce((sum, each) => sum + each.share, 0);
  const index = variants.findIndex(({ share }) => (at -= share) < 0);
  const count = counts[Math.max(0, index)];
  if (!count) return;
  count.people++;
  if (draw() < (variants[index]?.rate ?? 0)) count.successes++;
}
