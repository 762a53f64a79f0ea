import fc from 'fast-check';
import { expect, it } from 'vitest';
import { base32, codeOf, factorUri, fittingStep, stepAt } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

// RFC 6238, appendix B, cut to six digits.
it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i seconds it is %s', (seconds, code) => {
  expect(codeOf(secret, stepAt(new Date(seconds * 1000)))).toBe(code);
});

// RFC 4648, section 10.
it.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of "%s" is "%s"', (text, written) => {
  expect(base32(Buffer.from(text))).toBe(written);
});

it('takes the steps beside the present one, no others, and none that is spent', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 300, max: 3_000_000_000 }),
      fc.integer({ min: -5, max: 5 }),
      fc.integer({ min: -5, max: 5 }),
      (seconds, apart, spent) => {
        const now = new Date(seconds * 1000);
        const step = stepAt(now) + apart;
        const found = fittingStep(secret, codeOf(secret, step), now, stepAt(now) + spent);
        // Two steps may share a code by chance; then either is right.
        if (found === undefined) expect(Math.abs(apart) <= 1 && apart > spent).toBe(false);
        else {
          expect(found).toBeGreaterThan(stepAt(now) + spent);
          expect(codeOf(secret, found)).toBe(codeOf(secret, step));
        }
      },
    ),
  );
});

it('takes nothing but six digits', () => {
  const now = new Date('2026-11-20T10:00:00Z');
  const code = codeOf(secret, stepAt(now));
  for (const other of ['', code.slice(0, 5), `${code}0`, ` ${code}`, 'ABCDEF', '１２３４５６'])
    expect(fittingStep(secret, other, now, 0)).toBe(undefined);
});

it('names workspace and person for the authenticator, whatever they are called', () => {
  const uri = new URL(factorUri(secret, 'Rahman: Wealth & Sons', 'nadia+1@example.com'));
  expect(decodeURIComponent(uri.pathname)).toContain('Sampark Rahman  Wealth & Sons:nadia+1@example.com');
  expect(uri.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  expect(uri.searchParams.get('issuer')).toBe('Sampark Rahman  Wealth & Sons');
});
