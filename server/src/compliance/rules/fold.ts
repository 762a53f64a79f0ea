// Words as rules compare them: without case, accents, invisible characters and variants of digits, so that neither a
// capital nor a soft hyphen hides one. Marks of Indic scripts stay: without them the words are others. Pure.

// A word may have an apostrophe inside; invisible characters belong to the word they try to break.
const wordPattern = /[\p{L}\p{M}\p{N}\p{Cf}\p{DI}]+(?:['’ʼ][\p{L}\p{M}\p{N}\p{Cf}\p{DI}]+)*|[%\p{Sc}]/gu;
// Joiners, soft hyphens, direction marks, variation selectors, tags, fillers: whatever is written and not seen.
const invisible = /[\p{Cf}\p{DI}]+/gu;
const plainAscii = /^[\x00-\x7f]*$/;

export type Word = { folded: string; start: number; end: number };

/** One form for letters that look the same: positions in a text are positions in this. */
export function plainText(text: string): string {
  return plainAscii.test(text) ? text : text.normalize('NFKC');
}

export type Seen = {
  text: string;
  /** A stretch of it, as a stretch of the text it was made from. */
  stretch: (start: number, end: number) => [start: number, end: number];
};

/** A text without what nobody sees; undefined where there is nothing of the kind. */
export function seenText(text: string): Seen | undefined {
  if (plainAscii.test(text)) return undefined;
  const gaps: { at: number; before: number }[] = [];
  let seen = '';
  let from = 0;
  for (const { 0: gap, index } of text.matchAll(invisible)) {
    seen += text.slice(from, index);
    from = index + gap.length;
    gaps.push({ at: seen.length, before: from - seen.length });
  }
  if (from === 0) return undefined;
  const place = (at: number) => at + (gaps.findLast((gap) => gap.at <= at)?.before ?? 0);
  return {
    text: seen + text.slice(from),
    stretch: (start, end) => [place(start), end > start ? place(end - 1) + 1 : place(start)],
  };
}

export function wordsOf(plain: string): Word[] {
  const found: Word[] = [];
  wordPattern.lastIndex = 0;
  for (let match = wordPattern.exec(plain); match; match = wordPattern.exec(plain)) {
    const folded = foldWord(match[0]);
    if (folded !== '') found.push({ folded, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** The words of a term; none for one that is only punctuation. */
export function termWords(term: string): string[] {
  return wordsOf(plainText(term)).map((word) => word.folded);
}

export function foldWord(word: string): string {
  if (plainAscii.test(word)) return word.toLowerCase().replaceAll("'", '');
  let folded = known.get(word);
  if (folded !== undefined) return folded;
  folded = foldLetters(word);
  if (known.size >= mostKnown) known.clear();
  known.set(word, folded);
  return folded;
}

// A language has few words that are said often; each costs several passes.
const known = new Map<string, string>();
const mostKnown = 5_000;

function foldLetters(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\p{Cf}\p{DI}'’ʼ]/gu, '')
    .replace(/\p{Nd}/gu, digitOf)
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '');
}

// Decimal digits come in runs of ten. Those of scripts our texts are written in.
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xae6, 0xe50];

function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = zeros.find((one) => code >= one && code < one + 10);
  return zero === undefined ? digit : String(code - zero);
}
