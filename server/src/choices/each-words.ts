// A check of what a campaign says, made of everything its people may be sent.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { allWords, channelsWritten, type Written } from './choices.ts';

type Problems = CampaignForecast['problems'];

/** What is wrong with the text of a profile or a variant names it. `words`: which of them. */
export async function eachWords<C extends Written>(
  campaign: C,
  check: (own: C) => Promise<Problems> | Problems,
  words: (campaign: Written) => ReturnType<typeof allWords> = allWords,
): Promise<Problems> {
  if (!campaign.choices) return check(campaign);
  const found = new Map<string, Problems[number]>();
  for (const { channel_content, channel_order, whose } of words(campaign)) {
    for (const problem of await check({ ...campaign, channel_content, channel_order })) {
      const name = whose[problem.field.split('.')[1] as Channel];
      const told =
        name === undefined ? problem : { ...problem, whose: name, reason: `“${name}”: ${problem.reason}` };
      found.set(`${told.code}/${told.field}/${told.reason}`, told);
    }
  }
  return [...found.values()];
}

/** The campaign as who asks whether anybody can be reached at all has to see it: with content wherever anybody has any. */
export function widest<C extends Written>(campaign: C): C {
  if (!campaign.choices) return campaign;
  const all = allWords(campaign).map((words) => words.channel_content);
  return {
    ...campaign,
    channel_order: channelsWritten(campaign),
    channel_content: Object.assign({}, ...all.toReversed()) as C['channel_content'],
    choices: undefined,
  };
}
