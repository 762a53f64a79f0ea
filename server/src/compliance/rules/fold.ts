// Words as rules compare them: without case, accents, invisible characters and variants of digits, so that neither a
// capital nor a soft hyphen hides one. Marks of Indic scripts stay: without them the words are others. Pure.

// A word may have an apostrophe inside; invisible characters belong to the word they try to break.
const wordPattern =
  /[\p{L}\p{M}\p{N}\u00ad\u200b-\u200d\u2060\ufeff]+(?:['’ʼ][\p{L}\p{M}\p{N}\u00ad\u200b-\u200d\u2060\ufeff]+)*|[%\p{Sc}]/gu;
const plainAscii = /^[\x00-\x7f]*$/;

export type Word = { folded: string; start: number; end: number };

/** One form for letters that look the same: positions in a text are positions in this. */
export function plainText(text: string): string {
  return plainAscii.test(text) ? text : text.normalize('NFKC');
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
    .replace(/[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff'’ʼ]/g, '')
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
