// The versions kept of one thing that people write, as they were, each with what it changed.
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

type Content = Record<string, unknown>;
type Version = { version: number; act: string; made_by: string | null; content: Content };

/** Oldest first. `V`: an item of the answer, as its contract has it. */
export async function keptVersions<V extends Version & { made_at: string; changed: string[] }>(
  db: DbOrTx,
  of: { workspace_id: string; kind: 'campaign' | 'profile'; id: string },
): Promise<V[]> {
  const { rows } = await sql<Version & { made_at: Date }>`
    select v.version, v.act, v.made_by, u.name as made_by_name, v.made_at, v.content
    from content_versions v left join users u on u.id = v.made_by
    where v.workspace_id = ${of.workspace_id} and v.kind = ${of.kind} and v.subject_id = ${of.id}
    order by v.version`.execute(db);
  return rows.map((row, index) => ({
    ...row,
    made_at: row.made_at.toISOString(),
    changed: changedFields(rows[index - 1]?.content, row.content),
  })) as unknown as V[];
}

/** Of a first version none. */
export function changedFields(before: Content | undefined, after: Content): string[] {
  if (!before) return [];
  // A list that became empty is in the former one only.
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
}
