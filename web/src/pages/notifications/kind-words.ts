// Each kind of notification by name, for filters and preferences, and its sign.
import type { NotificationKind } from '@sampark/contracts/notification-kinds.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  CalendarClock,
  CircleCheck,
  CircleHelp,
  CirclePause,
  CircleX,
  Clock,
  Gauge,
  FlaskConical,
  FlaskConicalOff,
  Hand,
  KeyRound,
  MailX,
  MessageCircleWarning,
  ShieldAlert,
  ShieldX,
  UserRoundPen,
  Wifi,
  WifiOff,
  type LucideIcon,
} from 'lucide-react';

export const kindWords: Record<
  NotificationKind,
  { icon: LucideIcon; name: MessageDescriptor; hint: MessageDescriptor }
> = {
  messages_failed: {
    icon: CircleX,
    name: msg`Failed messages`,
    hint: msg`After the last try. One notification for a campaign, however many fail.`,
  },
  messages_unknown: {
    icon: CircleHelp,
    name: msg`Unclear messages`,
    hint: msg`They may or may not have arrived; somebody has to decide.`,
  },
  campaign_completed: {
    icon: CircleCheck,
    name: msg`Campaign complete`,
    hint: msg`Nothing is left to send, with its numbers.`,
  },
  campaign_late: {
    icon: Clock,
    name: msg`Campaign started late`,
    hint: msg`Sampark was not running at the planned time.`,
  },
  campaign_paused: {
    icon: CirclePause,
    name: msg`Campaign paused by Sampark`,
    hint: msg`A fault would have failed everyone, such as a template the platform paused.`,
  },
  experiment_found: {
    icon: FlaskConical,
    name: msg`Experiment found a winner`,
    hint: msg`One version did better than the others; it may be declared.`,
  },
  experiment_stopped: {
    icon: FlaskConicalOff,
    name: msg`Version stopped by Sampark`,
    hint: msg`It brought more opt-outs or failures than its experiment allows.`,
  },
  people_held: {
    icon: MessageCircleWarning,
    name: msg`Possible refusals`,
    hint: msg`Someone wrote what reads like a refusal; nothing goes to them until somebody has looked.`,
  },
  account_held: {
    icon: Hand,
    name: msg`Sender stopped by a platform`,
    hint: msg`A ban or spam signal. Nothing goes around it until an administrator decides.`,
  },
  channel_held: {
    icon: Hand,
    name: msg`Campaign waits for a decision`,
    hint: msg`A sender it uses was stopped by the platform.`,
  },
  senders_offline: {
    icon: WifiOff,
    name: msg`Senders offline`,
    hint: msg`Many at once are one notification.`,
  },
  senders_back: { icon: Wifi, name: msg`Senders back`, hint: msg`After an absence you have read about.` },
  portfolio_exhausted: {
    icon: Gauge,
    name: msg`Daily limit of a portfolio`,
    hint: msg`Further people wait until places become free.`,
  },
  messages_held: {
    icon: ShieldAlert,
    name: msg`Messages held by a rule`,
    hint: msg`Two people have to let them go. One notification for a campaign.`,
  },
  messages_refused: {
    icon: ShieldX,
    name: msg`Objections of compliance`,
    hint: msg`A message of yours was called a violation, or was held and not let go. One notification for a campaign.`,
  },
  privacy_asked: {
    icon: UserRoundPen,
    name: msg`Requests about personal data`,
    hint: msg`Somebody wants a copy, a correction or erasure, or objects.`,
  },
  privacy_due: {
    icon: CalendarClock,
    name: msg`Privacy requests near their last day`,
    hint: msg`A week before the month is over.`,
  },
  audit_lost: {
    icon: ShieldAlert,
    name: msg`Audit trail`,
    hint: msg`It no longer holds what was signed of it: after a restore, or because entries were removed.`,
  },
  keys_unusable: {
    icon: KeyRound,
    name: msg`Keys that cannot be opened`,
    hint: msg`The key of a person is damaged: what is written to them waits.`,
  },
  mail_failed: {
    icon: MailX,
    name: msg`E-mails that could not be delivered`,
    hint: msg`After four tries, or at once when the address does not exist.`,
  },
};
