import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hmacSha256 } from './hmac.ts';

it('equals createHmac for every key and text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: 'binary' }), (bytes, text) => {
      const key = Buffer.from(bytes);
      expect(hmacSha256(key)(text)).toEqual(createHmac('sha256', key).update(text).digest());
    }),
  );
});

it('refuses a key longer than a block', () => {
  expect(() => hmacSha256(Buffer.alloc(65))).toThrow('longer than one block');
});
