// Every version of what a campaign says, kept in the transaction that makes it.
import type { CampaignVersions } from '@sampark/contracts/supervision.ts';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { readCampaign } from './queries.ts';

/** Once more after each change, before a draft is deleted included. */
export async function keepVersion(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  act: 'made' | 'changed' | 'deleted',
): Promise<void> {
  await sql`
    insert into content_versions (workspace_id, kind, subject_id, version, content, act, made_by, made_at)
    select c.workspace_id, 'campaign', c.id, c.version + ${act === 'deleted' ? 1 : 0}::int, campaign_content(c), ${act},
      ${actor.user_id}, ${now} from campaigns c where c.id = ${id}`.execute(tx);
}

type Row = Omit<CampaignVersions['items'][number], 'made_at' | 'changed'> & { made_at: Date };

/** Newest first. */
export async function listVersions(db: DbOrTx, actor: Actor, id: string): Promise<CampaignVersions> {
  await readCampaign(db, actor, id);
  const { rows } = await sql<Row>`
    select v.version, v.act, v.made_by, u.name as made_by_name, v.made_at, v.content
    from content_versions v left join users u on u.id = v.made_by
    where v.workspace_id = ${actor.workspace_id} and v.kind = 'campaign' and v.subject_id = ${id}
    order by v.version`.execute(db);
  const { rows: now } = await sql<{ content: Record<string, unknown> }>`
    select campaign_content(c) as content from campaigns c where c.id = ${id}`.execute(db);
  const items = rows.map((row, index) => ({
    ...row,
    made_at: row.made_at.toISOString(),
    changed: changedFields(rows[index - 1]?.content, row.content),
  }));
  return {
    items: items.toReversed(),
    complete: changedFields(rows.at(-1)?.content, now[0]?.content ?? {}).length === 0 && rows.length > 0,
  };
}

function changedFields(
  before: Record<string, unknown> | undefined,
  after: Record<string, unknown>,
): string[] {
  if (!before) return [];
  // A list that became empty is in the former one only.
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
}
