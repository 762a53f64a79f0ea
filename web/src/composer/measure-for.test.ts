import { expect, it } from 'vitest';
import { measureFor } from './measure-for.ts';
import type { Variable } from './variables.ts';

const name = { name: 'first_name', longest: { characters: 4, bytes: 4 } } as Variable;
const used = (text: string, more: { line?: string; language?: string; rich?: boolean } = {}) =>
  measureFor('signal', more.rich ? { text, format: 'rich' } : { text }, [name], {
    ...{ appended: more.line, language: more.language },
  }).used;
const bytes = (text: string) => new TextEncoder().encode(text).length;

it('a line that begins with a name in other letters takes the mark it is sent with', () => {
  const text = '{{ first_name }}، مرحبا';
  const plain = bytes('xxxx، مرحبا');
  expect(used(text)).toBe(plain);
  expect(used(text, { language: 'en' })).toBe(plain);
  expect(used(text, { language: 'ar' })).toBe(plain + 3);
  expect(used(`*{{ first_name }}*، مرحبا\nمرحبا`, { language: 'ar', rich: true })).toBe(
    plain + 3 + bytes('\nمرحبا'),
  );
});

it('what is put under it is counted along, with its mark', () => {
  expect(used('مرحبا', { line: 'Stop', language: 'ar' })).toBe(bytes('مرحبا\n\nStop') + 3);
  expect(used('Hi', { line: 'Stop' })).toBe(8);
});
