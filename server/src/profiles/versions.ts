// Every version of what a profile says; the database keeps them as they are made (migration 0064).
import type { ProfileVersions } from '@sampark/contracts/profiles.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { readProfile } from './queries.ts';

type Row = Omit<ProfileVersions['items'][number], 'made_at' | 'changed'> & { made_at: Date };

/** Newest first. */
export async function listProfileVersions(db: DbOrTx, actor: Actor, id: string): Promise<ProfileVersions> {
  await readProfile(db, actor, id);
  const { rows } = await sql<Row>`
    select v.version, v.act, v.made_by, u.name as made_by_name, v.made_at, v.content
    from content_versions v left join users u on u.id = v.made_by
    where v.workspace_id = ${actor.workspace_id} and v.kind = 'profile' and v.subject_id = ${id}
    order by v.version`.execute(db);
  const items = rows.map((row, index) => ({
    ...row,
    made_at: row.made_at.toISOString(),
    changed: changedFields(rows[index - 1]?.content, row.content),
  }));
  return { items: items.toReversed() };
}

function changedFields(before: Row['content'] | undefined, after: Row['content']): string[] {
  if (!before) return [];
  return Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}
