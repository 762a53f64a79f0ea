// A message's statuses and purposes as people read them.
import type { Purpose } from '@sampark/contracts/domain.ts';
import type { MessageStatus } from '@sampark/contracts/message-status.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  Ban,
  Check,
  CheckCheck,
  CircleHelp,
  CircleX,
  Clock,
  Eye,
  Hand,
  RotateCw,
  Send,
  SkipForward,
} from 'lucide-react';
import type { StatusWords } from '../lib/words.ts';

export const purposeNames: Record<Purpose, MessageDescriptor> = {
  marketing: msg`Marketing`,
  service: msg`Service`,
  coaching: msg`Coaching`,
};

export const messageWords: Record<MessageStatus, StatusWords> = {
  pending: {
    icon: Clock,
    tone: 'neutral',
    word: msg`Waiting`,
    meaning: msg`It waits for its turn, a free sender or the end of quiet hours.`,
  },
  sending: {
    icon: Send,
    tone: 'info',
    word: msg`Being sent`,
    meaning: msg`It is on its way to the platform right now.`,
  },
  sent: {
    icon: Check,
    tone: 'info',
    word: msg`Sent`,
    meaning: msg`The platform took it. No word of its arrival yet.`,
  },
  delivered: {
    icon: CheckCheck,
    tone: 'ok',
    word: msg`Delivered`,
    meaning: msg`It reached the person’s device.`,
  },
  read: { icon: Eye, tone: 'ok', word: msg`Read`, meaning: msg`The person opened it.` },
  retrying: {
    icon: RotateCw,
    tone: 'warn',
    word: msg`Trying again`,
    meaning: msg`It did not go out yet and is tried again later.`,
  },
  failed: {
    icon: CircleX,
    tone: 'danger',
    word: msg`Failed`,
    meaning: msg`It did not reach the person, and is not tried again.`,
  },
  unknown: {
    icon: CircleHelp,
    tone: 'warn',
    word: msg`Not known`,
    meaning: msg`It may or may not have gone out. It is never sent again by itself: a receipt settles it, or you decide.`,
  },
  cancelled: {
    icon: Ban,
    tone: 'neutral',
    word: msg`Cancelled`,
    meaning: msg`It was stopped before it went out.`,
  },
  skipped: {
    icon: SkipForward,
    tone: 'neutral',
    word: msg`Not sent`,
    meaning: msg`The rules did not allow it to go to this person.`,
  },
  held: {
    icon: Hand,
    tone: 'warn',
    word: msg`Held`,
    meaning: msg`Somebody has to decide before it goes out.`,
  },
};
