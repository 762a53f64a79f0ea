// A message as the editor holds it: lines of letters and tags, each with its marks. Pure.
import type { RichMark } from '@sampark/contracts/rich-text.ts';

export type Marks = { readonly [M in RichMark]?: true } & { readonly link?: string };

/** `tag`: a whole `{{ … }}` or `{% … %}`. A link's address may hold tags as well. */
export type Run = { kind: 'text' | 'tag'; text: string; marks: Marks };
export type Line = Run[];

export function sameMarks(one: Marks, other: Marks): boolean {
  return (
    one.bold === other.bold &&
    one.italic === other.italic &&
    one.strike === other.strike &&
    one.mono === other.mono &&
    one.link === other.link
  );
}

/** The same line with neighbours of the same marks as one, and nothing empty. */
export function joined(line: readonly Run[]): Line {
  const runs: Line = [];
  for (const run of line) {
    if (run.text === '') continue;
    const last = runs.at(-1);
    if (last?.kind === 'text' && run.kind === 'text' && sameMarks(last.marks, run.marks))
      runs[runs.length - 1] = { ...last, text: last.text + run.text };
    else runs.push(run);
  }
  return runs;
}
