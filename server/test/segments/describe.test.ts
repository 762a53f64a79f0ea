// Conditions in words, and what is said of those that cannot be run.
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { describe, expect, it } from 'vitest';
import { checkCondition, namedIn } from '../../src/segments/check-condition.ts';
import { describe as inWords } from '../../src/segments/describe.ts';

const id = '0b0e7a4e-3c0e-4a57-9d9b-0d7c4a1f0001';
const score: SegmentCondition = { field: 'lead_score', op: 'at_least', value: 70 };
const gulf: SegmentCondition = { field: 'country', op: 'in', value: ['AE', 'SA', 'QA'] };

describe('a condition in words', () => {
  const told: [SegmentCondition, string][] = [
    [score, 'The lead score is at least 70'],
    [gulf, 'The country is “AE”, “SA” or “QA”'],
    [{ all: [score, gulf] }, 'The lead score is at least 70 and the country is “AE”, “SA” or “QA”'],
    [
      { all: [score, { any: [gulf, { field: 'language', op: 'equals', value: 'ar' }] }] },
      'The lead score is at least 70 and (the country is “AE”, “SA” or “QA” or the language is “ar”)',
    ],
    [{ not: score }, 'Not (the lead score is at least 70)'],
    [{ any: [{ all: [score] }] }, 'The lead score is at least 70'],
    [{ field: 'demographics', key: 'age', op: 'between', value: [30, 45] }, '“age” is between 30 and 45'],
    [{ field: 'attributes', key: 'VIP', op: 'equals', value: true }, '“VIP” is true'],
    [{ field: 'interests', op: 'contains', value: ['gold'] }, 'Interested in “gold”'],
    [{ field: 'created_at', op: 'before', value: '2026-01-31T10:00:00+02:00' }, 'Came in before 2026-01-31 08:00 UTC'],
    [{ field: 'last_reply', op: 'within_days', value: 30 }, 'Last wrote to us in the last 30 days'],
    [
      { field: 'last_reply', op: 'within_days', value: 1, channel: 'imessage' },
      'Last wrote to us on iMessage in the last 24 hours',
    ],
    [{ field: 'last_written', op: 'within_days', value: 7 }, 'Was written to in the last 7 days'],
    [{ field: 'campaign', op: 'equals', campaign_id: id, value: 'not_read' }, 'Was sent and did not read the campaign “Spring”'],
    [
      { field: 'consent', op: 'equals', channel: 'signal', purpose: 'marketing', value: 'none' },
      'Never said anything about marketing on Signal',
    ],
    [{ field: 'opted_out', op: 'exists', channel: 'whatsapp' }, 'Opted out on WhatsApp'],
    [{ field: 'identity', op: 'exists' }, 'Can be reached on a channel'],
    [{ field: 'import', op: 'in', value: [id] }, 'Came with the import “Spring”'],
    [{ field: 'language', op: 'in', value: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((one) => `${one}x`) }, 'The language is “ax”, “bx”, “cx”, “dx”, “ex”, “fx” or 2 more'],
  ]; // prettier-ignore
  it.each(told)('%j', (condition, text) => {
    expect(inWords(condition, new Map([[id, 'Spring']]))).toBe(text);
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
  expect(namedIn(condition)).toEqual({ campaigns: [id], imports: [id] });
});
