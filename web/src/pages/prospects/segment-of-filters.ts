// The filters of the list as a condition of a segment, for whom the same people fit. Pure.
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import type { Filters } from './use-prospect-filters.ts';

/**
 * Undefined without a filter, and for the people an import brought: a condition on imports means everybody who was in one. A
 * search is no filter: what was typed may be any part of a name, a number or an address.
 */
export function segmentOfFilters(filters: Filters): SegmentCondition | undefined {
  const { country, language, min_score: from, max_score: to, consent } = filters;
  if (filters.import_id) return undefined;
  const all: SegmentCondition[] = [];
  if (consent) {
    const purpose = filters.consent_purpose ?? 'marketing';
    all.push({ field: 'consent', op: 'equals', channel: consent, purpose, value: 'granted' });
  }
  if (filters.identity) all.push({ field: 'identity', op: 'exists', channel: filters.identity });
  if (country) all.push({ field: 'country', op: 'in', value: [country] });
  if (language) all.push({ field: 'language', op: 'in', value: [language] });
  if (from !== undefined && to !== undefined)
    all.push({ field: 'lead_score', op: 'between', value: [from, to] });
  else if (from !== undefined) all.push({ field: 'lead_score', op: 'at_least', value: from });
  else if (to !== undefined) all.push({ field: 'lead_score', op: 'at_most', value: to });
  return all.length === 0 ? undefined : { all };
}
