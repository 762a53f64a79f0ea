// A rendered message as an app is told to show it: for previews. Pure.
import type { RenderedContent } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { ShownMessage } from '@sampark/contracts/shown-message.ts';

/** `text`: the readable one, which is all there is of an approved WhatsApp template. */
export function shownMessage(channel: Channel, content: RenderedContent, text: string): ShownMessage {
  if (content.kind === 'template') return { text, styles: [], html: false, buttons: [] };
  return {
    text: content.text,
    styles: [...(content.styles ?? [])],
    html: channel === 'telegram',
    buttons: content.kind === 'buttons' ? content.buttons.map((one) => one.title) : [],
  };
}
