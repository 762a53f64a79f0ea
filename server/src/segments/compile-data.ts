// Questions about values an import or a person's record has under its own names. Such a value may be of any JSON type: a
// number is compared with numbers only, a text with texts, in any case; anything else does not match.
import type { SegmentLeaf } from '@sampark/contracts/segment-fields.ts';
import { sql, type RawBuilder } from 'kysely';
import { composed, composedFor } from '../db/composed-text.ts';
import { measured } from './compile-parts.ts';

type Data = Extract<SegmentLeaf, { field: 'demographics' | 'attributes' }>;

export function compileData(column: RawBuilder<unknown>, leaf: Data): RawBuilder<boolean> {
  const value = sql`(${column} -> ${leaf.key}::text)`;
  const textFor = (...wanted: readonly string[]) =>
    sql`lower(${composedFor(wanted, sql`(${column} ->> ${leaf.key}::text)`)})`;
  // A case is the one form whose second half PostgreSQL never tries on a value of the wrong type.
  const typed = (type: string, test: RawBuilder<unknown>) =>
    sql<boolean>`(case when jsonb_typeof(${value}) = ${sql.lit(type)} then ${test} else false end)`;
  const numbers = (test: RawBuilder<unknown>) => typed('number', test);
  switch (leaf.op) {
    case 'exists':
      return sql`(coalesce(jsonb_typeof(${value}), 'null') <> 'null')`;
    case 'equals':
      if (typeof leaf.value === 'boolean')
        return typed('boolean', sql`${value} = ${leaf.value}::boolean::text::jsonb`);
      if (typeof leaf.value === 'number') return numbers(sql`${value}::numeric = ${leaf.value}::numeric`);
      return typed('string', sql`${textFor(leaf.value)} = lower(${composed(leaf.value)}::text)`);
    case 'in': {
      const texts = leaf.value.filter((one) => typeof one === 'string');
      const amounts = leaf.value.filter((one) => typeof one === 'number');
      const tests: RawBuilder<boolean>[] = [];
      if (texts.length > 0)
        tests.push(
          typed(
            'string',
            sql`${textFor(...texts)} = any(array(select lower(v) from unnest(${texts.map(composed)}::text[]) v))`,
          ),
        );
      if (amounts.length > 0)
        tests.push(numbers(sql`${value}::numeric = any(${amounts.map(String)}::numeric[])`));
      return sql`(${sql.join(tests, sql` or `)})`;
    }
    case 'contains': {
      const wanted = sql`lower(${composed(leaf.value)}::text)`;
      return sql`(${typed('string', sql`position(${wanted} in ${textFor(leaf.value)}) > 0`)}
        or ${typed(
          'array',
          sql`exists (select from jsonb_array_elements(${value}) e
            where jsonb_typeof(e) = 'string' and lower(${composedFor([leaf.value], sql`(e #>> '{}')`)}) = ${wanted})`,
        )})`;
    }
    default:
      return numbers(measured(sql`${value}::numeric`, leaf, sql`numeric`));
  }
}
