// What stands in the way of an experiment although its design was sound when it was written: things change until the launch.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

type Problems = CampaignForecast['problems'];

/** None for a campaign without an experiment. */
export async function experimentProblems(db: DbOrTx, campaign_id: string): Promise<Problems> {
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
