// Versions of an experiment that say the campaign's words where they were meant to say their own: a channel that was added after
// they were written, or one that was overlooked. People reached there are sent the same in every such version. Pure.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import { channelNames } from '@sampark/contracts/channel-names.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { channelsWritten, wordsFor, type Written } from './choices.ts';

type Problems = CampaignForecast['problems'];

/** Nothing of a version without any words of its own: it is the control, or meant to say what the campaign says. */
export function borrowedWords(campaign: Written): Problems {
  const written = new Set<Channel>(channelsWritten(campaign));
  const variants = campaign.choices?.experiment?.variants ?? [];
  return variants.flatMap((own): Problems => {
    if (own.stopped || Object.keys(own.contents).length === 0) return [];
    const { channel_order } = wordsFor(campaign, { engagement_profile_id: null, variant: own.variant });
    return channel_order
      .filter((channel) => written.has(channel) && own.contents[channel] === undefined)
      .map((channel) => ({
        code: 'variant_words',
        field: `experiment.variants.${own.variant - 1}.change.channel_content.${channel}`,
        reason: `“${own.name}”: says the campaign’s words on ${channelNames[channel]}, so nothing is compared among people reached there`,
        remedy: `Write this variant’s words for ${channelNames[channel]}, or take ${channelNames[channel]} out of the campaign.`,
        ...{ whose: own.name, channel, blocking: false },
      }));
  });
}

/** A version’s text comes before a profile’s, in whatever language that one was written; templates have languages of their own. */
export function oneLanguageForAll(campaign: Written): Problems {
  const { choices } = campaign;
  const fitted = choices?.fitted ? [...choices.profiles.values()].filter((one) => one.choosable) : [];
  if (new Set(fitted.map((one) => one.language)).size < 2) return [];
  return (choices?.experiment?.variants ?? []).flatMap((own): Problems => {
    if (own.stopped || !Object.values(own.contents).some((one) => one.kind !== 'template')) return [];
    return [
      {
        code: 'variant_language',
        field: `experiment.variants.${own.variant - 1}.change`,
        reason: `“${own.name}”: says one text to everybody, though the profiles of this campaign speak different languages`,
        remedy:
          'Give this variant a profile instead of a text, or make a campaign with an experiment for each language.',
        ...{ whose: own.name, blocking: false },
      },
    ];
  });
}
