import { useLingui } from '@lingui/react/macro';
import type { Forecast } from './use-forecast.ts';

type Text = { reason: string; remedy: string };

/** A problem of a draft in the language on screen; one not known here keeps the server's words. */
export function useProblemText(): (problem: Forecast['problems'][number]) => Text {
  const { t } = useLingui();
  const known: Record<string, Text> = {
    no_content: {
      reason: t`The campaign says nothing yet`,
      remedy: t`Write a message, or pick an approved template for WhatsApp.`,
    },
    window_closed: {
      reason: t`Free text on WhatsApp reaches only people who wrote in the last 24 hours`,
      remedy: t`Use an approved template to reach the others.`,
    },
    template_missing: {
      reason: t`The chosen WhatsApp template does not exist`,
      remedy: t`Choose one of your approved templates.`,
    },
    template_not_approved: {
      reason: t`WhatsApp has not approved the chosen template`,
      remedy: t`Wait for its approval, or choose another one.`,
    },
    template_parameters: {
      reason: t`The template has places that are not filled`,
      remedy: t`Give one value for each place.`,
    },
    no_audience: {
      reason: t`Nobody in your book fits this audience`,
      remedy: t`Widen the audience, or import contacts first.`,
    },
    nobody_reachable: {
      reason: t`Nobody in the audience can be reached on these channels`,
      remedy: t`Consent has to be on record before anything is sent.`,
    },
  };
  return (problem) => known[problem.code] ?? problem;
}
