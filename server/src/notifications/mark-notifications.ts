// Read, or unread again. A batch that was read takes no more events: what comes later is news.
import type { MarkNotifications } from '@sampark/contracts/notifications.ts';
import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { unreadCounts } from './queries.ts';
import { touchBoxes } from './touch-boxes.ts';

/** Ids that are not one's own change nothing and are not told apart from such as do not exist. */
export async function markNotifications(
  rt: Runtime,
  actor: Actor,
  { ids, all, read = true }: MarkNotifications,
): Promise<{ unread: number }> {
  if ((ids === undefined) === (all === undefined)) {
    throw new Problem('invalid_request', { field: 'body.ids', detail: 'Give either `ids` or `all`.' });
  }
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    // The box before its notifications, as the follower does.
    await touchBoxes(tx, [actor]);
    const which = ids === undefined ? sql`true` : sql`id = any(${ids}::uuid[])`;
    const mine = sql`user_id = ${actor.user_id} and workspace_id = ${actor.workspace_id} and in_app and certain`;
    await (read
      ? sql`update notifications set read_at = ${now}, closed_at = coalesce(closed_at, ${now})
          where ${mine} and ${which} and read_at is null`.execute(tx)
      : sql`update notifications set read_at = null where ${mine} and ${which} and read_at is not null`.execute(
          tx,
        ));
  });
  return { unread: (await unreadCounts(rt.db, [actor.user_id])).get(actor.user_id) ?? 0 };
}
