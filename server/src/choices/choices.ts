// What people of one campaign are sent: its own words, or those of the profile that fits them. Pure.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type { ProfileToSelect } from '../profiles/select.ts';

/** A profile as the campaign uses it: after the launch, in the version fixed there. */
export type ChosenProfile = ProfileToSelect & {
  version: number;
  contents: ContentByChannel;
};

/** Of a campaign whose people are not all sent the same. */
export type Choices = {
  /** By id. */
  profiles: ReadonlyMap<string, ChosenProfile>;
};

/** A campaign's own words, and whether some of its people are sent others. */
export type Written = {
  channel_content: ContentByChannel;
  channel_order: readonly Channel[];
  engagement_profile_id: string | null;
  choices?: Choices | undefined;
};

/** Which of them a person is sent; as messages keep it. */
export type Chosen = { engagement_profile_id: string | null };

export type Words = {
  channel_content: ContentByChannel;
  /** Without channels that say nothing to them. */
  channel_order: Channel[];
  /** What a text is written in, where that is known. */
  languages: Readonly<Partial<Record<Channel, string>>>;
};

/** A profile that says nothing on a channel leaves the campaign's own words there. */
export function wordsFor(campaign: Written, { engagement_profile_id }: Chosen): Words {
  const profile = campaign.choices?.profiles.get(engagement_profile_id ?? '');
  const channel_content = { ...campaign.channel_content, ...profile?.contents };
  return {
    channel_content,
    channel_order: campaign.channel_order.filter((channel) => channel_content[channel] !== undefined),
    languages: profile
      ? Object.fromEntries(Object.keys(profile.contents).map((channel) => [channel, profile.language]))
      : {},
  };
}

/** All that somebody of this campaign may be sent; where everybody is sent the same, that alone. */
export function allWords(campaign: Written): (Words & Chosen)[] {
  const { choices, engagement_profile_id } = campaign;
  const chosen: Chosen[] = choices
    ? [...choices.profiles.keys()].map((id) => ({ engagement_profile_id: id }))
    : [{ engagement_profile_id }];
  // Without a default, who fits no profile is sent the campaign's own words.
  if (choices && (engagement_profile_id === null || !choices.profiles.has(engagement_profile_id)))
    chosen.push({ engagement_profile_id: null });
  return chosen.map((one) => ({ ...one, ...wordsFor(campaign, one) }));
}

/** The channels on which anybody of this campaign is sent something. */
export function channelsWritten(campaign: Written): Channel[] {
  if (!campaign.choices)
    return campaign.channel_order.filter((channel) => campaign.channel_content[channel] !== undefined);
  const written = new Set(allWords(campaign).flatMap((words) => words.channel_order));
  const order = new Set([...campaign.channel_order, ...channels]);
  return [...order].filter((channel) => written.has(channel));
}
