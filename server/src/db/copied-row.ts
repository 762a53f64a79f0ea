// Rows as COPY … TO STDOUT (format binary) sends them: a count of fields, then each field's length and bytes. Many lie end to
// end in one buffer: thousands of small ones cost more than what is read out of them.

/** COPY begins with these, flags and the length of an extension. */
const signature = Buffer.from('PGCOPY\n\u00ff\r\n\0', 'latin1');
/** From 1970 to 2000, where PostgreSQL counts from, in microseconds. */
const epoch = 946_684_800_000_000;

/** A row begins where the one before it ends. */
export type PackedRows = { bytes: Buffer; ends: readonly number[] };

export class RowPacker {
  private bytes = Buffer.allocUnsafe(64 * 1024);
  private end = 0;
  private readonly ends: number[] = [];

  /** As it arrives: what comes before the first row, and the end of the rows, are left out. */
  add(row: Buffer): void {
    const from = startOf(row);
    if (from >= row.length || row.readInt16BE(from) === -1) return;
    const end = this.end + row.length - from;
    if (end > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, end));
      this.bytes.copy(larger, 0, 0, this.end);
      this.bytes = larger;
    }
    row.copy(this.bytes, this.end, from);
    this.ends.push((this.end = end));
  }

  rows(): PackedRows {
    return { bytes: this.bytes.subarray(0, this.end), ends: this.ends };
  }
}

export function eachRow(
  { bytes, ends }: PackedRows,
  take: (bytes: Buffer, at: number, end: number) => void,
): void {
  let at = 0;
  for (const end of ends) {
    take(bytes, at, end);
    at = end;
  }
}

/** Where the row itself begins: the first one has the head of the whole before it. */
function startOf(row: Buffer): number {
  const headed = row[0] === signature[0] && row.subarray(0, signature.length).equals(signature);
  return headed ? signature.length + 8 : 0;
}

export function eightBytes(row: Buffer, at: number): number {
  return row.readInt32BE(at) * 4_294_967_296 + row.readUInt32BE(at + 4);
}

/** Microseconds since 1970. */
export function microsAt(row: Buffer, at: number): number {
  return eightBytes(row, at) + epoch;
}

/** Milliseconds since 1970. */
export function millisAt(row: Buffer, at: number): number {
  return Math.floor(microsAt(row, at) / 1_000);
}

/** Reads uuids, of which most are the same few: found by their bytes in a fifth of the time. */
export function uuidReader(): (row: Buffer, at: number) => string {
  const known = new Map<string, string>();
  return (row, at) => {
    const bytes = row.toString('latin1', at, at + 16);
    let uuid = known.get(bytes);
    if (uuid === undefined) {
      const hex = row.toString('hex', at, at + 16);
      uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
      known.set(bytes, uuid);
    }
    return uuid;
  };
}
