// A verdict in plain words, with the numbers it rests on.
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import {
  CircleCheck,
  CircleDashed,
  Clock,
  Equal,
  OctagonX,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import type { Tone } from '../../ui/status.tsx';
import { settledOf, type Results } from './results.ts';
import { useDecidedText } from './use-decided-text.ts';
import { useFoundText } from './use-found-text.ts';
import { usePoints } from './use-points.ts';

export type VerdictText = {
  icon: LucideIcon;
  tone: Tone;
  /** A few words, for a row of a list. */
  short: string;
  title: string;
  /** The difference with its interval; what to do. */
  sentence: string;
  /** What the sentence's numbers are by now, where they are those of an earlier count. */
  now?: string | undefined;
  /** By which rule it is said. */
  rule: string;
};

type About = { control: string; minimum_effect: number; alpha: number; settle_minutes: number };

export function useVerdictText(): (results: Results, about: About) => VerdictText {
  const { t } = useLingui();
  const { exact, duration } = useFormat();
  const points = usePoints();
  const foundText = useFoundText();
  const decidedText = useDecidedText();
  return (results, { control, minimum_effect, alpha, settle_minutes }) => {
    const { verdict } = results;
    if (settledOf(results) === 0) {
      const time = duration(settle_minutes * 60);
      return {
        ...{ icon: CircleDashed, tone: 'neutral' },
        short: t`Nobody counted yet`,
        title: t`Nobody is counted yet`,
        sentence: t`A person counts when ${time} have passed since their message: whoever did it by then, and whoever did not.`,
        rule: t`You may look as often as you like; that makes nothing less certain.`,
      };
    }
    const b = verdict.variant ?? '';
    const by = points.signed(verdict.difference ?? 0);
    const low = points.signed(verdict.low ?? 0);
    const high = points.signed(verdict.high ?? 0);
    const sure = points.share(Math.round((verdict.confidence ?? 1 - alpha) * 10_000));
    const least = points.chosen(minimum_effect);
    const wrong = points.share(Math.round(alpha * 10_000));
    const missing = verdict.people_missing ?? 0;
    const missingText = exact(missing);
    const open = verdict.open.filter((key) => key !== b).join(', ');
    const found = t`The interval (${sure}) leaves out zero. It holds however often you look: where versions do not differ, a winner is named in at most ${wrong} of experiments.`;
    const decided = decidedText(results, { control, least, sure });
    switch (verdict.kind) {
      case 'better':
        return {
          ...{ icon: CircleCheck, tone: 'ok' },
          short: t`${b} is better: ${by} points`,
          title: t`${b} is better than ${control}`,
          sentence: open
            ? t`${by} points, between ${low} and ${high}. You may stop. Nothing can be said of ${open} yet.`
            : t`${by} points, between ${low} and ${high}. You may stop.`,
          rule: found,
          ...foundText(results, { alpha }),
        };
      case 'worse':
        return {
          ...{ icon: CircleCheck, tone: 'ok' },
          short: t`${control}, the control, is best`,
          title: t`${control}, the control, is best`,
          sentence: t`The closest is ${b}: ${by} points, between ${low} and ${high}. You may stop.`,
          rule: found,
          ...foundText(results, { alpha }),
        };
      case 'no_relevant_difference':
        return {
          ...{ icon: Equal, tone: 'info' },
          short: t`No difference that matters`,
          title: t`No difference that matters`,
          sentence: t`${b} against ${control}: ${by} points, between ${low} and ${high}. That is less than the ${least} points you said matter. You may stop and use either.`,
          rule: t`The whole interval (${sure}) lies within ${least} points of zero.`,
          ...decided,
        };
      case 'no_difference_seen':
        return {
          ...{ icon: Equal, tone: 'neutral' },
          short: t`No difference was seen`,
          title: t`No difference was seen`,
          sentence: t`Everybody planned was counted. ${b} against ${control}: ${by} points, between ${low} and ${high}. If there is a difference, it is probably smaller than ${least} points. You may stop.`,
          rule: t`As many people as planned were counted, and the interval (${sure}) still holds zero.`,
          ...decided,
        };
      case 'stopped_by_guardrail':
        // A person may have ended them, for reasons of their own.
        if (!results.variants.some((one) => one.stopped_reason?.startsWith('guardrail')))
          return {
            ...{ icon: OctagonX, tone: 'neutral' },
            short: t`Only ${control} is left`,
            title: t`Only ${control}, the control, is left`,
            sentence: t`Every other version was stopped by hand; ${control} goes on. You may stop.`,
            rule: t`A version that is stopped is no longer compared.`,
          };
        return {
          ...{ icon: OctagonX, tone: 'danger' },
          short: t`Stopped: it did harm`,
          title: t`Every version beside the control did harm`,
          sentence: t`Guardrails stopped them; ${control} goes on. You may stop.`,
          rule: t`A guardrail was passed by more than its margin, by a test that holds however often it is asked.`,
        };
      case 'sample_ratio':
        return {
          ...{ icon: TriangleAlert, tone: 'danger' },
          short: t`Numbers cannot be trusted`,
          title: t`Do not trust these numbers yet`,
          sentence: t`The versions do not hold as many people as their shares say. Until the reason is found, no winner is named.`,
          rule: t`By chance alone this alarm comes in one of 1,000 experiments, however often it is asked.`,
        };
      case 'too_early':
        return {
          ...{ icon: Clock, tone: 'neutral' },
          short: missing > 0 ? t`Too early: ${missingText} more people a version` : t`Too early to say`,
          title: t`Too early to say`,
          sentence:
            verdict.difference === null
              ? t`Of ${b} or of ${control} nobody is counted yet: there is nothing to compare.`
              : missing > 0
                ? plural(missing, {
                    one: `${b} against ${control}: ${by} points, between ${low} and ${high}. It can still go either way. One more person a version makes the plan.`,
                    other: `${b} against ${control}: ${by} points, between ${low} and ${high}. It can still go either way. ${missingText} more people a version make the plan.`,
                  })
                : t`${b} against ${control}: ${by} points, between ${low} and ${high}. It can still go either way.`,
          rule:
            verdict.difference === null
              ? t`You may look as often as you like; that makes nothing less certain.`
              : t`The interval (${sure}) holds zero. You may look as often as you like; that makes nothing less certain.`,
          ...decided,
        };
    }
  };
}
