// The signature by hand against the library's own.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signatureOf } from '../src/whatsapp/sign.ts';

test('signs any text with any secret as HMAC-SHA256 does', () => {
  const secret = fc.oneof(
    fc.string(),
    fc.string({ minLength: 60, maxLength: 80 }),
    fc.string({ unit: 'binary' }),
  );
  const body = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 4_000, maxLength: 9_000 }));
  fc.assert(
    fc.property(secret, body, (key, text) => {
      expect(signatureOf(key, text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
    }),
  );
});
