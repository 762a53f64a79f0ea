// The few marks an author may use in a text, the same for every channel: *bold*, _italic_, ~struck~, `monospace` and
// [words](https://address). Pure, and runs in the browser: the dashboard shows what is sent.
//
// A mark stands at the edge of a word, as in WhatsApp: `2*3*4` and snake_case_names stay as they are. It ends on its line.
// A backslash before a sign makes it a sign. What came out of a variable is never a mark (`guardValue`).

export type RichMark = 'bold' | 'italic' | 'strike' | 'mono';

export type RichNode =
  /** `text` may hold stand-ins of literal signs: `plainSigns` gives them back. */
  | { kind: 'text'; text: string }
  | { kind: 'mark'; mark: RichMark; children: readonly RichNode[] }
  | { kind: 'link'; url: string; text: string };

/** Signs that would be marks somewhere, and the line's end, which ends a mark. Their stand-ins are code points that are no characters and never will be. */
const signs = '*_~`[]()\\>\n';
const escapable = signs.slice(0, -1);
const firstStandIn = 0xfdd0;
const valueStart = '\ufdde';
const valueEnd = '\ufddf';
const marks: Readonly<Record<string, RichMark>> = { '*': 'bold', _: 'italic', '~': 'strike' };

/** A variable's value for a text that is parsed afterwards: none of its signs is a mark, nor can it break one around it. */
export function guardValue(value: string): string {
  return `${valueStart}${value.replace(/[\ufdde\ufddf]/g, '').replace(/[*_~`[\]()\\>\n]/g, standIn)}${valueEnd}`;
}

/** Every literal sign in place of its stand-in. */
export function plainSigns(text: string): string {
  return text.replace(/[\ufdd0-\ufdda]/g, (one) => signs[one.charCodeAt(0) - firstStandIn] ?? '');
}

/** Any text is a rich text: a mark without its partner is a sign. */
export function parseRichText(source: string): RichNode[] {
  const trimmed = source.replace(/^[\s\ufdda\ufdde\ufddf]+|[\s\ufdda\ufdde\ufddf]+$/g, '');
  return nodesOf(pairUp(tokensOf(trimmed)));
}

type Token =
  | { kind: 'text'; text: string }
  | { kind: 'edge'; sign: string; opens: boolean; closes: boolean; partner?: number }
  | { kind: 'whole'; node: RichNode };

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let text = '';
  let at = 0;
  const push = (token: Token, length: number) => {
    if (text !== '') tokens.push({ kind: 'text', text });
    text = '';
    tokens.push(token);
    at += length;
  };
  while (at < source.length) {
    const sign = source[at] ?? '';
    const next = source[at + 1] ?? '';
    const whole = sign === '`' || sign === '[' ? wholeAt(source, at) : undefined;
    if (whole) push({ kind: 'whole', node: whole.node }, whole.length);
    else if (sign === '\\' && escapable.includes(next) && next !== '') {
      text += standIn(next);
      at += 2;
    } else if (sign in marks && !/[\ufe0f\u20e3]/.test(next)) push(edgeAt(source, at), 1);
    else {
      // A line ends every mark: nothing may reach over it.
      if (sign === '\n') push({ kind: 'text', text: '\n' }, 1);
      else {
        // An author's `>` at the start of a line is what they want there; a value's is not.
        text += sign === '>' ? sign : standIn(sign);
        at += 1;
      }
    }
  }
  if (text !== '') tokens.push({ kind: 'text', text });
  return tokens;
}

const link = /\[([^[\]\n]+)\]\((https?:\/\/[^\s()<>"]+)\)/y;
const mono = /`([^`\n]+)`/y;

/** What is taken as it stands: a link or monospaced words. */
function wholeAt(source: string, at: number): { node: RichNode; length: number } | undefined {
  link.lastIndex = mono.lastIndex = at;
  const linked = link.exec(source);
  if (linked) {
    const [whole, words = '', url = ''] = linked;
    const node: RichNode = { kind: 'link', url: plainSigns(bare(url)), text: literal(words) };
    return { node, length: whole.length };
  }
  const spaced = mono.exec(source);
  if (!spaced) return undefined;
  const [whole, words = ''] = spaced;
  const children: RichNode[] = [{ kind: 'text', text: literal(words) }];
  return { node: { kind: 'mark', mark: 'mono', children }, length: whole.length };
}

function edgeAt(source: string, at: number): Token {
  const before = source.slice(Math.max(0, at - 2), at);
  const after = source.slice(at + 1, at + 3);
  return {
    kind: 'edge',
    sign: source[at] ?? '',
    opens: !/[\p{L}\p{M}\p{N}\ufdde\ufddf]$/u.test(before) && /^\S/u.test(after),
    closes: /\S$/u.test(before) && !/^[\p{L}\p{M}\p{N}\ufdde\ufddf]/u.test(after),
  };
}

/** Partners, properly nested: what was opened inside of a pair and not closed there is a sign. */
function pairUp(tokens: Token[]): Token[] {
  let open: number[] = [];
  tokens.forEach((token, at) => {
    if (token.kind === 'text' && token.text === '\n') open = [];
    if (token.kind !== 'edge') return;
    const depth = open.findLastIndex((one) => signOf(tokens[one]) === token.sign);
    const from = open[depth];
    if (from !== undefined) {
      if (!token.closes || from === at - 1) return;
      token.partner = from;
      const partner = tokens[from];
      if (partner?.kind === 'edge') partner.partner = at;
      open = open.slice(0, depth);
    } else if (token.opens) open.push(at);
  });
  return tokens;
}

function signOf(token: Token | undefined): string | undefined {
  return token?.kind === 'edge' ? token.sign : undefined;
}

function nodesOf(tokens: readonly Token[], from = 0, to = tokens.length): RichNode[] {
  const nodes: RichNode[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') nodes.push({ kind: 'text', text });
    text = '';
  };
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token?.kind === 'text') text += bare(token.text);
    else if (token?.kind === 'whole') {
      flush();
      nodes.push(token.node);
    } else if (token?.kind === 'edge') {
      const mark = marks[token.sign];
      if (token.partner === undefined || mark === undefined) text += standIn(token.sign);
      else {
        flush();
        nodes.push({ kind: 'mark', mark, children: nodesOf(tokens, at + 1, token.partner) });
        at = token.partner;
      }
    }
  }
  flush();
  return nodes;
}

function standIn(sign: string): string {
  const at = signs.indexOf(sign);
  return at < 0 ? sign : String.fromCharCode(firstStandIn + at);
}

function literal(text: string): string {
  return bare(text).replace(/[*_~`[\]()\\]/g, standIn);
}

function bare(text: string): string {
  return text.replace(/[\ufdde\ufddf]/g, '');
}
