// What stands in the way of an experiment although its design was sound when it was written: things change until the launch.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import { linksOf } from '@sampark/contracts/counted-links.ts';
import type { ConversionWay } from '@sampark/contracts/experiments.ts';
import { sql } from 'kysely';
import { allWords, variantOf, type Written } from '../choices/choices.ts';
import type { DbOrTx } from '../events/append.ts';

type Problems = CampaignForecast['problems'];

/** With its choices loaded. None for a campaign without an experiment. */
type Tried = Written & { id: string; count_link_visits: boolean };

export async function experimentProblems(db: DbOrTx, campaign: Tried): Promise<Problems> {
  if (!campaign.choices?.experiment) return [];
  return [...(await profileProblems(db, campaign.id)), ...(await linkProblems(db, campaign))];
}

async function profileProblems(db: DbOrTx, campaign_id: string): Promise<Problems> {
  const { rows } = await sql<{ variant: number; name: string; profile: string | null }>`
    select v.variant, v.name, p.name as profile
    from experiments e join experiment_variants v on v.experiment_id = e.id
    left join engagement_profiles p on p.id = (v.change ->> 'profile_id')::uuid
    where e.campaign_id = ${campaign_id} and v.change ? 'profile_id' and p.is_active is not true
    order by v.variant`.execute(db);
  return rows.map(({ variant, name, profile }) => ({
    code: 'variant_profile',
    field: `experiment.variants.${variant - 1}.change.profile_id`,
    reason:
      profile === null
        ? `“${name}”: the profile of this version is gone`
        : `“${name}”: the profile “${profile}” of this version is switched off`,
    whose: name,
    remedy: 'Switch it on, or choose another for this version.',
    blocking: true,
  }));
}

/** Judged by visits, every version needs a link to visit. */
async function linkProblems(db: DbOrTx, campaign: Tried): Promise<Problems> {
  const { rows } = await sql<{ converted_by: ConversionWay }>`
    select converted_by from experiments where campaign_id = ${campaign.id} and metric = 'converted'`.execute(
    db,
  );
  const way = rows[0]?.converted_by ?? 'told';
  if (way === 'told') return [];
  if (!campaign.count_link_visits)
    return [
      {
        code: 'visits_not_counted',
        field: 'count_link_visits',
        reason: 'The experiment is judged by visits of links, and the campaign does not count them',
        remedy: 'Switch the counting of visits on, or judge it by something else.',
        blocking: true,
      },
    ];
  return withoutLinks(campaign).map((name) => ({
    code: 'version_without_link',
    field: 'message_content',
    reason: `“${name}”: has no link whose visits are counted on one of its channels`,
    whose: name,
    remedy: 'Put a link with the same address for everybody into its words.',
    // Judged by both, it can still convert.
    blocking: way === 'visit',
  }));
}

/** Versions some of whose people have nothing to open. By name, each once. */
function withoutLinks(campaign: Tried): string[] {
  const names = allWords(campaign).flatMap(({ variant, channel_order, channel_content }) => {
    const bare = channel_order.some((channel) => {
      const content = channel_content[channel];
      return content && !linksOf(channel, content).some((link) => !link.varies && !link.approved);
    });
    return bare ? [variantOf(campaign.choices, variant)?.name ?? ''] : [];
  });
  return [...new Set(names)];
}
