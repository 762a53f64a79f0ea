import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeRequest, type Request } from './write-request.ts';

const plain: Request = {
  ...{ method: 'POST', path: '/send?to=1', host: 'sender.example:8080' },
  headers: { 'content-type': 'application/json', authorization: 'Bearer a b' },
  body: '{"text":"আপনার বার্তা"}',
};

test('A request is written with the length of its bytes', () => {
  expect(writeRequest(plain)).toBe(
    'POST /send?to=1 HTTP/1.1\r\nhost: sender.example:8080\r\nconnection: keep-alive\r\ncontent-type: application/json\r\n' +
      `authorization: Bearer a b\r\ncontent-length: 45\r\n\r\n${plain.body}`,
  );
  const bare = { ...plain, headers: undefined, body: undefined };
  expect(writeRequest(bare)).toMatch(/\r\ncontent-length: 0\r\n\r\n$/);
  expect(writeRequest({ ...bare, method: 'GET' })).toMatch(/\r\nconnection: keep-alive\r\n\r\n$/);
});

test.each<[string, Partial<Request>]>([
  ['a line in a value', { headers: { a: 'b\r\nx-c: d' } }],
  ['a feed in a value', { headers: { a: 'b\nx-c: d' } }],
  ['a NUL in a value', { headers: { a: '\0' } }],
  ['letters of several bytes in a value', { headers: { a: 'é' } }],
  ['a line in a name', { headers: { 'a\r\nb': 'c' } }],
  ['a colon in a name', { headers: { 'a:': 'c' } }],
  ['no name', { headers: { '': 'c' } }],
  ['a length of its own', { headers: { 'Content-Length': '3' } }],
  ['an encoding of its own', { headers: { 'transfer-encoding': 'chunked' } }],
  ['a host of its own', { headers: { host: 'other.example' } }],
  ['a space in the path', { path: '/a b' }],
  ['a line in the path', { path: '/a\r\nx: y' }],
  ['no path', { path: '' }],
  ['a line in the host', { host: 'a\r\nx: y' }],
])('%s cannot be written', (_what, change) => {
  expect(writeRequest({ ...plain, ...change })).toBeUndefined();
});

test('Whatever headers are given: they are written as they are, or nothing is', () => {
  const odd = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.stringMatching(/^[\r\n:a ]{0,6}$/));
  const name = fc.oneof(odd, fc.stringMatching(/^[a-z-]{1,8}$/));
  fc.assert(
    fc.property(fc.dictionary(name, odd, { maxKeys: 3 }), odd, (headers, body) => {
      const text = writeRequest({ ...plain, headers, body });
      if (text === undefined) return;
      const end = text.indexOf('\r\n\r\n');
      expect(text.slice(end + 4)).toBe(body);
      const lines = text.slice(0, end).split('\r\n').slice(3, -1);
      expect(lines).toEqual(Object.entries(headers).map(([key, value]) => `${key}: ${value}`));
      expect(Buffer.from(text.slice(0, end), 'latin1').toString('utf8')).toBe(text.slice(0, end));
    }),
    { numRuns: 1_000 },
  );
});
