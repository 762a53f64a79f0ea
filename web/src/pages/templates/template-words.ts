// What the platform says of a template, as people read it, and what to do about it.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { CircleCheck, CirclePause, CircleX, Clock, Trash2, TriangleAlert } from 'lucide-react';
import type { StatusWords } from '../../lib/words.ts';
import type { Tone } from '../../ui/status.tsx';

type TemplateWords = StatusWords & { todo: MessageDescriptor };

const wordsByStatus: Readonly<Record<string, TemplateWords>> = {
  APPROVED: {
    ...{ icon: CircleCheck, tone: 'ok', word: msg`Approved` },
    meaning: msg`WhatsApp lets you open conversations with it.`,
    todo: msg`Nothing to do. Ask for an answer in it, and stop writing to those who never do: blocks lower its quality.`,
  },
  PENDING: {
    ...{ icon: Clock, tone: 'info', word: msg`In review` },
    meaning: msg`WhatsApp is looking at it; that takes up to 24 hours.`,
    todo: msg`Wait. Campaigns that name it start once it is approved.`,
  },
  IN_APPEAL: {
    ...{ icon: Clock, tone: 'info', word: msg`Appealed` },
    meaning: msg`WhatsApp looks at its refusal a second time.`,
    todo: msg`Wait, or write with another approved template meanwhile.`,
  },
  REJECTED: {
    ...{ icon: CircleX, tone: 'danger', word: msg`Rejected` },
    meaning: msg`WhatsApp does not let it be sent.`,
    todo: msg`Change its words in WhatsApp Manager as the reason asks, and hand it in again. Or appeal there within 60 days.`,
  },
  PAUSED: {
    ...{ icon: CirclePause, tone: 'warn', word: msg`Paused` },
    meaning: msg`Too many people blocked or reported it. WhatsApp holds it for some hours, at the third time for good.`,
    todo: msg`Wait until it comes back by itself. Before you go on, write to fewer people and to those who know you.`,
  },
  DISABLED: {
    ...{ icon: CircleX, tone: 'danger', word: msg`Disabled` },
    meaning: msg`WhatsApp has withdrawn it for good.`,
    todo: msg`Make another one with other words in WhatsApp Manager, and choose it in your campaigns.`,
  },
  LIMIT_EXCEEDED: {
    ...{ icon: TriangleAlert, tone: 'warn', word: msg`Over the limit` },
    meaning: msg`The account has as many templates as WhatsApp allows.`,
    todo: msg`Delete templates that nobody uses in WhatsApp Manager.`,
  },
};

const gone: TemplateWords = {
  ...{ icon: Trash2, tone: 'neutral', word: msg`Gone` },
  meaning: msg`It was deleted at WhatsApp. Messages sent with it stay on record.`,
  todo: msg`Choose another one in the campaigns that name it.`,
};
const unknown: TemplateWords = {
  ...{ icon: TriangleAlert, tone: 'warn', word: msg`Not sendable` },
  meaning: msg`WhatsApp says something about it that is not known here.`,
  todo: msg`Look at it in WhatsApp Manager.`,
};

export const statuses = Object.keys(wordsByStatus);

export function templateWords(status: string, removed = false): TemplateWords {
  return removed ? gone : (wordsByStatus[status] ?? unknown);
}

export const categories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;

export const categoryWords: Readonly<Record<string, MessageDescriptor>> = {
  MARKETING: msg`Marketing`,
  UTILITY: msg`Service`,
  AUTHENTICATION: msg`Sign-in codes`,
};

export const qualityWords: Readonly<Record<string, { word: MessageDescriptor; tone: Tone }>> = {
  GREEN: { word: msg`High quality`, tone: 'ok' },
  YELLOW: { word: msg`Medium quality`, tone: 'warn' },
  RED: { word: msg`Low quality: a pause is near`, tone: 'danger' },
  UNKNOWN: { word: msg`Quality not known yet`, tone: 'neutral' },
};

/** The platform's own words for a refusal. */
export const rejectionWords: Readonly<Record<string, MessageDescriptor>> = {
  ABUSIVE_CONTENT: msg`It is seen as abusive.`,
  INVALID_FORMAT: msg`Something in its form is not allowed, such as a place at the very start or end, or two in a row.`,
  PROMOTIONAL: msg`It advertises, but was handed in as service: hand it in as marketing.`,
  TAG_CONTENT_MISMATCH: msg`Its words do not fit the category it was handed in for.`,
  SCAM: msg`It is seen as fraud: explain who you are and why you write.`,
  INCORRECT_CATEGORY: msg`It was handed in for the wrong category.`,
};
