import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerReader } from './read-answer.ts';

type Result =
  { status: number; body: string; headers: object; kept: number; rest: number } | 'fault' | 'more';

/** Read in these pieces, then the connection ends where `ends`. */
function read(pieces: readonly Buffer[], ends = true, mostBody?: number): Result {
  const reader = new AnswerReader(mostBody);
  // The bytes of a piece are gone as soon as it was read: a socket writes the next one over them.
  for (const [index, piece] of pieces.entries()) {
    const lent = Buffer.from(piece);
    const reading = reader.read(lent);
    lent.fill(0);
    if (reading === 'more') continue;
    if ('fault' in reading) return 'fault';
    const after = pieces.slice(index + 1).reduce((sum, one) => sum + one.length, 0);
    return whole(reader, reading.rest + after);
  }
  if (!ends) return 'more';
  const last = reader.ended();
  if ('fault' in last) return 'fault';
  return whole(reader, last.rest);
}

function whole(reader: AnswerReader, rest: number): Result {
  const { status, body, headers } = reader.answer();
  return { status, body, headers: { ...headers }, kept: reader.keptSeconds, rest };
}

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((one) => one % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const ok = 'HTTP/1.1 200 OK\r\n';

// Answers with what they mean.
const token = fc.stringMatching(/^x-[a-z]{1,8}$/);
const value = fc.stringMatching(/^[!-~](?:[ -~]{0,20}[!-~])?$/);
const fields = fc.uniqueArray(fc.tuple(token, value), { maxLength: 4, selector: ([name]) => name });
const text = fc.oneof(fc.string({ maxLength: 300 }), fc.constant('আপনার বার্তা 🙂'), fc.constant(''));
const answers = fc
  .record({
    status: fc.constantFrom(200, 201, 204, 304, 400, 404, 429, 500, 503),
    interim: fc.constantFrom(
      '',
      'HTTP/1.1 100 Continue\r\n\r\n',
      'HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n',
    ),
    fields,
    text,
    framing: fc.constantFrom('length', 'chunked', 'close'),
    sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
    closes: fc.boolean(),
    trailers: fc.boolean(),
  })
  .map(({ status, interim, fields: own, text: given, framing, sizes, closes, trailers }) => {
    const bodyless = status === 204 || status === 304;
    const body = bodyless ? Buffer.alloc(0) : Buffer.from(given);
    const headers: [string, string][] = [...own];
    if (closes) headers.push(['connection', 'Close']);
    if (!bodyless && framing === 'length') headers.push(['content-length', String(body.length)]);
    if (!bodyless && framing === 'chunked') headers.push(['transfer-encoding', 'Chunked']);
    const head = `HTTP/1.1 ${status} Said\r\n${headers.map(([name, one]) => `${name}: ${one}\r\n`).join('')}\r\n`;
    const sent = bodyless || framing !== 'chunked' ? body : inChunks(body, sizes, trailers);
    const kept = closes || (!bodyless && framing === 'close') ? 0 : 10;
    // A mark at the beginning is left out.
    const expected = {
      status,
      body: body.toString('utf8').replace(/^\uFEFF/, ''),
      headers: Object.fromEntries(headers),
      kept,
    };
    return { bytes: Buffer.concat([latin1(interim + head), sent]), expected };
  });

function inChunks(body: Buffer, sizes: readonly number[], trailers: boolean): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0, turn = 0; at < body.length; turn++) {
    const part = body.subarray(at, at + (sizes[turn % sizes.length] ?? 1));
    const extension = turn % 2 === 0 ? '' : ';name="a b"';
    parts.push(latin1(`${part.length.toString(16)}${extension}\r\n`), part, latin1('\r\n'));
    at += part.length;
  }
  return Buffer.concat([...parts, latin1(trailers ? '000\r\nx-sum: 1\r\n\r\n' : '0\r\n\r\n')]);
}

const cuts = fc.array(fc.nat(2_000), { maxLength: 12 });

