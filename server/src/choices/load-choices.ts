// What campaigns offer to choose from, read for those that do; every other campaign costs one condition.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { VariantChange } from '@sampark/contracts/experiments.ts';
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { filledIn } from '../experiments/filled-in.ts';
import type { Stretch } from '../experiments/stretches.ts';
import { trialStretches } from '../experiments/trial-stretches.ts';
import { profilesByCampaign } from '../profiles/campaign-profiles.ts';
import { contentsOf } from '../profiles/profile-texts.ts';
import type { ChosenExperiment, ChosenVariant, Choices } from './choices.ts';

/** Condition on a campaign of this alias: its people are not all sent the same. */
export function hasChoices(alias: string): RawBuilder<boolean> {
  const id = sql.ref(`${alias}.id`);
  return sql<boolean>`(exists (select from campaign_profiles l where l.campaign_id = ${id} and l.listed)
    or exists (select from experiments e where e.campaign_id = ${id}))`;
}

/** By campaign; those without choices are not in it. */
export async function loadChoices(
  db: DbOrTx,
  campaign_ids: readonly string[],
): Promise<ReadonlyMap<string, Choices>> {
  if (campaign_ids.length === 0) return new Map();
  const profiles = await profilesByCampaign(db, campaign_ids);
  const experiments = await experimentsByCampaign(db, campaign_ids);
  const found = new Map<string, Choices>();
  for (const id of campaign_ids) {
    const own = profiles.get(id) ?? [];
    const fitted = own.some((one) => one.listed);
    const experiment = experiments.get(id);
    if (!fitted && !experiment) continue;
    const chosen = own
      .filter((one) => one.is_active)
      .map(({ messaging_templates, listed, ...profile }) => ({
        ...profile,
        choosable: listed || profile.is_default,
        contents: contentsOf(messaging_templates),
      }));
    found.set(id, { profiles: new Map(chosen.map((one) => [one.id, one])), fitted, experiment });
  }
  return found;
}

/** Of one campaign; undefined where everybody is sent the same. */
export async function choicesOf(db: DbOrTx, campaign_id: string): Promise<Choices | undefined> {
  return (await loadChoices(db, [campaign_id])).get(campaign_id);
}

type ExperimentRow = Omit<ChosenExperiment, 'variants' | 'stretches'> & {
  stretches: Stretch[] | null;
  trial_share: number;
  campaign_id: string;
  channel_order: Channel[];
  variants: (Pick<ChosenVariant, 'variant' | 'key' | 'name' | 'is_control' | 'stopped'> & {
    share: number;
    change: VariantChange;
  })[];
};

async function experimentsByCampaign(
  db: DbOrTx,
  campaign_ids: readonly string[],
): Promise<ReadonlyMap<string, ChosenExperiment>> {
  const { rows } = await sql<ExperimentRow>`
    select e.campaign_id, e.id, e.holdout_share, e.trial_share, e.stretches, e.winner, e.rolled_out_at,
      coalesce(c.time_zone, w.time_zone) as time_zone, c.channel_order,
      (select jsonb_agg(jsonb_build_object('variant', v.variant, 'key', v.key, 'name', v.name, 'share', v.share, 'is_control', v.is_control,
         'stopped', v.stopped_at is not null, 'change', v.change) order by v.variant)
       from experiment_variants v where v.experiment_id = e.id) as variants
    from experiments e join campaigns c on c.id = e.campaign_id join workspaces w on w.id = c.workspace_id
    where e.campaign_id = any(${campaign_ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.campaign_id, experimentIn(row)]));
}

function experimentIn({ variants, stretches, trial_share, ...row }: ExperimentRow): ChosenExperiment {
  const { id, holdout_share, winner, rolled_out_at, time_zone } = row;
  return {
    ...{ id, holdout_share, winner, rolled_out_at, time_zone },
    // Before the launch as they would be with it.
    stretches: stretches ?? trialStretches(variants, trial_share),
    variants: variants.map(({ change, share: _share, ...variant }) => ({
      ...variant,
      profile_id: change.profile_id ?? null,
      channel_order: change.channel_order ?? null,
      send_time: change.send_time ?? null,
      // Its text stands on channels that were added since it was written, too.
      contents: filledIn(change, row.channel_order).channel_content ?? {},
    })),
  };
}
