// What one reader of the log has just read, for the other readers in its process: each of them asking PostgreSQL for the
// same rows again was 3% of a message. Guaranteed: it gives exactly what a query from the same cursor would have given
// first, or nothing at all; whoever gets nothing asks the database.
import { placeOf } from './read-row.ts';

/** `xid` as text. */
export type LogPlace = { xid: string; id: number };

/** About 16 MB. Whoever is further behind reads larger batches from the database anyway. */
const mostRows = 20_000;

export class RecentLog {
  /** Without a gap: each begins where the one before it ends. */
  #batches: { after: LogPlace; last: LogPlace; rows: readonly Buffer[] }[] = [];
  #rows = 0;

  /**
   * `rows`: every event there is after `after` and up to the last of them, in order, none of which can change any more
   * (below the horizon of the snapshot they were read with); columns as in audit/entry.ts.
   */
  add(after: LogPlace, rows: readonly Buffer[]): void {
    const own = placeAt(rows, -1) ? rows : rows.slice(0, -1); // the end of the rows is one too
    const last = placeAt(own, -1);
    if (!last) return;
    const newest = this.#batches.at(-1);
    // Somebody else read on in between, or the same was read again.
    if (newest && compare(newest.last, after) !== 0) this.#forget(this.#batches.length);
    this.#batches.push({ after, last: { xid: String(last.xid), id: last.id }, rows: own });
    this.#rows += own.length;
    while (this.#rows > mostRows && this.#batches.length > 1) this.#forget(1);
  }

  /** The next events after a cursor, at most so many, or undefined. What lies before the cursor is forgotten. */
  after(cursor: LogPlace, most: number): Buffer[] | undefined {
    const done = this.#batches.findIndex((one) => compare(cursor, one.last) < 0);
    this.#forget(done < 0 ? this.#batches.length : done);
    const first = this.#batches[0];
    if (!first || compare(cursor, first.after) < 0) return undefined;
    const rows: Buffer[] = [];
    for (const batch of this.#batches) {
      if (rows.length >= most) break;
      rows.push(...(batch === first ? batch.rows.filter((row) => isAfter(row, cursor)) : batch.rows));
    }
    return rows.slice(0, most);
  }

  #forget(count: number): void {
    for (const batch of this.#batches.splice(0, count)) this.#rows -= batch.rows.length;
  }
}

function placeAt(rows: readonly Buffer[], index: number): { xid: number; id: number } | undefined {
  const row = rows.at(index);
  return row && placeOf(row);
}

function isAfter(row: Buffer, cursor: LogPlace): boolean {
  const place = placeOf(row);
  return place !== undefined && compare({ xid: String(place.xid), id: place.id }, cursor) > 0;
}

function compare(one: LogPlace, other: LogPlace): number {
  return Number(one.xid) - Number(other.xid) || one.id - other.id;
}
