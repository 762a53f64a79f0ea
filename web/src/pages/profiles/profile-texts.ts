// The texts of a profile as they are written: one for all channels that take words, and own ones where that is better. Pure.
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { MessagingTemplates } from '@sampark/contracts/profiles.ts';
import type { MessageText } from '../../composer/message-field.tsx';

export type WordChannel = Exclude<Channel, 'whatsapp'>;
export const wordChannels = ['telegram', 'signal', 'imessage'] as const satisfies readonly WordChannel[];

/** The words of a channel; of an approved template there are none of ours. */
export function wordsOf(content: string | ChannelContent | undefined): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return content;
  return content.kind === 'template' ? '' : content.text;
}

/** What a channel says and whether it holds marks, as it is written. */
export function textOf(content: string | ChannelContent | undefined): MessageText {
  const text = wordsOf(content);
  const rich = typeof content === 'object' && content.kind !== 'template' && content.format === 'rich';
  return rich ? { text, format: 'rich' } : { text };
}

/** Marks make a difference, unless there is nothing to mark. */
export function sameText(one: MessageText, other: MessageText): boolean {
  return one.text === other.text && (one.text === '' || one.format === other.format);
}

/** What most of them say: the text that channels without own words follow. Those in `own` have some, although they may agree. */
export function commonText(
  templates: MessagingTemplates,
  own: ReadonlySet<WordChannel> = new Set(),
): MessageText {
  const following = wordChannels.filter((channel) => !own.has(channel));
  const all = following.map((channel) => textOf(templates[channel]));
  const count = (one: MessageText) => all.filter((other) => sameText(one, other)).length;
  const said = all.filter((one) => one.text !== '').toSorted((a, b) => count(b) - count(a));
  return said[0] ?? all[0] ?? { text: '' };
}

/** Keeps what else the content has, such as its buttons. */
export function withText(
  content: string | ChannelContent | undefined,
  { text, format }: MessageText,
): string | ChannelContent {
  if (format === undefined && typeof content === 'string') return text;
  const said: MessageText = format ? { text, format } : { text };
  if (typeof content !== 'object' || content.kind === 'template') return { kind: 'text', ...said };
  const { format: _before, text: _words, ...kept } = content;
  return { ...kept, ...said };
}

/** Every channel that said `before` says `after`, but for those in `own`. */
export function followCommon(
  templates: MessagingTemplates,
  before: MessageText,
  after: MessageText,
  own: ReadonlySet<WordChannel> = new Set(),
): MessagingTemplates {
  const next: MessagingTemplates = { ...templates };
  for (const channel of wordChannels) {
    const content = next[channel];
    if (!own.has(channel) && sameText(textOf(content), before))
      Object.assign(next, { [channel]: withText(content, after) });
  }
  return next;
}

/** One channel's words changed, everything else as it is. */
export function changeText(
  templates: MessagingTemplates,
  channel: Channel,
  text: MessageText,
): MessagingTemplates {
  return { ...templates, [channel]: withText(templates[channel], text) };
}
