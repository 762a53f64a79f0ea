import { describe, expect, it } from 'vitest';
import { compileRichText } from './compile-rich-text.ts';
import { channels } from './domain.ts';
import { showsMark, shownMarks, type ShownMark } from './shown-marks.ts';

const written: Record<ShownMark, string> = {
  bold: '*a*',
  italic: '_a_',
  strike: '~a~',
  mono: '`a`',
  link: '[a](https://b.example)',
};

/** The words carry something beyond themselves: a sign, a tag or a range; a link does so without its address beside it. */
function carries(channel: (typeof channels)[number], mark: ShownMark): boolean {
  const { text, styles } = compileRichText(channel, written[mark]);
  if (mark === 'link') return text !== 'a (https://b.example)';
  return text !== 'a' || styles.length > 0;
}

describe('what a channel shows is what is compiled for it', () => {
  it.each(channels.flatMap((channel) => shownMarks.map((mark) => [channel, mark] as const)))(
    '%s: %s',
    (channel, mark) => expect(showsMark(channel, mark)).toBe(carries(channel, mark)),
  );
});
