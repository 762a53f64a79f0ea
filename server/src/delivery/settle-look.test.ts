import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { LookUpAnswer } from '../channels/channel.ts';
import { readLook, type Finding } from './settle-look.ts';
import { absenceProvesAfterMs, looksForMs, nextLookAfter } from './settle-windows.ts';

const intent_at = new Date('2026-11-20T12:00:00Z');
const after = (ms: number) => new Date(intent_at.getTime() + ms);
const minute = 60_000;

/** What was said, how old the send is, the how-manieth look: what follows. */
const table: [string, LookUpAnswer, number, number, Finding][] = [
  ['found', { found: true, external_id: 'G' }, minute, 1, { kind: 'sent', external_id: 'G' }],
  [
    'found after a week',
    { found: true, external_id: 'G' },
    looksForMs,
    9,
    { kind: 'sent', external_id: 'G' },
  ],
  [
    'not there yet',
    { found: false },
    minute,
    1,
    { kind: 'later', at: after(1.5 * minute), saw: 'not_found' },
  ],
  [
    'not there, nearly safe',
    { found: false },
    9 * minute,
    5,
    { kind: 'later', at: after(10 * minute), saw: 'not_found' },
  ],
  ['not there when it must be', { found: false }, absenceProvesAfterMs, 6, { kind: 'never_sent' }],
  ['two fit', { found: 'several' }, minute, 1, { kind: 'person', saw: 'several' }],
  ['silence', undefined, minute, 1, { kind: 'later', at: after(1.5 * minute), saw: 'no_answer' }],
  [
    'silence when it must be there',
    undefined,
    60 * minute,
    3,
    { kind: 'later', at: after(62 * minute), saw: 'no_answer' },
  ],
  ['silence for a week', undefined, looksForMs, 40, { kind: 'person', saw: 'no_answer' }],
];

describe('what a look-up means', () => {
  it.each(table)('%s', (_, answer, age, looks, expected) => {
    expect(readLook({ intent_at, looks }, answer, after(age))).toEqual(expected);
  });

  it('silence never proves that it was not sent, and the next look is always in the future', () => {
    const ages = fc.nat(30 * 86_400_000);
    fc.assert(
      fc.property(ages, fc.integer({ min: 1, max: 200 }), fc.boolean(), (age, looks, answered) => {
        const finding = readLook({ intent_at, looks }, answered ? { found: false } : undefined, after(age));
        const never = finding.kind === 'never_sent';
        expect(never).toBe(answered && age >= absenceProvesAfterMs);
        const next = finding.kind === 'later' ? finding.at.getTime() : Infinity;
        expect(next).toBeGreaterThan(after(age).getTime());
      }),
    );
  });

  it('waits longer each time, an hour at most', () => {
    const waits = Array.from({ length: 12 }, (_, index) => nextLookAfter(index + 1) / 1_000);
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600, 3_600, 3_600]);
  });
});
