import { expect, it } from 'vitest';
import { nextStep } from './next-step.ts';
import type { Results } from './results.ts';

const arm = (key: string, more: object = {}) => ({
  ...{ key, sent: 50, settled: 50, waiting: 0, stopped_at: null },
  ...more,
});
const results = (verdict: object, more: object = {}): Results =>
  ({
    ...{ verdict: { kind: 'too_early', winner: null, may_stop: false, ...verdict } },
    ...{ variants: [arm('A'), arm('B')], waiting_for_winner: 0, caveats: [], ...more },
  }) as unknown as Results;
const running = { status: 'running', campaign_status: 'active', rolled_out_at: null } as const;
const better = { kind: 'better', winner: 'B', may_stop: true };
const decided = { ...running, status: 'decided' } as const;

it.each([
  ['a winner is declared', running, results(better), { kind: 'declare', winner: 'B' }],
  [
    'of two alike either is',
    running,
    results({ kind: 'no_relevant_difference', may_stop: true }),
    { kind: 'declare', winner: null },
  ],
  ['an alarm comes first', running, results({ kind: 'sample_ratio' }), { kind: 'find_out' }],
  [
    'people still get theirs',
    running,
    results({}, { variants: [arm('A', { waiting: 3 }), arm('B')] }),
    { kind: 'wait' },
  ],
  [
    'people may still answer',
    running,
    results({}, { variants: [arm('A', { settled: 40 }), arm('B')] }),
    { kind: 'wait' },
  ],
  ['the audience is not known yet', running, results({}, { waiting_for_winner: null }), { kind: 'wait' }],
  [
    'all were counted, though others wait',
    running,
    results({}, { waiting_for_winner: 900 }),
    { kind: 'more_people' },
  ],
  [
    'others wait for the winner',
    decided,
    results(better, { waiting_for_winner: 900 }),
    { kind: 'roll_out', people: 900 },
  ],
  [
    'it was rolled out',
    { ...decided, rolled_out_at: '2026-01-01' },
    results(better, { waiting_for_winner: 900 }),
    { kind: 'report' },
  ],
  [
    'its campaign is over',
    { ...decided, campaign_status: 'completed' },
    results(better, { waiting_for_winner: 9 }),
    { kind: 'report' },
  ],
  ['it was cancelled', { ...running, status: 'ended' as const }, results({}), { kind: 'report' }],
])('%s', (_, experiment, counted, step) => {
  expect(nextStep(experiment, counted)).toEqual(step);
});
