// A rendered message as an app is told to show it: for previews. Pure.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { ShownHeader, ShownMessage } from '@sampark/contracts/shown-message.ts';
import type { ShownTemplate } from '@sampark/contracts/template-text.ts';
import type { Rendered } from './render.ts';

type Written = Extract<Rendered, { ok: true }>;

/** An approved WhatsApp template is shown part by part; one nobody knows yet by its values. */
export function shownMessage(channel: Channel, { content, text, template }: Written): ShownMessage {
  if (content.kind === 'template')
    return {
      header: shownHeader(template?.header ?? null),
      text: template?.body ?? text,
      footer: template?.footer ?? null,
      ...{ styles: [], html: false, buttons: template?.buttons ?? [] },
    };
  return {
    ...{ header: null, text: content.text, footer: null },
    styles: [...(content.styles ?? [])],
    html: channel === 'telegram',
    buttons:
      content.kind === 'buttons' ? content.buttons.map((one) => ({ text: one.title, link: null })) : [],
  };
}

/** With every field there, as the API gives it. */
export function shownHeader(header: ShownTemplate['header']): ShownHeader | null {
  if (header === null) return null;
  if (header.kind === 'text') return { ...header, link: null };
  if (header.kind !== 'location') return { ...header, text: null };
  const { place } = header;
  return { kind: 'location', text: place && `${place.name}\n${place.address}`, link: null };
}
