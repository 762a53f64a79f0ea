// HTTP/1.1 on the wire, as little of it as servers and clients on one machine need: heads, fixed-length and
// chunked bodies. Why by hand: node:http takes several times the processor time, and a bench wants 25,000 requests
// and callbacks a second. For the same reason a head stays text, in which the few fields anybody asks for are found.

const CRLF = Buffer.from('\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');

export class Head {
  /** Request or status line. */
  readonly line: string;
  /** Where the body starts. */
  readonly end: number;
  /** The fields, each with the line end before it. */
  readonly #fields: string;
  readonly #lower: string;

  constructor(text: string, end: number) {
    const first = text.indexOf('\r\n');
    this.line = first < 0 ? text : text.slice(0, first);
    this.#fields = first < 0 ? '' : text.slice(first);
    // One byte a character, so that places in the one are places in the other.
    this.#lower = this.#fields.toLowerCase();
    this.end = end;
  }

  /** `name` in lower case; the first of several. */
  field(name: string): string | undefined {
    const at = this.#lower.indexOf(`\r\n${name}:`);
    if (at < 0) return undefined;
    const from = at + name.length + 3;
    const to = this.#lower.indexOf('\r\n', from);
    return (to < 0 ? this.#fields.slice(from) : this.#fields.slice(from, to)).trim();
  }
}

/** `undefined` until the whole head has arrived. */
export function readHead(data: Buffer): Head | undefined {
  const end = data.indexOf(HEAD_END);
  return end < 0 ? undefined : new Head(data.toString('latin1', 0, end), end + 4);
}

export interface Body {
  data: Buffer;
  /** Where the next message starts. */
  end: number;
}

/** `undefined` until the whole body has arrived; `null` when it is malformed. */
export function readBody(data: Buffer, head: Head): Body | undefined | null {
  if (head.field('transfer-encoding')?.toLowerCase().includes('chunked')) return readChunks(data, head.end);
  const length = Number(head.field('content-length') ?? 0);
  if (!Number.isInteger(length) || length < 0) return null;
  const end = head.end + length;
  return data.length < end ? undefined : { data: data.subarray(head.end, end), end };
}

function readChunks(data: Buffer, start: number): Body | undefined | null {
  const chunks: Buffer[] = [];
  for (let at = start; ;) {
    const lineEnd = data.indexOf(CRLF, at);
    if (lineEnd < 0) return undefined;
    const size = parseInt(data.toString('latin1', at, lineEnd), 16);
    if (!Number.isInteger(size) || size < 0) return null;
    const from = lineEnd + 2;
    if (size === 0) {
      // Trailers, if any, end with an empty line.
      if (data.length < from + 2) return undefined;
      if (data[from] === 13) return { data: Buffer.concat(chunks), end: from + 2 };
      const trailersEnd = data.indexOf(HEAD_END, from);
      return trailersEnd < 0 ? undefined : { data: Buffer.concat(chunks), end: trailersEnd + 4 };
    }
    if (data.length < from + size + 2) return undefined;
    chunks.push(data.subarray(from, from + size));
    at = from + size + 2;
  }
}
