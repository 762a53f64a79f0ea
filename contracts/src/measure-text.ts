// How much of a channel's room a text takes, in what the platform counts. Pure, and runs in the browser: the meter, the
// check before a send and the adapters ask the same function. Sources: channel-protocols.md, parts A to D.
import type { Channel } from './domain.ts';
import { plainText } from './telegram-text.ts';

export type TextMeasure = {
  used: number;
  most: number;
  /** Below zero: so much is too much. */
  left: number;
  /** Where a platform says "characters", the careful reading is taken: letters outside the first plane count two. */
  unit: 'utf16_units' | 'bytes';
  /** What the platform makes of more: it refuses it, or sends it as an attachment, which is why nobody here sends it. */
  beyond: 'refused' | 'attachment';
};

/** `kind: buttons`: beside buttons WhatsApp has less room. `sent`: the text as it goes to the platform, marks included. */
export function measureText(channel: Channel, kind: 'text' | 'buttons', sent: string): TextMeasure {
  const most = channel === 'signal' ? 2_000 : channel === 'whatsapp' && kind === 'buttons' ? 1_024 : 4_096;
  const used = channel === 'signal' ? utf8Length(sent) : seenBy(channel, sent).length;
  return {
    ...{ used, most, left: most - used },
    unit: channel === 'signal' ? 'bytes' : 'utf16_units',
    beyond: channel === 'signal' ? 'attachment' : 'refused',
  };
}

/** Undefined where it fits. Cheaper than measuring: nearly every text is far from the limit. */
export function tooLongText(channel: Channel, kind: 'text' | 'buttons', sent: string): string | undefined {
  // No unit takes more than three bytes, and markup only makes a text shorter.
  if (sent.length * 3 <= (channel === 'signal' ? 2_000 : 3 * 1_024)) return undefined;
  const { used, most, left, unit } = measureText(channel, kind, sent);
  if (left >= 0) return undefined;
  return `${used} of ${most.toLocaleString('en')} ${unit === 'bytes' ? 'bytes' : 'characters'}`;
}

/** Telegram counts what is left once markup is read. */
function seenBy(channel: Channel, sent: string): string {
  return channel === 'telegram' && /[<&]/.test(sent) ? plainText(sent) : sent;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLow(text.charCodeAt(at + 1))) {
      bytes += 4;
      at++;
    } else bytes += 3;
  }
  return bytes;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
