// Logos of profiles: taken in, and shown. A logo is named by the hash of its bytes and never changes, so that versions of a profile
// show what they showed.
import { createHash } from 'node:crypto';
import type { BrandingConfig } from '@sampark/contracts/profiles.ts';
import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { readProfile, type ProfileRecord } from './queries.ts';
import { redrawLogo } from './redraw-logo.ts';
import { changeProfile } from './write-profile.ts';

export type LogoPlace = keyof BrandingConfig['logos'];

/** Keeps what is drawn anew from `file`, and puts it into the profile: a new version, unless it is the logo there. */
export async function putLogo(
  rt: Runtime,
  actor: Actor,
  id: string,
  place: LogoPlace,
  file: Buffer,
): Promise<ProfileRecord> {
  await readProfile(rt.db, actor, id);
  const { bytes, width, height } = await redrawLogo(file);
  const hash = createHash('sha256').update(bytes).digest('hex');
  return changeProfile(rt, actor, id, undefined, async (profile, tx) => {
    await sql`
      insert into profile_logos (workspace_id, hash, bytes, width, height, uploaded_by, created_at)
      values (${actor.workspace_id}, ${hash}, ${bytes}, ${width}, ${height}, ${actor.user_id}, ${rt.clock.now()})
      on conflict do nothing`.execute(tx);
    const { logos, ...branding } = profile.branding_config;
    return { branding_config: { ...branding, logos: { ...logos, [place]: hash } } as BrandingConfig };
  });
}

/** `hash`: one that this profile shows or showed in a version. Throws `not_found`. */
export async function readLogo(
  rt: Runtime,
  actor: Actor,
  id: string,
  place: LogoPlace,
  hash: string | undefined,
): Promise<{ hash: string; bytes: Buffer }> {
  const profile = await readProfile(rt.db, actor, id);
  const wanted = hash ?? profile.branding_config.logos?.[place];
  if (wanted === undefined) throw new Problem('not_found', { detail: 'This profile has no logo there.' });
  const { rows } = await sql<{ hash: string; bytes: Buffer }>`
    select l.hash, l.bytes from profile_logos l where l.workspace_id = ${actor.workspace_id} and l.hash = ${wanted}
      and exists (select from content_versions v where v.workspace_id = ${actor.workspace_id} and v.kind = 'profile'
        and v.subject_id = ${id} and ${wanted} in (v.content #>> '{branding_config,logos,light}', v.content #>> '{branding_config,logos,dark}'))`.execute(
    rt.db,
  );
  if (!rows[0]) throw new Problem('not_found');
  return rows[0];
}
