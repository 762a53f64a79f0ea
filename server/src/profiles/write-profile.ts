// Making, changing, copying, switching and deleting profiles. The database keeps every version in the same transaction
// (migration 0064) and counts: a portfolio manager has at most fifty.
import { isDeepStrictEqual } from 'node:util';
import { mostProfiles, type NewProfile, type ProfilePatch } from '@sampark/contracts/profiles.ts';
import type { EventType } from '@sampark/contracts/event-types.ts';
import { sql } from 'kysely';
import { namedByVariants } from './campaign-profiles.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { profileFaults } from './check-profile.ts';
import { readProfile, type ProfileRecord } from './queries.ts';

/** Its owner is who makes it. Throws `profile_invalid` with every fault, `too_many_profiles`. */
export async function createProfile(rt: Runtime, actor: Actor, given: NewProfile): Promise<ProfileRecord> {
  refuseFaults(given);
  return insertProfile(rt, actor, given, {});
}

/** A profile of the actor's own that says the same. One from before templates were checked is copied as it is. */
export async function copyProfile(rt: Runtime, actor: Actor, id: string): Promise<ProfileRecord> {
  const source = await readProfile(rt.db, actor, id);
  return insertProfile(rt, actor, { ...source, name: copyName(source.name) }, { copy_of: id });
}

type Contents = Pick<
  ProfileRecord,
  'name' | 'language' | 'branding_config' | 'messaging_templates' | 'compliance_rules'
> &
  Partial<Pick<NewProfile, 'target_demographics' | 'is_active'>>;

async function insertProfile(
  rt: Runtime,
  actor: Actor,
  given: Contents,
  data: Record<string, unknown>,
): Promise<ProfileRecord> {
  const now = rt.clock.now();
  return rt.db
    .transaction()
    .execute(async (tx) => {
      await refuseUnknownLogos(tx, actor, given.branding_config);
      const columns = {
        ...{ workspace_id: actor.workspace_id, portfolio_manager_id: actor.user_id },
        ...columnsOf(given),
        ...{ created_at: now, updated_at: now, updated_by: actor.user_id },
      };
      const { rows } = await sql<{ id: string }>`
        insert into engagement_profiles (${sql.join(Object.keys(columns).map((name) => sql.ref(name)))})
        values (${sql.join(Object.values(columns))}) returning id`.execute(tx);
      const { id } = rows[0] as { id: string };
      await note(tx, now, actor, 'profile.created', actor.user_id, {
        profile_id: id,
        name: given.name,
        ...data,
      });
      return readProfile(tx, actor, id);
    })
    .catch(asTooMany);
}

/** `version` is what the edit was based on; throws `version_conflict`, `profile_invalid`. */
export async function updateProfile(
  rt: Runtime,
  actor: Actor,
  id: string,
  version: number,
  patch: ProfilePatch,
): Promise<ProfileRecord> {
  return changeProfile(rt, actor, id, version, () => patch, refuseFaults);
}

/** A switched-off profile is chosen for nobody; campaigns that were launched with it go on as they are. */
export async function switchProfile(
  rt: Runtime,
  actor: Actor,
  id: string,
  is_active: boolean,
): Promise<ProfileRecord> {
  return changeProfile(rt, actor, id, undefined, () => ({ is_active }));
}

/** Changes what `patch` makes of the profile as it is under its lock; `version` undefined: whatever it is. */
export async function changeProfile(
  rt: Runtime,
  actor: Actor,
  id: string,
  version: number | undefined,
  patch: (profile: ProfileRecord, tx: Tx) => ProfilePatch | Promise<ProfilePatch>,
  check: (whole: NewProfile) => void = () => {},
): Promise<ProfileRecord> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const profile = await readProfile(tx, actor, id, true);
    if (version !== undefined && profile.version !== version) throw new Problem('version_conflict');
    const given = await patch(profile, tx);
    // Nothing new: no version, no entry.
    if (
      Object.entries(given).every(([name, value]) =>
        isDeepStrictEqual(profile[name as keyof ProfilePatch], value),
      )
    )
      return profile;
    check({ ...withRules(profile), ...given });
    if (given.branding_config) await refuseUnknownLogos(tx, actor, given.branding_config);
    await sql`
      update engagement_profiles set ${sql.join(
        Object.entries({ ...columnsOf(given), updated_at: now, updated_by: actor.user_id }).map(
          ([name, value]) => sql`${sql.ref(name)} = ${value}`,
        ),
      )} where id = ${id}`.execute(tx);
    const changed = await readProfile(tx, actor, id);
    await note(tx, now, actor, 'profile.changed', changed.portfolio_manager_id, {
      ...{ profile_id: id, name: changed.name, version: changed.version, fields: Object.keys(given) },
    });
    return changed;
  });
}

