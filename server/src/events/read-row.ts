// An event from its row in PostgreSQL's binary form, as the sealer copies it: the driver takes 13 µs to make one from
// text, and only a few of the columns are wanted.
import { entryFields } from '../audit/entry.ts';
import { eightBytes, millisAt, uuidReader } from '../db/copied-row.ts';
import type { LogEvent } from './follow.ts';

type Field = (typeof entryFields)[number];
type Place = { xid: number; id: number };

/** Where in the log the row at `at` stands. */
export function placeOf(rows: Buffer, at: number): Place {
  // A count of fields, then for each its length and eight bytes.
  return { id: eightBytes(rows, at + 6), xid: eightBytes(rows, at + 18) };
}

/** Reads rows of the columns `entryFields`; `id` and `xid` are always among what is made. */
export function rowReader<C extends keyof LogEvent>(
  columns: readonly C[],
): (rows: Buffer, from: number) => Pick<LogEvent, C | 'id' | 'xid'> {
  const wanted = entryFields.map((field) =>
    field === 'id' || field === 'xid' || (columns as readonly string[]).includes(field) ? field : undefined,
  );
  const uuidAt = uuidReader();
  return (rows, from) => {
    const event: Partial<Record<Field, unknown>> = {};
    let at = from + 2;
    for (const field of wanted) {
      const length = rows.readInt32BE(at);
      at += 4;
      if (field !== undefined) event[field] = length < 0 ? null : valueAt(field, rows, at, length, uuidAt);
      if (length > 0) at += length;
    }
    return event as Pick<LogEvent, C | 'id' | 'xid'>;
  };
}

function valueAt(
  field: Field,
  rows: Buffer,
  at: number,
  length: number,
  uuidAt: ReturnType<typeof uuidReader>,
): unknown {
  switch (field) {
    case 'id':
      return eightBytes(rows, at);
    case 'xid':
      return String(eightBytes(rows, at));
    case 'type':
    case 'channel':
      return rows.toString('utf8', at, at + length);
    case 'recorded_at':
    case 'occurred_at':
      return new Date(millisAt(rows, at));
    case 'decision':
    case 'data':
      // After a byte that says the version of the form.
      return JSON.parse(rows.toString('utf8', at + 1, at + length));
    default:
      return uuidAt(rows, at);
  }
}
