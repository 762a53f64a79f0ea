// The text of an entry, made from its row as PostgreSQL sends it in binary. SQL makes the same (entry.ts), which costs the
// database 12 µs an entry. A row that does not give its hash is asked for again in SQL before anything is said about it, so
// that a difference between the two is never taken for a change.
import { eachRow, eightBytes, microsAt, type PackedRows } from '../../db/copied-row.ts';
import { entryFields } from '../entry.ts';
import type { StoredEntry } from './check-links.ts';

/** The columns of a row, in the order of the text. */
export const rowColumns = entryFields.map((field) => `e.${field}`).join(', ');

type Kind = 'number' | 'quoted' | 'instant' | 'uuid' | 'text' | 'json';
const kinds: readonly Kind[] = entryFields.map((field): Kind => {
  if (field === 'id') return 'number';
  if (field === 'xid') return 'quoted';
  if (field === 'type' || field === 'channel') return 'text';
  if (field === 'decision' || field === 'data') return 'json';
  return field.endsWith('_at') ? 'instant' : 'uuid';
});

const year10000 = 253_402_300_800_000_000;
const hexOf = Buffer.from(
  Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0')).join(''),
  'latin1',
);
/** `null` */
const nothing = [0x6e, 0x75, 0x6c, 0x6c];

/** Where in a row of `rowColumns` the instant of recording and the workspace stand. */
export const headPlaces = { recorded_at: 30, workspace_id: 42 };

export class RowTexts {
  private room = Buffer.allocUnsafe(1024 * 1024);
  private end = 0;
  private readonly ids: number[] = [];
  private readonly ends: number[] = [];
  /** A row had a form that only SQL can write. */
  strange = false;
  private second = -1;
  private secondText = '';
  private micros = NaN;
  private microsText = '';

  addAll(rows: PackedRows): void {
    eachRow(rows, (bytes, at, end) => this.add(bytes, at, end));
  }

  private add(row: Buffer, from: number, end: number): void {
    if (this.strange) return;
    let at = from;
    const fields = row.readInt16BE(at);
    this.makeRoom((end - from) * 4 + 1024);
    at += 2;
    this.ids.push(eightBytes(row, at + 4));
    for (let index = 0; index < fields; index++) {
      // Byte by byte: a call out of JavaScript for each comma would take longer than the rest.
      if (index === 0) this.room[this.end++] = 0x5b;
      else {
        this.room[this.end++] = 0x2c;
        this.room[this.end++] = 0x20;
      }
      const length = row.readInt32BE(at);
      at += 4;
      if (length < 0) for (const byte of nothing) this.room[this.end++] = byte;
      else {
        this.write(kinds[index], row, at, length);
        at += length;
      }
    }
    this.room[this.end++] = 0x5d;
    this.ends.push(this.end);
  }

  /** Undefined: ask SQL. */
  entries(): StoredEntry[] | undefined {
    if (this.strange) return undefined;
    return this.ids.map((id, index) => ({
      id,
      text: this.room.subarray(index === 0 ? 0 : this.ends[index - 1], this.ends[index]),
    }));
  }

  private write(kind: Kind | undefined, row: Buffer, at: number, length: number): void {
    if (kind === 'uuid') this.writeUuid(row, at);
    else if (kind === 'json') {
      // A version, then the text as jsonb prints it.
      if (row[at] !== 1) this.strange = true;
      this.end += row.copy(this.room, this.end, at + 1, at + length);
    } else if (kind === 'text') this.writeText(row, at, length);
    else if (kind === 'instant') this.writeInstant(microsAt(row, at));
    else {
      const number = eightBytes(row, at);
      if (kind === undefined || !Number.isSafeInteger(number)) this.strange = true;
      this.put(kind === 'quoted' ? `"${number}"` : String(number));
    }
  }

  private writeUuid(row: Buffer, at: number): void {
    const room = this.room;
    let end = this.end;
    room[end++] = 0x22;
    for (let index = 0; index < 16; index++) {
      if (index === 4 || index === 6 || index === 8 || index === 10) room[end++] = 0x2d;
      const from = (row[at + index] as number) * 2;
      room[end++] = hexOf[from] as number;
      room[end++] = hexOf[from + 1] as number;
    }
    room[end++] = 0x22;
    this.end = end;
  }

  /** Names of our own: what JSON would escape is left to SQL. */
  private writeText(row: Buffer, at: number, length: number): void {
    this.room[this.end++] = 0x22;
    for (let index = at; index < at + length; index++) {
      const byte = row[index] as number;
      if (byte < 0x20 || byte === 0x22 || byte === 0x5c) this.strange = true;
      this.room[this.end++] = byte;
    }
    this.room[this.end++] = 0x22;
  }

  /** As PostgreSQL writes a timestamp into JSON: microseconds without the zeros at their end. */
  private writeInstant(micros: number): void {
    if (micros === this.micros) return this.put(this.microsText);
    if (!Number.isSafeInteger(micros) || micros < 0 || micros >= year10000) {
      this.strange = true;
      return;
    }
    const second = Math.floor(micros / 1_000_000);
    if (second !== this.second) {
      this.second = second;
      this.secondText = new Date(second * 1_000).toISOString().slice(0, 19);
    }
    const rest = micros - second * 1_000_000;
    this.micros = micros;
    this.microsText =
      rest === 0
        ? `"${this.secondText}"`
        : `"${this.secondText}.${String(rest).padStart(6, '0').replace(/0+$/, '')}"`;
    this.put(this.microsText);
  }

  private put(text: string): void {
    this.end += this.room.write(text, this.end, 'latin1');
  }

  private makeRoom(most: number): void {
    if (this.end + most <= this.room.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.room.length * 2, this.end + most));
    this.room.copy(larger, 0, 0, this.end);
    this.room = larger;
  }
}
