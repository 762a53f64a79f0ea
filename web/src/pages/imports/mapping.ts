// Which column becomes which field, as the server takes it: a field named here is settled, by one column or, with an
// empty name, by none; every other field is recognised from the headers.
import { fieldWords } from './import-words.ts';

type Column = { column: string; field: string | null };
export type Mapping = Readonly<Record<string, string>>;

/** `field` null keeps the column under its own name. */
export function assign(
  mapping: Mapping,
  columns: readonly Column[],
  column: string,
  field: string | null,
): Mapping {
  const next = Object.fromEntries(Object.entries(mapping).filter(([, from]) => from !== column));
  if (field !== null) return { ...next, [field]: column };
  const before = columns.find((one) => one.column === column)?.field;
  if (before == null) return next;
  // Several columns can feed one field: without this one it comes from the next.
  const other = columns.find((one) => one.field === before && one.column !== column);
  return { ...next, [before]: other?.column ?? '' };
}

/** A mapping that reads the same columns again the same way. */
export function mappingOf(columns: readonly Column[]): Mapping {
  return Object.fromEntries(
    Object.keys(fieldWords).flatMap((field) => {
      const from = columns.filter((one) => one.field === field);
      // Only recognition gives a field several columns, and it will again.
      return from.length > 1 ? [] : [[field, from[0]?.column ?? '']];
    }),
  );
}
