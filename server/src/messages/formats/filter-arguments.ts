// What an author wrote behind a filter's name.
import { FormatFault } from './format-fault.ts';

/** As the template engine hands them over: values in order, named ones as pairs. */
export type FilterArguments = readonly unknown[];

/** At most one value without a name, and those of `names`; anything else is the author's fault. */
export function readArguments<Name extends string>(
  filter: string,
  given: FilterArguments,
  names: readonly Name[],
): { first: unknown; named: Partial<Record<Name, unknown>> } {
  let first: unknown;
  let seen = 0;
  const named: Partial<Record<Name, unknown>> = {};
  for (const one of given) {
    if (!isPair(one)) {
      if (++seen > 1) throw new FormatFault('template', `${filter}: one value at most`);
      first = one;
      continue;
    }
    const name = names.find((known) => known === one[0]);
    if (name === undefined)
      throw new FormatFault(
        'template',
        `${filter}: "${one[0]}" is not known here${names.length > 0 ? `; there is ${names.join(', ')}` : ''}`,
      );
    named[name] = one[1];
  }
  return { first, named };
}

function isPair(value: unknown): value is [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';
}
