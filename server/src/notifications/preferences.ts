// What one wants to hear of, and whether an e-mail can reach one at all.
import {
  neverMailed,
  notificationKinds,
  notificationTable,
  type NotificationKind,
} from '@sampark/contracts/notification-kinds.ts';
import {
  type ChangeNotificationPreferences,
  type NotificationPreferences,
} from '@sampark/contracts/notifications.ts';
import type { FieldError } from '@sampark/contracts/problem.ts';
import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { choiceOf, type StoredPreferences } from './choice.ts';

export async function readPreferences(rt: Runtime, actor: Actor): Promise<NotificationPreferences> {
  const { rows } = await sql<{
    email: string;
    is_demo: boolean;
    preferences: StoredPreferences;
    sent_at: Date | null;
    failed_at: Date | null;
    error_code: string | null;
  }>`
    select u.email, w.is_demo, coalesce(b.preferences, '{}') as preferences, sent.sent_at, failed.failed_at, failed.error_code
    from users u join workspaces w on w.id = u.workspace_id
    left join notification_boxes b on b.user_id = u.id
    left join lateral (select m.sent_at from notification_mails m where m.user_id = u.id and m.status = 'sent'
      order by m.created_at desc limit 1) sent on true
    left join lateral (select m.failed_at, m.error_code from notification_mails m where m.user_id = u.id and m.status = 'failed'
      order by m.created_at desc limit 1) failed on true
    where u.id = ${actor.user_id}`.execute(rt.db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  // A failure that a later mail has put right is history.
  const failed =
    row.failed_at && (row.sent_at === null || row.sent_at < row.failed_at)
      ? { at: row.failed_at.toISOString(), code: row.error_code ?? 'mail_refused' }
      : null;
  return {
    kinds: kindsFor(actor).map((kind) => ({
      kind,
      ...choiceOf(row.preferences, kind),
      always: notificationTable[kind].always === true,
      mailable: !neverMailed.includes(kind),
    })),
    email: {
      address: row.email,
      state: row.is_demo ? 'sample_data' : rt.config.mail ? 'ready' : 'not_configured',
      last_sent_at: row.sent_at?.toISOString() ?? null,
      last_failure: failed,
    },
  };
}

export async function writePreferences(
  rt: Runtime,
  actor: Actor,
  { kinds }: ChangeNotificationPreferences,
): Promise<NotificationPreferences> {
  const errors = kinds.flatMap((one, index): FieldError[] => faultOf(actor, one, `body.kinds.${index}`));
  if (errors.length > 0) throw new Problem('invalid_request', { errors });
  const chosen = Object.fromEntries(kinds.map(({ kind, in_app, email }) => [kind, { in_app, email }]));
  await sql`
    insert into notification_boxes (user_id, workspace_id, preferences)
    values (${actor.user_id}, ${actor.workspace_id}, ${JSON.stringify(chosen)}::jsonb)
    on conflict (user_id) do update set preferences = notification_boxes.preferences || excluded.preferences`.execute(
    rt.db,
  );
  return readPreferences(rt, actor);
}

function kindsFor(actor: Actor): NotificationKind[] {
  return notificationKinds.filter((kind) => notificationTable[kind].roles.includes(actor.role));
}

function faultOf(
  actor: Actor,
  one: ChangeNotificationPreferences['kinds'][number],
  field: string,
): FieldError[] {
  if (!kindsFor(actor).includes(one.kind))
    return [{ field: `${field}.kind`, reason: 'does not come to your role' }];
  if (notificationTable[one.kind].always === true && !one.in_app) {
    return [
      {
        field: `${field}.in_app`,
        reason: 'cannot be switched off: somebody has to decide',
        remedy: 'Leave it on; the e-mail can be switched off.',
      },
    ];
  }
  if (neverMailed.includes(one.kind) && one.email !== 'off')
    return [{ field: `${field}.email`, reason: 'is never sent by e-mail' }];
  return [];
}
