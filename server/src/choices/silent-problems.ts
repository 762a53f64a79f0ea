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
    const problem: Problems[number] = {
      code: 'no_content',
      field: unfitted ? 'default_profile_id' : 'channel_content',
      reason: unfitted
        ? 'People whom no profile fits are sent nothing'
        : `“${name}” says nothing on any channel of the campaign`,
      remedy: unfitted
        ? 'Choose a default profile, or write words of the campaign’s own.'
        : 'Write something for one of its channels, or add a channel it has words for.',
      blocking: own !== undefined && !unfitted,
    };
    found.set(problem.reason, problem);
  }
  return [...found.values()];
}
