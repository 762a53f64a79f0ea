// Where in a text a rule found what it looks for: for people who decide about it. Enters: one rule, a text. Leaves: the text
// as it is read, every place that counts, and what the rule wanted to be said and was not. Pure.
import type { RuleCondition, RuleDefinition } from '@sampark/contracts/rules.ts';
import { compileRules } from './compile-rules.ts';
import { findLinks } from './find-links.ts';
import { seenText, wordsOf } from './fold.ts';
import { withoutMarkup } from './scan-text.ts';

export type Marked = { text: string; marks: [number, number][]; missing: string[] };

const mostMarks = 200;
const mostMissing = 8;

export function markText(rule: RuleDefinition, raw: string, markup: boolean): Marked {
  const compiled = compileRules(0, [{ ...rule, id: '', version: 0 }]);
  const [own] = [...compiled.always, ...[...compiled.byAtom.values()].flat()];
  const shown = new Set(own?.shows ?? []);
  const text = markup ? withoutMarkup(raw) : raw;
  const marks: [number, number][] = [];

  const words = wordsOf(text);
  for (let at = 0; at < words.length; at++) {
    const first = words[at];
    for (const phrase of (first && compiled.phrases.get(first.folded)) ?? []) {
      const last = words[at + phrase.words.length - 1];
      const fits = phrase.words.every((word, index) => words[at + index]?.folded === word);
      if (first && last && fits && shown.has(phrase.atom)) marks.push([first.start, last.end]);
    }
  }
  const seen = seenText(text);
  for (const [atom, pattern] of compiled.singles) {
    if (!shown.has(atom)) continue;
    for (const read of [{ text, stretch: undefined }, ...(seen ? [seen] : [])]) {
      const matcher = pattern.matcher(read.text);
      while (marks.length < mostMarks && matcher.find()) {
        const [from, to] = [matcher.start(), matcher.end()];
        if (to > from) marks.push(read.stretch?.(from, to) ?? [from, to]);
      }
    }
  }
  for (const link of findLinks(text))
    if (compiled.links.some(({ atom, test }) => shown.has(atom) && test(link)))
      marks.push([link.start, link.end]);

  return { text, marks: joined(marks), missing: wantedOf(rule.condition).slice(0, mostMissing) };
}

/** In order, none over another. */
function joined(marks: readonly [number, number][]): [number, number][] {
  const apart: [number, number][] = [];
  for (const [from, to] of marks.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = apart.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart.slice(0, mostMarks);
}

/** The words of `lacks`: that none of them is there was part of why it struck. Under `not` it is the other way round. */
function wantedOf(condition: RuleCondition): string[] {
  if ('all' in condition) return condition.all.flatMap(wantedOf);
  if ('any' in condition) return condition.any.flatMap(wantedOf);
  return 'lacks' in condition ? condition.lacks : [];
}
