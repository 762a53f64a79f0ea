// What campaigns offer to choose from, read for those that do; every other campaign costs one condition.
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { profilesByCampaign } from '../profiles/campaign-profiles.ts';
import { contentsOf } from '../profiles/profile-texts.ts';
import type { Choices } from './choices.ts';

/** Condition on a campaign of this alias: its people are not all sent the same. */
export function hasChoices(alias: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select from campaign_profiles l where l.campaign_id = ${sql.ref(`${alias}.id`)} and l.listed)`;
}

/** By campaign; those without choices are not in it. */
export async function loadChoices(
  db: DbOrTx,
  campaign_ids: readonly string[],
): Promise<ReadonlyMap<string, Choices>> {
  if (campaign_ids.length === 0) return new Map();
  const profiles = await profilesByCampaign(db, campaign_ids);
  const found = new Map<string, Choices>();
  for (const [id, own] of profiles) {
    if (!own.some((one) => one.listed)) continue;
    const chosen = own
      .filter((one) => one.is_active)
      .map(({ messaging_templates, ...profile }) => ({
        ...profile,
        contents: contentsOf(messaging_templates),
      }));
    found.set(id, { profiles: new Map(chosen.map((one) => [one.id, one])) });
  }
  return found;
}

/** Of one campaign; undefined where everybody is sent the same. */
export async function choicesOf(db: DbOrTx, campaign_id: string): Promise<Choices | undefined> {
  return (await loadChoices(db, [campaign_id])).get(campaign_id);
}
