import type { Channel } from '@sampark/contracts/domain.ts';
import { channelNames } from '../lib/words.ts';

/** A channel by name; brand names are the same in every language. */
export function ChannelName({ channel }: { channel: Channel }) {
  return <span className="whitespace-nowrap">{channelNames[channel]}</span>;
}
