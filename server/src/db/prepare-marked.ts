// Statements that begin with `/* prepared */` are prepared once a connection and then only executed: planning took a sixth
// of PostgreSQL's time on the delivery path. Behind a connection pooler that hands out connections by transaction it must
// support prepared statements (pgbouncer does since 1.21).
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { RowPacker, type PackedRows } from './copied-row.ts';
import { copyRows } from './copy-rows.ts';

const marker = '/* prepared */';
/** The rows of a COPY … TO STDOUT (format binary), all of them as one row, in any transaction; it takes no parameters. */
const copied = '/* copied */';
export type Copied = { rows: PackedRows };

const names = new Map<string, string>();
/** Marked statements are few and fixed; more of them means that a value was written into one. */
const mostNames = 500;

export function prepareMarked(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const marked = (first: unknown, values: unknown, ...rest: unknown[]): unknown => {
    if (typeof first === 'string' && first.startsWith(copied)) return copyAll(client, first);
    const name = typeof first === 'string' ? nameOf(first) : undefined;
    return name === undefined ? query(first, values, ...rest) : query({ name, text: first, values }, ...rest);
  };
  client.query = marked as typeof client.query;
}

async function copyAll(client: pg.PoolClient, text: string): Promise<{ command: string; rows: Copied[] }> {
  const packer = new RowPacker();
  await copyRows(client, text, (row) => packer.add(row));
  return { command: 'COPY', rows: [{ rows: packer.rows() }] };
}

/** Undefined for what is not marked. */
export function nameOf(text: string): string | undefined {
  if (!text.includes(marker)) return undefined;
  let name = names.get(text);
  if (name === undefined && names.size < mostNames)
    names.set(text, (name = createHash('sha256').update(text).digest('base64url').slice(0, 40)));
  return name;
}
