// Versions that say the campaign's words on a channel, although they have words of their own elsewhere. Pure.
import type { Draft } from '../../campaigns/use-draft.ts';
import type { Design } from './design.ts';

type Channel = Draft['channel_order'][number];
export type Borrowed = { at: number; channel: Channel };

/** In the order of versions and channels. A version's text is for every channel but WhatsApp. */
export function borrowedWords(
  draft: Pick<Draft, 'channel_order' | 'channel_content' | 'message_content'>,
  { varies, variants }: Pick<Design, 'varies' | 'variants'>,
): Borrowed[] {
  if (varies !== 'message') return [];
  const spoken = draft.channel_order.filter(
    (channel) => draft.channel_content[channel] || (channel !== 'whatsapp' && draft.message_content.trim()),
  );
  return variants.flatMap(({ change }, at) => {
    const text = (change.message_content ?? '').trim() !== '';
    const own = change.channel_content ?? {};
    if (!text && Object.keys(own).length === 0) return [];
    return spoken
      .filter((channel) => !own[channel] && !(text && channel !== 'whatsapp'))
      .map((channel) => ({ at, channel }));
  });
}
