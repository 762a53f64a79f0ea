// A message as one channel can show it, to go on writing it for that channel alone. Pure.
import type { Channel } from '@sampark/contracts/domain.ts';
import { showsMark } from '@sampark/contracts/shown-marks.ts';
import type { MessageText } from '../message-field.tsx';
import type { Marks, Run } from './lines.ts';
import { readMarkup } from './read-markup.ts';
import { writeMarkup } from './write-markup.ts';

/** Without the marks that are not shown there; a link's address takes its place behind its words. */
export function shownOn(channel: Channel, value: MessageText): MessageText {
  if (value.format !== 'rich') return value;
  const lines = readMarkup(value.text, 'rich').map((line) => line.flatMap((run) => shown(channel, run)));
  return { text: writeMarkup(lines), format: 'rich' };
}

function shown(channel: Channel, run: Run): Run[] {
  const { link, ...others } = run.marks;
  const marks: Marks = Object.fromEntries(
    (['bold', 'italic', 'strike', 'mono'] as const)
      .filter((mark) => others[mark] && showsMark(channel, mark))
      .map((mark) => [mark, true]),
  );
  if (link === undefined) return [{ ...run, marks }];
  if (showsMark(channel, 'link')) return [{ ...run, marks: { ...marks, link } }];
  return [
    { ...run, marks },
    { kind: 'text', text: ` (${link})`, marks },
  ];
}
