// A row as COPY … TO STDOUT (format binary) sends it: a count of fields, then each field's length and bytes.

/** COPY begins with these, flags and the length of an extension. */
const signature = Buffer.from('PGCOPY\n\u00ff\r\n\0', 'latin1');
/** From 1970 to 2000, where PostgreSQL counts from, in microseconds. */
const epoch = 946_684_800_000_000;

/** Where the row itself begins: the first one has the head of the whole before it. */
export function startOf(row: Buffer): number {
  return row.subarray(0, signature.length).equals(signature) ? signature.length + 8 : 0;
}

export function eightBytes(row: Buffer, at: number): number {
  return row.readInt32BE(at) * 4_294_967_296 + row.readUInt32BE(at + 4);
}

/** Microseconds since 1970. */
export function microsAt(row: Buffer, at: number): number {
  return eightBytes(row, at) + epoch;
}

export function instantAt(row: Buffer, at: number): Date {
  return new Date(Math.floor(microsAt(row, at) / 1_000));
}

export function uuidAt(row: Buffer, at: number): string {
  const id = row.toString('hex', at, at + 16);
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}
