// The room a message takes on a channel, as it will be sent. Pure.
import { compileRichText } from '@sampark/contracts/compile-rich-text.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { measureText, type TextMeasure } from '@sampark/contracts/measure-text.ts';
import { withDirection } from '@sampark/contracts/paragraph-direction.ts';
import type { MessageText } from './message-field.tsx';
import { mapLinks } from '@sampark/contracts/counted-links.ts';
import { fillLongest } from './markup/fill-longest.ts';
import type { Variable } from './variables.ts';

type Said = {
  /** Put under it, such as the line that says how to stop. */
  appended?: string | undefined;
  /** What all of it is in, if that is known. */
  language?: string | undefined;
  /** What each link that is the same for everybody goes out as. */
  linksAs?: string | undefined;
};

export function measureFor(
  channel: Channel,
  { text, format }: MessageText,
  variables: readonly Variable[] | undefined,
  { appended, language, linksAs }: Said = {},
): TextMeasure {
  const said = linksAs === undefined ? text : withLinks(channel, text, format, linksAs);
  const filled = fillLongest(said, (name) => variables?.find((one) => one.name === name)?.longest);
  const whole = appended ? `${filled}\n\n${appended}` : filled;
  const directed = language ? withDirection(whole, language, channel === 'telegram') : whole;
  const sent =
    format === 'rich' ? compileRichText(channel, directed).text : directed.replace(/[\ufdd0-\ufddf]/g, '');
  return measureText(channel, 'text', sent);
}

function withLinks(channel: Channel, text: string, format: 'rich' | undefined, linksAs: string): string {
  const content = { kind: 'text', text, ...(format ? { format } : {}) } as const;
  const counted = mapLinks(channel, content, () => linksAs);
  return counted.kind === 'text' ? counted.text : text;
}
