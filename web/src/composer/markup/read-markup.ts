// The text of a message as lines for the editor. Pure; the marks are those of contracts/src/rich-text.ts, read by its own
// parser, so that the editor shows what will be sent.
import { guardValue, parseRichText, plainSigns, type RichNode } from '@sampark/contracts/rich-text.ts';
import { joined, type Line, type Marks, type Run } from './lines.ts';
import { liquidParts } from './liquid-parts.ts';

/** Stands for the n-th tag while marks are read: private characters, which no message holds. */
const firstStandIn = 0xf0000;
const standIns = /[\u{f0000}-\u{f8fff}]/gu;
/** What the parser and this file use for themselves. */
const reserved = /[\ufdd0-\ufddf]|[\u{f0000}-\u{f8fff}]/gu;

/** `rich`: marks are read; otherwise every sign is what it is. One line at least. */
export function readMarkup(source: string, format: 'rich' | undefined): Line[] {
  const parts = liquidParts(source.replace(reserved, '').replace(/\r\n?/g, '\n'));
  const tags: string[] = [];
  const standing = parts.map(({ kind, text }) => {
    if (kind === 'text') return text;
    tags.push(text);
    const standIn = String.fromCodePoint(firstStandIn + tags.length - 1);
    // What is filled in counts as a word; `{% if %}` and the like leave nothing.
    return text.startsWith('{{') ? guardValue(standIn) : standIn;
  });
  const whole = standing.join('');
  const nodes: RichNode[] =
    format === 'rich' ? parseRichText(whole) : [{ kind: 'text', text: whole.replace(/[\ufdde\ufddf]/g, '') }];
  const lines: Line[] = [[]];
  const add = (text: string, marks: Marks) => {
    for (const [index, words] of plainSigns(text).split('\n').entries()) {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push(...runsOf(words, marks, tags));
    }
  };
  walk(nodes, {}, add, tags);
  return lines.map(joined);
}

function walk(
  nodes: readonly RichNode[],
  marks: Marks,
  add: (text: string, marks: Marks) => void,
  tags: readonly string[],
): void {
  for (const node of nodes) {
    if (node.kind === 'mark') walk(node.children, { ...marks, [node.mark]: true }, add, tags);
    else if (node.kind === 'text') add(node.text, marks);
    else {
      const link = node.url.replace(standIns, (one) => tagOf(one, tags));
      add(node.text, { ...marks, link });
    }
  }
}

function runsOf(words: string, marks: Marks, tags: readonly string[]): Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const found of words.matchAll(standIns)) {
    runs.push({ kind: 'text', text: words.slice(end, found.index), marks });
    runs.push({ kind: 'tag', text: tagOf(found[0], tags), marks });
    end = found.index + found[0].length;
  }
  runs.push({ kind: 'text', text: words.slice(end), marks });
  return runs;
}

function tagOf(standIn: string, tags: readonly string[]): string {
  return tags[(standIn.codePointAt(0) ?? 0) - firstStandIn] ?? '';
}
