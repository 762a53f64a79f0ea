// Enters: records (`put`, `drop`) and ledger lines. Leaves: the same, after a restart.
// Guaranteed: what was written more than FLUSH_MS ago, or before a clean close, is read back. A kill -9 can
// cost the last FLUSH_MS of lines: the simulators are the far side of the network, not the system under proof.
import { closeSync, mkdirSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from './json.ts';

const FLUSH_MS = 50;

export type Line = [kind: string, ...rest: unknown[]];

export interface Journal {
  /** False: nothing is kept beyond memory, and what would be written need not even be put together. */
  readonly lasting: boolean;
  /** Remembers `value` under (kind, id); the last one wins. */
  put(kind: string, id: string, value: unknown): void;
  drop(kind: string, id: string): void;
  /** Appends a line that is not a record (the ledger's own). */
  append(line: Line): void;
  /** What was remembered when the journal was opened. */
  restored(kind: string): [id: string, value: unknown][];
  close(): void;
}

export function memoryJournal(): Journal {
  return { lasting: false, put() {}, drop() {}, append() {}, restored: () => [], close() {} };
}

function* linesOf(path: string): Generator<string> {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return;
  }
  // Chunked, because a long bench leaves a journal larger than the longest string V8 can hold.
  const chunk = Buffer.alloc(1 << 20);
  let rest: Buffer = Buffer.alloc(0);
  try {
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      const data = Buffer.concat([rest, chunk.subarray(0, read)]);
      let from = 0;
      for (let end = data.indexOf(10, from); end >= 0; end = data.indexOf(10, from)) {
        yield data.toString('utf8', from, end);
        from = end + 1;
      }
      rest = data.subarray(from);
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Opens `<dir>/<name>.ndjson`, replays it and rewrites it without what was superseded.
 * `replay` sees each non-record line and `compact` returns those to keep.
 */
export function openJournal(
  dir: string,
  name: string,
  replay: (line: Line) => void,
  compact: () => Iterable<Line>,
): Journal {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, `${name}.ndjson`);
  const records = new Map<string, Map<string, unknown>>();
  for (const text of linesOf(path)) {
    const line = parseJson(text); // a torn last line after a kill parses to undefined and is left out
    if (!Array.isArray(line)) continue;
    const [tag, kind, id, value] = line as [string, string, string, unknown];
    if (tag === '=') records.set(kind, (records.get(kind) ?? new Map<string, unknown>()).set(id, value));
    else if (tag === '-') records.get(kind)?.delete(id);
    else replay(line as Line);
  }

  const fresh = `${path}.new`;
  const descriptor = openSync(fresh, 'w');
  let buffer: string[] = [];
  const flush = (): void => {
    if (buffer.length === 0) return;
    const data = Buffer.from(`${buffer.join('\n')}\n`);
    buffer = [];
    for (let at = 0; at < data.length;) at += writeSync(descriptor, data, at);
  };
  let closed = false;
  const write = (line: unknown[]): void => {
    if (closed) return;
    buffer.push(JSON.stringify(line));
    if (buffer.length >= 4096) flush();
  };
  for (const [kind, entries] of records) for (const [id, value] of entries) write(['=', kind, id, value]);
  for (const line of compact()) write(line);
  flush();
  renameSync(fresh, path);

  const timer = setInterval(flush, FLUSH_MS);
  timer.unref();
  return {
    lasting: true,
    put: (kind, id, value) => write(['=', kind, id, value]),
    drop: (kind, id) => write(['-', kind, id]),
    append: write,
    restored(kind) {
      const found = [...(records.get(kind) ?? [])];
      records.delete(kind);
      return found;
    },
    close() {
      clearInterval(timer);
      flush();
      closed = true;
      closeSync(descriptor);
    },
  };
}
