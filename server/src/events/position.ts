// How far a follower of the log has come.
import { sql } from 'kysely';
import type { DbOrTx } from './append.ts';

export type Position = {
  /** Everything recorded before this instant has been handled. Null: the follower has never run. */
  as_of: Date | null;
  xid: string;
  id: number;
};

/** How far a follower is: the instant of the first event it has not handled, or `now` when there is none. */
export async function readPosition(db: DbOrTx, follower: string, now: Date): Promise<Position> {
  const { rows } = await sql<{ xid: string; id: number; unseen: Date | null }>`
    /* prepared */ select c.xid::text, c.id,
           (select e.recorded_at from events e where (e.xid, e.id) > (c.xid, c.id) order by e.xid, e.id limit 1) as unseen
    from event_cursors c where c.follower = ${follower}
  `.execute(db);
  const row = rows[0];
  if (!row) return { as_of: null, xid: '0', id: 0 };
  return { as_of: row.unseen ?? now, xid: row.xid, id: row.id };
}
