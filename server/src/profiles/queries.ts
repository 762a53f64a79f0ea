// SQL of profiles. Every query names the workspace and, for a PM, the owner.
import type {
  BrandingConfig,
  ComplianceRules,
  MessagingTemplates,
  ProfileListQuery,
  ProfileResource,
  TargetDemographics,
} from '@sampark/contracts/profiles.ts';
import { sql, type RawBuilder } from 'kysely';
import type { Static } from 'typebox';
import type { DbOrTx } from '../events/append.ts';
import { mostRows, pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import { brandingWarnings } from './check-profile.ts';
import { missingChannels } from './profile-texts.ts';

export type ProfileRecord = {
  id: string;
  portfolio_manager_id: string;
  portfolio_manager_name: string;
  name: string;
  language: string;
  branding_config: Partial<BrandingConfig>;
  messaging_templates: MessagingTemplates;
  compliance_rules: Partial<ComplianceRules>;
  target_demographics: TargetDemographics | null;
  is_active: boolean;
  version: number;
  campaigns: number;
  created_at: Date;
  updated_at: Date;
};

/** Counted for all of them at once: `campaigns` has no index by profile, and needs none for this. */
const namedByCampaigns = (actor: Actor) => sql`
  select profile_id, count(*)::int as campaigns from (
    select c.engagement_profile_id as profile_id, c.id from campaigns c
      where c.workspace_id = ${actor.workspace_id} and c.engagement_profile_id is not null
    union select l.profile_id, l.campaign_id from campaign_profiles l where l.workspace_id = ${actor.workspace_id}
    union select (v.change ->> 'profile_id')::uuid, e.campaign_id from experiments e join experiment_variants v on v.experiment_id = e.id
      where e.workspace_id = ${actor.workspace_id} and v.change ->> 'profile_id' is not null) named
  group by profile_id`;

const select = (actor: Actor, where: RawBuilder<unknown>, rest = sql``, more = sql``) => sql<ProfileRecord>`
  select p.id, p.portfolio_manager_id, u.name as portfolio_manager_name, p.name, p.language, p.branding_config,
    p.messaging_templates, p.compliance_rules, p.target_demographics, p.is_active, p.version, p.created_at, p.updated_at,
    coalesce(n.campaigns, 0) as campaigns ${more}
  from engagement_profiles p join users u on u.id = p.portfolio_manager_id
  left join (${namedByCampaigns(actor)}) n on n.profile_id = p.id
  where p.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'p.portfolio_manager_id')} and ${where} ${rest}`;

/** The profile, if the actor may see it. Throws `not_found` otherwise, without telling whether it exists. */
export async function readProfile(
  db: DbOrTx,
  actor: Actor,
  id: string,
  lock = false,
): Promise<ProfileRecord> {
  const { rows } = await select(actor, sql`p.id = ${id}`, lock ? sql`for no key update of p` : sql``).execute(
    db,
  );
  if (!rows[0]) throw new Problem('not_found');
  return rows[0];
}

/** Newest first; `own` counts the asking person's, whatever was asked for. */
export async function listProfiles(db: DbOrTx, actor: Actor, query: Static<typeof ProfileListQuery>) {
  const limit = query.limit ?? 50;
  const after = readCursor('profiles', query.cursor);
  const found = await select(
    actor,
    sql`${query.is_active === undefined ? sql`true` : sql`p.is_active = ${query.is_active}`}
      ${query.language === undefined ? sql`` : sql`and p.language = ${query.language}`}
      ${query.q === undefined ? sql`` : sql`and p.name ilike ${`%${query.q.replace(/[\\%_]/g, '\\$&')}%`}`}
      ${after ? sql`and (p.created_at, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}`,
    sql`order by p.created_at desc, p.id desc limit ${mostRows(limit)}`,
    // As text: a Date would cut the microseconds off and leave rows out of the next page.
    sql`, p.created_at::text as sort_key`,
  ).execute(db);
  const rows = found.rows as (ProfileRecord & { sort_key: string })[];
  const page = pageOf('profiles', rows, limit, (row) => [row.sort_key, row.id]);
  const { rows: counted } = await sql<{ own: number }>`
    select count(*)::int as own from engagement_profiles p
    where p.workspace_id = ${actor.workspace_id} and p.portfolio_manager_id = ${actor.user_id}`.execute(db);
  return {
    ...page,
    items: page.items.map(({ sort_key: _key, ...row }) => showProfile(row)),
    own: counted[0]?.own ?? 0,
  };
}

export function showProfile(row: ProfileRecord): ProfileResource {
  const { colors = {}, logos = {}, fonts = {} } = row.branding_config;
  return {
    ...row,
    branding_config: { colors, logos, fonts },
    missing_channels: missingChannels(row.messaging_templates),
    warnings: brandingWarnings({ colors }),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
