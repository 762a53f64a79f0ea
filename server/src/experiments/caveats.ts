// What a reader of the results has to know about the channels they were measured on. Pure.
import { channelNames } from '@sampark/contracts/channel-names.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { ConversionWay, ExperimentMetric, ExperimentResults } from '@sampark/contracts/experiments.ts';
import { silentOn } from './count-outcomes.ts';

/** @param people written to on each channel */
export function caveatsOf(
  { metric, converted_by }: { metric: ExperimentMetric; converted_by: ConversionWay },
  people: readonly { channel: Channel; people: number }[],
): ExperimentResults['caveats'] {
  if (metric === 'converted' && converted_by !== 'told')
    return [
      {
        ...{ code: 'links_fetched_by_apps', channel: null },
        people: people.reduce((sum, one) => sum + one.people, 0),
        text: 'Some apps and virus scanners open links by themselves and call themselves a browser: the true rate is lower, for all variants alike.',
      },
    ];
  return people.flatMap((one) => {
    if (silentOn(metric) && one.channel === 'telegram')
      return [
        {
          ...{ code: metric === 'read' ? 'no_read_receipts' : 'no_delivery_receipts', ...one },
          text: `Telegram does not say whether a message was ${metric}: ${one.people.toLocaleString('en')} people written to there are not counted.`,
        },
      ];
    if (metric === 'read')
      return [
        {
          ...{ code: 'read_receipts_optional', ...one },
          text: `On ${channelNames[one.channel]} people can switch read receipts off: the true rate is higher, for all variants alike.`,
        },
      ];
    return [];
  });
}

export const sampleRatioCauses: ExperimentResults['sample_ratio']['causes'] = [
  {
    code: 'variant_fails_more',
    text: 'One variant’s messages cannot be written or sent for more people: look at the reasons of skipped and failed messages by variant.',
  },
  {
    code: 'changed_by_hand',
    text: 'Messages were cancelled, held or released by hand for one variant more than for the other.',
  },
  {
    code: 'people_merged',
    text: 'People were removed or merged after the launch, more of one variant than of the other.',
  },
  {
    code: 'fault',
    text: 'A fault of the system: if nothing else explains it, report it and start anew with a copy of the campaign.',
  },
];
