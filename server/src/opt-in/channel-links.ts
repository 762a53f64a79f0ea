// Where a person who agrees goes next: the workspace's own sender on that channel, with what they are to send. PURE.
import type { Channel } from '@sampark/contracts/domain.ts';

export type Sender = { channel: Channel; address: string; username: string | null; number: string | null };
export type ChannelLink = {
  href: string;
  to: string;
  /** To be typed where a link cannot bring it. */ message: string | null;
};

/** Undefined where the sender's public address is not known. */
export function channelLink(sender: Sender, code: string, message: string): ChannelLink | undefined {
  const text = encodeURIComponent(message);
  if (sender.channel === 'telegram') {
    if (!sender.username) return undefined;
    return { href: `https://t.me/${encodeURIComponent(sender.username)}?start=${code}`, to: `@${sender.username}`, message: null };
  }
  if (sender.channel === 'whatsapp') {
    const digits = (sender.number ?? '').replace(/\D/g, '');
    if (digits.length < 7) return undefined;
    return { href: `https://wa.me/${digits}?text=${text}`, to: `+${digits}`, message };
  }
  if (sender.channel === 'signal') {
    if (!/^\+\d{7,15}$/.test(sender.address)) return undefined;
    return { href: `https://signal.me/#p/${sender.address}`, to: sender.address, message };
  }
  const to = sender.number ?? sender.address;
  if (!/^\+\d{7,15}$|^[^\s@]+@[^\s@]+$/.test(to)) return undefined;
  return { href: `sms:${encodeURIComponent(to)}?&body=${text}`, to, message };
} // prettier-ignore
