// The words of experiments, one for each thing, wherever it is shown.
import type {
  ConversionWay,
  ExperimentMetric,
  ExperimentStatus,
  GuardrailName,
  VariedThing,
} from '@sampark/contracts/experiments.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  AtSign,
  CheckCheck,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleStop,
  Clock,
  Eye,
  ListOrdered,
  MessageSquareText,
  MousePointerClick,
  Reply,
  Target,
  type LucideIcon,
} from 'lucide-react';
import type { StatusWords } from '../../lib/words.ts';

export const experimentWords: Record<ExperimentStatus, StatusWords> = {
  draft: {
    icon: CircleDashed,
    tone: 'neutral',
    word: msg`Draft`,
    meaning: msg`It starts when its campaign is launched.`,
  },
  running: {
    icon: CircleDot,
    tone: 'info',
    word: msg`Running`,
    meaning: msg`People get their versions, and what they do is counted.`,
  },
  decided: {
    icon: CircleCheck,
    tone: 'ok',
    word: msg`Decided`,
    meaning: msg`Somebody declared a winner.`,
  },
  ended: {
    icon: CircleStop,
    tone: 'neutral',
    word: msg`Ended`,
    meaning: msg`It ended without a winner.`,
  },
};

type Choice = { icon: LucideIcon; name: MessageDescriptor; what: MessageDescriptor };

export const variesWords: Record<VariedThing, Choice> = {
  message: {
    icon: MessageSquareText,
    name: msg`The message`,
    what: msg`Each version has words of its own.`,
  },
  profile: {
    icon: AtSign,
    name: msg`The profile`,
    what: msg`Each version speaks with another profile’s language and look.`,
  },
  channel_order: {
    icon: ListOrdered,
    name: msg`The channel order`,
    what: msg`Each version tries the channels in another order.`,
  },
  send_time: {
    icon: Clock,
    name: msg`The send time`,
    what: msg`Each version goes out at another time.`,
  },
};

type Metric = Choice & {
  /** What one person did who counts, as a column's head. */
  did: MessageDescriptor;
  rate: MessageDescriptor;
  /** What the number cannot know. */
  caveat: MessageDescriptor;
};

export const metricWords: Record<ExperimentMetric, Metric> = {
  replied: {
    icon: Reply,
    name: msg`They reply`,
    did: msg`Replied`,
    rate: msg`Reply rate`,
    what: msg`A person wrote back, on any channel.`,
    caveat: msg`Known on every channel. Stop words do not count as replies.`,
  },
  read: {
    icon: Eye,
    name: msg`They read it`,
    did: msg`Read`,
    rate: msg`Read rate`,
    what: msg`The app said that the message was opened.`,
    caveat: msg`Telegram tells nobody what was read: people reached there are left out. Elsewhere whoever switched read receipts off counts as not read.`,
  },
  delivered: {
    icon: CheckCheck,
    name: msg`It arrives`,
    did: msg`Arrived`,
    rate: msg`Arrival rate`,
    what: msg`The app said that the message reached their phone.`,
    caveat: msg`Telegram tells nobody what arrived: people reached there are left out.`,
  },
  converted: {
    icon: Target,
    name: msg`They do what it is for`,
    did: msg`Did it`,
    rate: msg`Conversion rate`,
    what: msg`Your own system told Sampark that a person booked, bought or signed.`,
    caveat: msg`Only what your system reports is counted: connect it before the campaign starts.`,
  },
};

/** How it is known that somebody did what a message is for; the first is the metric's own. */
export const conversionWords: Record<ConversionWay, Metric> = {
  told: {
    ...metricWords.converted,
    name: msg`Your own system tells Sampark`,
  },
  visit: {
    icon: MousePointerClick,
    name: msg`They open a link of the message`,
    did: msg`Opened a link`,
    rate: msg`Visit rate`,
    what: msg`A person opened a link whose visits are counted.`,
    caveat: msg`Some apps open links by themselves without saying so: the true rate is lower, in every version alike.`,
  },
  either: {
    icon: Target,
    name: msg`Either of both, whichever comes first`,
    did: msg`Did it or opened a link`,
    rate: msg`Conversion rate`,
    what: msg`Your own system told Sampark, or the person opened a link whose visits are counted.`,
    caveat: msg`Some apps open links by themselves without saying so: the true rate is lower, in every version alike.`,
  },
};

/** The words of what an experiment is judged by. */
export function judgedBy({
  metric,
  converted_by,
}: {
  metric: ExperimentMetric;
  converted_by: ConversionWay;
}): Metric {
  if (metric !== 'converted' || converted_by === 'told') return metricWords[metric];
  // “Either of both” says nothing without its question.
  const words = conversionWords[converted_by];
  return converted_by === 'visit' ? words : { ...words, name: msg`They do what it is for, or open a link` };
}

export const guardrailWords: Record<GuardrailName, { name: MessageDescriptor; what: MessageDescriptor }> = {
  opt_out: { name: msg`People who opt out`, what: msg`They asked to hear no more.` },
  failure: { name: msg`Messages that fail`, what: msg`The platform refused or lost them.` },
};
