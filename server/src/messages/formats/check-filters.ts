// Arguments of our filters that are wrong for everybody, found when a template is written instead of at the first send.
// Arguments that are variables are known only then.
import { type Filter, type Liquid, type Template, Value } from 'liquidjs';
import { FormatFault } from './format-fault.ts';
import { ownFilters } from './filters.ts';

/** What is wrong with a filter somewhere in the template; undefined when nothing is. */
export function filterFault(engine: Liquid, templates: readonly Template[]): string | undefined {
  for (const filter of filtersIn(templates)) {
    const given = literals(engine, filter);
    if (given === undefined) continue;
    try {
      ownFilters[filter.name]?.check(given);
    } catch (error) {
      if (error instanceof FormatFault) return error.message;
      throw error;
    }
  }
  return undefined;
}

function* filtersIn(templates: readonly Template[]): Generator<Filter> {
  for (const template of templates) {
    for (const one of template.arguments?.() ?? []) if (one instanceof Value) yield* one.filters;
    // Other templates are never part of one, so nothing is read for this.
    const children = template.children?.(false, true);
    if (children) yield* filtersIn(endOf(children));
  }
}

function endOf(children: Generator<unknown, Template[]>): Template[] {
  for (;;) {
    const step = children.next();
    if (step.done === true) return step.value;
  }
}

/** Undefined as soon as one of them is a variable. */
function literals(engine: Liquid, filter: Filter): unknown[] | undefined {
  const read: unknown[] = [];
  for (const one of filter.args) {
    const [name, token] = Array.isArray(one) ? one : [undefined, one];
    const text = token?.getText();
    if (text === undefined || !/^(?:"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?)$/.test(text)) return undefined;
    const value: unknown = engine.evalValueSync(text, {});
    read.push(name === undefined ? value : [name, value]);
  }
  return read;
}
