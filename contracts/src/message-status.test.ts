import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayMove, messageStatuses, statusesBefore, type MessageStatus } from './message-status.ts';

const arrivals = ['sent', 'delivered', 'read'] as const;

/** What applying one receipt after the other makes of a message. */
function settle(start: MessageStatus, receipts: readonly MessageStatus[]): MessageStatus {
  return receipts.reduce((now, next) => (mayMove(now, next) ? next : now), start);
}

describe('the status ladder', () => {
  it('never moves a read, cancelled or skipped message', () => {
    for (const end of ['read', 'cancelled', 'skipped'] as const) {
      expect(messageStatuses.filter((to) => mayMove(end, to))).toEqual([]);
    }
  });

  it('never takes an arrived or settled message back into the queue', () => {
    for (const from of ['sent', 'delivered', 'read', 'unknown', 'failed', 'cancelled', 'skipped'] as const) {
      for (const to of ['pending', 'retrying', 'sending'] as const) {
        expect(mayMove(from, to), `${from} to ${to}`).toBe(false);
      }
    }
  });

  it('starts to send only from the queue', () => {
    expect(statusesBefore('sending')).toEqual(['pending', 'retrying']);
  });

  it('statusesBefore and mayMove say the same, and no status moves to itself', () => {
    for (const to of messageStatuses) {
      expect(statusesBefore(to)).toEqual(messageStatuses.filter((from) => mayMove(from, to)));
      expect(mayMove(to, to)).toBe(false);
    }
  });

  it('any arrivals in any order end at the furthest one', () => {
    const start = fc.constantFrom<MessageStatus>('sending', 'unknown', 'retrying');
    fc.assert(
      fc.property(
        start,
        fc.array(fc.constantFrom(...arrivals), { minLength: 1, maxLength: 8 }),
        (from, seen) => {
          const furthest = arrivals[Math.max(...seen.map((one) => arrivals.indexOf(one)))];
          expect(settle(from, seen)).toBe(furthest);
        },
      ),
    );
  });

  it('with a failure among them, arrival beyond sent wins and order does not matter', () => {
    const seen = fc.uniqueArray(fc.constantFrom(...arrivals, 'failed' as const), { minLength: 1 });
    fc.assert(
      fc.property(seen, fc.constantFrom<MessageStatus>('sending', 'unknown'), (receipts, from) => {
        const expected = receipts.includes('read')
          ? 'read'
          : receipts.includes('delivered')
            ? 'delivered'
            : receipts.includes('failed')
              ? 'failed'
              : 'sent';
        for (const order of permutations(receipts)) expect(settle(from, order)).toBe(expected);
      }),
    );
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  );
}
