// What a mail says of each notification, in the language of its reader. No person's name, number or message is in it:
// a mailbox is not the workspace.
import type { NotificationKind } from '@sampark/contracts/notification-kinds.ts';
import type { Notification } from '@sampark/contracts/notifications.ts';
import { codeText } from './code-words.ts';
import { bengali } from './words-bn.ts';
import { english } from './words-en.ts';

export type Language = 'en' | 'bn';
export type Told = { title: string; lines: string[]; path: string };

const channelNames = { whatsapp: 'WhatsApp', telegram: 'Telegram', signal: 'Signal', imessage: 'iMessage' };

export function tell(language: Language, one: Notification): Told {
  const { title, lines } = writers[language][one.kind](one, toolsOf(language, one));
  return { title, lines: lines.filter((line) => line !== ''), path: pathOf(one) };
}

type Tools = ReturnType<typeof toolsOf>;
export type Writer = (one: Notification, tools: Tools) => { title: string; lines: string[] };

function toolsOf(language: Language, one: Notification) {
  const tag = language === 'bn' ? 'bn-BD' : 'en-GB';
  const n = (value: number) => new Intl.NumberFormat(tag).format(value);
  const list = (items: readonly string[]) => new Intl.ListFormat(tag, { type: 'conjunction' }).format(items);
  const quoted = (name: string) => `“${name}”`;
  return {
    n,
    list,
    campaign: one.campaign ? quoted(one.campaign.name) : '',
    device: one.device ? quoted(one.device.name) : '',
    channels: list(one.channels.map((channel) => channelNames[channel])),
    reasons: one.reasons
      .flatMap(({ code, count }) => {
        const text = codeText(language, code);
        return text === undefined
          ? []
          : [one.reasons.length > 1 || count > 1 ? `${text} (${n(count)})` : text];
      })
      .join('; '),
    names: one.senders ? namesOf(one.senders.names, one.count, n, language) : '',
    waitingFor: one.waiting
      ? list([
          ...one.waiting.campaigns.map(({ name }) => quoted(name)),
          ...(one.waiting.more_campaigns > 0
            ? [
                language === 'bn'
                  ? `আরও ${n(one.waiting.more_campaigns)}টি`
                  : `${n(one.waiting.more_campaigns)} more`,
              ]
            : []),
        ])
      : '',
    late: one.late_seconds === null ? '' : durationOf(tag, one.late_seconds),
  };
}

function namesOf(
  names: readonly string[],
  all: number,
  n: (value: number) => string,
  language: Language,
): string {
  const more = all - names.length;
  if (more <= 0) return names.join(', ');
  return `${names.join(', ')}${language === 'bn' ? ` ও আরও ${n(more)}টি` : ` and ${n(more)} more`}`;
}

function durationOf(tag: string, seconds: number): string {
  const [value, unit] =
    seconds >= 86_400
      ? ([Math.floor(seconds / 86_400), 'day'] as const)
      : seconds >= 3_600
        ? ([Math.floor(seconds / 3_600), 'hour'] as const)
        : ([Math.max(1, Math.round(seconds / 60)), 'minute'] as const);
  return new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

const writers: Record<Language, Record<NotificationKind, Writer>> = { en: english, bn: bengali };

/** The dashboard's address of what it is about; web/src/pages/notifications/notification-link.ts leads to the same. */
function pathOf(one: Notification): string {
  switch (one.kind) {
    case 'messages_failed':
      if (one.campaign) return `/campaigns/${one.campaign.id}?tab=recipients&status=failed`;
      return onePerson(one.people) ?? '/notifications';
    case 'messages_unknown':
      return '/?see=unknown';
    case 'campaign_completed':
    case 'campaign_late':
    case 'campaign_paused':
    case 'experiment_found':
    case 'experiment_stopped':
    case 'channel_held':
      return one.campaign ? `/campaigns/${one.campaign.id}` : '/campaigns';
    case 'people_held':
      return '/conversations?view=all';
    case 'account_held':
      if (one.count > 1 && one.portfolio) return '/devices/portfolios';
      return one.device ? `/devices/${one.device.id}` : '/devices?state=held';
    case 'senders_offline':
      return '/devices?state=offline';
    case 'senders_back':
    case 'portfolio_exhausted':
      return '/devices';
    case 'messages_held':
      return '/compliance/review?view=held';
    case 'messages_refused':
      return one.campaign
        ? `/compliance/review?view=objected&campaign=${one.campaign.id}`
        : '/compliance/review?view=objected';
    case 'privacy_asked':
    case 'privacy_due':
      return '/compliance/requests';
    case 'audit_lost':
    case 'keys_unusable':
      return '/notifications';
    case 'mail_failed':
      return '/notifications?tab=preferences';
  }
}

function onePerson(people: Notification['people']): string | undefined {
  const [person] = people;
  if (!person || people.length > 1) return undefined;
  return person.conversation_id
    ? `/conversations?view=all&c=${person.conversation_id}`
    : `/prospects/${person.id}`;
}
