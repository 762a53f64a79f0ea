// What channels are called in English, in words of the API. The dashboard has its own.
import type { Channel } from './domain.ts';

export const channelNames: Readonly<Record<Channel, string>> = {
  ...{ whatsapp: 'WhatsApp', telegram: 'Telegram', signal: 'Signal', imessage: 'iMessage' },
};
