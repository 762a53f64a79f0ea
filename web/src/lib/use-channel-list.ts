import type { Channel } from '@sampark/contracts/domain.ts';
import { useFormat } from '../i18n/use-format.ts';
import { channelNames } from './words.ts';

/** Channels in one breath: “WhatsApp and Signal”, in the language on screen. */
export function useChannelList(): (channels: readonly Channel[]) => string {
  const { tag } = useFormat();
  return (channels) => new Intl.ListFormat(tag).format(channels.map((one) => channelNames[one]));
}
