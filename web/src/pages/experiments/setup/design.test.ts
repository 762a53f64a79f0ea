import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  allAlike,
  designOf,
  firstDesign,
  fitsTogether,
  keyAt,
  lacksOf,
  varying,
  withControl,
  withoutVersion,
  withVersion,
  withVersionAt,
  type Design,
  type ExperimentResource,
} from './design.ts';

const first: Design = {
  ...{
    varies: 'message',
    metric: 'replied',
    converted_by: 'told',
    expected_rate: 0.1,
    minimum_effect: 0.05,
    power: 0.8,
    alpha: 0.05,
  },
  ...{ trial_share: 10_000, holdout_share: 0, settle_minutes: 4_320 },
  guardrails: { opt_out: { on: true, margin: 0.02 }, failure: { on: true, margin: 0.05 } },
  variants: [
    { name: 'As it is', share: 5_000, is_control: true, change: {} },
    { name: 'Shorter', share: 5_000, is_control: false, change: {} },
  ],
};
const shares = (design: Design) => design.variants.map((one) => one.share);

it('starts with a control and one version beside it', () => {
  const start = firstDesign({ control: 'As it is', other: 'Shorter' });
  expect(start.variants.map(({ share, is_control }) => [share, is_control])).toEqual([
    [5_000, true],
    [5_000, false],
  ]);
  expect(start.variants.map((_, index) => keyAt(index))).toEqual(['A', 'B']);
});

it('says which versions cannot be told apart', () => {
  expect(lacksOf(first)).toEqual([{ kind: 'same', at: 1, as: 0 }]);
  const other = withVersionAt(first, 1, { change: { message_content: 'Shorter' } });
  expect(lacksOf(other)).toEqual([]);
  expect(lacksOf(withVersionAt(other, 1, { name: ' ' }))).toEqual([{ kind: 'no-name', at: 1 }]);
  expect(lacksOf(withVersionAt(other, 1, { name: 'as it is ' }))).toEqual([{ kind: 'same-name', at: 1 }]);
  // A copy says the same until it is changed.
  expect(lacksOf(withVersion(other, 'Copy', other.variants[1]))).toEqual([{ kind: 'same', at: 2, as: 1 }]);
});

it('can be kept with all versions alike or with none', () => {
  expect([allAlike(first), fitsTogether(first)]).toEqual([true, true]);
  const other = withVersionAt(first, 1, { change: { message_content: 'Shorter' } });
  expect(fitsTogether(other)).toBe(true);
  const copied = withVersion(other, 'Copy', other.variants[1]);
  expect([allAlike(copied), fitsTogether(copied)]).toEqual([false, false]);
  expect(fitsTogether(withVersionAt(other, 0, { name: '' }))).toBe(false);
});

it('takes as a version’s own only what differs from its text', () => {
  const text = (words: string) => ({ kind: 'text' as const, text: words });
  const known = {
    ...first,
    variants: [
      { ...first.variants[0], change: {} },
      {
        ...first.variants[1],
        change: {
          message_content: 'Shorter',
          channel_content: { telegram: text('Shorter'), signal: text('Signal’s own') },
        },
      },
    ],
  } as unknown as ExperimentResource;
  expect(designOf(known).variants.map((one) => one.change)).toEqual([
    {},
    { message_content: 'Shorter', channel_content: { signal: text('Signal’s own') } },
  ]);
});

it('lets go of what varied before', () => {
  const texts = withVersionAt(first, 1, { change: { message_content: 'Shorter' } });
  expect(varying(texts, 'message')).toBe(texts);
  expect(varying(texts, 'send_time').variants.map((one) => one.change)).toEqual([{}, {}]);
});

it('has one control and whole shares, whatever is added and removed', () => {
  const step = fc.oneof(
    fc.constant({ kind: 'add' as const, at: 0 }),
    fc.record({ kind: fc.constant('copy' as const), at: fc.nat(7) }),
    fc.record({ kind: fc.constant('remove' as const), at: fc.nat(7) }),
    fc.record({ kind: fc.constant('control' as const), at: fc.nat(7) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let design = first;
      for (const { kind, at } of steps) {
        const place = at % design.variants.length;
        if (kind === 'control') design = withControl(design, place);
        else if (kind === 'remove' && design.variants.length > 2) design = withoutVersion(design, place);
        else if (kind !== 'remove' && design.variants.length < 8)
          design = withVersion(design, 'Another', kind === 'copy' ? design.variants[place] : undefined);
        expect(design.variants.filter((one) => one.is_control)).toHaveLength(1);
        expect(shares(design).reduce((sum, one) => sum + one, 0)).toBe(10_000);
      }
    }),
    { seed: 8, numRuns: 200 },
  );
});
