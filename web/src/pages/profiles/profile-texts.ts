// The texts of a profile as they are written: one for all channels that take words, and own ones where that is better. Pure.
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { MessagingTemplates } from '@sampark/contracts/profiles.ts';

export type WordChannel = Exclude<Channel, 'whatsapp'>;
export const wordChannels = ['telegram', 'signal', 'imessage'] as const satisfies readonly WordChannel[];

/** The words of a channel; of an approved template there are none of ours. */
export function wordsOf(content: string | ChannelContent | undefined): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return content;
  return content.kind === 'template' ? '' : content.text;
}

/** What most of them say: the text that channels without own words follow. */
export function commonWords(templates: MessagingTemplates): string {
  const all = wordChannels.map((channel) => wordsOf(templates[channel])).filter(Boolean);
  return all.toSorted((a, b) => count(all, b) - count(all, a))[0] ?? '';
}

/** Keeps what else the content has: its format, its buttons. New words are rich text. */
export function withWords(
  content: string | ChannelContent | undefined,
  text: string,
): string | ChannelContent {
  if (typeof content === 'string') return text;
  if (content === undefined || content.kind === 'template') return { kind: 'text', text, format: 'rich' };
  return { ...content, text };
}

/** Every channel that said `before` says `after`. */
export function followCommon(
  templates: MessagingTemplates,
  before: string,
  after: string,
): MessagingTemplates {
  const next: MessagingTemplates = { ...templates };
  for (const channel of wordChannels) {
    const content = next[channel];
    if (wordsOf(content) === before) Object.assign(next, { [channel]: withWords(content, after) });
  }
  return next;
}

function count(all: readonly string[], one: string): number {
  return all.filter((other) => other === one).length;
}

/** One channel's words changed, everything else as it is. */
export function changeWords(
  templates: MessagingTemplates,
  channel: Channel,
  text: string,
): MessagingTemplates {
  return { ...templates, [channel]: withWords(templates[channel], text) };
}
