import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readNumbers } from './read-numbers.ts';

it.each([
  ['+447400000001\n+447400000002', [[1, '+447400000001'], [2, '+447400000002']]],
  ['Phone,Name\r\n"+44 7400 000001","Rahman, A"\r\n\r\n', [[2, '+44 7400 000001']]],
  ['\uFEFFphone;reason\n০১৭১২৩৪৫৬৭৮;asked', [[2, '০১৭১২৩৪৫৬৭৮']]],
  ['01712 345678\tKarim', [[1, '01712 345678']]],
  [' \n,,\n', []],
  ['', []],
])('%j', (text, expected) => {
  expect(readNumbers(text).map(({ line, text: found }) => [line, found])).toEqual(expected);
}); // prettier-ignore

it('loses no number and invents none', () => {
  const numbers = fc.array(fc.stringMatching(/^\+\d{8,14}$/), { maxLength: 50 });
  fc.assert(
    fc.property(numbers, fc.constantFrom('\n', '\r\n', '\r'), fc.constantFrom('', ',x', ';y;z', '\tq'), (all, end, rest) => {
      const text = all.map((one) => one + rest).join(end);
      expect(readNumbers(text).map((one) => one.text)).toEqual(all);
    }),
  );
}); // prettier-ignore
