// Links as they stand in a text somebody wrote, before its variables are filled in. Pure, and runs in the browser.
// An address next to a variable has no end of its own, so it is told apart from one that is the same for everybody.

/** How a text is read: with marks (rich-text.ts), as Telegram's HTML, or as it stands. */
export type LinkSyntax = 'rich' | 'html' | 'plain';

export type TextLink = {
  /** As a browser would take it, without the escapes of the text around it. */
  address: string;
  /** Some of it comes from a variable or depends on one. */
  varies: boolean;
};

/** Stand where a variable or a tag was, at the same length: sign by sign, so that places in the text stay what they are. */
const value = '\ue000';
const tag = '\ue001';

// What no address holds unescaped. Chinese and Japanese have no spaces between words, so their letters end one.
const end = String.raw`\s<>"«»“”‘’„।॥。，、；：！？（）「」『』【】《》،؛؟\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}`;
/** Stands after nothing it could be the rest of. */
const start = String.raw`(?<![A-Za-z0-9/?=&%#@${value}])`;
const bare = String.raw`${start}https?:\/\/(?:(?!${tag}+https?:\/\/)[^${end}])+`;
const patterns: Readonly<Record<LinkSyntax, RegExp>> = {
  plain: new RegExp(bare, 'giu'),
  rich: new RegExp(String.raw`(?<!\\)\[([^[\]\n]+)\]\((https?:\/\/[^\s()<>"]+)\)|${bare}`, 'giu'),
  html: new RegExp(
    String.raw`(<a\b[^>]*?\shref\s*=\s*)(?:"([^"]*)"|'([^']*)')([^>]*>)([\s\S]*?)(<\/a\s*>)|${bare}`,
    'giu',
  ),
};

/** Every link of the text, in order. */
export function linksIn(text: string, syntax: LinkSyntax): TextLink[] {
  const found: TextLink[] = [];
  replaceLinks(text, syntax, (link) => {
    found.push(link);
    return undefined;
  });
  return found;
}

/**
 * Puts what `change` gives in the place of each address that is the same for everybody; undefined leaves it. Words that a link
 * stands behind stay, unless they are that very address. What `change` gives is plain letters, digits and signs of addresses.
 */
export function replaceLinks(
  text: string,
  syntax: LinkSyntax,
  change: (link: TextLink) => string | undefined,
): string {
  if (!/https?:\/\//i.test(text)) return text;
  // Its text may become part of an address anywhere else.
  const captured = /\{%-?\s*capture\b/.test(text);
  const hidden = text
    .replace(/\{\{[\s\S]*?\}\}/g, (one) => value.repeat(one.length))
    .replace(/\{%[\s\S]*?%\}/g, (one) => tag.repeat(one.length));
  let result = '';
  let done = 0;
  const put = (from: number, length: number, address: string | undefined) => {
    if (address === undefined) return;
    result += text.slice(done, from) + address;
    done = from + length;
  };
  const asked = (written: string) => {
    const varies = captured || /[\ue000\ue001]/.test(written);
    const address = varies ? visible(written) : unescaped(written, syntax);
    if (!varies && !isAddress(address)) return undefined;
    const given = change({ address, varies });
    return varies ? undefined : given;
  };
  /** What it was in the text, with variables as they were written. */
  let from = 0;
  const visible = (written: string) => text.slice(from, from + written.length);
  for (const match of hidden.matchAll(patterns[syntax])) {
    const [whole] = match;
    const at = match.index;
    if (syntax === 'rich' && match[2] !== undefined) {
      const [, words = '', address] = match;
      from = at + whole.length - 1 - address.length;
      const given = isWhole(address) ? asked(address) : undefined;
      if (given !== undefined && words.trim() === address) put(at + 1, words.length, given);
      put(from, address.length, given);
    } else if (syntax === 'html' && match[1] !== undefined) {
      const [, before, double, single, rest = '', words = ''] = match;
      const address = double ?? single ?? '';
      from = at + before.length + 1;
      if (!/^https?:\/\//i.test(address)) continue;
      const given = asked(address);
      put(from, address.length, given);
      const wordsAt = from + address.length + 1 + rest.length;
      if (given !== undefined && words.trim() === address) put(wordsAt, words.length, given);
    } else {
      const written = trimmed(whole);
      from = at;
      put(at, written.length, asked(written));
    }
  }
  return done === 0 ? text : result + text.slice(done);
}

/** In a link with words the address ends at its bracket, wherever a sign of it would end a bare one. */
function isWhole(address: string): boolean {
  return !address.includes('\\');
}

/** Without the signs that end a sentence or a mark, and the bracket that was opened before it. */
function trimmed(written: string): string {
  let address = written.replace(/\ue001+$/u, '');
  for (;;) {
    const last = /[^\p{L}\p{M}\p{N}/#=&\-+%$@\ue000\ue001]$/u.exec(address)?.[0];
    if (last === undefined) return address;
    if (last === ')' && count(address, ')') <= count(address, '(')) return address;
    address = address.slice(0, -last.length).replace(/\ue001+$/u, '');
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescaped(written: string, syntax: LinkSyntax): string {
  if (syntax === 'rich') return written.replace(/\\([*_~`[\]()\\>])/g, '$1');
  if (syntax === 'html')
    return written.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
  return written;
}

function isAddress(text: string): boolean {
  return text.length <= 2_000 && !/[\s<>"\\]/.test(text) && URL.canParse(text);
}
