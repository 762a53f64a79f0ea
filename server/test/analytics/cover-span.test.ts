import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { coverSpan } from '../../src/analytics/cover-span.ts';

const hour = 3_600_000;

it('covers every hour of the span once, with days where they fit', () => {
  const start = Date.UTC(2026, 0, 1);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000_000 }),
      fc.integer({ min: 1, max: 2_000_000_000 }),
      (offset, length) => {
        const span = { from: new Date(start + offset), to: new Date(start + offset + length) };
        const { days, hours } = coverSpan(span);
        const covered = [...(days ? [days] : []), ...hours]
          .flatMap(({ from, to }) =>
            Array.from(
              { length: (to.getTime() - from.getTime()) / hour },
              (_, i) => from.getTime() + i * hour,
            ),
          )
          .toSorted((a, b) => a - b);
        const first = Math.floor(span.from.getTime() / hour) * hour;
        const count = Math.ceil((span.to.getTime() - first) / hour);
        expect(covered).toEqual(Array.from({ length: count }, (_, i) => first + i * hour));
      },
    ),
  );
});
