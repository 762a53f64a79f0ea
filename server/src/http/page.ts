// Cursor pages: the cursor is the sort key of the last row, opaque to clients and checked when it comes back.
import { sql, type RawBuilder } from 'kysely';
import { Problem } from './problem.ts';

export type Cursor = readonly [sortValue: string | number | null, id: string];

export function writeCursor(list: string, cursor: Cursor): string {
  return Buffer.from(JSON.stringify([list, ...cursor])).toString('base64url');
}

/** Undefined without a cursor. Throws `invalid_cursor` when it is not one this `list` (name and sort) has written. */
export function readCursor(list: string, text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    const [name, value, id, ...rest] = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    ) as unknown[];
    const valueFits = value === null || typeof value === 'string' || typeof value === 'number';
    if (
      name === list &&
      valueFits &&
      typeof id === 'string' &&
      /^[0-9a-f-]{36}$|^\d+$/.test(id) &&
      rest.length === 0
    ) {
      return [value, id];
    }
  } catch {
    // falls through: whatever it was, it is not ours
  }
  throw new Problem('invalid_cursor', { field: 'query.cursor' });
}

/**
 * The `limit` of a statement that is prepared: the usual sizes as they are, because a plan made for any number of rows is
 * made for many. Other sizes are parameters, so that nobody can make us prepare a hundred of one statement.
 */
export function mostRows(limit: number): RawBuilder<number> {
  return limit === 20 || limit === 50 || limit === 100 ? sql.lit(limit + 1) : sql<number>`${limit + 1}`;
}

/** `rows` holds one more than `limit` when there is a next page. */
export function pageOf<T>(list: string, rows: T[], limit: number, cursorOf: (row: T) => Cursor) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next_cursor: rows.length > limit && last ? writeCursor(list, cursorOf(last)) : null };
}
