// Which column becomes what: recognised from the header row, or told by a mapping. The plan is stored with the import,
// so that an import taken up again after a crash reads every row the same way.
import type { ColumnPlan, ImportField, ImportMapping } from '@sampark/contracts/imports.ts';
import { normalisePhone } from '../prospects/normalise-phone.ts';
import { knownColumn, type KnownColumn } from './column-names.ts';

export type Plan = {
  header: string[];
  has_header: boolean;
  /** Column indexes of each field, the preferred first. */
  fields: Partial<Record<ImportField, number[]>>;
  /** Kept under their own names. */
  attributes: number[];
  notes: Record<string, string>;
};

export type PlanFault =
  { code: 'import_header_missing'; detail: string } | { code: 'import_mapping_invalid'; detail: string };

export const maxColumns = 1_000;
/** The last columns of our file of rejected rows: ignored when it is imported again. */
export const rejectColumns = ['line', 'column', 'reason', 'code'];

export function planColumns(
  rows: readonly string[][],
  options: {
    mapping?: ImportMapping | undefined;
    has_header?: boolean | undefined;
    country: string;
    /** A preview shows the columns even then, so that somebody can say which one it is. */
    withoutPhone?: boolean;
  },
): Plan | PlanFault {
  const first = rows[0];
  if (first === undefined) return { code: 'import_header_missing', detail: 'The file has no rows.' };
  if (first.length > maxColumns)
    return {
      code: 'import_header_missing',
      detail: `The first row has ${first.length} columns; at most ${maxColumns} are read.`,
    };
  const hasHeader = options.has_header ?? !looksLikeData(first, options.country);
  const header = hasHeader ? uniqueNames(first) : first.map((_, index) => `column_${index + 1}`);
  const plan: Plan = { header, has_header: hasHeader, fields: {}, attributes: [], notes: {} };
  const mapped = applyMapping(plan, options.mapping);
  if (mapped !== undefined) return mapped;
  recognise(plan, rows, options);
  if (plan.fields.phone === undefined && !options.withoutPhone) {
    return {
      code: 'import_header_missing',
      detail: `The columns are ${header
        .slice(0, 20)
        .map((name) => `“${name}”`)
        .join(', ')}; none of them is known as a phone number.`,
    };
  }
  return plan;
}

export function isPlan(result: Plan | PlanFault): result is Plan {
  return 'header' in result;
}

/** For people: each column with what becomes of it. */
export function describePlan(plan: Plan): ColumnPlan[] {
  return plan.header.map((column, index) => {
    const found = Object.entries(plan.fields).find(([, indexes]) => indexes.includes(index));
    const field = found?.[0] ?? null;
    const rank = found?.[1].indexOf(index) ?? 0;
    const preferred = found?.[1][0];
    const note =
      plan.notes[index] ??
      (rank > 0 && preferred !== undefined
        ? `Used where “${plan.header[preferred] ?? ''}” is empty.`
        : undefined);
    return { column, field, ...(note === undefined ? {} : { note }) };
  });
}

function applyMapping(plan: Plan, mapping: ImportMapping | undefined): PlanFault | undefined {
  for (const [field, given] of Object.entries(mapping ?? {}) as [ImportField, unknown][]) {
    const column = typeof given === 'string' ? given : JSON.stringify(given);
    if (column === '') continue;
    const index = plan.header.findIndex((name) => name === column || name.trim() === column.trim());
    if (index < 0) {
      return {
        code: 'import_mapping_invalid',
        detail: `There is no column “${column}” (for ${field}). The columns are ${plan.header.slice(0, 30).join(', ')}.`,
      };
    }
    const taken = Object.entries(plan.fields).find(([, indexes]) => indexes.includes(index));
    if (taken) {
      return {
        code: 'import_mapping_invalid',
        detail: `“${column}” is mapped to both ${taken[0]} and ${field}.`,
      };
    }
    plan.fields[field] = [index];
  }
  return undefined;
}

/** Fields a mapping names are settled by it; the other columns are recognised as if there were none. */
function recognise(
  plan: Plan,
  rows: readonly string[][],
  options: { mapping?: ImportMapping | undefined; country: string },
): void {
  const settled = new Set(Object.keys(options.mapping ?? {}));
  const used = new Set(Object.values(plan.fields).flat());
  const tail = plan.header.length - rejectColumns.length;
  const again = rejectColumns.every((name, index) => plan.header[tail + index] === name);
  const candidates: { field: ImportField; rank: number; index: number }[] = [];
  plan.header.forEach((name, index) => {
    if (used.has(index)) return;
    if (again && index >= tail) {
      plan.notes[index] = 'Added by the file of rejected rows; ignored.';
      return;
    }
    const known = plan.has_header ? knownColumn(name) : byContent(rows, index, options.country);
    if (known.field === null || settled.has(known.field)) {
      plan.attributes.push(index);
      if (known.field === null && known.note !== undefined) plan.notes[index] = known.note;
      return;
    }
    candidates.push({ field: known.field, rank: known.rank, index });
  });
  candidates.sort((a, b) => a.rank - b.rank || a.index - b.index);
  for (const { field, index } of candidates) (plan.fields[field] ??= []).push(index);
}

/** Without a header only what a cell proves by itself is used: a phone number, an e-mail address. Names are not guessed. */
function byContent(rows: readonly string[][], index: number, country: string): KnownColumn {
  const cells = rows.map((row) => row[index] ?? '').filter((cell) => cell.trim() !== '');
  if (cells.length === 0) return { field: null };
  const share = (test: (cell: string) => boolean) => cells.filter(test).length / cells.length;
  if (share((cell) => normalisePhone(cell, country).ok) > 0.5) return { field: 'phone', rank: 0 };
  if (share((cell) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(cell.trim())) > 0.5)
    return { field: 'email', rank: 0 };
  return { field: null };
}

function looksLikeData(row: readonly string[], country: string): boolean {
  if (row.some((cell) => knownColumn(cell).field !== null)) return false;
  return row.some(
    (cell) => normalisePhone(cell, country).ok || /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(cell.trim()),
  );
}

function uniqueNames(cells: readonly string[]): string[] {
  const seen = new Set<string>();
  return cells.map((cell, index) => {
    const base =
      cell
        .replace(/[\ufeff\u200b\0]/g, '')
        .trim()
        .slice(0, 200) || `column_${index + 1}`;
    let name = base;
    for (let copy = 2; seen.has(name); copy++) name = `${base} (${copy})`;
    seen.add(name);
    return name;
  });
}
