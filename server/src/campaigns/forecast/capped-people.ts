// Until when a cap holds people back, by the rules of policy/limits.ts: each country has its own most, sends count for their
// purpose only, and whoever is on the way to somebody counts already.
import type { WorkspaceSettings } from '@sampark/contracts/settings.ts';
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx } from '../../events/append.ts';
import { capOf, capWindow } from '../../policy/limits.ts';
import type { Audience } from '../audience.ts';

/** The most messages a week for a person of `country` (any spelling of the letters); null: no cap. */
export function mostOf(
  { purpose }: Pick<Audience, 'purpose'>,
  settings: WorkspaceSettings,
  country: RawBuilder<unknown>,
): RawBuilder<number | null> {
  const limitIn = (code: string | null) =>
    capOf({ purpose, settings, prospect: { country: code, zones: [] } })?.limit ?? null;
  const usual = limitIn(null);
  const others = settings.jurisdictions.flatMap((one) => {
    const limit = limitIn(one.country);
    return limit === usual ? [] : [sql`when ${one.country} then ${limit}::int`];
  });
  if (others.length === 0) return sql<number | null>`${usual}::int`;
  return sql<number | null>`(case upper(${country}) ${sql.join(others, sql` `)} else ${usual}::int end)`;
}

/** Whether anything of another purpose that caps count left in the last week: else nobody's sends have to be told apart. */
export async function purposesMeet(db: DbOrTx, campaign: Audience, asOf: Date): Promise<boolean> {
  const others = sql`purpose <> ${campaign.purpose} and purpose <> 'service'`;
  const since = new Date(asOf.getTime() - capWindow);
  const { rows } = await sql<{ meet: boolean }>`
    select exists (select from campaigns where workspace_id = ${campaign.workspace_id} and ${others} and launched_at is not null
        and (completed_at is null or completed_at > ${since}))
      or exists (select from messages where workspace_id = ${campaign.workspace_id} and campaign_id is null and ${others}
        and updated_at > ${since}) as meet`.execute(db);
  return rows[0]?.meet ?? true;
}

/** Columns prospect_id and free_at, of those of `person` (a condition on c.prospect_id) whose cap is reached. */
export function cappedPeople(
  campaign: Audience,
  asOf: Date,
  /** `most` is written for p, one of `people`. */
  {
    most,
    people,
    person,
    meet,
  }: {
    most: RawBuilder<number | null>;
    people: RawBuilder<unknown>;
    person: RawBuilder<unknown>;
    meet: boolean;
  },
): RawBuilder<unknown> {
  const { workspace_id, purpose } = campaign;
  const week = sql`interval '7 days'`;
  const sends = sql`
    select c.prospect_id, c.channel, at from (
      select prospect_id, workspace_id, channel, capped_sends from contact_channels
      union all select prospect_id, workspace_id, channel, array[intent_at] from intents where capped) c
    cross join unnest(c.capped_sends) as at
    where c.workspace_id = ${workspace_id} and ${person} and at > ${asOf}::timestamptz - ${week} and at < ${asOf}::timestamptz`;
  // Those of another purpose are looked for only behind people who would be held back by the sum of all.
  const told = meet
    ? sql`and not exists (select from messages m join attempts a on a.message_id = m.id and a.created_at = m.created_at
        where m.prospect_id = s.prospect_id and a.channel = s.channel and a.intent_at = s.at and m.purpose <> ${purpose}
          and m.created_at > ${asOf}::timestamptz - interval '100 days' and a.intent_at > ${asOf}::timestamptz - ${week})`
    : sql``;
  return sql`
    select o.prospect_id, (array_agg(o.at order by o.at desc))[o.most] + ${week} as free_at
    from (
      select s.* from (select s.*, ${most} as most, count(*) over (partition by s.prospect_id) as sends
        from (${sends}) s join ${people} p on p.id = s.prospect_id) s
      where s.sends >= s.most ${told}) o
    group by o.prospect_id, o.most having count(*) >= o.most and o.most > 0`;
}
