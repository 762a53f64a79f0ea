// What a campaign says on each channel: faults in its texts, and the common text where a channel has none of its own. Pure.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { textsIn } from '@sampark/contracts/content-texts.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { FieldError } from '@sampark/contracts/problem.ts';
import { templateFault } from '../messages/render.ts';

/** @param at where the content stands, such as `body` */
export function contentFaults(
  given: {
    message_content?: string | undefined;
    channel_content?: ContentByChannel | undefined;
  },
  at: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const check = (field: string, text: string) => {
    const fault = templateFault(text);
    if (fault)
      errors.push({
        field,
        reason: fault,
        remedy: 'Close every {{ and every tag, and use documented filters only.',
      });
  };
  if (given.message_content) check(`${at}.message_content`, given.message_content);
  for (const [channel, content] of Object.entries(given.channel_content ?? {})) {
    for (const { path, text } of textsIn(content)) check(`${at}.channel_content.${channel}.${path}`, text);
  }
  return errors;
}

/** What goes to every channel without words of its own, and whether its marks are read. */
export type CommonText = { text: string; format: 'rich' | null };

/** Gives every channel of the order the common text where it has none. WhatsApp needs content of its own. */
export function materialise(
  own: ContentByChannel,
  { text, format }: CommonText,
  order: readonly Channel[],
): ContentByChannel {
  const content: ContentByChannel = { ...own };
  if (text.trim() === '') return content;
  for (const channel of order) {
    if (channel !== 'whatsapp') content[channel] ??= { kind: 'text', text, ...(format ? { format } : {}) };
  }
  return content;
}
