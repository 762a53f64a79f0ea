import fc from 'fast-check';
import pg from 'pg';
import { expect, it } from 'vitest';
import { readInstant } from './read-instant.ts';

const written = (iso: string) => iso.replace('T', ' ').replace('Z', '+00');

it('reads what PostgreSQL writes of any instant', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      fc.nat(999),
      (instant, micro) => {
        const iso = instant.toISOString();
        const all = `${iso.slice(0, -1)}${String(micro).padStart(3, '0')}`.replace(/\.?0+$/, '');
        for (const text of [iso, `${all}Z`, iso.replace(/\.\d+/, '')])
          expect(readInstant(written(text))).toEqual(new Date(`${text.slice(0, 23).replace('Z', '')}Z`));
      },
    ),
  );
});

it.each([
  '2026-11-20 10:00:00.5+06',
  '2026-11-20 10:00:00+05:30',
  '2026-11-20 10:00:00-03',
  '0001-01-01 00:00:00+00',
  '0099-12-31 23:59:59.999+00',
  '10000-01-01 00:00:00+00',
  '0044-03-15 00:00:00+00 BC',
  'infinity',
  '-infinity',
])('leaves %s to the driver', (text) => {
  expect(readInstant(text)).toEqual(pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)(text));
});
