// What people of one campaign are sent: its own words, those of the profile that fits them, or those of their variant of its
// experiment. Pure.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type { SendTime } from '@sampark/contracts/experiments.ts';
import type { Stretch } from '../experiments/stretches.ts';
import type { ProfileToSelect } from '../profiles/select.ts';

/** A profile as the campaign uses it: after the launch, in the version fixed there. */
export type ChosenProfile = ProfileToSelect & {
  version: number;
  contents: ContentByChannel;
  /** One that people are fitted to; otherwise only a variant names it. */
  choosable: boolean;
};

/** What a variant does otherwise than its campaign. */
export type ChosenVariant = {
  variant: number;
  key: string;
  name: string;
  is_control: boolean;
  stopped: boolean;
  profile_id: string | null;
  contents: ContentByChannel;
  channel_order: readonly Channel[] | null;
  send_time: SendTime | null;
};

export type ChosenExperiment = {
  id: string;
  /** Ten-thousandths of everybody. */
  holdout_share: number;
  /** Whom each variant gets, by key; `rest` waits for the winner. */
  stretches: readonly Stretch[];
  /** In the order of their numbers. */
  variants: readonly ChosenVariant[];
  winner: number | null;
  /** From then on everybody new is sent the winner. */
  rolled_out_at: Date | null;
  /** Of the campaign, else of its workspace. */
  time_zone: string;
};

/** Of a campaign whose people are not all sent the same. */
export type Choices = {
  /** By id. */
  profiles: ReadonlyMap<string, ChosenProfile>;
  /** Each person is fitted to a profile; otherwise a profile says only whose the campaign's words are. */
  fitted: boolean;
  experiment?: ChosenExperiment | undefined;
};

/** A campaign's own words, and whether some of its people are sent others. */
export type Written = {
  channel_content: ContentByChannel;
  channel_order: readonly Channel[];
  engagement_profile_id: string | null;
  choices?: Choices | undefined;
};

/** Which of them a person is sent; as messages keep it. */
export type Chosen = {
  engagement_profile_id: string | null;
  /** Null: none, as in campaigns without an experiment. 0: held out. */
  variant: number | null;
};

export type Words = {
  channel_content: ContentByChannel;
  /** Without channels that say nothing to them. */
  channel_order: Channel[];
  /** What a profile's texts are written in. */
  languages: Readonly<Partial<Record<Channel, string>>>;
  /** By name, whose they are where they are not the campaign's own. */
  whose: Readonly<Partial<Record<Channel, string>>>;
};

/** A variant's words come before the profile's, and the campaign's own are left where neither says anything. */
export function wordsFor(campaign: Written, chosen: Chosen): Words {
  const { choices } = campaign;
  const variant = variantOf(choices, chosen.variant);
  const named = choices?.profiles.get(chosen.engagement_profile_id ?? '');
  // Under a default alone the words are the campaign's own.
  const profile = choices?.fitted || variant?.profile_id === named?.id ? named : undefined;
  const channel_content = { ...campaign.channel_content, ...profile?.contents, ...variant?.contents };
  const order = variant?.channel_order ?? campaign.channel_order;
  const languages: Partial<Record<Channel, string>> = {};
  const whose: Partial<Record<Channel, string>> = {};
  for (const channel of channels) {
    if (variant?.contents[channel]) whose[channel] = variant.name;
    else if (profile?.contents[channel]) {
      whose[channel] = profile.name;
      languages[channel] = profile.language;
    }
  }
  return {
    channel_content,
    channel_order: order.filter((channel) => channel_content[channel] !== undefined),
    languages,
    whose,
  };
}

export function variantOf(choices: Choices | undefined, variant: number | null): ChosenVariant | undefined {
  return variant === null ? undefined : choices?.experiment?.variants.find((one) => one.variant === variant);
}

/** All that somebody of this campaign may be sent; where everybody is sent the same, that alone. */
export function allWords(campaign: Written): (Words & Chosen)[] {
  const variants = campaign.choices?.experiment?.variants ?? [null];
  return variants
    .flatMap((variant) =>
      profilesUnder(campaign, variant).map((id): Chosen => ({
        engagement_profile_id: id,
        variant: variant?.variant ?? null,
      })),
    )
    .map((chosen) => ({ ...chosen, ...wordsFor(campaign, chosen) }));
}

/** What somebody new may be sent: a stopped version gave its people up, and a roll-out leaves the winner alone. */
export function wordsToCome(campaign: Written): (Words & Chosen)[] {
  const all = allWords(campaign);
  const { winner, rolled_out_at } = campaign.choices?.experiment ?? {};
  const left = all.filter(({ variant }) =>
    rolled_out_at ? variant === winner : variantOf(campaign.choices, variant)?.stopped !== true,
  );
  return left.length > 0 ? left : all;
}

function profilesUnder(
  { choices, engagement_profile_id }: Written,
  variant: ChosenVariant | null,
): (string | null)[] {
  if (variant?.profile_id) return [variant.profile_id];
  if (!choices?.fitted) return [engagement_profile_id];
  const fitted = [...choices.profiles.values()].filter((one) => one.choosable);
  // Without a default, who fits no profile is sent the campaign's own words.
  return [...fitted.map((one) => one.id), ...(fitted.some((one) => one.is_default) ? [] : [null])];
}

/** The channels on which anybody of this campaign is sent something. */
export function channelsWritten(campaign: Written): Channel[] {
  if (!campaign.choices)
    return campaign.channel_order.filter((channel) => campaign.channel_content[channel] !== undefined);
  const written = new Set(allWords(campaign).flatMap((words) => words.channel_order));
  const order = new Set([...campaign.channel_order, ...channels]);
  return [...order].filter((channel) => written.has(channel));
}
