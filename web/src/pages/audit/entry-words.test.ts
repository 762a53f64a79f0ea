import { readFileSync } from 'node:fs';
import { eventTypes } from '@sampark/contracts/event-types.ts';
import { expect, it } from 'vitest';

it('every kind of entry has its sentence', () => {
  // Its texts are made by the build: here the source is read.
  const source = readFileSync(new URL('./entry-words.ts', import.meta.url), 'utf8');
  expect(eventTypes.filter((type) => !source.includes(`'${type}': {`))).toEqual([]);
});
