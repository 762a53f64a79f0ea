// Enters: the beginning of a file. Leaves: how it would be read and what would be refused in it. Nothing is stored.
import type { ImportPreview } from '@sampark/contracts/imports.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { createEncodingProbe, sniffUtf16 } from './detect-encoding.ts';
import { dateOrderOf } from './parse-date.ts';
import { describePlan, isPlan, planColumns } from './plan-columns.ts';
import { sampleOf } from './read-file.ts';
import { isRejected, readRow } from './read-row.ts';
import { refuseForeignFile } from './refuse-foreign-file.ts';
import { readFields, type ImportFieldsGiven } from './start-import.ts';

const previewBytes = 256 * 1024;
const shownRows = 20;
const checkedRows = 1_000;

export async function previewImport(
  rt: Runtime,
  actor: Pick<Actor, 'workspace_id'>,
  body: AsyncIterable<Buffer>,
  fields: () => Promise<ImportFieldsGiven>,
): Promise<ImportPreview> {
  const { head, whole } = await firstBytes(body);
  const { mapping, options } = readFields(await fields());
  const encoding = sniffUtf16(head) ?? probed(head);
  const foreign = refuseForeignFile(head, encoding);
  if (foreign) throw new Problem('import_not_csv', { detail: `This is ${foreign.what}. ${foreign.remedy}` });
  const workspace = await rt.db
    .selectFrom('workspaces')
    .select('default_country')
    .where('id', '=', actor.workspace_id)
    .executeTakeFirstOrThrow();
  const country = options.default_country ?? workspace.default_country;
  const sample = sampleOf(head, encoding, whole);
  const cells = sample.records.slice(0, 100).map((one) => one.fields);
  const plan = planColumns(cells, {
    ...{ mapping, country, withoutPhone: true },
    has_header: options.has_header,
  });
  if (!isPlan(plan)) throw new Problem(plan.code, { detail: plan.detail });
  const order = options.date_order ?? dateOrderOf(workspace.default_country);
  const rules = { country, encoding, order, now: rt.clock.now(), attested: options.consent };
  const data = sample.records.slice(plan.has_header ? 1 : 0, checkedRows + 1);
  const read = data.map((record, index) => readRow(record, index + 1, plan, rules));
  return {
    encoding,
    delimiter: sample.delimiter,
    has_header: plan.has_header,
    columns: describePlan(plan).map((column, index) => ({
      ...column,
      samples: data
        .map((record) => (record.fields[index] ?? '').slice(0, 100))
        .filter((cell) => cell.trim() !== '')
        .slice(0, 3),
    })),
    rows: data.slice(0, shownRows).map((record) => record.fields.map((cell) => cell.slice(0, 200))),
    rows_checked: data.length,
    issues: read
      .filter(isRejected)
      .slice(0, 100)
      .map(({ line, column, code, reason }) => ({ line, column, code, reason })),
    rows_without_consent: read.filter(
      (row) => !isRejected(row) && !row.consents.some((one) => one.action === 'granted'),
    ).length,
  };
}

async function firstBytes(body: AsyncIterable<Buffer>): Promise<{ head: Buffer; whole: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    parts.push(chunk);
    length += chunk.length;
    // Leaving the loop ends the stream: the rest of a large file is not read.
    if (length >= previewBytes) return { head: Buffer.concat(parts).subarray(0, previewBytes), whole: false };
  }
  return { head: Buffer.concat(parts), whole: true };
}

function probed(head: Buffer): 'utf-8' | 'windows-1252' {
  const probe = createEncodingProbe();
  probe.push(head);
  // What a cut character leaves behind is not counted against UTF-8.
  return probe.end();
}
