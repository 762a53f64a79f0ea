// How many people of each variant a design is planned for. Pure.
import type { ExperimentDesign } from '@sampark/contracts/experiments.ts';
import { effectOf } from './effect-of.ts';
import { plannedSize } from './statistics/plan.ts';

export const tooSmall = {
  reason: 'From the expected rate, no audience shows a difference this small',
  remedy: 'Give a larger difference.',
} as const;

type Planned = Pick<ExperimentDesign, 'expected_rate' | 'minimum_effect' | 'alpha' | 'power'>;

/** Null where nothing was expected, so that nothing is planned; undefined where no number is enough. Takes up to 0.2 s. */
export function plannedPeople(
  { expected_rate: base = null, minimum_effect, alpha = 0.05, power = 0.8 }: Planned,
  variants: number,
): number | null | undefined {
  const effect = effectOf(base, minimum_effect);
  if (base === null || effect === undefined) return null;
  return plannedSize({ base, alpha, variants, judged: 'any_time' }, effect, power);
}
