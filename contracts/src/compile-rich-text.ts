// A filled rich text as the channel takes it. Pure.
import type { Channel } from './domain.ts';
import {
  asPlainText,
  asSignalText,
  asTelegramHtml,
  asWhatsAppText,
  type TextStyle,
} from './rich-text-channels.ts';
import { parseRichText } from './rich-text.ts';

/** `text` goes to the platform, with `styles` where it wants ranges; `plain` is what a reader sees, without marks. */
export function compileRichText(
  channel: Channel,
  filled: string,
): { text: string; plain: string; styles: readonly TextStyle[] } {
  const nodes = parseRichText(filled);
  const plain = asPlainText(nodes);
  switch (channel) {
    case 'whatsapp':
      return { text: asWhatsAppText(nodes), plain, styles: [] };
    case 'telegram':
      return { text: asTelegramHtml(nodes), plain, styles: [] };
    case 'signal':
      return { ...asSignalText(nodes), plain };
    case 'imessage':
      return { text: plain, plain, styles: [] };
  }
}
