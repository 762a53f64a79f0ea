// The fixed words of the domain, as people read them. Brand names of channels are not translated.
import type { CampaignStatus, Channel, HealthStatus, Role } from '@sampark/contracts/domain.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  CirclePlay,
  CircleX,
  Clock,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { Tone } from '../ui/status.tsx';

export const channelNames: Record<Channel, string> = {
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  signal: 'Signal',
  imessage: 'iMessage',
};

export const roleWords: Record<Role, { name: MessageDescriptor; may: MessageDescriptor }> = {
  admin: { name: msg`Administrator`, may: msg`Everything: people, senders, rules and keys` },
  standard: { name: msg`Portfolio manager`, may: msg`Own campaigns, profiles and relationships` },
  compliance: { name: msg`Compliance`, may: msg`Reads everything, reviews flags, launches nothing` },
};

export type StatusWords = {
  icon: LucideIcon;
  tone: Tone;
  word: MessageDescriptor;
  meaning: MessageDescriptor;
};

export const healthWords: Record<HealthStatus, StatusWords> = {
  healthy: {
    icon: CircleCheck,
    tone: 'ok',
    word: msg`Healthy`,
    meaning: msg`These senders answer and take their full share of messages.`,
  },
  degraded: {
    icon: TriangleAlert,
    tone: 'warn',
    word: msg`Degraded`,
    meaning: msg`These senders make more errors than usual and get fewer messages for now.`,
  },
  offline: {
    icon: CircleX,
    tone: 'danger',
    word: msg`Offline`,
    meaning: msg`These senders do not answer. Their messages go out through others where possible, or wait.`,
  },
};

export const campaignWords: Record<CampaignStatus, StatusWords> = {
  draft: {
    icon: CircleDashed,
    tone: 'neutral',
    word: msg`Draft`,
    meaning: msg`Still being written; nothing is sent.`,
  },
  scheduled: {
    icon: Clock,
    tone: 'info',
    word: msg`Scheduled`,
    meaning: msg`Starts by itself at its planned time.`,
  },
  active: {
    icon: CirclePlay,
    tone: 'ok',
    word: msg`Sending`,
    meaning: msg`Messages go out now, as fast as limits and quiet hours allow.`,
  },
  paused: {
    icon: CirclePause,
    tone: 'warn',
    word: msg`Paused`,
    meaning: msg`Nothing new goes out until someone resumes it. Messages already under way may still arrive.`,
  },
  completed: {
    icon: CircleCheck,
    tone: 'neutral',
    word: msg`Completed`,
    meaning: msg`Nothing is left to send.`,
  },
  cancelled: {
    icon: CircleX,
    tone: 'neutral',
    word: msg`Cancelled`,
    meaning: msg`Stopped for good before everything was sent.`,
  },
};
