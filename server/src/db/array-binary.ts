// Arrays as PostgreSQL's binary format, for statements that carry hundreds of values in each of many columns. As text each
// uuid and each instant is printed here and parsed there: writing a person's channel took PostgreSQL 34 µs so, and 19 like this.
// Each is for a parameter that the statement casts to the same type: `${uuids(ids)}::uuid[]`. The driver sends a Buffer in
// binary. Format: array_recv in PostgreSQL's src/backend/utils/adt/arrayfuncs.c.
type Maybe<T> = T | null | undefined;

const headerBytes = 20;
const types = {
  uuid: 2950,
  text: 25,
  bytea: 17,
  timestamptz: 1184,
  int8: 20,
  int4: 23,
  int2: 21,
  bool: 16,
  float8: 701,
};
/** PostgreSQL counts from 2000 on. */
const epoch = Date.UTC(2000, 0, 1);

/** For `::uuid[]`. Throws on anything but 32 hexadecimal digits with or without dashes. */
export function uuids(values: readonly Maybe<string>[]): Buffer {
  return fixed(types.uuid, 16, values, (buffer, at, value) => {
    let digits = 0;
    let byte = 0;
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code === 45) continue;
      const digit = code < 128 ? (hexDigits[code] as number) : 255;
      if (digit === 255 || digits === 32) throw notUuid(value);
      if (digits % 2 === 0) byte = digit << 4;
      else buffer[at + (digits >> 1)] = byte | digit;
      digits++;
    }
    if (digits !== 32) throw notUuid(value);
  });
}

/** For `::timestamptz[]`. */
export function instants(values: readonly Maybe<Date>[]): Buffer {
  return fixed(types.timestamptz, 8, values, (buffer, at, value) => {
    const since = value.getTime() - epoch;
    const most = Number.MAX_SAFE_INTEGER / 1_000;
    if (since > -most && since < most) writeInt64(buffer, at, since * 1_000);
    else buffer.writeBigInt64BE(BigInt(since) * 1_000n, at);
  });
}

/** For `::bigint[]`; whole numbers up to 2^53. */
export function bigints(values: readonly Maybe<number>[]): Buffer {
  return fixed(types.int8, 8, values, writeInt64);
}

/** For `::int[]`. */
export function integers(values: readonly Maybe<number>[]): Buffer {
  return fixed(types.int4, 4, values, (buffer, at, value) => buffer.writeInt32BE(value, at));
}

/** For `::smallint[]`. */
export function smallints(values: readonly Maybe<number>[]): Buffer {
  return fixed(types.int2, 2, values, (buffer, at, value) => buffer.writeInt16BE(value, at));
}

/** For `::float8[]`. */
export function floats(values: readonly Maybe<number>[]): Buffer {
  return fixed(types.float8, 8, values, (buffer, at, value) => buffer.writeDoubleBE(value, at));
}

/** For `::boolean[]`. */
export function booleans(values: readonly Maybe<boolean>[]): Buffer {
  return fixed(types.bool, 1, values, (buffer, at, value) => {
    buffer[at] = value ? 1 : 0;
  });
}

/** For `::text[]`. PostgreSQL's text holds no NUL; it refuses one. */
export function texts(values: readonly Maybe<string>[]): Buffer {
  const lengths: number[] = [];
  let size = headerBytes;
  let nulls = false;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    const length = value == null ? -1 : Buffer.byteLength(value);
    lengths.push(length);
    nulls ||= length < 0;
    size += 4 + Math.max(0, length);
  }
  if (values.length === 0) return empty(types.text);
  const buffer = Buffer.allocUnsafe(size);
  writeHeader(buffer, types.text, values.length, nulls);
  let at = headerBytes;
  for (let index = 0; index < values.length; index++) {
    const length = lengths[index] as number;
    at = buffer.writeInt32BE(length, at);
    if (length > 0) buffer.write(values[index] as string, at, length);
    at += Math.max(0, length);
  }
  return buffer;
}

/** For `::bytea[]`. */
export function byteas(values: readonly Maybe<Buffer>[]): Buffer {
  if (values.length === 0) return empty(types.bytea);
  let size = headerBytes;
  for (const value of values) size += 4 + (value?.length ?? 0);
  const buffer = Buffer.allocUnsafe(size);
  let nulls = false;
  let at = headerBytes;
  for (const value of values) {
    nulls ||= value == null;
    at = buffer.writeInt32BE(value == null ? -1 : value.length, at);
    if (value == null) continue;
    buffer.set(value, at);
    at += value.length;
  }
  writeHeader(buffer, types.bytea, values.length, nulls);
  return buffer;
}

function fixed<T>(
  type: number,
  width: number,
  values: readonly Maybe<T>[],
  write: (buffer: Buffer, at: number, value: T) => void,
): Buffer {
  if (values.length === 0) return empty(type);
  const buffer = Buffer.allocUnsafe(headerBytes + values.length * (4 + width));
  let nulls = false;
  let at = headerBytes;
  for (const value of values) {
    if (value == null) {
      nulls = true;
      at = buffer.writeInt32BE(-1, at);
      continue;
    }
    at = buffer.writeInt32BE(width, at);
    write(buffer, at, value);
    at += width;
  }
  writeHeader(buffer, type, values.length, nulls);
  return buffer.subarray(0, at);
}

/** One dimension, counted from 1. */
function writeHeader(buffer: Buffer, type: number, count: number, nulls: boolean): void {
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(nulls ? 1 : 0, 4);
  buffer.writeInt32BE(type, 8);
  buffer.writeInt32BE(count, 12);
  buffer.writeInt32BE(1, 16);
}

/** No dimension at all. */
function empty(type: number): Buffer {
  const buffer = Buffer.alloc(12);
  buffer.writeInt32BE(type, 8);
  return buffer;
}

/** In two halves: a BigInt for each value costs more than everything else here. */
function writeInt64(buffer: Buffer, at: number, value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a whole number below 2^53: ${value}`);
  const high = Math.floor(value / 2 ** 32);
  buffer.writeInt32BE(high, at);
  buffer.writeUInt32BE(value - high * 2 ** 32, at + 4);
}

const hexDigits = new Uint8Array(128).fill(255);
for (let digit = 0; digit < 16; digit++) {
  hexDigits[digit.toString(16).charCodeAt(0)] = digit;
  hexDigits[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

function notUuid(value: string): TypeError {
  return new TypeError(`Not a UUID: ${value}`);
}
