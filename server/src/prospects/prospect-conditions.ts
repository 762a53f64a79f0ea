// Filters of the prospect list as one SQL condition on `prospects p`; start links for a filter use the same.
import type { ProspectListQuery } from '@sampark/contracts/prospects.ts';
import { sql, type RawBuilder } from 'kysely';
import { spellings } from '../db/composed-text.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import { asciiDigits } from './ascii-digits.ts';

export type ProspectFilters = Omit<ProspectListQuery, 'limit' | 'cursor' | 'sort'>;

export function prospectConditions(actor: Actor, filter: ProspectFilters): RawBuilder<boolean> {
  return sql<boolean>`${inBook(actor, 'p.id')} and ${filterConditions(actor, filter)}`;
}

/** Without the book: for whoever reads along the book. */
export function filterConditions(actor: Actor, filter: ProspectFilters): RawBuilder<boolean> {
  const all: RawBuilder<unknown>[] = [sql`p.workspace_id = ${actor.workspace_id} and p.erased_at is null`];
  if (filter.q !== undefined) all.push(search(filter.q));
  if (filter.country !== undefined) all.push(sql`p.country = ${filter.country}`);
  if (filter.language !== undefined) all.push(sql`p.language = ${filter.language}`);
  if (filter.min_score !== undefined) all.push(sql`p.lead_score >= ${filter.min_score}`);
  if (filter.max_score !== undefined) all.push(sql`p.lead_score <= ${filter.max_score}`);
  if (filter.import_id !== undefined) all.push(sql`p.import_id = ${filter.import_id}`);
  if (filter.consent !== undefined || filter.consent_purpose !== undefined) {
    all.push(sql`exists (select from consent_state s where s.prospect_id = p.id and s.granted
      and ${filter.consent === undefined ? sql`true` : sql`s.channel = ${filter.consent}`}
      and s.purpose = ${filter.consent_purpose ?? 'marketing'})`);
  }
  if (filter.identity !== undefined) {
    all.push(
      sql`exists (select from channel_identities c where c.prospect_id = p.id and c.channel = ${filter.identity} and c.status = 'active')`,
    );
  }
  return sql<boolean>`${sql.join(all, sql` and `)}`;
}

/** Part of a name or e-mail; numbers as people write them, with spaces, dashes or Bengali digits. */
function search(q: string): RawBuilder<unknown> {
  const texts = spellings(q.trim()).map(pattern);
  const digits = asciiDigits(q)
    .replace(/[\s().-]/g, '')
    .replace(/^(\+|00?)/, '');
  const phone = /^\d{3,}$/.test(digits) ? sql` or p.phone_number ilike ${pattern(digits)}` : sql``;
  return sql`(p.name ilike any(${texts}::text[]) or p.email ilike any(${texts}::text[])${phone})`;
}

function pattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
