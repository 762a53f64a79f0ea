// What a person chose for one kind, or its default where they chose nothing. Pure.
import {
  notificationTable,
  type MailRhythm,
  type NotificationKind,
} from '@sampark/contracts/notification-kinds.ts';

export type StoredPreferences = Partial<Record<NotificationKind, { in_app: boolean; email: MailRhythm }>>;

export function choiceOf(
  preferences: StoredPreferences,
  kind: NotificationKind,
): { in_app: boolean; email: MailRhythm } {
  const { always, mail } = notificationTable[kind];
  const chosen = preferences[kind];
  return { in_app: always === true || (chosen?.in_app ?? true), email: chosen?.email ?? mail };
}
