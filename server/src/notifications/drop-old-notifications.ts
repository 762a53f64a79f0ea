// Notifications are pointers, not records: the log keeps what happened. Mails hold names and go sooner.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';

export async function dropOldNotifications(rt: Pick<Runtime, 'db' | 'clock'>): Promise<void> {
  const now = rt.clock.now();
  await sql`delete from notifications where last_at < ${now}::timestamptz - interval '90 days'`.execute(
    rt.db,
  );
  await sql`delete from notification_mails where created_at < ${now}::timestamptz - interval '30 days'
    and status in ('sent', 'failed')`.execute(rt.db);
}
