// Posts to one webhook host over a bounded set of keep-alive connections, one request at a time on each.
import { connect, type Socket } from 'node:net';
import { readBody, readHead, type Head } from './http-wire.ts';

const TIMEOUT_MS = 15_000;
const EMPTY = Buffer.alloc(0);
/** Every read of every connection arrives here first: a buffer made anew for each read costs more than the read. */
const ARRIVED = Buffer.allocUnsafe(64 * 1024);

export interface Post {
  /** The whole request: head and body. */
  text: string;
  /** Every character is one byte, which spares the encoding. */
  plain: boolean;
  /** `status` 0 means that nobody answered. */
  settle: (status: number, retryAfterSeconds: number | undefined) => void;
}

class ClientConnection {
  readonly #host: HttpHost;
  readonly #socket: Socket;
  #data: Buffer = EMPTY;
  /** Written and not answered yet. */
  #post: Post | undefined;
  #used = false;
  #deadline = Infinity;

  constructor(host: HttpHost) {
    this.#host = host;
    const { hostname, port } = host.url;
    this.#socket = connect({
      port: Number(port) || 80,
      host: hostname.replace(/^\[|\]$/g, ''),
      noDelay: true,
      onread: {
        buffer: ARRIVED,
        callback: (length) => {
          this.#read(ARRIVED.subarray(0, length));
          return true;
        },
      },
    });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => this.#lost());
  }

  send(post: Post): void {
    this.#post = post;
    this.#deadline = performance.now() + TIMEOUT_MS;
    this.#socket.write(post.text, post.plain ? 'latin1' : 'utf8');
  }

  expire(now: number): void {
    if (now > this.#deadline) this.#socket.destroy();
  }

  destroy(): void {
    this.#post = undefined;
    this.#socket.destroy();
  }

  #read(data: Buffer): void {
    this.#data = this.#data.length === 0 ? data : Buffer.concat([this.#data, data]);
    while (this.#data.length > 0 && this.#readOne());
    if (this.#data.buffer === ARRIVED.buffer) this.#data = Buffer.from(this.#data);
  }

  #readOne(): boolean {
    const head = readHead(this.#data);
    if (!head) return false;
    if (/^HTTP\/1\.[01] 1\d\d/.test(head.line)) {
      this.#data = this.#data.subarray(head.end);
      return true;
    }
    const status = Number(head.line.split(' ')[1]) || 0;
    const bodiless = status === 204 || status === 304;
    const body = bodiless ? { data: EMPTY, end: head.end } : readBody(this.#data, head);
    if (body === undefined) return false;
    const unframed =
      !bodiless &&
      head.field('content-length') === undefined &&
      head.field('transfer-encoding') === undefined;
    this.#data = body === null || body.end === this.#data.length ? EMPTY : this.#data.subarray(body.end);
    const last = body === null || unframed || head.field('connection')?.toLowerCase() === 'close';
    this.#answered(status, head, last);
    return !last;
  }

  #answered(status: number, head: Head, last: boolean): void {
    const post = this.#post;
    this.#post = undefined;
    this.#used = true;
    this.#deadline = Infinity;
    const header = head.field('retry-after');
    const seconds = header === undefined ? NaN : Number(header);
    post?.settle(status, Number.isFinite(seconds) ? seconds : undefined);
    if (last || !post) this.#socket.destroy();
    else if (!this.#socket.destroyed) this.#host.free(this);
  }

  #lost(): void {
    const post = this.#post;
    this.#post = undefined;
    this.#host.gone(this);
    if (!post) return this.#host.released();
    // A kept connection that the host closed just as we wrote: what it never looked at goes out once more.
    const quick = performance.now() < this.#deadline - TIMEOUT_MS + 1_000;
    if (this.#used && this.#data.length === 0 && quick) this.#host.send(post, true);
    else {
      post.settle(0, undefined);
      this.#host.released();
    }
  }
}

export class HttpHost {
  readonly url: URL;
  readonly #limit: number;
  readonly #all = new Set<ClientConnection>();
  #idle: ClientConnection[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Called whenever a connection may be had again. */
  released: () => void = () => {};

  constructor(url: URL, limit: number) {
    this.url = url;
    this.#limit = limit;
  }

  get hasRoom(): boolean {
    return this.#idle.length > 0 || this.#all.size < this.#limit;
  }

  /** The caller asks `hasRoom` first; only a post that goes out once more may exceed the limit for a moment. */
  send(post: Post, fresh = false): void {
    let connection = fresh ? undefined : this.#idle.pop();
    if (!connection) {
      connection = new ClientConnection(this);
      this.#all.add(connection);
      this.#timer ??= setInterval(() => {
        const now = performance.now();
        for (const one of this.#all) one.expire(now);
      }, 1_000).unref();
    }
    connection.send(post);
  }

  free(connection: ClientConnection): void {
    if (this.#idle.length < this.#limit) this.#idle.push(connection);
    else connection.destroy();
    this.released();
  }

  gone(connection: ClientConnection): void {
    this.#all.delete(connection);
    const index = this.#idle.indexOf(connection);
    if (index >= 0) this.#idle.splice(index, 1);
  }

  destroy(): void {
    clearInterval(this.#timer);
    for (const connection of this.#all) connection.destroy();
    this.#idle = [];
  }
}
