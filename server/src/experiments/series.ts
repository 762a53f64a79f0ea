// How rates and differences came about, step by step, for charts. People are counted in the order in which their time was over, which
// does not depend on what they did: so every point is a look somebody could have taken then, and the interval holds for all at once.
import type { ExperimentSeries } from '@sampark/contracts/experiments.ts';
import type { Runtime } from '../runtime.ts';
import { rulesOf } from './arms.ts';
import { outcomeSteps, type Step } from './count-outcomes.ts';
import { intervalsAside } from './judge-aside.ts';
import type { ExperimentRecord } from './queries.ts';
import { rateOf, type Counts } from './statistics/counts.ts';
import { wilsonInterval } from './statistics/intervals.ts';
import { widthOf } from './trial-stretches.ts';

/** An interval takes some 30 ms. */
const mostPoints = 40;

export async function experimentSeries(rt: Runtime, experiment: ExperimentRecord): Promise<ExperimentSeries> {
  const { variants, stretches } = experiment;
  const now = rt.clock.now();
  const points = cumulated(await outcomeSteps(rt.db, experiment, now, mostPoints), variants);
  const keys = variants.map((each) => each.key);
  const control = variants.find((each) => each.is_control)?.key ?? '';
  const shares = variants.map((each) => (stretches ? widthOf(stretches, each.key) : each.share));
  const steps = points.map((point) => point.counts);
  const intervals =
    steps.length === 0 ? [] : await intervalsAside({ keys, shares, control, steps }, rulesOf(experiment));
  return {
    ...{ experiment_id: experiment.id, as_of: now.toISOString(), control },
    people_planned: experiment.people_planned,
    points: points.map(({ at, counts }, step) => {
      const base = counts[keys.indexOf(control)];
      return {
        at: at.toISOString(),
        variants: counts.map((own, index) => {
          const interval = intervals[step]?.[index] ?? null;
          return {
            ...{ key: keys[index] ?? '', ...own, ...wilsonInterval(own) },
            rate: own.people === 0 ? null : rateOf(own),
            difference:
              interval && base && own.people > 0 && base.people > 0 ? rateOf(own) - rateOf(base) : null,
            ...{ difference_low: interval?.low ?? null, difference_high: interval?.high ?? null },
          };
        }),
      };
    }),
  };
}

/** Everybody counted up to the end of each step. */
export function cumulated(
  steps: readonly Step[],
  variants: readonly { variant: number }[],
): { at: Date; counts: Counts[] }[] {
  const sums = new Map(variants.map(({ variant }) => [variant, { people: 0, successes: 0 }]));
  return [...Map.groupBy(steps, (step) => step.at.getTime())]
    .toSorted(([a], [b]) => a - b)
    .map(([at, same]) => {
      for (const { variant, people, successes } of same) {
        const sum = sums.get(variant);
        if (sum) sums.set(variant, { people: sum.people + people, successes: sum.successes + successes });
      }
      return {
        at: new Date(at),
        counts: variants.map(({ variant }) => sums.get(variant) ?? { people: 0, successes: 0 }),
      };
    });
}
