// WHICH EVENT TELLS WHOM OF WHAT: one line each. Enters: an event of the log. Leaves: what to tell, or nothing. Pure.
// A further event: its line here, its kind in contracts/src/notification-kinds.ts, its words in mail/words-*.ts and the dashboard's
// notification-title.tsx. An event type that migration 0038 calls frequent cannot be used: the follower never sees it.
import type { NotificationKind } from '@sampark/contracts/notification-kinds.ts';
import type { LogEvent } from '../events/follow.ts';
import { senderKey, type NoticeData } from './notice-data.ts';

export type Draft = {
  workspace_id: string;
  kind: NotificationKind;
  /** `owner`: the portfolio manager of the message or campaign. `book`: everyone whose book the person is in, and compliance. */
  to: { owner: string | null; campaign_id: string | null } | { book: string } | 'admins' | 'oversight';
  /** Events of one batch become one notification. */
  batch: string;
  subject_id: string | null;
  at: Date;
  count: number;
  data: NoticeData;
};

type Told = Pick<Draft, 'kind' | 'to' | 'batch'> & { subject_id?: string | null; data?: NoticeData };
type Rule = (event: LogEvent) => Told | undefined;

const rules: Readonly<Record<string, Rule>> = {
  'message.failed': (event) => ({
    kind: 'messages_failed',
    to: owner(event),
    ...byCampaignOrHour(event),
    // A campaign has a list of its failures; a single message has the person it was for.
    data: {
      reasons: { [code(event)]: 1 },
      ...onChannel(event),
      ...(event.campaign_id ? {} : personOf(event)),
    },
  }),
  'message.unknown': (event) => ({
    kind: 'messages_unknown',
    to: owner(event),
    ...byCampaignOrHour(event),
    data: { reasons: { [code(event)]: 1 }, ...onChannel(event) },
  }),
  'campaign.completed': (event) => aboutCampaign(event, 'campaign_completed'),
  'campaign.launched': (event) => {
    const late_seconds = event.data.late_seconds;
    if (typeof late_seconds !== 'number') return undefined;
    return { ...aboutCampaign(event, 'campaign_late'), data: { late_seconds } };
  },
  // A person who paused it knows.
  'campaign.paused': (event) =>
    event.actor_id === null
      ? { ...aboutCampaign(event, 'campaign_paused'), data: { reasons: { [code(event)]: 1 } } }
      : undefined,
  'experiment.winner_found': (event) => aboutCampaign(event, 'experiment_found'),
  // A person who stopped it knows.
  'experiment.variant_stopped': (event) =>
    event.actor_id === null ? aboutCampaign(event, 'experiment_stopped') : undefined,
  'prospect.held': (event) =>
    event.prospect_id === null
      ? undefined
      : { kind: 'people_held', to: { book: event.prospect_id }, batch: 'people', data: onChannel(event) },
  // The numbers of one business are stopped together: one matter, decided about at once.
  'account.held': (event) => {
    if (event.account_id === null) return undefined;
    const portfolio_id = textOf(event.data.portfolio_id);
    return {
      kind: 'account_held',
      to: 'admins',
      batch: portfolio_id === '' ? event.account_id : `portfolio ${portfolio_id}`,
      subject_id: event.account_id,
      data: {
        ...{ reasons: { [code(event)]: 1 }, held: { [event.account_id]: 'held' } },
        ...{ ...onChannel(event), ...deviceOf(event), ...(portfolio_id === '' ? {} : { portfolio_id }) },
      },
    };
  },
  'campaign.channel_held': (event) => ({
    kind: 'channel_held',
    to: owner(event),
    batch: campaignChannel(event),
    subject_id: event.campaign_id,
    data: { reasons: { [code(event)]: 1 }, ...onChannel(event), ...deviceOf(event) },
  }),
  'device.health_changed': (event) => {
    const health = event.data.to ?? event.data.health;
    if (event.device_id === null || typeof health !== 'string') return undefined;
    const back = health !== 'offline';
    // Worse or better and at work all the time: it was never away.
    if (back && event.data.from !== 'offline') return undefined;
    return {
      kind: back ? 'senders_back' : 'senders_offline',
      to: 'admins',
      batch: 'senders',
      data: {
        senders: { [senderKey(event.device_id, event.account_id)]: back ? 'back' : 'offline' },
        ...onChannel(event),
      },
    };
  },
  'portfolio.exhausted': (event) => ({
    kind: 'portfolio_exhausted',
    to: 'admins',
    batch: textOf(event.data.portfolio_id),
    subject_id: textOf(event.data.portfolio_id) || null,
    data: typeof event.data.limit === 'number' ? { limit: event.data.limit } : {},
  }),
  // Two of them have to agree before it goes.
  'message.held': (event) =>
    code(event) === 'rule_blocked'
      ? { kind: 'messages_held', to: 'oversight', ...byCampaignOrHour(event), data: onChannel(event) }
      : undefined,
  // What compliance did not let go, and what it called a violation: its author is told, and reads why on the page of the review.
  'message.refused': objection,
  'flag.decided': (event) => (event.data.verdict === 'violation' ? objection(event) : undefined),
  // An officer who wrote it down knows.
  'privacy_request.received': (event) =>
    event.data.by === 'officer' ? undefined : { kind: 'privacy_asked', to: 'oversight', batch: 'requests' },
  'privacy_request.due': () => ({ kind: 'privacy_due', to: 'oversight', batch: 'requests' }),
  'audit.resealed': () => ({ kind: 'audit_lost', to: 'oversight', batch: 'audit' }),
  'keys.unusable': () => ({ kind: 'keys_unusable', to: 'oversight', batch: 'keys' }),
  'mail.failed': (event) => ({
    kind: 'mail_failed',
    to: 'admins',
    batch: 'mail',
    data: { reasons: { [code(event)]: 1 } },
  }),
};

