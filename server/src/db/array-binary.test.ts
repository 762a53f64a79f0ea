import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../test/support/server.ts';
import { bigints, booleans, floats, instants, integers, smallints, texts, uuids } from './array-binary.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

async function roundTrip(type: string, array: Buffer) {
  const { rows } = await server.rt.pool.query<{ back: unknown[] }>(`select $1::${type}[] as back`, [array]);
  return rows[0]?.back;
}

const orNull = <T>(one: fc.Arbitrary<T>) => fc.array(fc.option(one, { nil: null }), { maxLength: 8 });
const runs = { numRuns: 60 };

describe('PostgreSQL reads back what was written', () => {
  it('texts', async () => {
    const chosen = ['', ' ', 'NULL', 'a,b', '{}', '"', '\\', "it's", 'ক 😀', '\n\t', null];
    expect(await roundTrip('text', texts(chosen))).toEqual(chosen);
    // PostgreSQL's text holds neither NUL nor half a surrogate pair.
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0') && one.isWellFormed());
    await fc.assert(
      fc.asyncProperty(orNull(text), async (values) => {
        expect(await roundTrip('text', texts(values))).toEqual(values);
      }),
      runs,
    );
  });

  it('uuids, with or without dashes, in any case', async () => {
    await fc.assert(
      fc.asyncProperty(orNull(fc.uuid()), async (values) => {
        expect(await roundTrip('uuid', uuids(values))).toEqual(values);
      }),
      runs,
    );
    const id = '0190c2f4-9ab7-7def-8123-456789abcdef';
    expect(await roundTrip('uuid', uuids([id.toUpperCase(), id.replaceAll('-', '')]))).toEqual([id, id]);
  });

  it('instants', async () => {
    const instant = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(orNull(instant), async (values) => {
        const { rows } = await server.rt.pool.query<{ ms: number | null }>(
          'select (extract(epoch from t) * 1000)::float8 as ms from unnest($1::timestamptz[]) with ordinality as i(t, n) order by n',
          [instants(values)],
        );
        expect(rows.map((row) => row.ms)).toEqual(values.map((one) => one?.getTime() ?? null));
      }),
      runs,
    );
  });

  it.each([
    ['bigint', bigints, fc.maxSafeInteger()],
    ['int', integers, fc.integer()],
    ['smallint', smallints, fc.integer({ min: -32_768, max: 32_767 })],
    ['float8', floats, fc.double({ noNaN: true })],
  ] as const)('%s', async (type, write, value) => {
    await fc.assert(
      fc.asyncProperty(orNull<number>(value), async (values) => {
        // Zero with a sign is zero without one as a whole number.
        const expected = type === 'float8' ? values : values.map((one) => one && one + 0);
        const back = await roundTrip(type, write(values));
        expect(back?.map((one) => (typeof one === 'string' ? Number(one) : one))).toEqual(expected);
      }),
      runs,
    );
  });

  it('booleans, and nothing at all', async () => {
    expect(await roundTrip('boolean', booleans([true, false, null]))).toEqual([true, false, null]);
    expect(await roundTrip('uuid', uuids([]))).toEqual([]);
    expect(await roundTrip('text', texts([]))).toEqual([]);
  });
});

it.each([
  '',
  'abc',
  '0190c2f4-9ab7-7def-8123-456789abcdef0',
  'g190c2f4-9ab7-7def-8123-456789abcdef',
  '০'.repeat(32),
])('refuses %j as a UUID', (value) => {
  expect(() => uuids([value])).toThrow(TypeError);
});

it('refuses numbers that are not whole, and instants that are none', () => {
  expect(() => bigints([0.5])).toThrow(RangeError);
  expect(() => bigints([2 ** 53])).toThrow(RangeError);
  expect(() => instants([new Date(Number.NaN)])).toThrow(RangeError);
});
