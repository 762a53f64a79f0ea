// What is a plain callback and what is not, byte by byte.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequest } from './read-request.ts';

const id = '0b6c9a3e-1f2d-4c5b-8a7e-1234567890ab';
const line = `POST /hooks/whatsapp/${id} HTTP/1.1`;
const whole = (head: string, body = '{}') => Buffer.from(`${head}\r\n\r\n${body}`, 'latin1');
const plain = whole(
  `${line}\r\nHost: a.example\r\nContent-Type: application/json\r\nX-Sign: sha256=00\r\ncontent-length:2`,
);

it('reads a plain one', () => {
  expect(readRequest(plain)).toEqual({
    ...{ channel: 'whatsapp', account: id, rest: '', raw: Buffer.from('{}') },
    headers: {
      ...{
        host: 'a.example',
        'content-type': 'application/json',
        'x-sign': 'sha256=00',
        'content-length': '2',
      },
    },
  });
  const path = `POST /hooks/imessage/${id}/secret_-1 HTTP/1.1\r\nhost: a\r\nconnection: Keep-Alive\r\ncontent-length: 1`;
  expect(readRequest(whole(path, 'x'))).toMatchObject({ channel: 'imessage', rest: 'secret_-1' });
});

it('waits for the rest of it, and says of what', () => {
  const headEnd = plain.indexOf('\r\n\r\n') + 4;
  for (let length = 0; length < plain.length; length++)
    expect(readRequest(plain.subarray(0, length))).toBe(length < headEnd ? 'head' : 'body');
});

describe('leaves to Node', () => {
  const head = (...lines: string[]) => [line, 'host: a', ...lines].join('\r\n');
  const two = 'content-length: 2';
  it.each<[string, string]>([
    ['no length', head('x: y')],
    ['a length of nothing', head('content-length: 0')],
    ['a length above the limit', head('content-length: 3145729')],
    ['a length of many digits', head('content-length: 00000002')],
    ['a leading zero', head('content-length: 02')],
    ['a plus', head('content-length: +2')],
    ['a sign', head('content-length: -2')],
    ['hexadecimal', head('content-length: 0x2')],
    ['a list', head('content-length: 2, 2')],
    ['a blank inside', head('content-length: 2 2')],
    ['a blank behind', head('content-length: 2 ')],
    ['two blanks before', head('content-length:  2')],
    ['a tab before', head('content-length:\t2')],
    ['two lengths', head(two, two)],
    ['two that differ', head(two, 'Content-Length: 3')],
    ['chunked', head('transfer-encoding: chunked')],
    ['chunked and a length', head(two, 'Transfer-Encoding: chunked')],
    ['another encoding', head(two, 'transfer-encoding: identity')],
    ['an expectation', head(two, 'expect: 100-continue')],
    ['an upgrade', head(two, 'upgrade: h2c')],
    ['connection: close', head(two, 'connection: close')],
    ['connection: upgrade', head(two, 'connection: keep-alive, upgrade')],
    ['the proxies’ own', head(two, 'proxy-connection: close')],
    ['no host', [line, two].join('\r\n')],
    ['two hosts', head(two, 'Host: b')],
    ['the same header twice', head(two, 'x-sign: 1', 'X-Sign: 2')],
    ['no value', head(two, 'x-sign:')],
    ['a blank before the colon', head('content-length : 2')],
    ['a name with a blank', head(two, 'x sign: 1')],
    ['a name with an underscore', head(two, 'content_length: 3')],
    ['a name every object has', head(two, 'constructor: 1')],
    ['and another', head(two, '__proto__: 1')],
    ['no colon', head(two, 'x-sign')],
    ['no name', head(two, ': 1')],
    ['a folded line', head(two, 'x-sign: 1', ' 2')],
    ['a tab-folded line', head(two, 'x-sign: 1', '\t2')],
    ['a bare line feed', head(`${two}\nx-sign: 1`)],
    ['a bare carriage return', head(`${two}\rx-sign: 1`)],
    ['NUL', head(two, 'x-sign: 1\0')],
    ['a control character', head(two, 'x-sign: 1\x01')],
    ['a byte above ASCII', head(two, 'x-sign: \xe9')],
    ['65 headers', head(two, ...Array.from({ length: 63 }, (_, n) => `x-${n}: 1`))],
    ['a long head', head(two, `x-sign: ${'1'.repeat(8_192)}`)],
    ['GET', head(two).replace('POST', 'GET')],
    ['lower case', head(two).replace('POST', 'post')],
    ['another version', head(two).replace('HTTP/1.1', 'HTTP/1.0')],
    ['lower-case version', head(two).replace('HTTP/1.1', 'http/1.1')],
    ['no version', head(two).replace(' HTTP/1.1', '')],
    ['two blanks', head(two).replace('POST /', 'POST  /')],
    ['absolute form', head(two).replace('/hooks', 'http://a/hooks')],
    ['a query', head(two).replace(' HTTP', '?a=1 HTTP')],
    ['a fragment', head(two).replace(' HTTP', '#a HTTP')],
    ['dots', head(two).replace('/hooks/', '/hooks/../hooks/')],
    ['an escape', head(two).replace(id, id.replace('0', '%30'))],
    ['upper-case id', head(two).replace(id, id.toUpperCase())],
    ['two segments', head(two).replace(' HTTP', '/a/b HTTP')],
    ['an empty segment', head(two).replace(' HTTP', '/ HTTP')],
    ['another route', head(two).replace('/hooks/whatsapp', '/api/v1')],
    ['a line before', `\r\n${head(two)}`],
    ['no headers', line],
  ])('%s', (_, text) => expect(readRequest(whole(text))).toBe('other'));

  it('a second request behind the first', () => {
    expect(readRequest(Buffer.concat([plain, plain]))).toBe('other');
    expect(readRequest(Buffer.concat([plain, Buffer.from('G')]))).toBe('other');
  });

  it('whatever has one odd byte in its head, or reads it as part of a value', () => {
    const headEnd = plain.indexOf('\r\n\r\n') + 4;
    fc.assert(
      fc.property(fc.nat(headEnd - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = Buffer.from(plain);
        bytes[at] = byte;
        const reading = readRequest(bytes);
        if (typeof reading !== 'object' || bytes.equals(plain)) return;
        expect(byte).toBeGreaterThanOrEqual(0x20);
        expect(byte).toBeLessThan(0x7f);
        expect(reading.raw.toString()).toBe('{}');
      }),
      { numRuns: 2_000 },
    );
  });
});
