// A condition as SQL on `prospects p`. Enters: a checked condition. Leaves: an expression that is true or false for every
// person and never null, so that `not` is everybody else; what is not on record, or is of another type, does not match.
// Guaranteed: everything a client wrote is a parameter, and nothing in it can make the statement fail.
import type { SegmentLeaf } from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { sql, type RawBuilder } from 'kysely';
import { composed, composedFor } from '../db/composed-text.ts';
import { compileData } from './compile-data.ts';
import { compileHistory } from './compile-history.ts';
import { measured, ofStretch, since, type Stretch } from './compile-parts.ts';

export type SegmentContext = {
  workspace_id: string;
  /** What “within days” counts back from. */
  now: Date;
  /** Only these people are asked about: what the condition says of others may be wrong. */
  people?: Stretch | undefined;
};

export function compileCondition(condition: SegmentCondition, context: SegmentContext): RawBuilder<boolean> {
  if ('all' in condition) return joined(condition.all, sql` and `, context);
  if ('any' in condition) return joined(condition.any, sql` or `, context);
  if ('not' in condition) return sql<boolean>`(not ${compileCondition(condition.not, context)})`;
  return compileLeaf(condition, context);
}

function joined(
  conditions: readonly SegmentCondition[],
  word: RawBuilder<unknown>,
  context: SegmentContext,
): RawBuilder<boolean> {
  const parts = conditions.map((one) => compileCondition(one, context));
  return sql<boolean>`(${sql.join(parts, word)})`;
}

function compileLeaf(leaf: SegmentLeaf, context: SegmentContext): RawBuilder<boolean> {
  switch (leaf.field) {
    case 'lead_score':
      if (leaf.op === 'equals') return sql`(p.lead_score = ${leaf.value}::int)`;
      return measured(sql`p.lead_score`, leaf, sql`int`);
    case 'language':
    case 'country':
    case 'time_zone':
      return among(sql`p.${sql.ref(leaf.field)}`, leaf);
    case 'name':
    case 'email':
      return written(sql`p.${sql.ref(leaf.field)}`, leaf);
    case 'phone_number':
      if (leaf.op === 'exists') return sql`(p.phone_number is not null)`;
      return sql`(p.phone_number is not null and starts_with(p.phone_number, ${leaf.value}))`;
    case 'interests':
      return interests(leaf);
    case 'demographics':
    case 'attributes':
      return compileData(sql`p.${sql.ref(leaf.field)}`, leaf);
    case 'created_at':
      return dated(sql`p.created_at`, leaf, context.now);
    case 'last_reply':
      if (leaf.channel !== undefined) {
        const test = dated(sql`t.last_inbound_at`, leaf, context.now);
        return sql`(exists (select from contact_channels t where t.prospect_id = p.id
          and t.workspace_id = ${context.workspace_id} and t.channel = ${leaf.channel} and ${test}
          ${ofStretch('t.prospect_id', context.people)}))`;
      }
      return dated(sql`p.last_engagement`, leaf, context.now);
    default:
      return compileHistory(leaf, context);
  }
}

type Among = Extract<SegmentLeaf, { field: 'language' | 'country' | 'time_zone' }>;
function among(column: RawBuilder<unknown>, leaf: Among): RawBuilder<boolean> {
  if (leaf.op === 'exists') return sql`(${column} is not null)`;
  const values = leaf.op === 'in' ? leaf.value : [leaf.value];
  return sql`(${column} is not null and ${column} = any(${values}::text[]))`;
}

type Written = Extract<SegmentLeaf, { field: 'name' | 'email' }>;
function written(column: RawBuilder<unknown>, leaf: Written): RawBuilder<boolean> {
  if (leaf.op === 'exists') return sql`(coalesce(${column}, '') <> '')`;
  const value = composedFor([leaf.value], sql`coalesce(${column}, '')`);
  return sql`(position(lower(${composed(leaf.value)}::text) in lower(${value})) > 0)`;
}

type Interests = Extract<SegmentLeaf, { field: 'interests' }>;
function interests(leaf: Interests): RawBuilder<boolean> {
  const test = (list: RawBuilder<unknown>) =>
    sql`case when jsonb_typeof(${list}) = 'array' then ${
      leaf.op === 'exists' ? sql`jsonb_array_length(${list}) > 0` : hasOneOf(list, leaf.value)
    } else false end`;
  return sql`(${test(sql`(p.demographics -> 'interests')`)} or ${test(sql`p.asset_class_interests`)})`;
}

/** `list`: an array of JSON. */
function hasOneOf(list: RawBuilder<unknown>, values: readonly string[]): RawBuilder<boolean> {
  const plain = sql<boolean>`${list} ?| ${values}::text[]`;
  const entry = sql`(e #>> '{}')`;
  const spelled = composedFor(values, entry);
  if (spelled === entry) return plain;
  return sql`exists (select from jsonb_array_elements(${list}) e
    where jsonb_typeof(e) = 'string' and ${spelled} = any(${values.map(composed)}::text[]))`;
}

type Dated = Extract<SegmentLeaf, { field: 'created_at' | 'last_reply' }>;
function dated(column: RawBuilder<unknown>, leaf: Dated, now: Date): RawBuilder<boolean> {
  // Said beside the comparison rather than around it, so that an index on the column still serves.
  const known = sql`${column} is not null`;
  switch (leaf.op) {
    case 'exists':
      return sql`(${known})`;
    case 'before':
      return sql`(${known} and ${column} < ${new Date(leaf.value)}::timestamptz)`;
    case 'after':
      return sql`(${known} and ${column} >= ${new Date(leaf.value)}::timestamptz)`;
    case 'between':
      return sql`(${known} and ${column} between ${new Date(leaf.value[0])}::timestamptz
        and ${new Date(leaf.value[1])}::timestamptz)`;
    case 'within_days':
      return sql`(${known} and ${column} >= ${since(now, leaf.value)}::timestamptz)`;
  }
}
