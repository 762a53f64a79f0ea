import { expect, it } from 'vitest';
import { valueChange } from './value-change.ts';

const nobody = { first_name: null, last_name: null, name: null, demographics: {}, attributes: {} };

it.each([
  ['last_name', 'Uddin', { name: 'Rahim' }, { last_name: 'Uddin' }],
  ['last_name', ' Uddin ', { first_name: 'Rahim' }, { last_name: 'Uddin', name: 'Rahim Uddin' }],
  ['first_name', 'Rahim', {}, { first_name: 'Rahim' }],
  ['name', 'Rahim Uddin', {}, { name: 'Rahim Uddin' }],
  ['country', 'bd', {}, { country: 'BD' }],
  ['email', 'rahim@example.test', {}, { email: 'rahim@example.test' }],
  ['asset_class_interests', 'gold, bonds,', {}, { asset_class_interests: ['gold', 'bonds'] }],
  ['age', '41', { demographics: { location: 'Dhaka' } }, { demographics: { location: 'Dhaka', age: 41 } }],
  [
    'portfolio',
    'Growth',
    { attributes: { Branch: 'Gulshan' } },
    { attributes: { Branch: 'Gulshan', portfolio: 'Growth' } },
  ],
  // An empty one there hides what would stand beside it.
  ['portfolio', 'Growth', { demographics: { portfolio: '' } }, { demographics: { portfolio: 'Growth' } }],
])('%s: %s', (variable, typed, person, change) => {
  expect(valueChange({ ...nobody, ...person }, variable, typed)).toEqual(change);
});