describe('an answer', () => {
  test('is what was said, however its bytes are split', () => {
    fc.assert(
      fc.property(answers, cuts, ({ bytes, expected }, places) => {
        expect(read(split(bytes, places))).toEqual({ ...expected, rest: 0 });
      }),
      { numRuns: 400 },
    );
  });

  test('is the same byte by byte', () => {
    fc.assert(
      fc.property(answers, ({ bytes, expected }) => {
        expect(read([...bytes].map((byte) => Buffer.of(byte)))).toEqual({ ...expected, rest: 0 });
      }),
      { numRuns: 50 },
    );
  });

  test('cut off anywhere is none', () => {
    fc.assert(
      fc.property(answers, fc.nat(), ({ bytes, expected }, at) => {
        const part = read([bytes.subarray(0, at % bytes.length)]);
        // But one that ends with its connection ends wherever that does.
        const bounded = ['content-length', 'transfer-encoding'].some((name) => name in expected.headers);
        expect(part === 'fault' || !bounded).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('of any bytes at all is an answer or a fault, the same in whatever pieces', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.tuple(answers, fc.nat(), fc.nat(255)).map(([{ bytes }, at, byte]) => {
        const changed = Buffer.from(bytes);
        changed[at % changed.length] = byte;
        return changed;
      }),
    );
    fc.assert(
      fc.property(noise, cuts, (bytes, places) => {
        expect(read(split(bytes, places))).toEqual(read([bytes]));
      }),
      { numRuns: 600 },
    );
  });
});

test.each<[string, string]>([
  ['another protocol', '220 mail.example ready\r\n\r\n'],
  ['another protocol that ends no line', 'SSH-2.0-OpenSSH'],
  ['HTTP/2', 'HTTP/2 200\r\n\r\n'],
  ['a version without a status', 'HTTP/1.1 \r\n\r\n'],
  ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
  ['a status beyond the classes', 'HTTP/1.1 600 Odd\r\n\r\n'],
  ['a switch of protocols', 'HTTP/1.1 101 Switching\r\nupgrade: websocket\r\n\r\n'],
  ['two spaces', 'HTTP/1.1  200 OK\r\n\r\n'],
  ['a control letter in the reason', 'HTTP/1.1 200 O\0K\r\n\r\n'],
  ['lines that end with a feed alone', `HTTP/1.1 200 OK\ncontent-length: 0\n\r\n\r\n`],
  ['a folded header', `${ok}x-a: b\r\n c\r\ncontent-length: 0\r\n\r\n`],
  ['a space before the colon', `${ok}content-length : 0\r\n\r\n`],
  ['a header without a colon', `${ok}content-length\r\n\r\n`],
  ['a header without a name', `${ok}: 0\r\n\r\n`],
  ['a control letter in a header', `${ok}x-a: b\0\r\ncontent-length: 0\r\n\r\n`],
  ['a lone return in a header', `${ok}x-a: b\rcontent-length: 0\r\n\r\n`],
  ['two lengths', `${ok}content-length: 2\r\ncontent-length: 2\r\n\r\nok`],
  ['lengths in a list', `${ok}content-length: 2, 2\r\n\r\nok`],
  ['a length below nothing', `${ok}content-length: -1\r\n\r\n`],
  ['a length with a sign', `${ok}content-length: +2\r\n\r\nok`],
  ['a length in sixteens', `${ok}content-length: 0x2\r\n\r\nok`],
  ['no length where one is named', `${ok}content-length:\r\n\r\n`],
  ['a length that no number holds', `${ok}content-length: 99999999999999999999\r\n\r\n`],
  ['a length beyond what is read', `${ok}content-length: 99999999\r\n\r\n`],
  ['a length and chunks', `${ok}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n`],
  ['a packed body', `${ok}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
  ['chunks twice over', `${ok}transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['a chunk without a size', `${ok}transfer-encoding: chunked\r\n\r\n\r\nok\r\n0\r\n\r\n`],
  ['a chunk of a size below nothing', `${ok}transfer-encoding: chunked\r\n\r\n-2\r\nok\r\n0\r\n\r\n`],
  ['a chunk of a size with a sign', `${ok}transfer-encoding: chunked\r\n\r\n0x2\r\nok\r\n0\r\n\r\n`],
  ['a chunk of a size that no number holds', `${ok}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n`],
  ['a chunk longer than its size', `${ok}transfer-encoding: chunked\r\n\r\n1\r\nok\r\n0\r\n\r\n`],
  ['chunks whose lines end with a feed alone', `${ok}transfer-encoding: chunked\r\n\r\n2\nok\n0\n\n`],
  ['a trailer that is no header', `${ok}transfer-encoding: chunked\r\n\r\n0\r\nnothing\r\n\r\n`],
  ['chunks without an end', `${ok}transfer-encoding: chunked\r\n\r\n2\r\nok\r\n`],
  ['less than its length', `${ok}content-length: 3\r\n\r\nok`],
  ['a head without an end', `${ok}content-length: 3\r\n`],
  ['nothing', ''],
  ['interim answers alone', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ['a head without bounds', `${ok}${'x-a: b\r\n'.repeat(3_000)}\r\n`],
  ['interim answers without bounds', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(3_000)],
  [
    'a size line without bounds',
    `${ok}transfer-encoding: chunked\r\n\r\n1;${'a'.repeat(5_000)}\r\na\r\n0\r\n\r\n`,
  ],
  [
    'trailers without bounds',
    `${ok}transfer-encoding: chunked\r\n\r\n0\r\n${'x-a: b\r\n'.repeat(9_000)}\r\n`,
  ],
])('%s is no answer', (_what, said) => {
  expect(read([latin1(said)])).toBe('fault');
  expect(read([...latin1(said)].map((byte) => Buffer.of(byte)))).toBe('fault');
});

test.each<[string, string, object]>([
  ['no reason', 'HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n', { status: 200, kept: 10 }],
  ['a reason of none', 'HTTP/1.1 200 \r\ncontent-length: 0\r\n\r\n', { status: 200 }],
  ['the old version, which closes', 'HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n', { kept: 0 }],
  [
    'the old version, which stays',
    'HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\ncontent-length: 0\r\n\r\n',
    { kept: 10 },
  ],
  ['a time it stays', `${ok}keep-alive: timeout=5, max=3\r\ncontent-length: 0\r\n\r\n`, { kept: 3 }],
  ['a time too short to use', `${ok}keep-alive: timeout=2\r\ncontent-length: 0\r\n\r\n`, { kept: 0 }],
  ['a time beyond ours', `${ok}keep-alive: timeout=99999\r\ncontent-length: 0\r\n\r\n`, { kept: 600 }],
  ['closing among others', `${ok}connection: x, close\r\ncontent-length: 0\r\n\r\n`, { kept: 0 }],
  ['bytes nobody asked for', `${ok}content-length: 2\r\n\r\nok!!`, { body: 'ok', rest: 2 }],
  [
    'a header twice',
    `${ok}A: 1\r\na: 2\r\nA:3\r\ncontent-length: 0\r\n\r\n`,
    { headers: { a: ['1', '2', '3'], 'content-length': '0' } },
  ],
  [
    'a header that is in every object',
    `${ok}constructor: 1\r\ncontent-length: 0\r\n\r\n`,
    { headers: { constructor: '1', 'content-length': '0' } },
  ],
  ['a body where none may be', 'HTTP/1.1 204 None\r\ncontent-length: 2\r\n\r\nok', { body: '', rest: 2 }],
  ['bytes that are no letters', `${ok}content-length: 1\r\n\r\n\xff`, { body: '\ufffd' }],
])('%s', (_what, said, expected) => {
  expect(read([latin1(said)])).toMatchObject(expected);
});

test('A body is read up to its bound and not beyond, whatever it says of its length', () => {
  const within = 'a'.repeat(100);
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
  for (const [head, body] of [
    ['content-length: 100', within],
    ['transfer-encoding: chunked', chunk(within)],
    ['connection: close', within],
  ] as const)
    expect(read([latin1(`${ok}${head}\r\n\r\n${body}`)], true, 100)).toMatchObject({ body: within });
  for (const [head, body] of [
    ['content-length: 101', ''],
    ['transfer-encoding: chunked', chunk(`${within}b`)],
    ['connection: close', `${within}b`],
  ] as const)
    expect(read([latin1(`${ok}${head}\r\n\r\n${body}`)], false, 100)).toBe('fault');
});
