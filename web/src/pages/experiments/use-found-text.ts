// What a verdict that names a winner said when it was found, and what the same difference is now. The first is kept and the second
// goes on changing, so each says which it is.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import type { Results } from './results.ts';
import { useNowText } from './use-now-text.ts';
import { usePoints } from './use-points.ts';

export type FoundText = {
  sentence: string;
  /** The difference of the newest count, as the table beside has it; undefined: the same as when it was found. */
  now: string | undefined;
  rule: string;
};

/**
 * @returns undefined where the verdict is one of the newest count, which the table beside shows as well.
 */
export function useFoundText(): (results: Results, about: { alpha: number }) => FoundText | undefined {
  const { t } = useLingui();
  const { date, clockTime } = useFormat();
  const points = usePoints();
  const nowText = useNowText();
  return (results, { alpha }) => {
    const { verdict } = results;
    if (!verdict.shown_at || !verdict.variant) return undefined;
    const at = new Date(verdict.shown_at);
    const [day, time] = [date(at), clockTime(at)];
    const said = (share: number | null) => points.signed(share ?? 0);
    const key = verdict.variant;
    const [by, low, high] = [said(verdict.difference), said(verdict.low), said(verdict.high)];
    const [sure, wrong] = [
      points.share(Math.round((verdict.confidence ?? 1 - alpha) * 10_000)),
      points.share(Math.round(alpha * 10_000)),
    ];
    const open = verdict.open.filter((one) => one !== key).join(', ');
    const found =
      verdict.kind === 'better'
        ? t`Found on ${day} at ${time}: ${key} is better, ${by} points, between ${low} and ${high}. You may stop.`
        : t`Found on ${day} at ${time}: the closest, ${key}, is ${by} points, between ${low} and ${high}. You may stop.`;
    return {
      sentence: open ? `${found} ${t`Nothing could be said of ${open} then.`}` : found,
      now: nowText(results),
      rule: t`When it was found, the interval (${sure}) left out zero. What is counted later does not take it back: where versions do not differ, a winner is named in at most ${wrong} of experiments.`,
    };
  };
}
