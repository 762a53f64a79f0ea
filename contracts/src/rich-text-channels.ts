// A rich text as each platform takes it: its own marks, HTML, ranges, or words alone. Pure.
import { plainSigns, type RichMark, type RichNode } from './rich-text.ts';

/** `start:length:STYLE` in UTF-16 units, as signal-cli takes them. */
export type TextStyle = `${number}:${number}:${'BOLD' | 'ITALIC' | 'STRIKETHROUGH' | 'MONOSPACE'}`;

/** Words alone; a link's address stands behind its words. */
export function asPlainText(nodes: readonly RichNode[]): string {
  return nodes.map((node) => (node.kind === 'mark' ? asPlainText(node.children) : leaf(node))).join('');
}

/** For `parse_mode: HTML`. */
export function asTelegramHtml(nodes: readonly RichNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return escapeHtml(plainSigns(node.text));
      if (node.kind === 'link')
        return `<a href="${escapeHtml(node.url)}">${escapeHtml(plainSigns(node.text))}</a>`;
      const tag = telegramTags[node.mark];
      return `<${tag}>${asTelegramHtml(node.children)}</${tag}>`;
    })
    .join('');
}

/** Signal knows no marks in a text: ranges say where they are. */
export function asSignalText(nodes: readonly RichNode[]): { text: string; styles: TextStyle[] } {
  let text = '';
  const styles: TextStyle[] = [];
  const walk = (children: readonly RichNode[]) => {
    for (const node of children) {
      if (node.kind !== 'mark') {
        text += leaf(node);
        continue;
      }
      const start = text.length;
      walk(node.children);
      if (text.length > start) styles.push(`${start}:${text.length - start}:${signalStyles[node.mark]}`);
    }
  };
  walk(nodes);
  return { text, styles };
}

/**
 * WhatsApp's own marks. It knows no escape: a literal sign that could be taken for a mark becomes one that looks alike.
 * Between letters of a word, between spaces and in addresses it is none and stays.
 */
export function asWhatsAppText(nodes: readonly RichNode[]): string {
  return settleSigns(markUp(nodes));
}

const telegramTags: Readonly<Record<RichMark, string>> = {
  bold: 'b',
  italic: 'i',
  strike: 's',
  mono: 'code',
};
const signalStyles = {
  bold: 'BOLD',
  italic: 'ITALIC',
  strike: 'STRIKETHROUGH',
  mono: 'MONOSPACE',
} as const satisfies Record<RichMark, string>;
const whatsappMarks: Readonly<Record<RichMark, string>> = {
  bold: '*',
  italic: '_',
  strike: '~',
  mono: '```',
};
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: '＿', '~': '∼', '`': 'ˋ', '>': '›' };

function leaf(node: Exclude<RichNode, { kind: 'mark' }>): string {
  const words = plainSigns(node.text);
  return node.kind === 'text' || words === node.url ? words : `${words} (${node.url})`;
}

/** Stands for the end of a line in a value. */
const lineEnd = '\ufdda';

function markUp(nodes: readonly RichNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text.replaceAll(lineEnd, '\n');
      if (node.kind === 'link')
        return plainSigns(node.text) === node.url ? node.url : `${node.text} (${node.url})`;
      const sign = whatsappMarks[node.mark];
      // A value may hold lines and spaces at its ends, over which a mark would not reach.
      return markUp(node.children)
        .split('\n')
        .map((line) => line.replace(/^(\s*)(.*\S)(\s*)$/su, `$1${sign}$2${sign}$3`))
        .join('\n');
    })
    .join('');
}

const address = /https?:\/\/[^\s]+/g;

function settleSigns(text: string): string {
  const addresses = [...text.matchAll(address)].map((one) => [one.index, one.index + one[0].length] as const);
  return text.replace(/[\ufdd0-\ufdda]/g, (standIn, at: number) => {
    const sign = plainSigns(standIn);
    const like = lookAlikes[sign];
    if (like === undefined || addresses.some(([from, to]) => at >= from && at < to)) return sign;
    const before = text[at - 1] ?? '\n';
    const after = text[at + 1] ?? '\n';
    if (sign === '>') return before === '\n' ? like : sign;
    const within = /\w/.test(before) && /\w/.test(after) && before !== '_' && after !== '_';
    const apart = /\s/.test(before) && /\s/.test(after) && before !== '\n';
    return within || apart ? sign : like;
  });
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
