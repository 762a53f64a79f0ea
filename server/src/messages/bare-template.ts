// Most templates hold nothing but `{{ first_name }}` and the like, and most values are short texts: put together directly
// they cost a tenth of what the template engine takes. Undefined wherever the engine might do anything else. Pure but for
// its cache; the engine's answer is the rule (the property test in render.test.ts compares them).
import type { MessageVariables } from './render.ts';

/** Texts and names in turn, a text first and last. */
type Bare = readonly string[];

const known = new Map<string, Bare | null>();
const bareOutput = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/;
/** Words of the language, which name no variable. */
const words = new Set(['true', 'false', 'nil', 'null', 'empty', 'blank', 'and', 'or', 'not', 'contains']);
/** The engine limits the memory of a rendering. */
const longest = 10_000;

export function fillBare(
  text: string,
  variables: MessageVariables,
  escape: (value: string) => string = (value) => value,
): string | undefined {
  let parts = known.get(text);
  if (parts === undefined) {
    parts = readBare(text);
    // Bounded: single sends bring a new text each; campaigns repeat theirs.
    if (known.size > 2_000) known.clear();
    known.set(text, parts);
  }
  if (parts === null) return undefined;
  let filled = parts[0] ?? '';
  for (let at = 1; at < parts.length; at += 2) {
    const name = parts[at] ?? '';
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (typeof value !== 'string' || value.length > longest || value.trim() === '') return undefined;
    filled += escape(value) + (parts[at + 1] ?? '');
  }
  return filled;
}

function readBare(text: string): Bare | null {
  const parts = text.split(bareOutput);
  const bare = parts.every((part, at) =>
    at % 2 === 1
      ? !words.has(part)
      : !/\{[{%]/.test(part) && (at === parts.length - 1 || !part.endsWith('{')),
  );
  return bare ? parts : null;
}
