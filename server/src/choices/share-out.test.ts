import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trialStretches } from '../experiments/trial-stretches.ts';
import type { ChosenExperiment } from './choices.ts';
import { shareOut } from './share-out.ts';

const experiment = (trial: number, holdout_share: number, rolled_out_at: Date | null = null) =>
  ({
    ...{
      id: 'e',
      holdout_share,
      rolled_out_at,
      winner: rolled_out_at ? 1 : null,
      variants: [],
      time_zone: 'UTC',
    },
    stretches: trialStretches(
      [
        { key: 'A', share: 5_000 },
        { key: 'B', share: 5_000 },
      ],
      trial,
    ),
  }) satisfies ChosenExperiment;

it.each<[number, number, number, ReturnType<typeof shareOut>]>([
  [1_000, 10_000, 0, { sent: 1_000, held_out: 0, waiting: 0 }],
  [1_000, 2_000, 1_000, { sent: 180, held_out: 100, waiting: 720 }],
  [0, 2_000, 1_000, { sent: 0, held_out: 0, waiting: 0 }],
])('%i people, %i in the trial, %i held out', (people, trial, holdout, wanted) => {
  expect(shareOut(people, experiment(trial, holdout))).toEqual(wanted);
});

it('leaves everybody to be sent without an experiment, and all but the holdout after a roll-out', () => {
  expect(shareOut(7, undefined)).toEqual({ sent: 7, held_out: 0, waiting: 0 });
  const rolledOut = experiment(2_000, 1_000, new Date(0));
  expect(shareOut(1_000, rolledOut)).toEqual({ sent: 900, held_out: 100, waiting: 0 });
});

it('loses nobody', () => {
  fc.assert(
    fc.property(
      fc.nat(300_000),
      fc.integer({ min: 100, max: 10_000 }),
      fc.nat(5_000),
      (people, trial, out) => {
        const { sent, held_out, waiting } = shareOut(people, experiment(trial, out));
        expect(sent + held_out + waiting).toBe(people);
        expect(Math.min(sent, held_out, waiting)).toBeGreaterThanOrEqual(0);
      },
    ),
    { seed: 5, numRuns: 300 },
  );
});
