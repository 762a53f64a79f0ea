// Enters: the cells of one row and the plan of the columns. Leaves: a contact with what it agreed to, or the reason the
// row is refused, naming the column. Pure. A value in a known column that cannot be understood refuses the row: it would
// otherwise be lost without anybody noticing. Unknown columns are kept as they are.
import type { ImportField } from '@sampark/contracts/imports.ts';
import { storable } from '../db/storable.ts';
import { normaliseCountry } from '../prospects/normalise-country.ts';
import { normaliseLanguage } from '../prospects/normalise-language.ts';
import { normalisePhone } from '../prospects/normalise-phone.ts';
import { normaliseTimeZone, timeZoneOf } from '../prospects/time-zone-of.ts';
import type { CsvRecord } from './csv-records.ts';
import type { Plan } from './plan-columns.ts';
import {
  isFault,
  readConsents,
  type CellFault,
  type ConsentClaim,
  type ConsentRules,
} from './read-consents.ts';
import { asciiDigits } from '../prospects/ascii-digits.ts';

export type RowFields = {
  email?: string;
  name?: string;
  first_name?: string;
  last_name?: string;
  language?: string;
  country?: string;
  time_zone?: string;
  lead_score?: number;
  demographics?: Record<string, unknown>;
  asset_class_interests?: string[];
  attributes?: Record<string, string>;
};

export type ContactRow = {
  row: number;
  line: number;
  phone: string;
  fields: RowFields;
  /** From the number itself: for new people, and where a known one has none. */
  derived: { country: string | null; time_zone: string | null };
  owner_email: string | null;
  consents: ConsentClaim[];
  record: string[];
};

export type RejectedRow = {
  row: number;
  line: number;
  column: string | null;
  code: string;
  reason: string;
  value: string | null;
  record: string[];
};

export type RowRules = ConsentRules & { country: string; encoding: string };

