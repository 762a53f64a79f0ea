import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { expect, it } from 'vitest';
import { forTrail, notInTrail } from './for-trail.ts';

it('keeps what was asked, and no text that may name somebody', () => {
  const condition: SegmentCondition = {
    all: [
      { field: 'lead_score', op: 'at_least', value: 70 },
      { any: [{ field: 'email', op: 'contains', value: 'amina@example.test' }] },
      { not: { field: 'attributes', key: 'adviser', op: 'in', value: ['Amina Rahman', 'Karim Uddin'] } },
      { field: 'attributes', key: 'balance', op: 'at_least', value: 5 },
      { field: 'demographics', key: 'location', op: 'equals', value: 'Dhaka' },
      { field: 'demographics', key: 'spouse', op: 'equals', value: 'Karim' },
      { field: 'name', op: 'exists' },
      { field: 'country', op: 'in', value: ['BD'] },
    ],
  };
  expect(forTrail(condition)).toEqual({
    all: [
      { field: 'lead_score', op: 'at_least', value: 70 },
      { any: [{ field: 'email', op: 'contains', value: notInTrail }] },
      { not: { field: 'attributes', key: 'adviser', op: 'in', value: [notInTrail, notInTrail] } },
      { field: 'attributes', key: 'balance', op: 'at_least', value: 5 },
      { field: 'demographics', key: 'location', op: 'equals', value: 'Dhaka' },
      { field: 'demographics', key: 'spouse', op: 'equals', value: notInTrail },
      { field: 'name', op: 'exists' },
      { field: 'country', op: 'in', value: ['BD'] },
    ],
  });
});
