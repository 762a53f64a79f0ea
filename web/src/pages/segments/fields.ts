// Every field of a person with what can be asked of it, and the shape of the answer: what the editor draws, and what it calls
// unfinished. A test holds it to the contract, whose schemas would bring their library to the browser.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { campaignOutcomes, consentStates, SegmentField } from '@sampark/contracts/segment-fields.ts';

/** Also the contract's; the test compares them. */
export const segmentBounds = { depth: 6, conditions: 60 } as const;
export const outcomes = [
  'sent',
  'delivered',
  'read',
  'not_read',
  'replied',
  'failed',
] as const satisfies readonly (typeof campaignOutcomes)[number][];
export const consents = [
  'granted',
  'withdrawn',
  'none',
] as const satisfies readonly (typeof consentStates)[number][];

export type Input =
  | { kind: 'nothing' }
  | { kind: 'number'; from: number; to: number; whole: boolean }
  | { kind: 'range'; from: number; to: number; whole: boolean }
  /** Several of a list: codes that have names, words people use here, or ids with names. */
  | { kind: 'some'; of: 'region' | 'language' | 'zone' | 'words' | 'values' | 'imports' }
  | { kind: 'text'; form?: RegExp }
  | { kind: 'yes_no' }
  | { kind: 'instant' }
  | { kind: 'span' }
  | { kind: 'days'; most: number }
  | { kind: 'consent' }
  | { kind: 'outcome' };

export const fieldGroups = ['person', 'interests', 'reach', 'answers'] as const;
export type FieldSpec = {
  group: (typeof fieldGroups)[number];
  /** What is asked besides: a name of a value, a channel (or any), a purpose, a campaign. */
  asks: readonly ('key' | 'channel' | 'any_channel' | 'purpose' | 'campaign')[];
  /** The first one is what a new question begins with. */
  ops: Readonly<Record<string, Input>>;
};

const nothing = { kind: 'nothing' } as const;
const measures = (bounds: { from: number; to: number; whole: boolean }) => ({
  at_least: { kind: 'number', ...bounds } as const,
  at_most: { kind: 'number', ...bounds } as const,
  more_than: { kind: 'number', ...bounds } as const,
  less_than: { kind: 'number', ...bounds } as const,
  between: { kind: 'range', ...bounds } as const,
});
const among = (of: 'region' | 'language' | 'zone') => ({
  in: { kind: 'some', of } as const,
  exists: nothing,
});
const times = {
  within_days: { kind: 'days', most: 3650 },
  after: { kind: 'instant' },
  before: { kind: 'instant' },
  between: { kind: 'span' },
} as const;
const imported = {
  in: { kind: 'some', of: 'values' },
  contains: { kind: 'text' },
  ...measures({ from: -1e15, to: 1e15, whole: false }),
  equals: { kind: 'yes_no' },
  exists: nothing,
} as const;
const score = { from: 0, to: 100, whole: true };
const written = { contains: { kind: 'text' }, exists: nothing } as const;

export const fieldSpecs: Readonly<Record<SegmentField, FieldSpec>> = {
  country: { group: 'person', asks: [], ops: among('region') },
  language: { group: 'person', asks: [], ops: among('language') },
  time_zone: { group: 'person', asks: [], ops: among('zone') },
  name: { group: 'person', asks: [], ops: written },
  email: { group: 'person', asks: [], ops: written },
  phone_number: {
    group: 'person',
    asks: [],
    ops: { starts_with: { kind: 'text', form: /^\+[0-9]{1,15}$/ }, exists: nothing },
  },
  created_at: { group: 'person', asks: [], ops: times },
  import: { group: 'person', asks: [], ops: { in: { kind: 'some', of: 'imports' } } },
  lead_score: {
    group: 'interests',
    asks: [],
    ops: { ...measures(score), equals: { kind: 'number', ...score } },
  },
  interests: {
    group: 'interests',
    asks: [],
    ops: { contains: { kind: 'some', of: 'words' }, exists: nothing },
  },
  demographics: { group: 'interests', asks: ['key'], ops: imported },
  attributes: { group: 'interests', asks: ['key'], ops: imported },
  identity: { group: 'reach', asks: ['any_channel'], ops: { exists: nothing } },
  consent: { group: 'reach', asks: ['channel', 'purpose'], ops: { equals: { kind: 'consent' } } },
  opted_out: { group: 'reach', asks: ['any_channel'], ops: { exists: nothing } },
  last_reply: { group: 'answers', asks: ['any_channel'], ops: { ...times, exists: nothing } },
  last_written: {
    group: 'answers',
    asks: ['any_channel'],
    ops: { within_days: { kind: 'days', most: 366 } },
  },
  campaign: { group: 'answers', asks: ['campaign'], ops: { equals: { kind: 'outcome' } } },
};

export const allFields = Object.keys(fieldSpecs) as SegmentField[];

/** Where a question must name a channel, a new one begins with this. */
export const firstChannel: Channel = 'whatsapp';
