// Reads a stored upload: bytes → text → records, a piece at a time. Memory stays flat whatever the size of the file.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { createCsvReader, type CsvRecord } from './csv-records.ts';
import { detectDelimiter, separatorLine, type Delimiter } from './detect-delimiter.ts';
import type { Encoding } from './detect-encoding.ts';
import { isBlank } from './read-row.ts';

const pieceBytes = 64 * 1024;
const sampleBytes = 256 * 1024;

export type Piece = { records: CsvRecord[]; bytesRead: number };

/** Every record that is not blank, the header among them; Excel's `sep=` line is skipped. */
export async function* readRecords(
  path: string,
  encoding: Encoding,
  delimiter: string,
): AsyncGenerator<Piece> {
  const reader = createCsvReader(delimiter);
  const decoder = iconv.getDecoder(encoding);
  let bytesRead = 0;
  let atStart = true;
  const keep = (records: CsvRecord[]) => {
    const start = atStart ? records.findIndex((record) => !isSeparator(record, delimiter)) : 0;
    if (records.length > 0) atStart = false;
    return records.slice(Math.max(start, 0)).filter((record) => !isBlank(record));
  };
  for await (const bytes of createReadStream(path, { highWaterMark: pieceBytes }) as AsyncIterable<Buffer>) {
    bytesRead += bytes.length;
    yield { records: keep(reader.push(decoder.write(bytes))), bytesRead };
  }
  const rest = decoder.end();
  yield { records: keep([...reader.push(rest ?? ''), ...reader.end()]), bytesRead };
}

export type Sample = { delimiter: Delimiter; records: CsvRecord[] };

/** The first 256 KB, for recognising delimiter and columns and for previews; a record cut off by that is left out. */
export async function readSample(path: string, encoding: Encoding): Promise<Sample> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
    return sampleOf(buffer.subarray(0, bytesRead), encoding, bytesRead < sampleBytes);
  } finally {
    await file.close();
  }
}

export function sampleOf(bytes: Buffer, encoding: Encoding, whole: boolean): Sample {
  const text = iconv.getDecoder(encoding).write(bytes);
  const delimiter = detectDelimiter(text);
  const reader = createCsvReader(delimiter);
  const records = [...reader.push(text), ...(whole ? reader.end() : [])];
  const rows = separatorLine(text) === undefined ? records : records.slice(1);
  return { delimiter, records: rows.filter((record) => !isBlank(record)) };
}

function isSeparator(record: CsvRecord, delimiter: string): boolean {
  return record.line === 1 && separatorLine(record.fields.join(delimiter)) !== undefined;
}
