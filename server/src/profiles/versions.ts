// Every version of what a profile says; the database keeps them as they are made (migration 0064).
import type { ProfileVersions } from '@sampark/contracts/profiles.ts';
import type { DbOrTx } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { keptVersions } from '../supervision/kept-versions.ts';
import { readProfile } from './queries.ts';

/** Newest first. */
export async function listProfileVersions(db: DbOrTx, actor: Actor, id: string): Promise<ProfileVersions> {
  await readProfile(db, actor, id);
  const { workspace_id } = actor;
  const items = await keptVersions<ProfileVersions['items'][number]>(db, {
    ...{ workspace_id, kind: 'profile', id },
  });
  return { items: items.toReversed() };
}
