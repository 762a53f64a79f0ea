import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchLoneReceipts, type LooseReceipt, type OpenAttempt } from './settle-lone-receipt.ts';

const attempt = (more: Partial<OpenAttempt> = {}): OpenAttempt => ({
  ...{ key: 'a.1', account_id: 'one', addresses: ['+881', 'uuid-1'], from: 1_000, until: 2_000 },
  ...more,
});
const receipt = (more: Partial<LooseReceipt> = {}): LooseReceipt => ({
  ...{ account_id: 'one', from: '+881', timestamp: 1_500 },
  ...more,
});
const match = (
  receipts: LooseReceipt[],
  more: { open?: OpenAttempt[]; rivals?: OpenAttempt[]; taken?: string[] } = {},
) => matchLoneReceipts(more.open ?? [attempt()], more.rivals ?? [], receipts, new Set(more.taken)).get('a.1');

describe('a lone receipt', () => {
  it.each([
    ['the person’s number', receipt()],
    ['the person’s uuid', receipt({ from: 'uuid-1' })],
    ['the first instant', receipt({ timestamp: 1_000 })],
    ['the last instant', receipt({ timestamp: 2_000 })],
  ])('is the one by %s', (_, one) => {
    expect(match([one])).toEqual({ kind: 'it', timestamp: one.timestamp });
  });

  it('delivered and read of the same message are one', () => {
    expect(match([receipt(), receipt({ from: 'uuid-1' })])).toEqual({ kind: 'it', timestamp: 1_500 });
  });

  it.each([
    ['somebody else', receipt({ from: '+882' })],
    ['nobody', receipt({ from: undefined })],
    ['another sender’s', receipt({ account_id: 'two' })],
    ['too early', receipt({ timestamp: 999 })],
    ['too late', receipt({ timestamp: 2_001 })],
  ])('is not by %s', (_, one) => expect(match([one])).toEqual({ kind: 'none' }));

  it('that belongs to another attempt is none', () => {
    expect(match([receipt()], { taken: ['one/1500'] })).toEqual({ kind: 'none' });
    expect(match([receipt()], { taken: ['two/1500'] })).toMatchObject({ kind: 'it' });
  });

  it('is not alone beside another one, or beside another attempt it would fit', () => {
    expect(match([receipt(), receipt({ timestamp: 1_600 })])).toEqual({ kind: 'several' });
    const rival = attempt({ key: 'b.1', from: 1_400, until: 3_000 });
    expect(match([receipt()], { rivals: [rival] })).toEqual({ kind: 'several' });
    expect(match([receipt()], { open: [attempt(), rival] })).toEqual({ kind: 'several' });
    expect(match([receipt({ timestamp: 1_100 })], { rivals: [rival] })).toMatchObject({ kind: 'it' });
    // Listed among the rivals, too, it is no rival of itself.
    expect(match([receipt()], { rivals: [attempt()] })).toMatchObject({ kind: 'it' });
  });

  it('never gives one instant to two attempts, nor one that lies outside the window', () => {
    const attempts = fc.array(
      fc.record({
        account_id: fc.constantFrom('one', 'two'),
        addresses: fc.uniqueArray(fc.constantFrom('+881', '+882', 'uuid-1'), { minLength: 1 }),
        from: fc.nat(20),
        length: fc.nat(8),
      }),
      { minLength: 1, maxLength: 6 },
    );
    const receipts = fc.array(
      fc.record({
        account_id: fc.constantFrom('one', 'two'),
        from: fc.constantFrom('+881', '+882', 'uuid-1', undefined),
        timestamp: fc.nat(30),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(attempts, receipts, fc.nat(5), (given, seen, split) => {
        const all = given.map(({ length, ...one }, index) => ({
          ...{ ...one, key: String(index), until: one.from + length },
        }));
        const matches = matchLoneReceipts(all.slice(split), all.slice(0, split), seen, new Set());
        const given_away = [...matches].flatMap(([key, one]) => {
          if (one.kind !== 'it') return [];
          const own = all[Number(key)] as OpenAttempt;
          expect(one.timestamp).toBeGreaterThanOrEqual(own.from);
          expect(one.timestamp).toBeLessThanOrEqual(own.until);
          return [`${own.account_id}/${one.timestamp}/${own.addresses.join()}`];
        });
        for (const [key, one] of matches) {
          if (one.kind !== 'it') continue;
          const own = all[Number(key)] as OpenAttempt;
          const others = all.filter(
            (other) =>
              other.key !== key &&
              other.account_id === own.account_id &&
              one.timestamp >= other.from &&
              one.timestamp <= other.until &&
              seen.some(
                (r) =>
                  r.timestamp === one.timestamp &&
                  r.account_id === own.account_id &&
                  r.from !== undefined &&
                  own.addresses.includes(r.from) &&
                  other.addresses.includes(r.from),
              ),
          );
          expect(others).toEqual([]);
        }
        expect(new Set(given_away).size).toBe(given_away.length);
      }),
    );
  });
});
