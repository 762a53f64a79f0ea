// What the composer offers: every variable that occurs among the asker's people, with how long its values are, so that
// the room a text takes can be told before it is filled in.
import type { MessageVariable } from '@sampark/contracts/message-variables.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import { privateLinkStandIn } from '../preferences/private-link.ts';

/** The newest people say what there is; a name that only older ones have can still be written by hand. */
const looksAt = 20_000;
const mostNames = 200;

/** Those render.ts gives a text before any of an import; a column of the same name is hidden behind them. */
const ofPerson = [
  ...['first_name', 'last_name', 'name', 'email', 'phone_number'],
  ...['language', 'country', 'time_zone', 'lead_score', 'asset_class_interests'],
] as const;

/** What the language of templates reads as one name; a column "Branch office" cannot be named in a text. */
const writable = /^[\p{L}_][\p{L}\p{M}\p{N}_]{0,99}$/u;

type Found = {
  name: string;
  source: MessageVariable['source'];
  example: string | null;
  characters: number;
  bytes: number;
};

export async function listVariables(
  db: DbOrTx,
  actor: Actor,
  publicUrl: string | undefined,
): Promise<MessageVariable[]> {
  const name = sql`coalesce(p.name, concat_ws(' ', p.first_name, p.last_name))`;
  const own = sql.join(ofPerson.map((name) => sql`(${name}, p.${sql.ref(name)}::text)`));
  const keysOf = (column: 'demographics' | 'attributes') => sql`
    select key, ${column === 'demographics' ? 'details' : 'columns'}::text as source, value from people p
    cross join lateral jsonb_each_text(case when jsonb_typeof(p.${sql.ref(column)}) = 'object' then p.${sql.ref(column)} else '{}' end)
    where key <> all(${sql.lit(`{${ofPerson.join()}}`)}::text[])`;
  const { rows } = await sql<Found>`
    with people as materialized (
      select coalesce(p.first_name, split_part(p.name, ' ', 1)) as first_name, p.last_name, ${name} as name, p.email, p.phone_number,
        p.language, p.country, p.time_zone, p.lead_score, p.asset_class_interests, p.demographics, p.attributes
      from prospects p
      where p.workspace_id = ${actor.workspace_id} and p.erased_at is null and ${inBook(actor, 'p.id')}
      order by p.created_at desc limit ${looksAt}),
    named(key, source, value) as (
      select o.key, 'person', o.value from people p cross join lateral (values ${own}) o(key, value)
      union all ${keysOf('demographics')} union all ${keysOf('attributes')}
      union all select 'sender_name', 'sender', u.name from users u where u.id = ${actor.user_id})
    select key as name, (array_agg(source order by source not in ('person', 'sender'), source <> 'details'))[1] as source,
      max(left(value, 60)) filter (where source in ('details', 'columns')) as example,
      coalesce(max(length(value)), 0) as characters, coalesce(max(octet_length(value)), 0) as bytes
    from named where value <> ''
    group by key order by count(*) desc, key limit ${mostNames}`.execute(db);
  const found = rows
    .filter((one) => writable.test(one.name))
    .map(({ name, source, example, characters, bytes }) => ({
      ...{ name, source, longest: { characters, bytes } },
      example: source === 'details' || source === 'columns' ? example : null,
    }));
  const listed = new Set(found.map((one) => one.name));
  const empty = ofPerson.filter((name) => !listed.has(name)).map((name) => fixed(name, 'person', ''));
  return [
    ...found,
    ...empty,
    ...(publicUrl === undefined ? [] : [fixed('preferences_url', 'sender', privateLinkStandIn(publicUrl))]),
  ];
}

function fixed(name: string, source: 'person' | 'sender', value: string): MessageVariable {
  const longest = { characters: value.length, bytes: Buffer.byteLength(value) };
  return { name, source, example: null, longest };
}
