// A place in a message that would come out empty is a value that is missing: `{{ funds | first }}` of an empty list, or what an
// `assign` made of nothing. Whoever means it to be empty says so with `default: ""`.
import { Drop, Liquid, Output, type Template } from 'liquidjs';
import { FormatFault } from './formats/format-fault.ts';

const name = 'shown';
const engine = new Liquid();
engine.registerFilter(name, (value: unknown) => {
  if (isBlank(value)) throw new FormatFault('value', 'it comes out empty');
  return value;
});
const [sample] = engine.parse(`{{ value | ${name} }}`);
const check = sample instanceof Output ? sample.value.filters[0] : undefined;
if (!check) throw new Error('The template engine keeps filters elsewhere than where they are looked for.');

/** Changes the parsed template: each of its outputs asks for something to show. */
export function refuseBlanks(templates: readonly Template[]): void {
  for (const template of templates) {
    if (template instanceof Output) {
      const { filters, initial } = template.value;
      const meant = filters.some((one) => one.name === 'default') || /^["']/.test(firstWord(initial));
      if (!meant && check) filters.push(check);
    } else {
      const children = template.children?.(false, true);
      if (children) refuseBlanks(endOf(children));
    }
  }
}

/** Nothing to read: also blanks alone, and a list of nothing but such. */
export function isBlank(value: unknown): boolean {
  // `nil`, `empty` and `blank` are words that stand for nothing.
  if (value === null || value === undefined || value instanceof Drop) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.every(isBlank);
}

/** `{{ "{" }}`: text of the author. */
function firstWord(initial: Output['value']['initial']): string {
  return initial.postfix[0]?.getText() ?? '';
}

function endOf(children: Generator<unknown, Template[]>): Template[] {
  for (;;) {
    const step = children.next();
    if (step.done === true) return step.value;
  }
}
