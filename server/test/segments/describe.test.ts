// Conditions in words, and what is said of those that cannot be run.
import type { campaignOutcomes, consentStates } from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCondition, namedIn } from '../../src/segments/check-condition.ts';
import { describe as inWords } from '../../src/segments/describe.ts';
import { conditionsOf } from './conditions.ts';

const id = '0b0e7a4e-3c0e-4a57-9d9b-0d7c4a1f0001';
const unnamed = '0b0e7a4e-3c0e-4a57-9d9b-0d7c4a1f0002';
const unknown = '0b0e7a4e-3c0e-4a57-9d9b-0d7c4a1f0003';
const score: SegmentCondition = { field: 'lead_score', op: 'at_least', value: 70 };
const gulf: SegmentCondition = { field: 'country', op: 'in', value: ['AE', 'SA', 'QA'] };

const campaign = (value: (typeof campaignOutcomes)[number]): SegmentCondition => ({
  field: 'campaign',
  op: 'equals',
  campaign_id: id,
  value,
});
const consent = (value: (typeof consentStates)[number]): SegmentCondition => ({
  field: 'consent',
  op: 'equals',
  channel: 'signal',
  purpose: 'marketing',
  value,
});

describe('a condition in words', () => {
  const day = '2026-01-31T10:00:00+02:00';
  const later = '2026-03-01T00:00:00Z';
  const told: [SegmentCondition, string, string][] = [
    [score, 'The lead score is at least 70', 'লিড স্কোর অন্তত ৭০'],
    [{ field: 'lead_score', op: 'equals', value: 0 }, 'The lead score is 0', 'লিড স্কোর: ০'],
    [{ field: 'lead_score', op: 'at_most', value: 5 }, 'The lead score is at most 5', 'লিড স্কোর বড়জোর ৫'],
    [{ field: 'lead_score', op: 'more_than', value: 5 }, 'The lead score is more than 5', 'লিড স্কোর ৫-এর বেশি'],
    [{ field: 'attributes', key: 'rate', op: 'less_than', value: -2.5 }, '“rate” is less than -2.5', '“rate” -২.৫-এর কম'],
    [gulf, 'The country is “AE”, “SA” or “QA”', 'দেশ: “AE”, “SA” অথবা “QA”'],
    [{ field: 'time_zone', op: 'exists' }, 'The time zone is known', 'সময় অঞ্চল জানা আছে'],
    [{ field: 'name', op: 'contains', value: 'রহিমা 1' }, 'The name contains “রহিমা 1”', 'নামের মধ্যে “রহিমা 1” আছে'],
    [{ field: 'email', op: 'contains', value: '@a.bd' }, 'The e-mail address contains “@a.bd”', 'ই-মেইল ঠিকানার মধ্যে “@a.bd” আছে'],
    [{ field: 'attributes', key: 'job', op: 'contains', value: 'eng' }, '“job” contains “eng”', '“job”-এর মধ্যে “eng” আছে'],
    [{ field: 'phone_number', op: 'starts_with', value: '+880' }, 'The phone number begins with “+880”', 'ফোন নম্বর “+880” দিয়ে শুরু'],
    [{ all: [score, gulf] }, 'The lead score is at least 70 and the country is “AE”, “SA” or “QA”', 'লিড স্কোর অন্তত ৭০ এবং দেশ: “AE”, “SA” অথবা “QA”'],
    [
      { all: [score, { any: [gulf, { field: 'language', op: 'equals', value: 'ar' }] }] },
      'The lead score is at least 70 and (the country is “AE”, “SA” or “QA” or the language is “ar”)',
      'লিড স্কোর অন্তত ৭০ এবং (দেশ: “AE”, “SA” অথবা “QA” অথবা ভাষা: “ar”)',
    ],
    [{ not: score }, 'Not (the lead score is at least 70)', 'এমন নয়: (লিড স্কোর অন্তত ৭০)'],
    [{ any: [{ all: [score] }] }, 'The lead score is at least 70', 'লিড স্কোর অন্তত ৭০'],
    [{ field: 'demographics', key: 'age', op: 'between', value: [30, 45] }, '“age” is between 30 and 45', '“age” ৩০ থেকে ৪৫-এর মধ্যে'],
    [{ field: 'attributes', key: 'VIP', op: 'equals', value: true }, '“VIP” is true', '“VIP”: হ্যাঁ'],
    [{ field: 'attributes', key: 'VIP', op: 'equals', value: false }, '“VIP” is false', '“VIP”: না'],
    [{ field: 'interests', op: 'contains', value: ['gold'] }, 'Interested in “gold”', '“gold”-এ আগ্রহী'],
    [{ field: 'interests', op: 'exists' }, 'Interests are known', 'আগ্রহ জানা আছে'],
    [{ field: 'created_at', op: 'before', value: day }, 'Came in before 2026-01-31 08:00 UTC', '৩১ জানুয়ারি, ২০২৬, ০৮:০০ UTC-এর আগে যুক্ত হয়েছেন'],
    [{ field: 'created_at', op: 'after', value: day }, 'Came in on or after 2026-01-31 08:00 UTC', '৩১ জানুয়ারি, ২০২৬, ০৮:০০ UTC বা তার পরে যুক্ত হয়েছেন'],
    [
      { field: 'created_at', op: 'between', value: [day, later] },
      'Came in between 2026-01-31 08:00 UTC and 2026-03-01 00:00 UTC',
      '৩১ জানুয়ারি, ২০২৬, ০৮:০০ UTC থেকে ১ মার্চ, ২০২৬, ০০:০০ UTC-এর মধ্যে যুক্ত হয়েছেন',
    ],
    [{ field: 'last_reply', op: 'within_days', value: 30 }, 'Last wrote to us in the last 30 days', 'আমাদের শেষ লিখেছেন গত ৩০ দিনে'],
    [
      { field: 'last_reply', op: 'within_days', value: 1, channel: 'imessage' },
      'Last wrote to us on iMessage in the last 24 hours',
      'iMessage-এ আমাদের শেষ লিখেছেন গত ২৪ ঘণ্টায়',
    ],
    [{ field: 'last_reply', op: 'exists' }, 'Wrote to us at some time', 'কখনো না কখনো আমাদের লিখেছেন'],
    [{ field: 'last_written', op: 'within_days', value: 7 }, 'Was written to in the last 7 days', 'গত ৭ দিনে তাঁকে বার্তা পাঠানো হয়েছে'],
    [campaign('sent'), 'Was sent the campaign “Spring”', '“Spring” ক্যাম্পেইন পাঠানো হয়েছে'],
    [campaign('delivered'), 'Received the campaign “Spring”', '“Spring” ক্যাম্পেইন পেয়েছেন'],
    [campaign('read'), 'Read the campaign “Spring”', '“Spring” ক্যাম্পেইন পড়েছেন'],
    [campaign('not_read'), 'Was sent and did not read the campaign “Spring”', '“Spring” ক্যাম্পেইন পাঠানো হয়েছে, কিন্তু পড়েননি'],
    [campaign('replied'), 'Answered the campaign “Spring”', '“Spring” ক্যাম্পেইনের উত্তর দিয়েছেন'],
    [campaign('failed'), 'Could not be sent the campaign “Spring”', '“Spring” ক্যাম্পেইন পাঠানো যায়নি'],
    [consent('none'), 'Never said anything about marketing on Signal', 'Signal-এ বিপণন বিষয়ে কখনো কিছু জানাননি'],
    [consent('granted'), 'Agreed to marketing on Signal', 'Signal-এ বিপণন বিষয়ে সম্মতি দিয়েছেন'],
    [consent('withdrawn'), 'Withdrew consent to marketing on Signal', 'Signal-এ বিপণন বিষয়ে সম্মতি ফিরিয়ে নিয়েছেন'],
    [{ field: 'opted_out', op: 'exists', channel: 'whatsapp' }, 'Opted out on WhatsApp', 'WhatsApp-এ বার্তা বন্ধ করেছেন'],
    [{ field: 'identity', op: 'exists' }, 'Can be reached on a channel', 'কোনো একটি চ্যানেলে পৌঁছানো যায়'],
    [{ field: 'identity', op: 'exists', channel: 'telegram' }, 'Can be reached on Telegram', 'Telegram-এ পৌঁছানো যায়'],
    [{ field: 'import', op: 'in', value: [id, unnamed, unknown] }, `Came with the import “Spring”, “without a name” or “${unknown}”`, `“Spring”, “নামহীন” অথবা “${unknown}” ইমপোর্টে এসেছেন`],
    [{ field: 'language', op: 'in', value: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((one) => `${one}x`) }, 'The language is “ax”, “bx”, “cx”, “dx”, “ex”, “fx” or 2 more', 'ভাষা: “ax”, “bx”, “cx”, “dx”, “ex”, “fx” অথবা আরও ২টি'],
  ]; // prettier-ignore
  const names = new Map([
    [id, 'Spring'],
    [unnamed, null],
  ]);
  it.each(told)('%j', (condition, english, bengali) => {
    expect(inWords(condition, 'en', names)).toBe(english);
    expect(inWords(condition, 'bn', names)).toBe(bengali);
  });

  it('is told in Bengali whatever it asks, but for what people typed and names of the world', () => {
    fc.assert(
      fc.property(conditionsOf([id], [id, unnamed]), (condition) => {
        const text = inWords(condition, 'bn', names).replace(/“[^”]*”/g, '');
        expect(text).not.toMatch(/undefined|null|NaN|\[object/);
        expect(text.replace(/WhatsApp|Telegram|Signal|iMessage|UTC/g, '')).not.toMatch(/[a-z0-9]/i);
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
  });
});

describe('a condition that cannot be run is refused with its place', () => {
  const nested = (depth: number): unknown => (depth === 1 ? score : { not: nested(depth - 1) });
  const refused: [unknown, string, RegExp][] = [
    [null, 'body.condition', /must be a condition/],
    [[], 'body.condition', /must be a condition/],
    [{}, 'body.condition.field', /not a field/],
    [{ field: '__proto__', op: 'exists' }, 'body.condition.field', /not a field/],
    [{ field: 'country', op: 'contains', value: 'A' }, 'body.condition.op', /not an operator of country/],
    [{ field: 'country', op: 'constructor' }, 'body.condition.op', /not an operator/],
    [{ field: 'country', op: 'equals', value: 'gb' }, 'body.condition.value', /wrong form/],
    [{ all: [score, { field: 'country', op: 'in', value: [] }] }, 'body.condition.all.1.value', /at least 1/],
    [{ field: 'lead_score', op: 'at_least', value: '70' }, 'body.condition.value', /whole number/],
    [{ field: 'lead_score', op: 'at_least' }, 'body.condition.value', /is missing/],
    [{ ...score, extra: 1 }, 'body.condition.extra', /not a field/],
    [{ field: 'lead_score', op: 'between', value: [80, 20] }, 'body.condition.value', /after it ends/],
    [{ field: 'created_at', op: 'between', value: ['2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z'] }, 'body.condition.value', /after it ends/],
    [{ field: 'created_at', op: 'before', value: 'yesterday' }, 'body.condition.value', /an instant such as/],
    [{ all: [] }, 'body.condition.all', /at least one/],
    [{ any: score }, 'body.condition.any', /list/],
    [{ not: score, all: [score] }, 'body.condition', /more in it than “all”/],
    [nested(7), 'body.condition.not.not.not.not.not.not', /more than 6 deep/],
    [{ any: Array.from({ length: 60 }, () => score) }, 'body.condition.any.59', /more than 60 parts/],
  ]; // prettier-ignore
  it.each(refused)('%j', (condition, field, reason) => {
    const [first, ...rest] = checkCondition(condition);
    expect(first).toMatchObject({ field, reason: expect.stringMatching(reason) as unknown });
    expect(rest).toEqual([]);
  });

  it('and one at its bounds is not', () => {
    expect(checkCondition(nested(6))).toEqual([]);
    expect(checkCondition({ any: Array.from({ length: 59 }, () => score) })).toEqual([]);
  });
});

it('says which campaigns and imports a condition needs', () => {
  const condition: SegmentCondition = {
    any: [{ not: { field: 'campaign', op: 'equals', campaign_id: id, value: 'read' } }, { all: [{ field: 'import', op: 'in', value: [id] }] }],
  }; // prettier-ignore
  expect(namedIn(condition, 'body')).toEqual([
    { kind: 'campaign', id, field: 'body.any.0.not.campaign_id' },
    { kind: 'import', id, field: 'body.any.1.all.0.value.0' },
  ]);
});
