// One answer of HTTP/1.1, read as its bytes come, in whatever pieces they come. Enters: bytes, and the end of the connection.
// Leaves: the answer, or the fault that makes it none. Interim answers (1xx) are passed over. Pure: no socket, no clock.
import { ChunkedBody } from './read-chunks.ts';
import { headersOf, NotHttp, readHead, type Head, type Headers } from './read-head.ts';

/** As in Node's own client; interim answers count as well. */
const mostHeadBytes = 16 * 1024;
const mostBodyBytes = 16 * 1024 * 1024;

/** An idle connection is kept so long where the other side says nothing; where it does, less by what closing takes to reach us. */
const usualSeconds = 10;
const mostSeconds = 600;
const closingSeconds = 2;

/** `rest`: bytes after the answer, which nobody asked for. */
export type Read = { rest: number } | { fault: string };
export type Reading = 'more' | Read;

export type Answer = { ok: true; status: number; headers: Headers; body: string };

export class AnswerReader {
  private head: Head | undefined;
  private headText = '';
  private headBytes = 0;
  /** Bytes of a head that is not whole yet. */
  private begun: Buffer | undefined;
  private chunked: ChunkedBody | undefined;
  private readonly parts: Buffer[] = [];
  private bytes = 0;
  private text = '';
  private readonly mostBody: number;

  constructor(mostBody = mostBodyBytes) {
    this.mostBody = mostBody;
  }

  get headRead(): boolean {
    return this.head !== undefined;
  }

  /** For how long another request may follow on this connection; none may for 0 seconds. */
  get keptSeconds(): number {
    if (!this.head?.keepAlive) return 0;
    const { keepAliveSeconds: said } = this.head;
    return said === undefined ? usualSeconds : Math.min(Math.max(0, said - closingSeconds), mostSeconds);
  }

  answer(): Answer {
    return new Heard(this.head?.status ?? 0, this.headText, this.text);
  }

  /** `bytes` may be written over as soon as this returns. */
  read(bytes: Buffer): Reading {
    try {
      return this.take(bytes);
    } catch (error) {
      if (error instanceof NotHttp) return { fault: error.message };
      throw error;
    }
  }

  /** Nothing more comes. */
  ended(): Read {
    if (this.head?.framing.kind === 'close') return this.finish(0);
    return { fault: this.head || this.begun ? 'the connection ended within the answer' : 'no answer came' };
  }

  private take(given: Buffer): Reading {
    let bytes = given;
    if (this.begun) {
      bytes = Buffer.concat([this.begun, given]);
      this.begun = undefined;
    }
    let at = 0;
    while (!this.head) {
      at = this.takeHead(bytes, at);
      if (at === -1) return 'more';
    }
    const { framing } = this.head;
    if (framing.kind === 'none') return this.finish(bytes.length - at);
    if (framing.kind === 'close') {
      this.keep(bytes.subarray(at));
      return 'more';
    }
    if (framing.kind === 'chunked') {
      this.chunked ??= new ChunkedBody((part) => this.keep(part));
      const end = this.chunked.read(bytes, at);
      return this.chunked.whole ? this.finish(bytes.length - end) : 'more';
    }
    const end = at + framing.bytes - this.bytes;
    if (end > bytes.length) {
      this.keep(bytes.subarray(at));
      return 'more';
    }
    // Nearly always all of it came at once: then nothing is kept.
    if (this.bytes === 0) this.text = bytes.toString('utf8', at, end);
    else this.keep(bytes.subarray(at, end));
    return this.finish(bytes.length - end);
  }

  /** Where the head ends; -1 while it is not whole. An interim one is read and forgotten. */
  private takeHead(bytes: Buffer, from: number): number {
    const end = bytes.indexOf('\r\n\r\n', from, 'latin1');
    const read = (end === -1 ? bytes.length : end + 4) - from;
    if (this.headBytes + read > mostHeadBytes) throw new NotHttp('the head is too long');
    if (end === -1) {
      // Something that speaks no HTTP may never end its line.
      if (!'HTTP/1.'.startsWith(bytes.toString('latin1', from, Math.min(bytes.length, from + 7))))
        throw new NotHttp('it does not begin like an answer of HTTP/1.1');
      if (read > 0) this.begun = Buffer.from(bytes.subarray(from));
      return -1;
    }
    this.headBytes += read;
    const text = bytes.toString('latin1', from, end);
    const head = readHead(text);
    if (head.status === 101) throw new NotHttp('it wants to speak something else');
    if (head.status >= 200) {
      if (head.framing.kind === 'length' && head.framing.bytes > this.mostBody) throw tooLong();
      this.head = head;
      this.headText = text;
    }
    return end + 4;
  }

  private keep(part: Buffer): void {
    this.bytes += part.length;
    if (this.bytes > this.mostBody) throw tooLong();
    if (part.length > 0) this.parts.push(Buffer.from(part));
  }

  private finish(rest: number): Read {
    if (this.parts.length > 0) this.text = Buffer.concat(this.parts).toString('utf8');
    // A byte order mark is none of the answer.
    if (this.text.charCodeAt(0) === 0xfeff) this.text = this.text.slice(1);
    return { rest };
  }
}

function tooLong(): NotHttp {
  return new NotHttp('the answer is too long');
}

/** Headers are taken apart for whoever asks: of most answers nobody does. */
class Heard {
  readonly ok = true;
  readonly status: number;
  readonly body: string;
  private readonly headText: string;

  constructor(status: number, headText: string, body: string) {
    this.status = status;
    this.headText = headText;
    this.body = body;
  }

  get headers(): Headers {
    return headersOf(this.headText);
  }
}
