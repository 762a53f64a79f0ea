// The profiles a campaign chooses from. Before its launch as they are now, afterwards as they were then: the launch writes down
// each one's version, and a message that names its campaign and profile so names the version it used.
import type { MessagingTemplates } from '@sampark/contracts/profiles.ts';
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx, Tx } from '../events/append.ts';
import type { ProfileToSelect } from './select.ts';

export type CampaignProfile = ProfileToSelect & {
  /** Chosen from; otherwise it is the default alone. */
  listed: boolean;
  version: number;
  messaging_templates: MessagingTemplates;
};

type Content = Pick<
  CampaignProfile,
  'name' | 'language' | 'is_active' | 'target_demographics' | 'messaging_templates'
>;

type Row = {
  campaign_id: string;
  id: string;
  listed: boolean;
  is_default: boolean;
  version: number;
  content: Content;
};

/** By name; the default among them, listed or not. Those that were switched off at the launch are left out after it. */
export async function campaignProfiles(db: DbOrTx, campaign_id: string): Promise<CampaignProfile[]> {
  const all = (await profilesByCampaign(db, [campaign_id])).get(campaign_id) ?? [];
  return all.filter((one) => one.listed || one.is_default);
}

/** Of many campaigns; those that only a variant of an experiment names are among them. */
export async function profilesByCampaign(
  db: DbOrTx,
  campaign_ids: readonly string[],
): Promise<Map<string, CampaignProfile[]>> {
  const { rows } = await sql<Row>`
    select c.id as campaign_id, p.id, coalesce(l.listed, false) as listed,
      coalesce(p.id = c.engagement_profile_id, false) as is_default,
      coalesce(l.version, p.version) as version, coalesce(v.content, profile_content(p)) as content
    from campaigns c
    cross join lateral (select l.profile_id as id from campaign_profiles l where l.campaign_id = c.id and l.listed
      union select c.engagement_profile_id where c.engagement_profile_id is not null
      union ${namedByVariants('c')}) k
    join engagement_profiles p on p.id = k.id
    left join campaign_profiles l on l.campaign_id = c.id and l.profile_id = p.id
    left join content_versions v on v.kind = 'profile' and v.subject_id = p.id and v.version = l.version
    where c.id = any(${campaign_ids}::uuid[]) and (c.launched_at is null or l.version is not null)
    order by coalesce(v.content, profile_content(p)) ->> 'name', p.id`.execute(db);
  const found = new Map<string, CampaignProfile[]>();
  for (const { campaign_id, content, ...row } of rows) {
    const { name, language, is_active, target_demographics, messaging_templates } = content;
    const profile = {
      ...row,
      ...{ name, language, is_active, target_demographics, messaging_templates },
    };
    found.set(campaign_id, [...(found.get(campaign_id) ?? []), profile]);
  }
  return found;
}

/** The profiles that variants of the experiment of this campaign (an alias) are made of. */
export function namedByVariants(alias: string): RawBuilder<unknown> {
  return sql`select (v.change ->> 'profile_id')::uuid from experiments e join experiment_variants v on v.experiment_id = e.id
    where e.campaign_id = ${sql.ref(`${alias}.id`)} and v.change ->> 'profile_id' is not null`;
}

/** At the launch: what these profiles say is fixed for this campaign. Switched-off ones stay without a version. */
export async function fixProfileVersions(tx: Tx, campaign_id: string): Promise<void> {
  await sql`
    insert into campaign_profiles (campaign_id, workspace_id, profile_id, listed, version)
    select c.id, c.workspace_id, p.id, coalesce(l.listed, false), p.version
    from campaigns c
    join engagement_profiles p on p.id = c.engagement_profile_id
      or p.id in (select o.profile_id from campaign_profiles o where o.campaign_id = c.id)
      or p.id in (${namedByVariants('c')})
      or p.id in (select (v.change ->> 'profile_id')::uuid from experiment_variants v
                  join experiments e on e.id = v.experiment_id where e.campaign_id = c.id)
    left join campaign_profiles l on l.campaign_id = c.id and l.profile_id = p.id
    where c.id = ${campaign_id} and p.is_active
    on conflict (campaign_id, profile_id) do update set version = excluded.version`.execute(tx);
}
