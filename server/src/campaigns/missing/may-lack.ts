// Who of an audience may lack a value, and who surely does, as SQL. Asks the question of variablesOf (messages/render.ts) in the
// same order. Where the database cannot know the answer, as of a list, it says neither: those are rendered for. So nobody who lacks
// something is overlooked, and of nobody else it is said.
import { sql, type RawBuilder } from 'kysely';

/** What counts as blank for JavaScript's `trim`: PostgreSQL's own `\s` knows others. */
const blanks = String.raw`\u0009-\u000d\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`;
/** A text with something to read in it. A blank that only PostgreSQL knows makes it doubtful. */
const readable = String.raw`[^\s${blanks}]`;
const blank = `^[${blanks}]*$`;
/** A number or a text that every filter for numbers can read (messages/formats/decimal.ts), however JavaScript writes it. */
const plainNumber = String.raw`^-?[0-9]{1,15}(\.[0-9]{1,6})?$`;
/** Letters of ASCII that none of them can: digits of other scripts are read too. */
const readableNumber = String.raw`^ *[+-]?[0-9]{1,30}(\.[0-9]{1,20})? *$`;
const ascii = String.raw`^[\u0020-\u007e]*$`;

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
/** Texts of the record, of which none is written as a number. */
const texts = new Set([
  ...columns.keys(),
  'name',
  'first_name',
  'asset_class_interests',
  'sender_name',
  'preferences_url',
]);
/** As many as fit into a bigint beside its sign. */
const mostNames = 60;

export type Needs = {
  /** Have to be there. */
  required: ReadonlySet<string>;
  /** Have to be there and be numbers. */
  numbers: ReadonlySet<string>;
};

/** A number that stands in no imported column is looked for in vain. */
export function canTellNumbers(numbers: Iterable<string>): boolean {
  return [...numbers].every((name) => !texts.has(name));
}

/** Condition on `p` (prospects). Undefined: nobody lacks any of these. */
export function mayLack(needs: Needs): RawBuilder<boolean> | undefined {
  const parts = tests(needs).map(({ has }) => sql`not ${has}`);
  return parts.length === 0 ? undefined : sql<boolean>`(${sql.join(parts, sql` or `)})`;
}

/** Of p: a bit for each value that is lacking, and -1 where that is not known of each. Undefined: too many values. */
export function lacksOf(needs: Needs): RawBuilder<string> | undefined {
  const all = tests(needs);
  if (all.length === 0 || all.length > mostNames) return undefined;
  const known = all.map(({ has, lacks }) => sql`(${has} or ${lacks})`);
  const bits = all.map(
    ({ lacks }, place) => sql`case when ${lacks} then 1::bigint << ${sql.lit(place)} else 0 end`,
  );
  return sql`(case when ${sql.join(known, sql` and `)} then ${sql.join(bits, sql` | `)} else -1 end)`;
}

type Test = { has: RawBuilder<boolean>; lacks: RawBuilder<boolean> };

/** Neither is ever null, and never are both true. */
function tests({ required, numbers }: Needs): Test[] {
  const named = (names: ReadonlySet<string>) => [...names].filter((name) => !always.has(name));
  return [...named(required).map(presence), ...named(numbers).map(asNumber)];
}

function presence(name: string): Test {
  const has = (text: RawBuilder<unknown>) => sql<boolean>`coalesce(${text} ~ ${readable}, false)`;
  const lacks = (text: RawBuilder<unknown>) => sql<boolean>`coalesce(${text} ~ ${blank}, true)`;
  const column = columns.get(name);
  if (column) return { has: has(column), lacks: lacks(column) };
  // The first word of the name, or one of the two: whichever of them it falls back to.
  if (name === 'name')
    return {
      has: sql`(case when p.name is null then ${has(sql`coalesce(p.first_name, p.last_name)`)} else ${has(sql`p.name`)} end)`,
      lacks: sql`(case when p.name is null then ${lacks(sql`p.first_name`)} and ${lacks(sql`p.last_name`)} else ${lacks(sql`p.name`)} end)`,
    };
  if (name === 'first_name')
    return {
      has: sql`(case when p.first_name is null then p.name ~ ${`^${readable}`} else ${has(sql`p.first_name`)} end is true)`,
      lacks: sql`(case when p.first_name is null then coalesce(p.name ~ ${`^([${blanks}]|$)`}, true) else ${lacks(sql`p.first_name`)} end)`,
    };
  if (name === 'asset_class_interests')
    return { has: sql`false`, lacks: sql`(coalesce(p.asset_class_interests, '[]') in ('[]', 'null'))` };
  return {
    has: ofValue(name, sql`case jsonb_typeof(v) when 'string' then ${inWords} ~ ${readable}
      when 'number' then true when 'boolean' then true else false end`),
    lacks: ofValue(name, sql`case coalesce(jsonb_typeof(v), 'null') when 'null' then true
      when 'string' then ${inWords} ~ ${blank} when 'array' then v = '[]' else false end`),
  }; // prettier-ignore
}

/** One that no filter can read is as good as none: the same place is open. */
function asNumber(name: string): Test {
  return {
    has: ofValue(name, sql`case when jsonb_typeof(v) in ('number', 'string') then ${inWords} ~ ${plainNumber} else false end`),
    lacks: ofValue(name, sql`case coalesce(jsonb_typeof(v), 'null') when 'null' then true when 'boolean' then true
      when 'string' then ${inWords} ~ ${blank} or ${inWords} ~ ${ascii} and ${inWords} !~ ${readableNumber} else false end`),
  }; // prettier-ignore
}

const inWords = sql`(v #>> '{}')`;

/** What stands in the demographics comes before an imported column of that name, empty or not. `test`: of v, which may be null. */
function ofValue(name: string, test: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(select ${test} from (select case when p.demographics ? ${name}::text then p.demographics -> ${name}::text
    else p.attributes -> ${name}::text end as v) x)`;
}
