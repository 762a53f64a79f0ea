import { expect, it } from 'vitest';
import { passwordFault } from '../../src/users/password-rule.ts';

it.each([
  ['four quiet rivers', true],
  ['চারটি শান্ত নদী', true],
  ['Tr0ub4dor&3xyz', true],
  ['elevenchars', false],
  ['Password1234', false],
  ['QWERTYUIOP12', false],
  ['aaaaaaaaaaaa', false],
  ['abcabcabcabc', false],
  ['123456789012', false],
  ['nmlkjihgfedcba', false],
  ['nadia.rahman-2026', false],
  ['NADIA.RAHMAN!!!', false],
])('%s', (password, good) => {
  expect(passwordFault(password, 'nadia.rahman@example.com') === undefined).toBe(good);
});
