// The room a message takes on a channel, as it will be sent. Pure.
import { compileRichText } from '@sampark/contracts/compile-rich-text.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { measureText, type TextMeasure } from '@sampark/contracts/measure-text.ts';
import { withDirection } from '@sampark/contracts/paragraph-direction.ts';
import type { MessageText } from './message-field.tsx';
import { fillLongest } from './markup/fill-longest.ts';
import type { Variable } from './variables.ts';

/** `appended`: what is put under it, such as the line that says how to stop. `language`: what all of it is in, if that is known. */
export function measureFor(
  channel: Channel,
  { text, format }: MessageText,
  variables: readonly Variable[] | undefined,
  appended?: string,
  language?: string,
): TextMeasure {
  const filled = fillLongest(text, (name) => variables?.find((one) => one.name === name)?.longest);
  const whole = appended ? `${filled}\n\n${appended}` : filled;
  const directed = language ? withDirection(whole, language, channel === 'telegram') : whole;
  const sent =
    format === 'rich' ? compileRichText(channel, directed).text : directed.replace(/[\ufdd0-\ufddf]/g, '');
  return measureText(channel, 'text', sent);
}
