// What one reader of the log has just read, for the other readers in its process: each of them asking PostgreSQL for the
// same rows again was 3% of a message. Guaranteed: it gives exactly what a query from the same cursor would have given
// first, or nothing at all; whoever gets nothing asks the database.
import { eachRow, type PackedRows } from '../db/copied-row.ts';
import { placeOf } from './read-row.ts';

/** `xid` as text. */
export type LogPlace = { xid: string; id: number };

/** About 16 MB. Whoever is further behind reads larger batches from the database anyway. */
const mostRows = 20_000;

export class RecentLog {
  /** Without a gap: each begins where the one before it ends. */
  #batches: { after: LogPlace; last: LogPlace; rows: PackedRows }[] = [];
  #count = 0;
  #end = new AbortController();

  /** Aborted when the reader has come to the log's end the next time: nothing is gained by waiting for more. */
  get nextEnd(): AbortSignal {
    return this.#end.signal;
  }

  reachedEnd(): void {
    const reached = this.#end;
    this.#end = new AbortController();
    reached.abort();
  }

  /**
   * `rows`: every event there is after `after` and up to the last of them, in order, none of which can change any more
   * (below the horizon of the snapshot they were read with); columns as in audit/entry.ts.
   */
  add(after: LogPlace, rows: PackedRows): void {
    if (rows.ends.length === 0) return;
    const { xid, id } = placeOf(rows.bytes, rows.ends.at(-2) ?? 0);
    const newest = this.#batches.at(-1);
    // Somebody else read on in between, or the same was read again.
    if (newest && compare(newest.last, after) !== 0) this.#forget(this.#batches.length);
    this.#batches.push({ after, last: { xid: String(xid), id }, rows });
    this.#count += rows.ends.length;
    while (this.#count > mostRows && this.#batches.length > 1) this.#forget(1);
  }

  /**
   * Hands out the next events after a cursor, at most so many: the buffer a row is in and where it begins. False: it is not
   * known what comes next. What lies before the cursor is forgotten.
   */
  read(cursor: LogPlace, most: number, take: (rows: Buffer, at: number) => void): boolean {
    const done = this.#batches.findIndex((one) => compare(cursor, one.last) < 0);
    this.#forget(done < 0 ? this.#batches.length : done);
    const first = this.#batches[0];
    if (!first || compare(cursor, first.after) < 0) return false;
    let taken = 0;
    for (const { rows } of this.#batches) {
      if (taken >= most) break;
      eachRow(rows, (bytes, at) => {
        if (taken >= most || (rows === first.rows && !isAfter(bytes, at, cursor))) return;
        taken++;
        take(bytes, at);
      });
    }
    return true;
  }

  #forget(count: number): void {
    for (const { rows } of this.#batches.splice(0, count)) this.#count -= rows.ends.length;
  }
}

function isAfter(rows: Buffer, at: number, cursor: LogPlace): boolean {
  const { xid, id } = placeOf(rows, at);
  return xid - Number(cursor.xid) > 0 || (xid === Number(cursor.xid) && id > cursor.id);
}

function compare(one: LogPlace, other: LogPlace): number {
  return Number(one.xid) - Number(other.xid) || one.id - other.id;
}
