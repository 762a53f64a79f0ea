// A message text cut into what is read and what is filled in. Pure.

/** `tag`: `{{ … }}` or `{% … %}`, whole. */
export type LiquidPart = { kind: 'text' | 'tag'; text: string };

// Braces inside of quotes belong to the value.
const tag = /\{\{(?:"[^"]*"|'[^']*'|(?!\}\}).)*?\}\}|\{%(?:"[^"]*"|'[^']*'|(?!%\}).)*?%\}/gs;

/** What is no whole tag stays text, such as braces nobody closed. Empty texts are left out. */
export function liquidParts(source: string): LiquidPart[] {
  const parts: LiquidPart[] = [];
  let end = 0;
  for (const found of source.matchAll(tag)) {
    if (found.index > end) parts.push({ kind: 'text', text: source.slice(end, found.index) });
    parts.push({ kind: 'tag', text: found[0] });
    end = found.index + found[0].length;
  }
  if (end < source.length) parts.push({ kind: 'text', text: source.slice(end) });
  return parts;
}
