// Who writes with which template: campaigns and profiles, as far as the asking person may see them.
import type { TemplateDetail } from '@sampark/contracts/templates.ts';
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';

export type Usage = { campaigns: number; running: number; profiles: number };
type Row = { name: string; language: string; campaigns: string[]; running: string[]; profiles: string[] };

/** Each user of a template by name and language; `*`: in each person's language. */
const users = (actor: Actor, name?: string): RawBuilder<unknown> => sql`
  with written as (
    select 'campaign' as kind, c.id, c.status, c.channel_content -> 'whatsapp' as w from campaigns c
    where c.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')}
    union all
    select 'profile', p.id, null, p.messaging_templates -> 'whatsapp' from engagement_profiles p
    where p.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'p.portfolio_manager_id')}
  ), used as (
    select kind, id, status, w ->> 'name' as name, l.language from written cross join lateral (
      select w ->> 'language' as language
      union select '*' where w ->> 'languages' = 'person'
      union select jsonb_array_elements_text(case when jsonb_typeof(w -> 'languages') = 'array' then w -> 'languages' else '[]' end)
    ) l
    where w ->> 'kind' = 'template' ${name === undefined ? sql`` : sql`and w ->> 'name' = ${name}`})`;

/** Asked once for a whole list: counts for `name` and `language`. */
export async function usageOf(db: DbOrTx, actor: Actor): Promise<(name: string, language: string) => Usage> {
  const { rows } = await sql<Row>`${users(actor)}
    select name, language, coalesce(array_agg(id::text) filter (where kind = 'campaign'), '{}') as campaigns,
      coalesce(array_agg(id::text) filter (where status in ('scheduled', 'active', 'paused')), '{}') as running,
      coalesce(array_agg(id::text) filter (where kind = 'profile'), '{}') as profiles
    from used group by 1, 2`.execute(db);
  const known = new Map(rows.map((row) => [`${row.name}/${row.language}`, row]));
  return (name, language) => {
    const found = [known.get(`${name}/${language}`), known.get(`${name}/*`)].flatMap((one) => one ?? []);
    // One that writes in each person's language names its default as well: it counts once.
    const count = (key: 'campaigns' | 'running' | 'profiles') =>
      new Set(found.flatMap((one) => one[key])).size;
    return { campaigns: count('campaigns'), running: count('running'), profiles: count('profiles') };
  };
}

const mostListed = 50;

export async function usersOf(
  db: DbOrTx,
  actor: Actor,
  { name, language }: { name: string; language: string },
): Promise<Pick<TemplateDetail, 'campaigns' | 'profiles'>> {
  const mine = sql`from used where language in (${language}, '*')`;
  const [campaigns, profiles] = await Promise.all([
    sql<TemplateDetail['campaigns'][number]>`${users(actor, name)}
      select c.id, c.name, c.status from campaigns c where c.id in (select id ${mine} and kind = 'campaign')
      order by c.created_at desc, c.id limit ${mostListed}`.execute(db),
    sql<TemplateDetail['profiles'][number]>`${users(actor, name)}
      select p.id, p.name from engagement_profiles p where p.id in (select id ${mine} and kind = 'profile')
      order by p.name, p.id limit ${mostListed}`.execute(db),
  ]);
  return { campaigns: campaigns.rows, profiles: profiles.rows };
}
