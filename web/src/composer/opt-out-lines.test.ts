import { optOutLines as lines } from '@sampark/contracts/opt-out-line.ts';
import { expect, it } from 'vitest';
import { optOutLines } from './opt-out-lines.ts';

const everybody = { applies: 'everybody' as const, countries: [] };
const brazil = { applies: 'some' as const, countries: ['BR'] };
const both = ['signal', 'telegram'] as const;

it.each([
  ['for everybody, in the language of the text', everybody, 'প্রিয় {{ name }}', undefined, lines.bn, []],
  ['in the language it is said to be in', everybody, 'Hola', 'ar', lines.ar, []],
  ['in the text’s own where none is chosen yet', everybody, 'Hola, gracias por su visita', '', lines.es, []],
  ['where a country wants it, for its people', brazil, 'Dear {{ name }}', 'en', lines.en, ['BR']],
] as const)('stands under it %s', (_, reach, text, language, line, only) =>
  expect(optOutLines(reach, text, both, language)).toEqual({
    lines: { signal: line, telegram: line },
    only,
  }),
);

it.each([
  ['nobody wants it', { applies: 'nobody' as const, countries: [] }, 'Dear'],
  ['nothing is known yet', undefined, 'Dear'],
  ['nothing is written', everybody, ' '],
  ['the text says so itself', everybody, 'Dear. Reply STOP to stop.'],
])('is not there where %s', (_, reach, text) => expect(optOutLines(reach, text, both)).toBeUndefined());
