// The body of POST /{phone-number-id}/messages (Cloud API v23.0, channel-protocols.md part A).
import { tooLongText } from '@sampark/contracts/measure-text.ts';
import type { OutgoingMessage, SendOutcome } from '../channel.ts';
import { tooLong } from '../answers.ts';
import { templateComponents } from './template-components.ts';

/** A body to send, or the refusal that would come back for it. */
export function messageBody(
  message: OutgoingMessage,
): { ok: true; body: string } | { ok: false; outcome: SendOutcome } {
  const { content } = message;
  if (content.kind === 'text' && tooLongText('whatsapp', 'text', content.text) !== undefined) {
    return { ok: false, outcome: tooLong('A WhatsApp text has at most 4,096 characters') };
  }
  if (content.kind === 'buttons' && tooLongText('whatsapp', 'buttons', content.text) !== undefined) {
    return { ok: false, outcome: tooLong('A WhatsApp text with buttons has at most 1,024 characters') };
  }
  return {
    ok: true,
    body: JSON.stringify({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      // Meta takes the number with or without the plus, but echoes it as wa_id without.
      to: message.recipient.replace(/^\+/, ''),
      biz_opaque_callback_data: message.key,
      ...typed(content),
    }),
  };
}

function typed(content: OutgoingMessage['content']): object {
  switch (content.kind) {
    case 'text':
      return { type: 'text', text: { body: content.text, preview_url: false } };
    case 'template': {
      const filled = templateComponents(content);
      return {
        type: 'template',
        template: {
          name: content.name,
          language: { code: content.language },
          ...(filled.length > 0 ? { components: filled } : {}),
        },
      };
    }
    case 'buttons':
      return {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: content.text },
          action: {
            buttons: content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })),
          },
        },
      };
  }
}
