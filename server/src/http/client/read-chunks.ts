// A body in chunks (RFC 9112 §7.1), read as its bytes come. Extensions and trailers are checked and left out.
import { checkLine, NotHttp } from './read-head.ts';

const mostLine = 4 * 1024;
const mostTrailers = 16 * 1024;
const sizeLine = /^([0-9a-f]{1,10})(?:[\t ]*;[\t\x20-\x7e\x80-\xff]*)?$/i;

export class ChunkedBody {
  whole = false;
  private state: 'size' | 'data' | 'after' | 'trailer' = 'size';
  /** What has come of a line. */
  private line = '';
  /** Bytes of this chunk still to come. */
  private left = 0;
  private trailers = 0;
  private readonly keep: (part: Buffer) => void;

  constructor(keep: (part: Buffer) => void) {
    this.keep = keep;
  }

  /** Returns where the body ends within `bytes`, or their length while it has not ended. Throws `NotHttp`. */
  read(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length && !this.whole) {
      if (this.state === 'data') {
        const end = Math.min(bytes.length, at + this.left);
        this.keep(bytes.subarray(at, end));
        this.left -= end - at;
        at = end;
        if (this.left === 0) this.state = 'after';
        continue;
      }
      const feed = bytes.indexOf(10, at);
      const end = feed === -1 ? bytes.length : feed + 1;
      this.line += bytes.toString('latin1', at, end);
      if (this.line.length > mostLine) throw new NotHttp('a line between chunks is too long');
      at = end;
      if (feed !== -1) this.endLine();
    }
    return at;
  }

  private endLine(): void {
    if (!this.line.endsWith('\r\n')) throw new NotHttp('a line between chunks ends wrongly');
    const line = this.line.slice(0, -2);
    this.line = '';
    if (this.state === 'size') {
      const size = sizeLine.exec(line)?.[1];
      if (size === undefined) throw new NotHttp('a chunk without its size');
      this.left = Number.parseInt(size, 16);
      this.state = this.left === 0 ? 'trailer' : 'data';
    } else if (this.state === 'after') {
      if (line !== '') throw new NotHttp('a chunk that is longer than its size');
      this.state = 'size';
    } else if (line === '') {
      this.whole = true;
    } else {
      this.trailers += line.length;
      if (this.trailers > mostTrailers) throw new NotHttp('too many trailers');
      checkLine(line, 0, line.length);
    }
  }
}
