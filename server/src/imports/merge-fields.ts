// The merge rule, pure (docs/imports.md states it for people): what a row gives overwrites, what it leaves empty erases
// nothing; keys of demographics and attributes merge one by one; country and time zone derived from the number only
// fill a gap.
import type { ContactRow, RowFields } from './read-row.ts';

export type ProspectFields = {
  email: string | null;
  name: string | null;
  first_name: string | null;
  last_name: string | null;
  language: string | null;
  country: string | null;
  time_zone: string | null;
  demographics: Record<string, unknown>;
  asset_class_interests: unknown[];
  attributes: Record<string, unknown>;
  lead_score: number;
};

export const emptyFields: ProspectFields = {
  email: null,
  name: null,
  first_name: null,
  last_name: null,
  language: null,
  country: null,
  time_zone: null,
  demographics: {},
  asset_class_interests: [],
  attributes: {},
  lead_score: 0,
};

/** Rows of one person within a file, in the order of the file: the later overwrites. */
export function mergeRows(earlier: RowFields, later: RowFields): RowFields {
  const merged: RowFields = { ...earlier, ...later };
  if (earlier.demographics) merged.demographics = { ...earlier.demographics, ...later.demographics };
  if (earlier.attributes) merged.attributes = { ...earlier.attributes, ...later.attributes };
  return merged;
}

export function applyFields(
  present: ProspectFields,
  given: RowFields,
  derived: ContactRow['derived'],
): ProspectFields {
  return {
    email: given.email ?? present.email,
    name: given.name ?? present.name,
    first_name: given.first_name ?? present.first_name,
    last_name: given.last_name ?? present.last_name,
    language: given.language ?? present.language,
    country: given.country ?? present.country ?? derived.country,
    time_zone: given.time_zone ?? present.time_zone ?? derived.time_zone,
    demographics: { ...present.demographics, ...given.demographics },
    asset_class_interests: given.asset_class_interests ?? present.asset_class_interests,
    attributes: { ...present.attributes, ...given.attributes },
    lead_score: given.lead_score ?? present.lead_score,
  };
}

/** Only the fields that differ, as they were and as they are now; null when none does. */
export function changedFields(
  before: ProspectFields,
  after: ProspectFields,
): { before: Record<string, unknown>; after: Record<string, unknown> } | null {
  const was: Record<string, unknown> = {};
  const is: Record<string, unknown> = {};
  for (const key of Object.keys(emptyFields) as (keyof ProspectFields)[]) {
    if (same(before[key], after[key])) continue;
    was[key] = before[key];
    is[key] = after[key];
  }
  return Object.keys(is).length === 0 ? null : { before: was, after: is };
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return sorted(a) === sorted(b);
}

/** JSON with sorted keys: the database keeps its own order of keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, node: unknown) =>
    typeof node === 'object' && node !== null && !Array.isArray(node)
      ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)))
      : node,
  );
}

/** Puts back what an import changed where it still stands as the import left it; null when nothing does. */
export function restoredFields(
  present: ProspectFields,
  before: Partial<ProspectFields>,
  after: Partial<ProspectFields>,
): ProspectFields | null {
  const back: Record<string, unknown> = {};
  for (const key of Object.keys(after) as (keyof ProspectFields)[]) {
    if (key in before && same(present[key], after[key])) back[key] = before[key];
  }
  if (Object.keys(back).length === 0) return null;
  const fields = Object.fromEntries(
    Object.keys(emptyFields).map((key) => [key, present[key as keyof ProspectFields]]),
  );
  return { ...fields, ...back } as ProspectFields;
}
