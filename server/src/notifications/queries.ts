// Reads of one's own notifications. Every query names the person: an administrator sees nobody else's either.
import type { NotificationQuery } from '@sampark/contracts/notifications.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { pageOf, readCursor } from '../http/page.ts';
import type { Actor } from '../http/route.ts';
import { presentNotifications, type NotificationRow } from './present.ts';

export async function listNotifications(db: DbOrTx, actor: Actor, query: NotificationQuery) {
  const limit = query.limit ?? 50;
  const after = readCursor('notifications', query.cursor);
  const { rows } = await sql<NotificationRow & { sort_key: string }>`
    select id, kind, subject_id, count, data, first_at, last_at, read_at, last_at::text as sort_key
    from notifications
    where user_id = ${actor.user_id} and workspace_id = ${actor.workspace_id} and in_app and certain
      and (${query.unread === true} = false or read_at is null)
      and (${query.kind ?? null}::text is null or kind = ${query.kind ?? null})
      and (${after?.[1] ?? null}::uuid is null
           or (last_at, id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by last_at desc, id desc limit ${limit + 1}`.execute(db);
  const page = pageOf('notifications', rows, limit, (row) => [row.sort_key, row.id]);
  return { items: await presentNotifications(db, actor, page.items), next_cursor: page.next_cursor };
}

/** For each of these people who has any: how many they have not read. */
export async function unreadCounts(db: DbOrTx, user_ids: readonly string[]): Promise<Map<string, number>> {
  if (user_ids.length === 0) return new Map();
  const { rows } = await sql<{ user_id: string; unread: number }>`
    /* prepared */ select user_id, count(*) as unread from notifications
    where user_id = any(${user_ids}::uuid[]) and read_at is null and in_app and certain group by user_id`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.user_id, row.unread]));
}

/** What the live stream compares: a number per person that moves with every change of theirs. */
export async function boxRevisions(db: DbOrTx, user_ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ user_id: string; revision: number }>`
    /* prepared */ select user_id, revision from notification_boxes where user_id = any(${user_ids}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.user_id, row.revision]));
}
