// One pass over a text for everything the rules of a workspace look for. What is said to many people is looked at once.
import type { CompiledRules } from './compile-rules.ts';
import { findLinks } from './find-links.ts';
import { plainText, seenText, wordsOf } from './fold.ts';

export type Span = readonly [start: number, end: number];

export type Scan = {
  /** What is read: without markup, in one form of each letter. */
  plain: string;
  length: number;
  /** Each atom that was found, and where first; null: where is found out when it is asked for. */
  hits: ReadonlyMap<number, Span | null>;
  /** Where a link is, is a place in the raw text. */
  linkAtoms: ReadonlyMap<number, string>;
};

const mostKept = 500;
export const longestText = 20_000;

/** `markup`: the text is HTML of Telegram, whose tags nobody reads but whose links are followed. */
export function scanText(rules: CompiledRules, text: string, markup: boolean): Scan {
  const key = `${markup ? 'h' : 't'}${text}`;
  const known = rules.scans.get(key);
  if (known) return known;
  const scan = scanOnce(rules, text.slice(0, longestText), markup);
  if (rules.scans.size >= mostKept) rules.scans.clear();
  rules.scans.set(key, scan);
  return scan;
}

function scanOnce(rules: CompiledRules, text: string, markup: boolean): Scan {
  const plain = plainText(markup ? withoutMarkup(text) : text);
  const hits = new Map<number, Span | null>();
  const linkAtoms = new Map<number, string>();
  if (rules.phrases.size > 0) findPhrases(rules, plain, hits);
  if (rules.patterns)
    // As it is written, and as it is seen: neither hides the other.
    for (const read of [plain, seenText(plain)?.text])
      for (const index of read === undefined ? [] : rules.patterns.match(read)) {
        const atom = rules.patternAtoms[index];
        if (atom !== undefined) hits.set(atom, null);
      }
  if (rules.links.length > 0)
    for (const link of findLinks(text))
      for (const { atom, test } of rules.links)
        if (!hits.has(atom) && test(link)) {
          hits.set(atom, null);
          linkAtoms.set(atom, text.slice(link.start, link.end));
        }
  return { plain, length: plain.length, hits, linkAtoms };
}

function findPhrases(rules: CompiledRules, plain: string, hits: Map<number, Span | null>): void {
  const words = wordsOf(plain);
  for (let at = 0; at < words.length; at++) {
    const first = words[at];
    const phrases = first && rules.phrases.get(first.folded);
    if (!phrases) continue;
    for (const phrase of phrases) {
      if (hits.has(phrase.atom)) continue;
      const last = words[at + phrase.words.length - 1];
      if (!last || !phrase.words.every((word, index) => words[at + index]?.folded === word)) continue;
      hits.set(phrase.atom, [first.start, last.end]);
    }
  }
}

export function withoutMarkup(html: string): string {
  if (!html.includes('<') && !html.includes('&')) return html;
  return html
    .replace(/<[^<>]*>/g, '')
    .replace(
      /&(amp|lt|gt|quot|#\d{1,7}|#x[0-9a-f]{1,6});/gi,
      (whole, name: string) => entityOf(name) ?? whole,
    );
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
]);

function entityOf(name: string): string | undefined {
  if (!name.startsWith('#')) return entities.get(name.toLowerCase());
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : undefined;
}
