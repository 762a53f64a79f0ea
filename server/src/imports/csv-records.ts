// Enters: pieces of text. Leaves: records with the physical line they start on. Guaranteed: memory is bounded by
// `maxRecord`; a quote that is never closed costs the one line it opened on, and reading goes on at the next line.
//
// Our own reader and not csv-parse, because that one ends at an unclosed quote (it has swallowed the rest of the file),
// and takes one kind of line end per file. A property test holds the two equal on every well-formed file.

export type CsvFault = 'quote_unclosed' | 'quote_misplaced' | 'field_too_large';

export type CsvRecord = {
  fields: string[];
  /** Physical line the record starts on, from 1. */
  line: number;
  fault?: {
    kind: CsvFault;
    /** Line and field (from 0) of the offending quote or field. */ line: number;
    field: number;
  };
};

export type CsvReader = { push(text: string): CsvRecord[]; end(): CsvRecord[] };

/** Longest field and record in characters: a note of 64,000 characters is not a contact's name. */
export const maxField = 65_536;
const maxRecord = 1_048_576;

type Scan =
  | { kind: 'record'; fields: string[]; next: number }
  | { kind: 'more' }
  | { kind: 'fault'; fault: CsvFault; at: number; field: number };

export function createCsvReader(delimiter: string): CsvReader {
  let text = '';
  let line = 1;
  let skipping = false;

  const drain = (final: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    const ends = lineEnds(text);
    let position = 0;
    while (position < text.length) {
      if (skipping) {
        const end = ends.after(position, final);
        if (end === undefined) {
          position = text.length;
          break;
        }
        position = end.next;
        line++;
        skipping = false;
        continue;
      }
      const scan = scanRecord(text, position, delimiter, ends, final);
      if (scan.kind === 'more') {
        if (text.length - position <= maxRecord) break;
        records.push({
          fields: [text.slice(position, position + 200)],
          line,
          fault: { kind: 'field_too_large', line, field: 0 },
        });
        position = text.length;
        skipping = true;
        break;
      }
      if (scan.kind === 'record') {
        records.push({ fields: scan.fields, line });
        line += countLines(text, position, scan.next);
        position = scan.next;
        continue;
      }
      const faultLine = line + countLines(text, position, scan.at);
      const end = ends.after(scan.at, true);
      const stop = end?.start ?? text.length;
      records.push({
        fields: text
          .slice(position, Math.min(stop, position + maxField))
          .split(delimiter)
          .map(bareField),
        line,
        fault: { kind: scan.fault, line: faultLine, field: scan.field },
      });
      if (end === undefined && !final) skipping = true;
      const next = end?.next ?? text.length;
      line += countLines(text, position, next);
      position = next;
    }
    text = text.slice(position);
    return records;
  };

  return {
    push: (more) => {
      text = text === '' ? more : text + more;
      return drain(false);
    },
    end: () => {
      const records = drain(true);
      text = '';
      return records;
    },
  };
}

type LineEnds = { after(position: number, final: boolean): { start: number; next: number } | undefined };

/** Finds LF, CRLF and CR. The next CR is remembered: searching a file without any again and again would be quadratic. */
function lineEnds(text: string): LineEnds {
  let cr = -2;
  let lf = -2;
  return {
    after: (position, final) => {
      if (cr !== -1 && cr < position) cr = text.indexOf('\r', position);
      if (lf !== -1 && lf < position) lf = text.indexOf('\n', position);
      if (cr === -1 || (lf !== -1 && lf < cr)) return lf === -1 ? undefined : { start: lf, next: lf + 1 };
      // A CR at the very end of what has arrived may be half of a CRLF.
      if (cr === text.length - 1 && !final) return undefined;
      return { start: cr, next: lf === cr + 1 ? cr + 2 : cr + 1 };
    },
  };
}

function scanRecord(text: string, from: number, delimiter: string, ends: LineEnds, final: boolean): Scan {
  const end = ends.after(from, final);
  const stop = end?.start ?? text.length;
  if (end === undefined && !final) {
    // Not a whole line yet; one with quotes may still hold a fault that can be told only with more text.
    return { kind: 'more' };
  }
  const plain = text.slice(from, stop);
  if (!plain.includes('"')) {
    const fields = plain.split(delimiter);
    const large = fields.findIndex((field) => field.length > maxField);
    if (large >= 0) return { kind: 'fault', fault: 'field_too_large', at: from, field: large };
    return { kind: 'record', fields, next: end?.next ?? text.length };
  }
  return scanQuoted(text, from, delimiter, ends, final);
}

function scanQuoted(text: string, from: number, delimiter: string, ends: LineEnds, final: boolean): Scan {
  const fields: string[] = [];
  let position = from;
  for (;;) {
    if (text[position] === '"') {
      const opened = position;
      let value = '';
      position++;
      for (;;) {
        const quote = text.indexOf('"', position);
        if (quote === -1) {
          if (final || text.length - opened > maxField)
            return { kind: 'fault', fault: 'quote_unclosed', at: opened, field: fields.length };
          return { kind: 'more' };
        }
        value += text.slice(position, quote);
        if (quote - opened > maxField)
          return { kind: 'fault', fault: 'quote_unclosed', at: opened, field: fields.length };
        if (quote + 1 === text.length && !final) return { kind: 'more' };
        if (text[quote + 1] === '"') {
          value += '"';
          position = quote + 2;
          continue;
        }
        position = quote + 1;
        break;
      }
      fields.push(value);
      const after = text[position];
      if (after === delimiter) {
        position++;
        continue;
      }
      if (after === undefined) return { kind: 'record', fields, next: position };
      if (after === '\r' || after === '\n') {
        const end = ends.after(position, final);
        return end === undefined ? { kind: 'more' } : { kind: 'record', fields, next: end.next };
      }
      return { kind: 'fault', fault: 'quote_misplaced', at: opened, field: fields.length - 1 };
    }
    const end = ends.after(position, final);
    if (end === undefined && !final) return { kind: 'more' };
    const stop = end?.start ?? text.length;
    const next = text.indexOf(delimiter, position);
    if (next !== -1 && next < stop) {
      fields.push(text.slice(position, next));
      position = next + 1;
      continue;
    }
    fields.push(text.slice(position, stop));
    return { kind: 'record', fields, next: end?.next ?? text.length };
  }
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) lines++;
  }
  return lines;
}

function bareField(field: string): string {
  return field.replace(/^"|"$/g, '');
}
