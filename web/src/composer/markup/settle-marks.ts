// Marks brought to where the markup can say them: it marks whole words only, and takes links and monospaced words as they
// stand. The editor settles what is shown, so nothing looks different once it is sent. Pure.
import { joined, sameMarks, type Line, type Marks } from './lines.ts';

const spans = ['bold', 'italic', 'strike'] as const;
const segments = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** One letter as a reader counts, or one tag. */
export type Unit = { kind: 'text' | 'tag'; text: string; marks: Marks };

/** The same letters and tags, some with other marks. Settling twice changes nothing more. */
export function settleMarks(line: Line): Line {
  const units = line.flatMap(unitsOf).map(withoutImpossible);
  wholeLinks(units);
  for (const mark of spans) wholeWords(units, mark);
  return joined(units.map(({ kind, text, marks }) => ({ kind, text, marks })));
}

export function unitsOf({ kind, text, marks }: Line[number]): Unit[] {
  if (kind === 'tag') return [{ kind, text, marks }];
  return [...segments.segment(text)].map(({ segment }) => ({ kind, text: segment, marks }));
}

/** Brackets end the words of a link, a backtick ends monospaced ones; a link's words are read without marks. */
function withoutImpossible(unit: Unit): Unit {
  const { link, mono, ...marks } = unit.marks;
  const text = unit.kind === 'text';
  const asLink = link !== undefined && !(text && /[[\]]/.test(unit.text));
  const asMono = mono && !asLink && !(text && unit.text.includes('`'));
  return { ...unit, marks: { ...marks, ...(asLink ? { link } : {}), ...(asMono ? { mono } : {}) } };
}

/** A mark is around all of a link or of monospaced words, or around nothing of it. */
function wholeLinks(units: Unit[]): void {
  for (let from = 0; from < units.length;) {
    const { link, mono } = units[from]?.marks ?? {};
    let to = from + 1;
    if (link === undefined && !mono) {
      from = to;
      continue;
    }
    while (to < units.length && units[to]?.marks.link === link && units[to]?.marks.mono === mono) to++;
    const all = units.slice(from, to);
    for (const mark of spans)
      if (all.some((unit) => unit.marks[mark]) && !all.every((unit) => unit.marks[mark]))
        for (const unit of all) unit.marks = { ...unit.marks, [mark]: true };
    from = to;
  }
}

/** A mark that starts or ends inside of a word takes the rest of the word along. */
function wholeWords(units: Unit[], mark: (typeof spans)[number]): void {
  const spread = (at: number, from: number, edge: (text: string) => string | undefined) => {
    const [here, marked] = [units[at], units[from]];
    if (!here || !marked?.marks[mark] || here.marks[mark] || whole(here) || isSpace(marked)) return;
    if (isWordTag(here) || (here.kind === 'text' && isWord(edge(here.text))))
      here.marks = { ...here.marks, [mark]: true };
  };
  for (let at = 1; at < units.length; at++) spread(at, at - 1, (text) => Array.from(text)[0]);
  for (let at = units.length - 2; at >= 0; at--) spread(at, at + 1, (text) => Array.from(text).at(-1));
}

/** Between its own signs: what stands beside it sees a bracket or a backtick. */
function whole({ marks }: Unit): boolean {
  return marks.link !== undefined || marks.mono === true;
}

/** Part of a word on both of its sides. */
export function inWord({ kind, text }: Unit): boolean {
  if (kind === 'tag') return text.startsWith('{{');
  const letters = Array.from(text);
  return isWord(letters[0]) && isWord(letters.at(-1));
}

/** White space between words; inside of a link or of monospaced words it belongs to them. */
export function isSpace(unit: Unit | undefined): boolean {
  return unit?.kind === 'text' && !whole(unit) && /^\s+$/u.test(unit.text);
}

function isWordTag(unit: Unit): boolean {
  return unit.kind === 'tag' && inWord(unit);
}

function isWord(letter: string | undefined): boolean {
  return letter !== undefined && /^[\p{L}\p{M}\p{N}]$/u.test(letter);
}

export function sameLine(one: Line, other: Line): boolean {
  return (
    one.length === other.length &&
    one.every((run, at) => {
      const twin = other[at];
      return twin?.kind === run.kind && twin.text === run.text && sameMarks(twin.marks, run.marks);
    })
  );
}
