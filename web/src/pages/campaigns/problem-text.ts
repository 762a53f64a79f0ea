import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import type { Forecast } from './use-forecast.ts';

type Problem = Forecast['problems'][number];
type Text = { reason: string; remedy: string };

/** A problem of a draft in the language on screen; one not known here keeps the server's words. */
export function useProblemText(forecast: Forecast): (problem: Problem) => Text {
  const { t } = useLingui();
  const { exact } = useFormat();
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
    template_invalid: {
      reason: t`A place for a value in the message is not closed`,
      remedy: t`Put values in with the buttons below the text.`,
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
  return (problem) => {
    const { channel } = problem;
    if (channel && problem.code === 'channel_unwritten') {
      const name = channelNames[channel];
      return {
        reason: plural(problem.count ?? 0, {
          one: `# person agreed to ${name} and to no channel this campaign writes on`,
          other: `# people agreed to ${name} and to no channel this campaign writes on`,
        }),
        remedy:
          channel === 'whatsapp'
            ? t`Choose an approved template to reach them.`
            : t`Write something for it to reach them.`,
      };
    }
    const numbers = forecast.by_channel.find((one) => one.channel === channel);
    if (channel && numbers) {
      const name = channelNames[channel];
      const room = exact(numbers.left_today);
      const wanted = exact(numbers.recipients);
      if (problem.code === 'no_sender')
        return {
          reason: t`No sender is connected for ${name}`,
          remedy: t`Ask an administrator to connect one, or leave the channel out.`,
        };
      if (problem.code === 'sender_exhausted')
        return {
          reason: t`${name} has room for ${room} of ${wanted} messages today`,
          remedy: t`The rest goes out on the following days. More senders make it faster.`,
        };
    }
    return known[problem.code] ?? problem;
  };
}
