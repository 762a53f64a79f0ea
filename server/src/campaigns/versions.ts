// Every version of what a campaign says, kept in the transaction that makes it.
import type { CampaignVersions } from '@sampark/contracts/supervision.ts';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { changedFields, keptVersions } from '../supervision/kept-versions.ts';
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

/** Newest first. */
export async function listVersions(db: DbOrTx, actor: Actor, id: string): Promise<CampaignVersions> {
  await readCampaign(db, actor, id);
  const { workspace_id } = actor;
  const items = await keptVersions<CampaignVersions['items'][number]>(db, {
    ...{ workspace_id, kind: 'campaign', id },
  });
  const { rows: now } = await sql<{ content: Record<string, unknown> }>`
    select campaign_content(c) as content from campaigns c where c.id = ${id}`.execute(db);
  return {
    items: items.toReversed(),
    complete: items.length > 0 && changedFields(items.at(-1)?.content, now[0]?.content ?? {}).length === 0,
  };
}
