// The kinds of notifications: how serious, who can get them, and the e-mail unless one chooses otherwise. No schema here: the
// dashboard loads it with its addresses.
import type { Role } from './domain.ts';

export const severities = ['info', 'warn', 'danger'] as const;
export const mailRhythms = ['off', 'immediate', 'hourly', 'daily'] as const;
export type MailRhythm = (typeof mailRhythms)[number];

type KindEntry = {
  severity: (typeof severities)[number];
  /** Roles that can get it. */
  roles: readonly Role[];
  /** Stays in the dashboard whatever its person prefers: somebody has to decide. */
  always?: true;
  mail: MailRhythm;
};

const table = {
  messages_failed: { severity: 'danger', roles: ['standard', 'admin'], mail: 'immediate' },
  messages_unknown: { severity: 'warn', roles: ['standard', 'admin'], always: true, mail: 'immediate' },
  campaign_completed: { severity: 'info', roles: ['standard', 'admin'], mail: 'immediate' },
  campaign_late: { severity: 'warn', roles: ['standard', 'admin'], mail: 'immediate' },
  campaign_paused: { severity: 'warn', roles: ['standard', 'admin'], always: true, mail: 'immediate' },
  experiment_found: { severity: 'info', roles: ['standard', 'admin'], mail: 'immediate' },
  experiment_stopped: { severity: 'warn', roles: ['standard', 'admin'], always: true, mail: 'immediate' },
  people_held: { severity: 'warn', roles: ['standard', 'admin', 'compliance'], always: true, mail: 'hourly' },
  account_held: { severity: 'danger', roles: ['admin'], always: true, mail: 'immediate' },
  channel_held: { severity: 'warn', roles: ['standard', 'admin'], always: true, mail: 'immediate' },
  senders_offline: { severity: 'warn', roles: ['admin'], mail: 'immediate' },
  senders_back: { severity: 'info', roles: ['admin'], mail: 'off' },
  portfolio_exhausted: { severity: 'warn', roles: ['admin'], mail: 'hourly' },
  messages_held: { severity: 'warn', roles: ['admin', 'compliance'], mail: 'hourly' },
  messages_refused: { severity: 'warn', roles: ['standard', 'admin'], mail: 'immediate' },
  privacy_asked: { severity: 'info', roles: ['admin', 'compliance'], always: true, mail: 'hourly' },
  privacy_due: { severity: 'warn', roles: ['admin', 'compliance'], always: true, mail: 'immediate' },
  audit_lost: { severity: 'danger', roles: ['admin', 'compliance'], always: true, mail: 'immediate' },
  keys_unusable: { severity: 'danger', roles: ['admin', 'compliance'], always: true, mail: 'immediate' },
  // Told in the dashboard only: a mail about mails that do not arrive would not arrive either.
  mail_failed: { severity: 'warn', roles: ['admin'], always: true, mail: 'off' },
} as const satisfies Record<string, KindEntry>;

export type NotificationKind = keyof typeof table;
export const notificationKinds = Object.keys(table) as NotificationKind[];
export const notificationTable: Readonly<Record<NotificationKind, KindEntry>> = table;
/** Kinds that never go by e-mail. */
export const neverMailed: readonly NotificationKind[] = ['mail_failed'];
