// Who of an audience may lack a value, as SQL. Asks the question of variablesOf (messages/render.ts) in the same order, and where
// it cannot know the answer it says yes: those are rendered for. So nobody who lacks something is overlooked.
import { sql, type RawBuilder } from 'kysely';

/** A text with something to read in it: JavaScript's `trim` leaves some. PostgreSQL's own `\s` knows fewer blanks. */
const readable = String.raw`[^\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]`;

const columns = new Map<string, RawBuilder<unknown>>(
  Object.entries({
    last_name: sql`p.last_name`,
    email: sql`p.email`,
    phone_number: sql`p.phone_number`,
    language: sql`p.language`,
    country: sql`p.country`,
    time_zone: sql`p.time_zone`,
  }),
);

/** Of the sender or counted by us: everybody has it. */
const always = new Set(['sender_name', 'preferences_url', 'lead_score']);

/** Condition on `p` (prospects). Undefined: nobody lacks any of these. */
export function mayLack(required: Iterable<string>): RawBuilder<boolean> | undefined {
  const parts = [...required].filter((name) => !always.has(name)).map((name) => sql`not ${surelyHas(name)}`);
  return parts.length === 0 ? undefined : sql<boolean>`(${sql.join(parts, sql` or `)})`;
}

function surelyHas(name: string): RawBuilder<boolean> {
  const has = (text: RawBuilder<unknown>) => sql<boolean>`coalesce(${text} ~ ${readable}, false)`;
  const column = columns.get(name);
  if (column) return has(column);
  // The first word of the name, or one of the two: whichever of them it falls back to.
  if (name === 'name')
    return sql<boolean>`(case when p.name is null then ${has(sql`coalesce(p.first_name, p.last_name)`)}
    else ${has(sql`p.name`)} end)`;
  if (name === 'first_name')
    return sql<boolean>`(case when p.first_name is null then p.name ~ ${`^${readable}`}
    else ${has(sql`p.first_name`)} end is true)`;
  if (name === 'asset_class_interests') return sql<boolean>`false`;
  // What stands in the demographics comes before an imported column of that name, empty or not.
  return sql<boolean>`coalesce((select case jsonb_typeof(v) when 'string' then (v #>> '{}') ~ ${readable}
      when 'number' then true when 'boolean' then true else false end
    from (select case when p.demographics ? ${name}::text then p.demographics -> ${name}::text else p.attributes -> ${name}::text end as v) x), false)`;
}
