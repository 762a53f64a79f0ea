// SQL of profiles. Every query names the workspace and, for a PM, the owner.
import type {
  BrandingConfig,
  ComplianceRules,
  MessagingTemplates,
  ProfileResource,
  TargetDemographics,
} from '@sampark/contracts/profiles.ts';
import { sql, type RawBuilder } from 'kysely';
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
  name: string;
  language: string;
  branding_config: Partial<BrandingConfig>;
  messaging_templates: MessagingTemplates;
  compliance_rules: Partial<ComplianceRules>;
  target_demographics: TargetDemographics | null;
  is_active: boolean;
  version: number;
  created_at: Date;
  updated_at: Date;
};

const select = (actor: Actor, where: RawBuilder<unknown>, rest = sql``, more = sql``) => sql<ProfileRecord>`
  select p.id, p.portfolio_manager_id, p.name, p.language, p.branding_config, p.messaging_templates, p.compliance_rules,
    p.target_demographics, p.is_active, p.version, p.created_at, p.updated_at ${more}
  from engagement_profiles p
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

/** Newest first. */
export async function listProfiles(
  db: DbOrTx,
  actor: Actor,
  query: { limit?: number; cursor?: string; is_active?: boolean },
) {
  const limit = query.limit ?? 50;
  const after = readCursor('profiles', query.cursor);
  const found = await select(
    actor,
    sql`${query.is_active === undefined ? sql`true` : sql`p.is_active = ${query.is_active}`}
      ${after ? sql`and (p.created_at, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}`,
    sql`order by p.created_at desc, p.id desc limit ${mostRows(limit)}`,
    // As text: a Date would cut the microseconds off and leave rows out of the next page.
    sql`, p.created_at::text as sort_key`,
  ).execute(db);
  const rows = found.rows as (ProfileRecord & { sort_key: string })[];
  const page = pageOf('profiles', rows, limit, (row) => [row.sort_key, row.id]);
  return { ...page, items: page.items.map(({ sort_key: _key, ...row }) => showProfile(row)) };
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
