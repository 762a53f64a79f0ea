// Which marks of rich-text.ts a channel's app really shows; what it does not, it gets as words. Pure: the composer offers
// only what every chosen channel shows. shown-marks.test.ts compares it with what is compiled.
import type { Channel } from './domain.ts';
import type { RichMark } from './rich-text.ts';

/** `link`: words that lead somewhere. Where they are not shown, the address stands behind them. */
export type ShownMark = RichMark | 'link';

export const shownMarks = [
  'bold',
  'italic',
  'strike',
  'mono',
  'link',
] as const satisfies readonly ShownMark[];

const shownBy: Readonly<Record<Channel, readonly ShownMark[]>> = {
  whatsapp: ['bold', 'italic', 'strike', 'mono'],
  telegram: shownMarks,
  signal: ['bold', 'italic', 'strike', 'mono'],
  imessage: [],
};

export function showsMark(channel: Channel, mark: ShownMark): boolean {
  return shownBy[channel].includes(mark);
}
