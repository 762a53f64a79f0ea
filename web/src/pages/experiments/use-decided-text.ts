// What was known when somebody decided, where no winner had been found by then. It is kept, while counts go on: so it is said as of
// that moment, and never as what may still come.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import type { Results } from './results.ts';
import { useNowText } from './use-now-text.ts';
import { usePoints } from './use-points.ts';

export type DecidedText = {
  short: string;
  title: string;
  sentence: string;
  now: string | undefined;
  rule: string;
};

/** @returns undefined where nothing was decided, or a winner had been found. */
export function useDecidedText(): (
  results: Results,
  about: { control: string; least: string; sure: string },
) => DecidedText | undefined {
  const { t } = useLingui();
  const { date, clockTime } = useFormat();
  const points = usePoints();
  const nowText = useNowText();
  return (results, { control, least, sure }) => {
    const { kind, shown_at, variant, difference, low, high } = results.verdict;
    if (!shown_at || variant === null || difference === null) return undefined;
    const at = new Date(shown_at);
    const [day, time] = [date(at), clockTime(at)];
    const [by, from, to] = [difference, low ?? 0, high ?? 0].map((share) => points.signed(share));
    const sentence = t`When it was decided, on ${day} at ${time}: ${variant} against ${control} ${by} points, between ${from} and ${to}.`;
    const now = nowText(results);
    switch (kind) {
      case 'too_early': {
        const title = t`It was too early to say`;
        return { short: title, title, sentence, now, rule: t`The interval (${sure}) held zero then.` };
      }
      case 'no_difference_seen': {
        const title = t`No difference had been seen`;
        const rule = t`As many people as planned had been counted, and the interval (${sure}) held zero then.`;
        return { short: title, title, sentence, now, rule };
      }
      case 'no_relevant_difference': {
        const title = t`No difference that matters`;
        const rule = t`The whole interval (${sure}) lay within ${least} points of zero then.`;
        return { short: title, title, sentence, now, rule };
      }
      default:
        return undefined;
    }
  };
}
