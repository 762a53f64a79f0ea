// Decides whether bytes are one whole plain callback. Enters: what a connection has sent and nobody has read.
// Guaranteed: whatever is taken here, Node's parser would read in exactly the same way; what it might read in any other way,
// or not at all, is `other`. The grammar is narrower than HTTP's on purpose, and nothing in it is lenient.
import { callbackLimit } from '../http/body.ts';

export type PlainRequest = {
  channel: string;
  account: string;
  /** What follows /hooks/{channel}/{account}/. */
  rest: string;
  /** Names in lower case, each once. */
  headers: Record<string, string>;
  raw: Buffer;
};
/** `head`, `body`: so far it could be one, and this is what is not complete. */
type Reading = PlainRequest | 'head' | 'body' | 'other';

export const hookAddress =
  /^\/hooks\/([a-z]+)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/([A-Za-z0-9_-]+))?$/;

const opening = 'POST /hooks/';
const closing = ' HTTP/1.1';
const longestHead = 8_192;
const mostHeaders = 64;
/** One blank at most after the colon, none at the end: what is trimmed elsewhere does not exist here. */
const headerLine = /^([A-Za-z0-9-]+): ?([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)$/;
const lengthDigits = /^[1-9][0-9]{0,6}$/;
/** Headers that change where a message ends, or what becomes of the connection. */
const special = new Set([
  ...['transfer-encoding', 'te', 'trailer', 'expect', 'upgrade', 'http2-settings'],
  ...['proxy-connection', 'keep-alive', 'content-encoding'],
]);

export function readRequest(bytes: Buffer): Reading {
  const text = bytes.toString('latin1', 0, Math.min(bytes.length, longestHead + 4));
  if (!(text.length < opening.length ? opening.startsWith(text) : text.startsWith(opening))) return 'other';
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return bytes.length < longestHead ? 'head' : 'other';
  const head = text.slice(0, end);
  const firstEnd = head.indexOf('\r\n');
  if (firstEnd === -1) return 'other';
  const first = head.slice(0, firstEnd);
  if (!first.endsWith(closing)) return 'other';
  const match = hookAddress.exec(first.slice('POST '.length, -closing.length));
  if (match?.[1] === undefined || match[2] === undefined) return 'other';
  const headers = readHeaders(head, firstEnd + 2);
  const length = headers && lengthOf(headers);
  if (!headers || length === undefined) return 'other';
  const from = end + 4;
  // More than this request: whoever reads the next one reads both.
  if (bytes.length > from + length) return 'other';
  if (bytes.length < from + length) return 'body';
  return { channel: match[1], account: match[2], rest: match[3] ?? '', headers, raw: bytes.subarray(from) };
}

function readHeaders(head: string, begin: number): Record<string, string> | undefined {
  const headers: Record<string, string> = {};
  let from = begin;
  for (let count = 0; from < head.length; count++) {
    const end = head.indexOf('\r\n', from);
    const line = headerLine.exec(head.slice(from, end === -1 ? head.length : end));
    if (line?.[1] === undefined || line[2] === undefined || count === mostHeaders) return undefined;
    const name = line[1].toLowerCase();
    // Twice, special, or the name of something every object has.
    if (headers[name] !== undefined || special.has(name)) return undefined;
    headers[name] = line[2];
    if (end === -1) break;
    from = end + 2;
  }
  return headers;
}

/** The body's length, where nothing else about the message needs a thought. */
function lengthOf(headers: Record<string, string>): number | undefined {
  const { host, connection, 'content-length': digits } = headers;
  if (host === undefined || digits === undefined || !lengthDigits.test(digits)) return undefined;
  if (connection !== undefined && connection.toLowerCase() !== 'keep-alive') return undefined;
  const length = Number(digits);
  return length <= callbackLimit ? length : undefined;
}
