import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import { templateProblemWords } from '../../reasons/template-problem-words.ts';
import type { Forecast } from './use-forecast.ts';

type Problem = Forecast['problems'][number];
type Text = { reason: string; remedy: string };

/** A problem of a draft in the language on screen; one not known here keeps the server's words. */
export function useProblemText(forecast: Forecast): (problem: Problem) => Text {
  const { t, i18n } = useLingui();
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
    template_no_opt_out: {
      reason: t`The chosen WhatsApp template does not say how to stop such messages`,
      remedy: t`Give it a footer or a button that does, and have it approved again.`,
    },
    template_parameters: {
      reason: t`The template has places that are not filled`,
      remedy: t`Give one value for each place.`,
    },
    template_invalid: {
      reason: t`A place for a value in the message is not closed`,
      remedy: t`Put values in with the buttons below the text.`,
    },
    unfitted_silent: {
      reason: t`People whom no profile fits are sent nothing`,
      remedy: t`Choose a default profile, or write a message of the campaign’s own.`,
    },
    words_silent: {
      reason: t`Says nothing on any channel of the campaign`,
      remedy: t`Write something for one of its channels, or add a channel it has words for.`,
    },
    variant_profile: {
      reason: t`Its profile is switched off or gone`,
      remedy: t`Switch the profile on, or choose another for this version.`,
    },
    visits_not_counted: {
      reason: t`The versions are judged by who opens a link, and visits of links are not counted`,
      remedy: t`Switch the counting on beside the message, or judge the versions by something else.`,
    },
    version_without_link: {
      reason: t`Has no link whose visits are counted on one of its channels`,
      remedy: t`Put a link with the same address for everybody into its words.`,
    },
    no_audience: {
      reason: t`Nobody in your book fits this audience`,
      remedy: t`Widen the audience, or import contacts first.`,
    },
    nobody_reachable: {
      reason: t`Nobody in the audience can be reached on these channels`,
      remedy: t`Consent has to be on record before anything is sent.`,
    },
    no_end: {
      reason: t`As things stand it would not end: some people wait for a sender that does not work`,
      remedy: t`See which channel has no working sender.`,
    },
    takes_days: {
      reason: t`It takes more than a day`,
      remedy: t`A smaller audience or more senders make it faster.`,
    },
  };
  return (problem) => {
    const { channel } = problem;
    const people = exact(problem.count ?? 0);
    // What a rule says is in the language of whoever wrote it.
    const { reason: finding, remedy } = problem;
    if (problem.code === 'rule_blocks')
      return { reason: t`A rule would hold this until two people release it. ${finding}`, remedy };
    if (problem.code === 'rule_warns')
      return { reason: t`It would be sent and flagged for review. ${finding}`, remedy };
    if (problem.code === 'values_missing')
      return {
        reason: t`People who lack a value the message names: ${people}`,
        remedy: t`Write something else instead, leave them out, or fill it in.`,
      };
    if (problem.code === 'quiet_hours')
      return {
        reason: t`It is night for some people when it starts: ${people}`,
        remedy: t`Their message goes out in the morning where they live.`,
      };
    if (problem.code === 'country_hours')
      return {
        reason: t`People whose country allows no such message when it starts: ${people}`,
        remedy: t`Their message goes out as soon as it is allowed where they live.`,
      };
    if (problem.code === 'country_cap')
      return {
        reason: t`People who have had as many such messages this week as apply to their country: ${people}`,
        remedy: t`Their message waits until the week has passed; the campaign stays open until then.`,
      };
    if (problem.code === 'weekly_cap')
      return {
        reason: t`People who have had as many messages this week as your rules allow: ${people}`,
        remedy: t`Their message waits until the week has passed; the campaign stays open until then.`,
      };
    if (problem.code === 'other_campaigns')
      return {
        reason: t`Messages of other campaigns that still wait for the same senders when it starts: ${people}`,
        remedy: t`The campaigns take turns; starting later avoids it.`,
      };
    if (problem.code === 'tier_exhausted')
      return {
        reason: t`People your business may still reach on WhatsApp in 24 hours: ${people}`,
        remedy: t`The rest follows as the 24 hours pass. More numbers do not help.`,
      };
    if (channel && problem.code === 'sender_held') {
      const name = channelNames[channel];
      return {
        reason: t`Every sender of ${name} is held: the platform has warned or stopped it`,
        remedy: t`An administrator decides on the Devices page; until then these people wait.`,
      };
    }
    if (channel && problem.code === 'sender_offline') {
      const name = channelNames[channel];
      return {
        reason: t`No sender of ${name} works now: offline or in maintenance`,
        remedy: t`Bring one back on the Devices page, or leave the channel out.`,
      };
    }
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
    if (channel && problem.code === 'variant_words') {
      const name = channelNames[channel];
      return withName(problem, {
        reason: t`Says the campaign’s words on ${name}, so nothing is compared there`,
        remedy: t`Write this version’s words for ${name}.`,
      });
    }
    if (problem.code === 'variant_language')
      return withName(problem, {
        reason: t`Says one text to people whose profiles speak different languages`,
        remedy: t`Give this version a profile instead of a text, or compare in a campaign for each language.`,
      });
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
          reason: t`${name} has room for ${room} of ${wanted} messages on the day it starts`,
          remedy: t`The rest goes out on the following days. More senders make it faster.`,
        };
    }
    const ofTemplate = templateProblemWords[problem.code];
    if (ofTemplate)
      return withName(problem, { reason: i18n._(ofTemplate.what), remedy: i18n._(ofTemplate.todo) });
    const own = known[problem.code];
    return own ? withName(problem, own) : problem;
  };
}

/** The profile or version a problem is about; the server's own words begin with it. */
function withName({ whose }: Problem, text: Text): Text {
  return whose === undefined ? text : { ...text, reason: `“${whose}”: ${text.reason}` };
}
