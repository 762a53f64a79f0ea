// The proof that the trail leaves no message out: those that were decided, and whose present decision no sealed entry holds.
// Empty is the only right answer, a moment after the last change. `audit verify` proves the entries themselves.
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

export type Uncovered = { message_id: string; delivery_status: string };

/** Reads every message of the workspace that was created since; `most` are returned. */
export async function uncoveredMessages(
  db: DbOrTx,
  workspaceId: string,
  { since = new Date(0), most = 100 }: { since?: Date; most?: number } = {},
): Promise<Uncovered[]> {
  const { rows } = await sql<Uncovered>`
    with head as (
      select last_xid, last_id from audit_segments where workspace_id = ${workspaceId} order by segment desc limit 1)
    select m.id as message_id, m.delivery_status from messages m
    where m.workspace_id = ${workspaceId} and m.created_at >= ${since}
      -- Not decided yet, or decided with an intent that has no answer yet.
      and m.delivery_status <> 'sending'
      and (m.decision is not null or m.delivery_status in ('sent', 'delivered', 'read', 'unknown', 'skipped', 'failed'))
      -- The trail of months that were dropped is gone with them.
      and m.created_at >= coalesce((select max(d.month) + interval '1 month' from audit_drops d
        where d.workspace_id = ${workspaceId}), '-infinity')
      and not exists (
        select from events e where e.prospect_id = m.prospect_id and e.message_id = m.id and (e.decision = m.decision
            -- Emptied when its time had run out: without the words a rule found in it.
            or m.sealed is null and m.content is null and e.decision - 'flags' = m.decision)
          and (e.xid, e.id) <= ((select last_xid from head), (select last_id from head)))
    limit ${most}`.execute(db);
  return rows;
}
