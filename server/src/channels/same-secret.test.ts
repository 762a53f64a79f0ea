import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sameSecret } from './same-secret.ts';

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', minLength: 150, maxLength: 600 }),
  fc.constantFrom('a', 'a\0', '\0', 'ä', 'b'.repeat(170), 'b'.repeat(171), 'b'.repeat(4_096)),
);

it('is equality, whatever was compared before', () => {
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      expect(sameSecret(one, one)).toBe(one !== '');
      expect(sameSecret(one, other)).toBe(one !== '' && one === other);
      expect(sameSecret(one, `${one}\0`)).toBe(false);
    }),
  );
});

it.each([undefined, ''])('refuses everything when ours is %s', (ours) => {
  for (const given of [undefined, '', 'x', ['x']]) expect(sameSecret(ours, given)).toBe(false);
});

it('refuses a header given twice', () => {
  expect(sameSecret('x', ['x', 'x'])).toBe(false);
});
