import type { Channel } from '@sampark/contracts/domain.ts';
import { MessageCircle, MessageCircleDashed, MessageCircleMore, Send, type LucideIcon } from 'lucide-react';

// Our own signs: the platforms' logos are theirs. The name always stands beside or behind it.
export const channelIcons: Record<Channel, LucideIcon> = {
  whatsapp: MessageCircleMore,
  telegram: Send,
  signal: MessageCircleDashed,
  imessage: MessageCircle,
};

export function ChannelMark({ channel, className }: { channel: Channel; className?: string }) {
  const Icon = channelIcons[channel];
  return <Icon className={className ?? 'size-4'} aria-hidden />;
}
