// Random conditions of every field and operator.
import { channels, purposes } from '@sampark/contracts/domain.ts';
import { campaignOutcomes, consentStates, type SegmentLeaf } from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import fc from 'fast-check';
import { amount, instant, keys, words } from './people.ts';

const word = fc.constantFrom(...words.filter((one) => one !== ''), 'o', 'RE');
const key = fc.constantFrom(...keys);
const channel = fc.constantFrom(...channels);
const maybe = fc.oneof(
  fc.constant({}),
  channel.map((one) => ({ channel: one })),
);
const moment = instant.map((one) => one.toISOString());
const ordered = <T>(one: fc.Arbitrary<T>) =>
  fc.tuple(one, one).map(([a, b]): [T, T] => (a <= b ? [a, b] : [b, a]));
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });
const measures = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof(
    fc.record({ op: fc.constantFrom('less_than', 'at_most', 'more_than', 'at_least'), value: one }),
    ordered(one).map((value) => ({ op: 'between', value })),
  );
const times = fc.oneof(
  fc.record({ op: fc.constantFrom('before', 'after'), value: moment }),
  ordered(moment).map((value) => ({ op: 'between', value })),
  fc.integer({ min: 1, max: 60 }).map((value) => ({ op: 'within_days', value })),
);
const exists = fc.constant({ op: 'exists' });
const merged = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as SegmentLeaf);
const field = (...names: SegmentLeaf['field'][]) => fc.record({ field: fc.constantFrom(...names) });
const list = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof(
    exists,
    one.map((value) => ({ op: 'equals', value })),
    some(one).map((value) => ({ op: 'in', value })),
  );
const score = fc.integer({ min: 0, max: 100 });
const holds = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof(
    exists,
    one.map((value) => ({ op: 'contains', value })),
  );

export function leavesOf(
  campaigns: readonly string[],
  imports: readonly string[],
): fc.Arbitrary<SegmentLeaf> {
  return fc.oneof(
    merged(
      field('lead_score'),
      fc.oneof(
        score.map((value) => ({ op: 'equals', value })),
        measures(score),
      ),
    ),
    merged(field('language'), list(fc.constantFrom('en', 'bn', 'fr'))),
    merged(field('country'), list(fc.constantFrom('GB', 'BD', 'FR'))),
    merged(field('time_zone'), list(fc.constantFrom('Europe/London', 'Asia/Dhaka', 'x'))),
    merged(
      field('name', 'email'),
      holds(
        fc.constantFrom(
          'amina',
          'A',
          '%',
          '_',
          'নু',
          'রা\u09DF',
          'রা\u09AF\u09BC',
          'os\u00C9',
          'E\u0301',
          '@EXAMPLE',
        ),
      ),
    ),
    merged(
      field('phone_number'),
      fc.oneof(
        exists,
        fc.constantFrom('+44', '+880171').map((value) => ({ op: 'starts_with', value })),
      ),
    ),
    merged(field('interests'), holds(some(word))),
    {
      weight: 4,
      arbitrary: merged(
        field('demographics', 'attributes'),
        fc.record({ key }),
        fc.oneof(
          exists,
          fc.oneof(word, amount, fc.boolean()).map((value) => ({ op: 'equals', value })),
          some(fc.oneof(word, amount)).map((value) => ({ op: 'in', value })),
          word.map((value) => ({ op: 'contains', value })),
          measures(amount),
        ),
      ),
    },
    merged(field('created_at'), times),
    merged(
      field('import'),
      some(fc.constantFrom(...imports)).map((value) => ({ op: 'in', value })),
    ),
    merged(field('identity', 'opted_out'), exists, maybe),
    merged(
      field('consent'),
      fc.record({
        ...{ op: fc.constant('equals'), channel, purpose: fc.constantFrom(...purposes) },
        value: fc.constantFrom(...consentStates),
      }),
    ),
    merged(field('last_reply'), fc.oneof(times, exists), maybe),
    merged(
      field('last_written'),
      fc.record({ op: fc.constant('within_days'), value: fc.integer({ min: 1, max: 60 }) }),
      maybe,
    ),
    merged(
      field('campaign'),
      fc.record({
        ...{ op: fc.constant('equals'), campaign_id: fc.constantFrom(...campaigns) },
        value: fc.constantFrom(...campaignOutcomes),
      }),
    ),
  );
}

export function conditionsOf(
  campaigns: readonly string[],
  imports: readonly string[],
): fc.Arbitrary<SegmentCondition> {
  const leaf = leavesOf(campaigns, imports);
  return fc.letrec<{ tree: SegmentCondition }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
      leaf,
      some(tie('tree')).map((all) => ({ all })),
      some(tie('tree')).map((any) => ({ any })),
      tie('tree').map((not) => ({ not })),
    ),
  })).tree;
}
