// Every channel the platform speaks: one line each.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { ChannelAdapter } from './channel.ts';
import { imessage } from './imessage/adapter.ts';
import { signal } from './signal/adapter.ts';
import { telegram } from './telegram/adapter.ts';
import { whatsapp } from './whatsapp/adapter.ts';

export const channelAdapters: Readonly<Record<Channel, ChannelAdapter>> = {
  whatsapp,
  telegram,
  signal,
  imessage,
};
