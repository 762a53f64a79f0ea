// A message as its app draws it: runs of text with their looks, from what the platform was sent. Pure.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { ShownMessage } from '@sampark/contracts/shown-message.ts';
import { plainText } from '@sampark/contracts/telegram-text.ts';

export type Look = 'bold' | 'italic' | 'strike' | 'underline' | 'mono' | 'link';
export type Run = { text: string; looks: readonly Look[] };

/** In the order of the text; every letter a reader sees is in exactly one run. */
export function styledRuns(channel: Channel, message: Pick<ShownMessage, 'text' | 'styles' | 'html'>): Run[] {
  if (message.html) return withLinks(htmlRuns(message.text));
  if (channel === 'whatsapp') return withLinks(whatsAppRuns(message.text));
  if (channel === 'signal') return withLinks(rangeRuns(message.text, message.styles));
  return withLinks([{ text: message.text, looks: [] }]);
}

const htmlLooks: Readonly<Record<string, Look>> = {
  ...{ b: 'bold', strong: 'bold', i: 'italic', em: 'italic', u: 'underline', ins: 'underline' },
  ...{ s: 'strike', strike: 'strike', del: 'strike', code: 'mono', pre: 'mono', a: 'link' },
};

function htmlRuns(html: string): Run[] {
  const runs: Run[] = [];
  const open: { name: string; look: Look }[] = [];
  let at = 0;
  const push = (upTo: number) => {
    if (upTo > at) runs.push({ text: plainText(html.slice(at, upTo)), looks: open.map((one) => one.look) });
  };
  for (const tag of html.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*)?>/gi)) {
    const name = (tag[2] ?? '').toLowerCase();
    const look = htmlLooks[name];
    if (!look) continue;
    push(tag.index);
    at = tag.index + tag[0].length;
    if (tag[1] === '') open.push({ name, look });
    else {
      const from = open.findLastIndex((one) => one.name === name);
      if (from >= 0) open.splice(from, 1);
    }
  }
  push(html.length);
  return runs;
}

const marks: Readonly<Record<string, Look>> = { '*': 'bold', _: 'italic', '~': 'strike' };
const mono = /```([^`]+)```|`([^`\n]+)`/;
/** A mark stands at the edge of a word, and what it holds begins and ends with one. */
const marked = /(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/u;

function whatsAppRuns(text: string, looks: readonly Look[] = []): Run[] {
  const address = /https?:\/\/\S+/.exec(text);
  const fixed = mono.exec(text);
  const mark = marked.exec(text);
  // An address keeps its signs, so whichever begins first is read first.
  const [first] = [address, fixed, mark].filter((one) => one !== null).toSorted((a, b) => a.index - b.index);
  if (!first) return text ? [{ text, looks }] : [];
  const inner: Run[] =
    first === address
      ? [{ text: first[0], looks }]
      : first === fixed
        ? [{ text: first[1] ?? first[2] ?? '', looks: [...looks, 'mono'] }]
        : whatsAppRuns(first[2] ?? '', [...looks, marks[first[1] ?? ''] ?? 'bold']);
  const before = text.slice(0, first.index);
  return [
    ...(before ? [{ text: before, looks }] : []),
    ...inner,
    ...whatsAppRuns(text.slice(first.index + first[0].length), looks),
  ];
}

const rangeLooks: Readonly<Record<string, Look>> = {
  BOLD: 'bold',
  ITALIC: 'italic',
  STRIKETHROUGH: 'strike',
  MONOSPACE: 'mono',
};

/** `start:length:STYLE`; they may overlap. */
function rangeRuns(text: string, styles: readonly string[]): Run[] {
  const ranges = styles.flatMap((one) => {
    const [start = '', length = '', name = ''] = one.split(':');
    const look = rangeLooks[name];
    return look ? [{ from: Number(start), to: Number(start) + Number(length), look }] : [];
  });
  const edges = [0, text.length, ...ranges.flatMap((one) => [one.from, one.to])]
    .filter((edge, index, all) => edge >= 0 && edge <= text.length && all.indexOf(edge) === index)
    .toSorted((a, b) => a - b);
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    const looks = ranges.filter((one) => one.from <= from && one.to >= to).map((one) => one.look);
    return { text: text.slice(from, to), looks };
  });
}

/** Apps make an address a link wherever it stands. */
function withLinks(runs: readonly Run[]): Run[] {
  return runs.flatMap((run) =>
    run.looks.includes('link') || run.looks.includes('mono')
      ? [run]
      : run.text
          .split(/(https?:\/\/[^\s]*[^\s.,;:!?)\]’”])/)
          .map((text, index): Run => ({ text, looks: index % 2 ? [...run.looks, 'link'] : run.looks }))
          .filter((one) => one.text !== ''),
  );
}
