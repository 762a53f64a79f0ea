// Whom a campaign would say nothing to, although it says something to others. Pure.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import { allWords, variantOf, type Written } from './choices.ts';

type Problems = CampaignForecast['problems'];

/** A version nobody can be sent stops the launch; people whom no profile fits are skipped, and said to be. */
export function silentProblems(campaign: Written): Problems {
  const { choices } = campaign;
  const silent = allWords(campaign).filter((words) => words.channel_order.length === 0);
  // Nothing at all is a problem of its own.
  if (!choices || silent.length === allWords(campaign).length) return [];
  const found = new Map<string, Problems[number]>();
  for (const { variant, engagement_profile_id } of silent) {
    const own = variantOf(choices, variant);
    const profile = choices.profiles.get(engagement_profile_id ?? '');
    const name = profile?.name ?? own?.name;
    const unfitted = choices.fitted && !profile;
    const problem: Problems[number] = unfitted
      ? {
          ...{ code: 'unfitted_silent', field: 'default_profile_id', blocking: false },
          reason: 'People whom no profile fits are sent nothing',
          remedy: 'Choose a default profile, or write words of the campaign’s own.',
        }
      : {
          ...{ code: 'words_silent', field: 'channel_content', blocking: own !== undefined },
          ...(name === undefined ? {} : { whose: name }),
          reason: `“${name ?? ''}”: says nothing on any channel of the campaign`,
          remedy: 'Write something for one of its channels, or add a channel it has words for.',
        };
    found.set(problem.reason, problem);
  }
  return [...found.values()];
}
