// What the editor of segments offers: every field with its operators, and what occurs among the asker's people.
import { segmentFieldTexts, segmentLeaves, segmentLimits } from '@sampark/contracts/segment-fields.ts';
import type { SegmentFields } from '@sampark/contracts/segments.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { inBook, ownedBy } from '../http/scope.ts';

/** Suggestions come from so many people: everything may be asked for, whether it is suggested or not. */
const looksAt = 5_000;
const mostValues = 100;

type Found = { kind: string; value: string; text: string };

export async function listFields(db: DbOrTx, actor: Actor): Promise<SegmentFields> {
  const found = await readFound(db, actor);
  const of = (kind: string) => found.filter((one) => one.kind === kind);
  return {
    limits: { depth: segmentLimits.depth, conditions: segmentLimits.conditions },
    fields: Object.entries(segmentLeaves).map(([field, operators]) => ({
      field,
      text: segmentFieldTexts[field as keyof typeof segmentFieldTexts],
      operators: Object.entries(operators).map(([op, schema]) => ({ op, schema: schema as unknown })),
      keys: of(`key of ${field}`).map((one) => one.value),
      values: of(field).map(({ value, text }) => ({ value, text })),
    })),
  };
}

async function readFound(db: DbOrTx, actor: Actor): Promise<Found[]> {
  const here = sql`workspace_id = ${actor.workspace_id}`;
  const keysOf = (column: 'demographics' | 'attributes') => sql`
    select ${`key of ${column}`}::text as kind, k as value from people
    cross join lateral jsonb_object_keys(case when jsonb_typeof(${sql.ref(column)}) = 'object' then ${sql.ref(column)} else '{}' end) k`;
  const elementsOf = (list: ReturnType<typeof sql>) => sql`
    select 'interests', e from people
    cross join lateral jsonb_array_elements_text(case when jsonb_typeof(${list}) = 'array' then ${list} else '[]' end) e`;
  const { rows } = await sql<Found>`
    with people as materialized (
      select p.language, p.country::text as country, p.time_zone, p.demographics, p.attributes, p.asset_class_interests
      from prospects p where p.${here} and p.erased_at is null and ${inBook(actor, 'p.id')} limit ${looksAt}),
    seen(kind, value) as (
      select 'language', language from people union all select 'country', country from people
      union all select 'time_zone', time_zone from people
      union all ${keysOf('demographics')} union all ${keysOf('attributes')}
      union all ${elementsOf(sql`demographics -> 'interests'`)} union all ${elementsOf(sql`asset_class_interests`)}),
    counted as (
      select kind, value, row_number() over (partition by kind order by count(*) desc, value) as place
      from seen where value <> '' and length(value) <= 200 group by kind, value)
    select kind, value, value as text, place from counted where place <= ${mostValues}
    union all
    (select 'campaign', id::text, name, row_number() over (order by launched_at desc, id) from campaigns
      where ${here} and launched_at is not null and ${ownedBy(actor, 'portfolio_manager_id')}
      order by launched_at desc, id limit ${mostValues})
    union all
    (select 'import', id::text, coalesce(file_name, to_char(created_at, 'YYYY-MM-DD')), row_number() over (order by created_at desc, id)
      from imports where ${here} and kind = 'prospects' and ${ownedBy(actor, 'user_id')}
      order by created_at desc, id limit ${mostValues})
    order by kind, place`.execute(db);
  return rows;
}
