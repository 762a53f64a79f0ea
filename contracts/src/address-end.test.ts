import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressEnd } from './address-end.ts';

describe('the end of an address', () => {
  it.each([
    ['fund/7?c=1&d=a+b#top', 'fund/7?c=1&d=a+b#top'],
    ['New York', 'New%20York'],
    ['x:key', 'x%3Akey'],
    ['9|DL', '9%7CDL'],
    ['Peña', 'Pe%C3%B1a'],
    ['ঢাকা', '%E0%A6%A2%E0%A6%BE%E0%A6%95%E0%A6%BE'],
    ['Gon%C3%A7alves', 'Gon%C3%A7alves'],
    ['100%', '100%25'],
    ['👩‍🌾', '%F0%9F%91%A9%E2%80%8D%F0%9F%8C%BE'],
  ])('%s is %s', (text, expected) => expect(addressEnd(text)).toBe(expected));

  it('whatever a person’s value is, makes an address, and is written once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const end = addressEnd(text);
        expect(end).toMatch(/^[!-~]*$/);
        expect(URL.canParse(`https://b.example/${end}`)).toBe(true);
        expect(addressEnd(end)).toBe(end);
      }),
    );
  });
});