/** `account_id`: only this part of the matter ends; the rest may still be open. */
export type Ending = { kind: NotificationKind; batch: string; account_id?: string };

/** What ends a matter: the notifications of this batch say so and take no more. */
const endings: Readonly<Record<string, (event: LogEvent) => Ending>> = {
  'account.released': decided,
  'account.continued_without': decided,
  'campaign.channel_released': (event) => ({ kind: 'channel_held', batch: campaignChannel(event) }),
};

function decided({ account_id }: LogEvent): Ending {
  return { kind: 'account_held', batch: account_id ?? '', ...(account_id === null ? {} : { account_id }) };
}

export function endingOf(event: LogEvent): Ending | undefined {
  return endings[event.type]?.(event);
}

export const notableTypes: readonly string[] = [...Object.keys(rules), ...Object.keys(endings)];

export function draftOf(event: LogEvent): Draft | undefined {
  const told = rules[event.type]?.(event);
  if (!told) return undefined;
  return {
    workspace_id: event.workspace_id,
    at: event.occurred_at,
    count: 1,
    subject_id: null,
    data: {},
    ...told,
  };
}

/** How long an unread batch goes on growing; without an entry: until it is read. */
export const growsForMs: Partial<Record<NotificationKind, number>> = {
  senders_offline: 60 * 60_000,
  senders_back: 60 * 60_000,
  people_held: 24 * 60 * 60_000,
  mail_failed: 24 * 60 * 60_000,
  privacy_due: 24 * 60 * 60_000,
};

/** Most unknown outcomes are settled by a receipt within moments: only what is still open after this is told. */
export const unknownAfterMs = 5 * 60_000;

function objection(event: LogEvent): Told | undefined {
  if (event.actor_id === event.portfolio_manager_id) return undefined;
  return { kind: 'messages_refused', to: owner(event), ...byCampaignOrHour(event), data: onChannel(event) };
}

function owner(event: LogEvent): Draft['to'] {
  return { owner: event.portfolio_manager_id, campaign_id: event.campaign_id };
}

function byCampaignOrHour(event: LogEvent): { batch: string; subject_id: string | null } {
  const hour = event.occurred_at.toISOString().slice(0, 13);
  return { batch: event.campaign_id ?? `single ${hour}`, subject_id: event.campaign_id };
}

function personOf(event: LogEvent): NoticeData {
  return event.prospect_id === null ? {} : { people: [event.prospect_id] };
}

function aboutCampaign(event: LogEvent, kind: NotificationKind): Told {
  return { kind, to: owner(event), batch: event.campaign_id ?? '', subject_id: event.campaign_id };
}

function campaignChannel(event: LogEvent): string {
  return `${event.campaign_id ?? ''} ${event.channel ?? ''}`;
}

/** The log's writers call it one or the other. */
function code(event: LogEvent): string {
  return textOf(event.data.code) || textOf(event.data.reason) || 'unclassified';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 100) : '';
}

function onChannel(event: LogEvent): NoticeData {
  return event.channel === null ? {} : { channels: { [event.channel]: 1 } };
}

function deviceOf(event: LogEvent): NoticeData {
  return event.device_id === null ? {} : { device_id: event.device_id };
}
