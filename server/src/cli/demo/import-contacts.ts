// Uploads the file as it is read from disk, follows the import and tells what became of its rows.
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportItem } from '@sampark/contracts/imports.ts';
import { parse } from 'csv-parse/sync';
import { DemoStopped, type Client } from './api.ts';
import { bar, count, startProgress, type Terminal } from './progress.ts';

const shownRejects = 5;

/** Before anything is started for it. */
export async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found)
    throw new DemoStopped(`There is no file ${file}. Give the path of a CSV: --contacts contacts.csv`);
  if (!found.isFile()) throw new DemoStopped(`${file} is not a file. Give the path of a CSV.`);
  if (found.size === 0)
    throw new DemoStopped(`${file} is empty. Export the contacts again, with a header row.`);
  await open(file, 'r')
    .then((handle) => handle.close())
    .catch((cause: unknown) => {
      throw new DemoStopped(
        `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
    });
}

export async function importContacts(
  client: Client,
  file: string,
  country: string | undefined,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ImportItem> {
  const query = new URLSearchParams({ kind: 'prospects', file_name: basename(file) });
  if (country) query.set('default_country', country.toUpperCase());
  const began = performance.now();
  const { id } = await client.ask<{ id: string }>(`/api/v1/imports?${query}`, {
    method: 'POST',
    stream: { type: 'text/csv', open: () => createReadStream(file) as AsyncIterable<Uint8Array> },
  });
  const progress = startProgress(terminal);
  let item: ImportItem;
  for (;;) {
    item = await client.ask<ImportItem>(`/api/v1/imports/${id}`);
    if (item.status !== 'uploaded' && item.status !== 'running') break;
    progress.show(
      `${bar(item.progress)}  ${count(item.rows_total)} rows read, ${count(item.rows_rejected)} rejected`,
    );
    await sleep(200, undefined, { signal });
  }
  if (item.status !== 'completed') {
    throw new DemoStopped(`The import failed: ${item.error_code ?? ''} ${item.error_detail ?? ''}`.trim());
  }
  const seconds = (performance.now() - began) / 1_000;
  progress.done(`${bar(1)}  ${count(item.rows_total)} rows in ${seconds.toFixed(1)} s`);
  terminal.print(
    `  ${count(item.rows_imported)} new people, ${count(item.rows_updated)} updated, ${count(item.rows_rejected)} rows rejected`,
  );
  terminal.print(
    `  ${count(item.consents_recorded)} consents recorded, ${count(item.rows_without_consent)} rows name none (imported, never messaged)`,
  );
  if (item.opt_outs_respected > 0)
    terminal.print(`  ${count(item.opt_outs_respected)} rows would have undone an opt-out: it stands`);
  if (item.rows_rejected > 0) await showRejects(client, item, terminal);
  return item;
}

async function showRejects(client: Client, item: ImportItem, terminal: Terminal): Promise<void> {
  const path = `/api/v1/imports/${item.id}/rejects`;
  const rows: string[][] = parse(await client.text(path), {
    bom: true,
    relax_column_count: true,
    delimiter: item.delimiter ?? ',',
    to: shownRejects + 1,
  });
  const header = rows[0] ?? [];
  const cell = (row: string[], name: string) => row[header.indexOf(name)] ?? '';
  for (const row of rows.slice(1)) {
    const column = cell(row, 'column');
    terminal.print(
      `    line ${cell(row, 'line')}${column ? `, column "${column}"` : ''}: ${plain(cell(row, 'reason'))}`,
    );
  }
  const more = item.rows_rejected - (rows.length - 1);
  terminal.print(
    `    ${more > 0 ? `and ${count(more)} more. ` : ''}All with their reasons: GET ${client.url}${path}`,
  );
}

/** The file guards spreadsheets with an apostrophe before a text that starts like a formula. */
function plain(text: string): string {
  return text.replace(/^'(?=[=+\-@])/, '');
}