/** Refused while a campaign names it: what was sent has to stay explainable. Its versions stay. */
export async function deleteProfile(rt: Runtime, actor: Actor, id: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const profile = await readProfile(tx, actor, id, true);
    const { rows } = await sql<{ name: string }>`
      select c.name from campaigns c where c.workspace_id = ${actor.workspace_id} and (c.engagement_profile_id = ${id}
        or exists (select from campaign_profiles l where l.campaign_id = c.id and l.profile_id = ${id})
        or ${id}::uuid in (${namedByVariants('c')}))
      order by c.created_at desc limit 4`.execute(tx);
    if (rows.length > 0) {
      const named = rows.slice(0, 3).map((row) => `“${row.name}”`);
      throw new Problem('profile_in_use', {
        detail: `Campaigns with it: ${named.join(', ')}${rows.length > 3 ? ' and more' : ''}.`,
      });
    }
    await sql`
      insert into content_versions (workspace_id, kind, subject_id, version, content, act, made_by, made_at)
      select p.workspace_id, 'profile', p.id, p.version + 1, profile_content(p), 'deleted', ${actor.user_id}, ${now}
      from engagement_profiles p where p.id = ${id}`.execute(tx);
    await tx.deleteFrom('engagement_profiles').where('id', '=', id).execute();
    await note(tx, now, actor, 'profile.deleted', profile.portfolio_manager_id, {
      ...{ profile_id: id, name: profile.name },
    });
  });
}

/** A profile from before rules were checked may have none. */
function withRules(profile: ProfileRecord): NewProfile {
  const { jurisdiction = '', rules = [] } = profile.compliance_rules;
  return { ...profile, compliance_rules: { jurisdiction, rules } } as NewProfile;
}

function columnsOf(given: Partial<Contents>): Record<string, unknown> {
  const json = (name: keyof Contents) =>
    given[name] === undefined ? {} : { [name]: given[name] === null ? null : JSON.stringify(given[name]) };
  return {
    ...(given.name === undefined ? {} : { name: given.name.trim() }),
    ...(given.language === undefined ? {} : { language: given.language }),
    ...(given.is_active === undefined ? {} : { is_active: given.is_active }),
    ...json('branding_config'),
    ...json('messaging_templates'),
    ...json('compliance_rules'),
    ...json('target_demographics'),
  };
}

function refuseFaults(profile: NewProfile): void {
  const errors = profileFaults(profile);
  if (errors.length > 0) throw new Problem('profile_invalid', { errors });
}

async function refuseUnknownLogos(
  tx: Tx,
  actor: Actor,
  branding: ProfileRecord['branding_config'],
): Promise<void> {
  const wanted = Object.entries(branding.logos ?? {});
  if (wanted.length === 0) return;
  const { rows } = await sql<{ hash: string }>`
    select hash from profile_logos where workspace_id = ${actor.workspace_id}
      and hash = any(${wanted.map(([, hash]) => hash)}::text[])`.execute(tx);
  const known = new Set(rows.map((row) => row.hash));
  const errors = wanted
    .filter(([, hash]) => !known.has(hash))
    .map(([place]) => ({
      field: `body.branding_config.logos.${place}`,
      reason: 'names a logo that was never uploaded',
      remedy: 'Upload it with POST /api/v1/profiles/{id}/logo; leave the field out until then.',
    }));
  if (errors.length > 0) throw new Problem('profile_invalid', { errors });
}

function copyName(name: string): string {
  // By whole characters: half of one is no text.
  return `${Array.from(name).slice(0, 113).join('')} (copy)`;
}

function asTooMany(cause: unknown): never {
  if ((cause as { constraint?: string }).constraint !== 'engagement_profiles_at_most_50') throw cause;
  throw new Problem('too_many_profiles', {
    detail: `There are ${mostProfiles} already, switched-off ones included.`,
  });
}

function note(
  tx: Tx,
  now: Date,
  actor: Actor,
  type: Extract<EventType, `profile.${string}`>,
  owner: string,
  data: Record<string, unknown> & { profile_id?: unknown },
): Promise<void> {
  return appendEvents(tx, now, [
    {
      ...{ workspace_id: actor.workspace_id, type, occurred_at: now, actor_id: actor.user_id },
      portfolio_manager_id: owner,
      data,
    },
  ]);
}
