// Heads as text: a field is found as a parser of lines would find it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHead } from '../src/core/http-wire.ts';

const NAMES = ['host', 'content-length', 'x-length', 'length', 'idempotency-key', 'key', 'date'] as const;
const name = fc.constantFrom(...NAMES);
const cased = fc
  .tuple(name, fc.infiniteStream(fc.boolean()))
  .map(([text, upper]) =>
    Array.from(text, (unit) => (upper.next().value ? unit.toUpperCase() : unit)).join(''),
  );
const value = fc
  .string({ unit: fc.constantFrom('a', 'Z', '9', ':', ' ', ',', '\u00c4', '\u00df', '-') })
  .map((text) => text.trim());

test('finds each field whatever its case, place, blanks and neighbours', () => {
  const lines = fc.array(fc.tuple(cased, fc.constantFrom('', ' ', '  '), value), { maxLength: 8 });
  fc.assert(
    fc.property(lines, fc.string({ unit: 'grapheme-ascii' }), (fields, body) => {
      const text = fields.map(([field, blank, content]) => `${field}:${blank}${content}\r\n`).join('');
      const start = 'POST /x HTTP/1.1';
      const head = readHead(Buffer.from(`${start}\r\n${text}\r\n${body}`, 'latin1'));
      expect(head?.line).toBe(start);
      expect(head?.end).toBe(start.length + 2 + text.length + 2);
      for (const wanted of NAMES) {
        const first = fields.find(([field]) => field.toLowerCase() === wanted);
        expect(head?.field(wanted)).toBe(first?.[2]);
      }
    }),
  );
  expect(readHead(Buffer.from('POST /x HTTP/1.1\r\nhost: a\r\n'))).toBeUndefined();
});