/** Cells that say “nothing” in words. */
const nothing = /^(n\/?a|#n\/a|null|none|nil|undefined|-+|—|\(none\)|\(blank\))$/i;

export function readRow(
  record: CsvRecord,
  row: number,
  plan: Plan,
  rules: RowRules,
): ContactRow | RejectedRow {
  const reject = (column: string | null, code: string, reason: string, value: string | null = null, line = record.line): RejectedRow => ({
    row, line, column, code, reason, value: value === null ? null : value.slice(0, 500), record: record.fields.map(storable),
  }); // prettier-ignore
  const shape = wrongShape(record, plan);
  if (shape) return reject(shape.column, shape.code, shape.reason, null, shape.line);

  const cells = {
    value: (field: ImportField) => firstFilled(plan.fields[field], record.fields),
    column: (field: ImportField) =>
      plan.header[filledIndex(plan.fields[field], record.fields) ?? -1] ?? field,
  };
  const refuse = (fault: CellFault) =>
    reject(cells.column(fault.field), fault.code, fault.reason, rawCell(plan, fault.field, record));
  const damaged = record.fields.findIndex((cell) => cell.includes('\ufffd'));
  if (damaged >= 0) {
    return reject(
      plan.header[damaged] ?? null,
      'encoding_damaged',
      `A character here is not valid ${rules.encoding}; export the file again as UTF-8`,
      record.fields[damaged] ?? null,
    );
  }
  const fields = readFields(cells.value);
  if (isFault(fields)) return refuse(fields);
  const phone = readPhone(plan, record, fields.country ?? rules.country);
  if ('fault' in phone) return reject(phone.column, phone.fault.code, phone.fault.reason, phone.value);
  const consents = readConsents(cells, rules);
  if (isFault(consents)) return refuse(consents);
  const attributes = readAttributes(plan, record.fields);
  if (attributes) fields.attributes = attributes;
  const country = fields.country ?? phone.country;
  return {
    row,
    line: record.line,
    phone: phone.phone,
    fields,
    derived: { country: phone.country, time_zone: timeZoneOf(country) },
    owner_email: cells.value('owner_email').toLowerCase() || null,
    consents,
    record: record.fields,
  };
}

export function isRejected(row: ContactRow | RejectedRow): row is RejectedRow {
  return 'reason' in row;
}

/** Rows whose cells are all empty are not counted: spreadsheets append them. */
export function isBlank(record: CsvRecord): boolean {
  return record.fault === undefined && record.fields.every((cell) => cell === '' || cell.trim() === '');
}

function wrongShape(
  record: CsvRecord,
  plan: Plan,
): { column: string | null; code: string; reason: string; line: number } | undefined {
  const { fault } = record;
  const width = plan.header.length;
  if (fault) {
    const column = plan.header[fault.field] ?? null;
    const where = `line ${fault.line}`;
    const reason = {
      quote_unclosed: `A quotation mark opened on ${where} is never closed; close it or remove it`,
      quote_misplaced: `A quotation mark opened on ${where} is closed in the middle of a value; write quotation marks inside a value twice ("")`,
      field_too_large: `A value on ${where} is longer than 65,536 characters`,
    }[fault.kind];
    return { column, code: fault.kind, reason, line: fault.line };
  }
  if (record.fields.length < width) {
    const missing = plan.header[record.fields.length] ?? null;
    return {
      column: missing,
      code: 'too_few_columns',
      line: record.line,
      reason: `The row has ${record.fields.length} of ${width} columns; “${missing ?? ''}” and what follows is missing`,
    };
  }
  const extra = record.fields.slice(width).findIndex((cell) => cell.trim() !== '');
  if (extra >= 0) {
    return {
      column: plan.header.at(-1) ?? null,
      code: 'too_many_columns',
      line: record.line,
      reason: `The row has ${record.fields.length} columns, the header ${width}; a value with the delimiter in it needs quotation marks`,
    };
  }
  return undefined;
}

type Value = (field: ImportField) => string;

function readFields(value: Value): RowFields | CellFault {
  const fields: RowFields = {};
  for (const [field, longest] of [['name', 300], ['first_name', 150], ['last_name', 150]] as const) {
    const text = value(field);
    if (text.length > longest) return { field, code: 'too_long', reason: `Longer than ${longest} characters` };
    if (text !== '') fields[field] = text;
  } // prettier-ignore
  const joined = [fields.first_name, fields.last_name].filter((part) => part !== undefined).join(' ');
  if (fields.name === undefined && joined !== '') fields.name = joined;
  const email = value('email').split(/\s*:::\s*/)[0] ?? '';
  if (email !== '') {
    if (email.length > 254 || !/^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+$/.test(email))
      return {
        field: 'email',
        code: 'email_invalid',
        reason: `“${email.slice(0, 60)}” is not an e-mail address`,
      };
    fields.email = email;
  }
  return readCodes(value, fields) ?? readFacts(value, fields) ?? fields;
}

function readCodes(value: Value, fields: RowFields): CellFault | undefined {
  for (const [field, normalise, what] of [
    ['language', normaliseLanguage, 'language; use a code such as bn or en'],
    ['country', normaliseCountry, 'country; use a code such as BD or GB'],
    ['time_zone', normaliseTimeZone, 'time zone; use a name such as Asia/Dhaka'],
  ] as const) {
    const text = value(field);
    if (text === '') continue;
    const code = normalise(text);
    if (code === undefined)
      return { field, code: `${field}_unknown`, reason: `“${text.slice(0, 60)}” is no known ${what}` };
    fields[field] = code;
  }
  return undefined;
}

function readFacts(value: Value, fields: RowFields): CellFault | undefined {
  const demographics: Record<string, unknown> = {};
  const age = whole(value('age'));
  if (age !== undefined) {
    if (!(age >= 0 && age <= 130))
      return {
        field: 'age',
        code: 'age_invalid',
        reason: `“${value('age').slice(0, 40)}” is not an age in whole years`,
      };
    demographics.age = age;
  }
  const location = value('location');
  if (location.length > 200)
    return { field: 'location', code: 'too_long', reason: 'Longer than 200 characters' };
  if (location !== '') demographics.location = location;
  const interests = items(value('interests'));
  if (interests.length > 0) demographics.interests = interests;
  if (Object.keys(demographics).length > 0) fields.demographics = demographics;
  const assets = items(value('asset_class_interests'));
  if (assets.length > 0) fields.asset_class_interests = assets;
  const score = whole(value('lead_score'));
  if (score !== undefined) {
    if (!(score >= 0 && score <= 100))
      return {
        field: 'lead_score',
        code: 'lead_score_invalid',
        reason: `“${value('lead_score').slice(0, 40)}” is not a whole number from 0 to 100`,
      };
    fields.lead_score = score;
  }
  return undefined;
}

/** Phone columns in their order of preference; the first that holds a valid number counts. */
function readPhone(plan: Plan, record: CsvRecord, country: string):
  | { phone: string; country: string | null }
  | { fault: { code: string; reason: string }; column: string | null; value: string | null } {
  const columns = plan.fields.phone ?? [];
  let first: { fault: { code: string; reason: string }; column: string | null; value: string | null } | undefined;
  for (const index of columns) {
    const raw = record.fields[index] ?? '';
    if (raw === '' || nothing.test(raw.trim())) continue;
    const result = normalisePhone(raw, country);
    if (result.ok) return { phone: result.phone, country: result.country };
    first ??= { fault: result, column: plan.header[index] ?? null, value: raw };
  }
  return first ?? {
    fault: { code: 'phone_missing', reason: 'There is no phone number' },
    column: plan.header[columns[0] ?? -1] ?? null,
    value: null,
  };
} // prettier-ignore

function readAttributes(plan: Plan, cells: readonly string[]): Record<string, string> | undefined {
  let attributes: Record<string, string> | undefined;
  for (const index of plan.attributes) {
    const value = clean(cells[index] ?? '');
    const name = plan.header[index];
    if (value !== '' && name !== undefined) (attributes ??= {})[name] = value;
  }
  return attributes;
}

function filledIndex(indexes: number[] | undefined, cells: readonly string[]): number | undefined {
  return indexes?.find((index) => clean(cells[index] ?? '') !== '') ?? indexes?.[0];
}

function firstFilled(indexes: number[] | undefined, cells: readonly string[]): string {
  if (indexes === undefined) return '';
  for (const index of indexes) {
    const value = clean(cells[index] ?? '');
    if (value !== '') return value;
  }
  return '';
}

function rawCell(plan: Plan, field: ImportField, record: CsvRecord): string | null {
  const index = filledIndex(plan.fields[field], record.fields);
  return index === undefined ? null : (record.fields[index] ?? null);
}

/** Trimmed; without the apostrophe that keeps spreadsheets (and our file of rejected rows) from running a formula. */
function clean(cell: string): string {
  const text = storable(cell).trim();
  if (text === '' || nothing.test(text)) return '';
  return /^'[=+\-@＝＋－＠]/.test(text) ? text.slice(1) : text;
}

function whole(text: string): number | undefined {
  if (text === '') return undefined;
  const plain = asciiDigits(text).replace(/\.0+$/, '');
  return /^\d{1,6}$/.test(plain) ? Number(plain) : Number.NaN;
}

/** Lists inside a cell: `crypto; real estate`, or a JSON array as our export writes it. */
function items(text: string): string[] {
  if (text === '') return [];
  const parts = text.startsWith('[') ? text.replace(/^\[|\]$/g, '').replaceAll('"', '') : text;
  return [...new Set(parts.split(/[;,|]/).map((part) => part.trim().slice(0, 100)))].filter((part) => part !== '').slice(0, 100); // prettier-ignore
}
