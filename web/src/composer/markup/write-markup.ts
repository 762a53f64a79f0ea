// Lines of the editor as the text of a message, in the marks of contracts/src/rich-text.ts. Pure. Reading it again gives
// the same lines (property test): signs that would be marks get a backslash, and only those.
import { sameMarks, type Line } from './lines.ts';
import { liquidParts } from './liquid-parts.ts';
import { inWord, isSpace, settleMarks, unitsOf, type Unit } from './settle-marks.ts';

const signs = { bold: '*', italic: '_', strike: '~' } as const;
type Span = keyof typeof signs;
const spans = Object.keys(signs) as Span[];
const escapable = /[*_~`[\]()\\>]/;

export function writeMarkup(lines: readonly Line[]): string {
  return lines
    .map((line) => writeUnits(settleMarks(line).flatMap(unitsOf), []))
    .join('\n')
    .replace(/^\s+|\s+$/g, '');
}

/** An address that the markup can hold; tags in it may hold anything. */
export function isLinkable(url: string): boolean {
  const standing = liquidParts(url).map(({ kind, text }) => (kind === 'tag' ? 'x' : text));
  return /^https?:\/\/[^\s()<>"]+$/.test(standing.join(''));
}

/** `inside`: marks around all of them. The mark that reaches furthest is put around the others. */
function writeUnits(units: readonly Unit[], inside: readonly Span[]): string {
  let text = '';
  for (let at = 0; at < units.length;) {
    const reaches = spans
      .filter((one) => !inside.includes(one))
      .map((one) => ({ mark: one, to: endOf(units, at, (unit) => unit.marks[one] === true) }))
      .toSorted((a, b) => b.to - a.to);
    const [longest] = reaches;
    if (longest && longest.to > at && !isSpace(units[at])) {
      // A mark stands at a letter: spaces at its end are outside.
      let to = longest.to;
      while (isSpace(units[to - 1])) to--;
      const sign = signs[longest.mark];
      text += `${sign}${writeUnits(units.slice(at, to), [...inside, longest.mark])}${sign}`;
      at = to;
      continue;
    }
    const { link, mono } = units[at]?.marks ?? {};
    const to = link === undefined && !mono ? at + 1 : endOf(units, at, sameWhole(units[at]));
    text +=
      link === undefined && !mono
        ? escaped(units, at, inside.length === 0)
        : writeWhole(units.slice(at, to), link);
    at = to;
  }
  return text;
}

function endOf(units: readonly Unit[], from: number, holds: (unit: Unit) => boolean): number {
  let to = from;
  for (let unit = units[to]; unit && holds(unit); unit = units[to]) to++;
  return to;
}

const sameWhole = (first: Unit | undefined) => (unit: Unit) =>
  unit.marks.link === first?.marks.link && unit.marks.mono === first?.marks.mono;

function writeWhole(units: readonly Unit[], link: string | undefined): string {
  const words = units.map((unit) => unit.text).join('');
  if (link === undefined) return `\`${words}\``;
  return isLinkable(link) ? `[${words}](${link})` : units.map((_, at) => escaped(units, at, false)).join('');
}

/** `wholeLine`: there is nothing before the first and behind the last of these. */
function escaped(units: readonly Unit[], at: number, wholeLine: boolean): string {
  const unit = units[at];
  if (!unit || unit.kind === 'tag') return unit?.text ?? '';
  const alike = (other: Unit | undefined) =>
    other === undefined ? wholeLine : sameMarks(other.marks, unit.marks);
  const [before, after] = [units[at - 1], units[at + 1]];
  const sign = unit.text[0] ?? '';
  if (sign === '*' || sign === '_' || sign === '~') {
    const within = before && after && inWord(before) && inWord(after);
    const apart = (before === undefined || isSpace(before)) && (after === undefined || isSpace(after));
    return (within || apart) && alike(before) && alike(after) ? unit.text : `\\${unit.text}`;
  }
  if (sign === '`') return `\\${unit.text}`;
  if (sign === '[') return looksLikeLink(units, at) ? `\\${unit.text}` : unit.text;
  if (sign === '\\')
    return !after || !alike(after) || escapable.test(after.text) ? `\\${unit.text}` : unit.text;
  return unit.text;
}

function looksLikeLink(units: readonly Unit[], at: number): boolean {
  const rest = units.slice(at).map((unit) => unit.text);
  return rest.join('').includes('](');
}
