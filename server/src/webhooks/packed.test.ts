import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, payloadOf, unpack, type Loose } from './packed.ts';

const account_id = '0b8b5a3e-0000-4000-8000-000000000001';
const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.json().map((json) => JSON.stringify(JSON.parse(json), undefined, 2)),
  fc.constantFrom('', '\n', ']\n[', '{"a":"\n"}', '😀'),
);
const callbacks = fc.array(
  fc.record<Loose>({
    channel: fc.constantFrom('whatsapp', 'signal'),
    account_id: fc.constant(account_id),
    text: texts,
  }),
  { minLength: 1 },
);

describe('packed callbacks', () => {
  it('come out word for word, whatever they say', () => {
    fc.assert(
      fc.property(callbacks, (all) => {
        expect(unpack(pack(all).row)).toEqual(all);
      }),
    );
  });

  it('that are many and alike take little room, and say how long they were', () => {
    const all = Array.from({ length: 70 }, (_, n) => ({
      ...{ channel: 'whatsapp' as const, account_id },
      text: JSON.stringify({ object: 'whatsapp_business_account', status: 'delivered', id: `wamid.${n}` }),
    }));
    const { row, bytes } = pack(all);
    expect(bytes).toBeGreaterThan(9_000);
    expect(row.length).toBeLessThan(bytes / 5);
    expect(unpack(row)).toEqual(all);
  });

  it('hold no NUL', () => {
    expect(unpack(pack([{ channel: 'signal', account_id, text: 'a\0b' }]).row)[0]?.text).toBe('a\ufffdb');
  });

  it('are read as they were written before', () => {
    const payload = { text: 'ক\n' };
    const row = Buffer.from(`\0${JSON.stringify([['signal', account_id, payload]])}`);
    expect(unpack(row)).toEqual([{ channel: 'signal', account_id, text: JSON.stringify(payload) }]);
  });
});

describe('a payload', () => {
  it.each([
    ['{"a":"\\ud83d\\ude00 \\u0995"}', { a: '😀 ক' }],
    ['{"a":"\\uD83D\\uDE00"}', { a: '😀' }],
    ['{"a":"x\\u0000y\\ud800z\\uDC00"}', { a: 'x\ufffdy\ufffdz\ufffd' }],
    ['{"a":"\\\\u0000"}', { a: '\\u0000' }],
    ['{"\\u0000":1}', { '\ufffd': 1 }],
    ['no', { malformed: 'no' }],
    ['', { malformed: '' }],
    [`${'x'.repeat(9_999)}😀`, { malformed: `${'x'.repeat(9_999)}\ufffd` }],
  ])('of %j', (text, payload) => {
    expect(payloadOf(text)).toEqual(payload);
  });
});
