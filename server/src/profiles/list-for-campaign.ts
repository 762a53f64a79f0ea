// Says from which profiles a campaign chooses. Part of its content: fixed once it is active, every version kept.
import type { CampaignProfileList } from '@sampark/contracts/profile-selection.ts';
import type { FieldError } from '@sampark/contracts/problem.ts';
import { sql } from 'kysely';
import { readCampaign } from '../campaigns/queries.ts';
import { keepVersion } from '../campaigns/versions.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';

/** `version`: the campaign's. Throws `version_conflict`, `campaign_frozen`, and `invalid_request` for profiles that cannot be used. */
export async function listForCampaign(
  rt: Runtime,
  actor: Actor,
  id: string,
  version: number,
  given: CampaignProfileList,
): Promise<void> {
  // The database writes ids in small letters, and people may send the same one in both.
  const profile_ids = [...new Set(given.profile_ids.map((one) => one.toLowerCase()))];
  const default_profile_id = given.default_profile_id?.toLowerCase() ?? null;
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const campaign = await readCampaign(tx, actor, id, true);
    if (campaign.version !== version) throw new Problem('version_conflict');
    if (campaign.status !== 'draft' && campaign.status !== 'scheduled') throw new Problem('campaign_frozen');
    await refuseUnusable(tx, actor, profile_ids, default_profile_id);
    await sql`delete from campaign_profiles where campaign_id = ${id}`.execute(tx);
    await sql`
      insert into campaign_profiles (campaign_id, workspace_id, profile_id)
      select ${id}, ${actor.workspace_id}, p.id from unnest(${profile_ids}::uuid[]) p(id)`.execute(tx);
    await sql`
      update campaigns set engagement_profile_id = ${default_profile_id}, version = version + 1, updated_at = ${now}
      where id = ${id}`.execute(tx);
    await keepVersion(tx, actor, now, id, 'changed');
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: actor.workspace_id, type: 'campaign.updated', occurred_at: now },
        ...{ actor_id: actor.user_id, campaign_id: id, portfolio_manager_id: campaign.portfolio_manager_id },
        data: { fields: ['profile_ids', 'engagement_profile_id'], profiles: profile_ids.length },
      },
    ]);
  });
}

async function refuseUnusable(
  tx: Tx,
  actor: Actor,
  profile_ids: readonly string[],
  default_profile_id: string | null,
): Promise<void> {
  const wanted = [...profile_ids, ...(default_profile_id === null ? [] : [default_profile_id])];
  // Locked against being deleted or switched off meanwhile.
  const { rows } = await sql<{ id: string; is_active: boolean }>`
    select p.id, p.is_active from engagement_profiles p where p.workspace_id = ${actor.workspace_id}
      and ${ownedBy(actor, 'p.portfolio_manager_id')} and p.id = any(${wanted}::uuid[])
    order by p.id for share`.execute(tx);
  const active = new Map(rows.map((row) => [row.id, row.is_active]));
  const errors: FieldError[] = wanted.flatMap((id, index) => {
    const field = index < profile_ids.length ? `body.profile_ids.${index}` : 'body.default_profile_id';
    const known = active.get(id);
    if (known === true) return [];
    return known === false
      ? [{ field, reason: 'is switched off', remedy: 'Switch the profile on, or leave it out.' }]
      : [{ field, reason: 'is no profile of yours', remedy: 'Choose from GET /api/v1/profiles.' }];
  });
  if (errors.length > 0) throw new Problem('invalid_request', { errors });
}
