import { expect, it } from 'vitest';
import { numberOrText } from '../pages/segments/typed-values.ts';
import { plainNumber } from './plain-number.ts';

it.each([
  ['1000', '1000'],
  ['1,000', '1000'],
  ['1,00,000', '100000'],
  ['১,০০,০০০.৫০', '100000.50'],
  ['12,345,678', '12345678'],
  ['-2,500', '-2500'],
  ['1,5', '1.5'],
  ['১,৫', '1.5'],
  ['0,125', '0.125'],
  [' 7 ', '7'],
  ['1,2,3', '1.2,3'],
])('%s is %s', (typed, plain) => expect(plainNumber(typed)).toBe(plain));

it('a segment asks for what was meant by a number with commas', () => {
  expect(['1,000', '১,০০,০০০', '1,5', '1,2,3', '+1'].map(numberOrText)).toEqual([
    1000,
    100_000,
    1.5,
    '1,2,3',
    '+1',
  ]);
});
