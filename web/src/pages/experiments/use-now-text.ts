// What a difference that was kept is by the newest count, as the table beside it has it.
import { useLingui } from '@lingui/react/macro';
import type { Results } from './results.ts';
import { usePoints } from './use-points.ts';

/** @returns undefined where it reads the same, or there is nothing to compare any more. */
export function useNowText(): (results: Results) => string | undefined {
  const { t } = useLingui();
  const points = usePoints();
  return ({ verdict, comparisons }) => {
    const now = comparisons.find((one) => one.variant === verdict.variant);
    if (!now) return undefined;
    const numbers = (of: Pick<typeof verdict, 'difference' | 'low' | 'high'>) =>
      [of.difference, of.low, of.high].map((share) => points.signed(share ?? 0));
    const [by = '', low = '', high = ''] = numbers(now);
    if (numbers(verdict).join() === [by, low, high].join()) return undefined;
    const key = now.variant;
    return t`Now: ${key} ${by} points, between ${low} and ${high}.`;
  };
}
