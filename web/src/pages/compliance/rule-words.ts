// The fixed words of rules and verdicts, as people read them.
import type { Purpose } from '@sampark/contracts/domain.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { BellOff, CircleAlert, Hand, Info, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Tone } from '../../ui/status.tsx';

type Words = { word: MessageDescriptor; tone: Tone; icon: LucideIcon };

export type Severity = 'low' | 'medium' | 'high';
export type Action = 'warn' | 'block';
export type Verdict = 'false_alarm' | 'minor' | 'violation';

export const severityWords: Record<Severity, Words> = {
  high: { word: msg`High`, tone: 'danger', icon: OctagonAlert },
  medium: { word: msg`Medium`, tone: 'warn', icon: TriangleAlert },
  low: { word: msg`Low`, tone: 'neutral', icon: Info },
};

export const actionWords: Record<Action, Words & { meaning: MessageDescriptor }> = {
  warn: {
    word: msg`Warns`,
    tone: 'neutral',
    icon: TriangleAlert,
    meaning: msg`The message is sent at once and flagged for review.`,
  },
  block: {
    word: msg`Blocks`,
    tone: 'warn',
    icon: Hand,
    meaning: msg`The message is held until two people let it go.`,
  },
};

export const verdictWords: Record<Verdict, Words & { meaning: MessageDescriptor }> = {
  false_alarm: {
    word: msg`False alarm`,
    tone: 'neutral',
    icon: BellOff,
    meaning: msg`Nothing is wrong with this message.`,
  },
  minor: {
    word: msg`Minor`,
    tone: 'warn',
    icon: TriangleAlert,
    meaning: msg`Not as it should be, without harm.`,
  },
  violation: {
    word: msg`Violation`,
    tone: 'danger',
    icon: CircleAlert,
    meaning: msg`Against the rule. Its author can read why.`,
  },
};

export const purposeWords: Record<Purpose, MessageDescriptor> = {
  marketing: msg`Marketing`,
  service: msg`Service`,
  coaching: msg`Coaching`,
};
