// A rendered message as an app is told to show it: for previews. Pure.
import type { Channel } from '@sampark/contracts/domain.ts';
import { textOfTemplate } from '@sampark/contracts/template-text.ts';
import type { ShownMessage } from '@sampark/contracts/shown-message.ts';
import type { Rendered } from './render.ts';

type Written = Extract<Rendered, { ok: true }>;

/** An approved WhatsApp template is shown with its head, its foot and its buttons; one nobody knows yet by its values. */
export function shownMessage(channel: Channel, { content, text, template }: Written): ShownMessage {
  if (content.kind === 'template')
    return {
      text: template ? textOfTemplate({ ...template, buttons: [] }) : text,
      ...{ styles: [], html: false, buttons: template?.buttons.map((one) => one.text) ?? [] },
    };
  return {
    text: content.text,
    styles: [...(content.styles ?? [])],
    html: channel === 'telegram',
    buttons: content.kind === 'buttons' ? content.buttons.map((one) => one.title) : [],
  };
}
