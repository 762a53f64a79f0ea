// The head of an HTTP/1.1 answer, read strictly: whoever frames an answer in two ways, or in a way that is not the standard's, is
// not believed at all (RFC 9112 §2.2, §5, §6). Pure.

export type Headers = Record<string, string | string[] | undefined>;

/** How the body is told apart from what comes after it. */
export type Framing =
  { kind: 'none' } | { kind: 'length'; bytes: number } | { kind: 'chunked' } | { kind: 'close' };

export type Head = {
  status: number;
  framing: Framing;
  /** May another request follow on this connection? */
  keepAlive: boolean;
  /** For how long the other side keeps it, where it says so. */
  keepAliveSeconds: number | undefined;
};

/** Not HTTP/1.1. A value where nobody else sees it: the reader hands out a fault instead. */
export class NotHttp extends Error {}

/** `text`: the head's bytes, one letter each, up to and without the empty line that ends it. */
export function readHead(text: string): Head {
  let end = text.indexOf('\r\n');
  if (end === -1) end = text.length;
  const status = statusOf(text, end);
  let length: number | undefined;
  let chunked = false;
  let close = text.charCodeAt(7) === zero; // HTTP/1.0
  let keepAliveSeconds: number | undefined;
  for (let at = end + 2; at < text.length; at = end + 2) {
    end = text.indexOf('\r\n', at);
    if (end === -1) end = text.length;
    const colon = checkLine(text, at, end);
    // Told apart by length first: most headers are none of these.
    switch (colon - at) {
      case 10: {
        const name = text.slice(at, colon).toLowerCase();
        if (name === 'connection') {
          const said = text
            .slice(colon + 1, end)
            .toLowerCase()
            .split(',');
          if (said.some((one) => one.trim() === 'close')) close = true;
          else if (said.some((one) => one.trim() === 'keep-alive')) close = false;
        } else if (name === 'keep-alive') {
          const seconds = /(?:^|[\s,;])timeout=(\d{1,9})\b/i.exec(text.slice(colon + 1, end))?.[1];
          if (seconds !== undefined) keepAliveSeconds = Number(seconds);
        }
        break;
      }
      case 14:
        if (text.slice(at, colon).toLowerCase() === 'content-length') {
          if (length !== undefined) throw new NotHttp('content-length is said twice');
          length = lengthOf(text.slice(colon + 1, end).trim());
        }
        break;
      case 17:
        if (text.slice(at, colon).toLowerCase() === 'transfer-encoding') {
          if (
            chunked ||
            text
              .slice(colon + 1, end)
              .trim()
              .toLowerCase() !== 'chunked'
          )
            throw new NotHttp('a transfer-encoding other than chunked');
          chunked = true;
        }
        break;
    }
  }
  if (chunked && length !== undefined) throw new NotHttp('both chunked and a content-length');
  const framing = framingOf(status, chunked, length);
  return { status, framing, keepAlive: !close && framing.kind !== 'close', keepAliveSeconds };
}

/** Names in small letters; what is said several times is a list. For whoever asks: most answers' headers are never looked at. */
export function headersOf(text: string): Headers {
  const headers = Object.create(null) as Headers;
  const [, ...lines] = text.split('\r\n');
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const known = headers[name];
    headers[name] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }
  return headers;
}

/** Where the name of a header ends. Throws on anything that is none: a folded line, a space before the colon, a control letter. */
export function checkLine(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && inName[text.charCodeAt(at)] === 1) at++;
  const colon = at;
  if (colon === from || text.charCodeAt(colon) !== colonCode)
    throw new NotHttp('a line of the head is no header');
  for (at = colon + 1; at < to; at++) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9) || code === 127) throw new NotHttp('a control letter in a header');
  }
  return colon;
}

const zero = 48;
const colonCode = 58;
/** Letters of a header's name (RFC 9110 §5.6.2). */
export const inName = new Uint8Array(256);
for (const letter of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
  inName[letter.charCodeAt(0)] = 1;

function statusOf(text: string, end: number): number {
  const line = text.slice(0, end);
  if (!/^HTTP\/1\.[01] [1-5]\d\d(?: [\t\x20-\x7e\x80-\xff]*)?$/.test(line))
    throw new NotHttp('it does not begin like an answer of HTTP/1.1');
  return Number(text.slice(9, 12));
}

function lengthOf(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new NotHttp('a content-length that is no number');
  return Number(value);
}

function framingOf(status: number, chunked: boolean, length: number | undefined): Framing {
  if (status < 200 || status === 204 || status === 304) return { kind: 'none' };
  if (chunked) return { kind: 'chunked' };
  return length === undefined ? { kind: 'close' } : { kind: 'length', bytes: length };
}
