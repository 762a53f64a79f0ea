// Posts to one webhook host over a bounded set of keep-alive connections. A connection carries one request at a
// time, or several written at once when the caller pipelines: a write costs more than everything else here.
import { connect, type Socket } from 'node:net';
import { readBody, readHead, type Head } from './http-wire.ts';

const TIMEOUT_MS = 15_000;
const EMPTY = Buffer.alloc(0);

/** `status` 0 means that nobody answered. */
export type Settle = (status: number, retryAfterSeconds: number | undefined) => void;

export interface Post {
  /** The whole request: head and body. */
  text: string;
  settle: Settle;
}

class ClientConnection {
  readonly #host: HttpHost;
  readonly #socket: Socket;
  #data: Buffer = EMPTY;
  /** Written and not answered yet, oldest first. */
  #posts: Post[] = [];
  #next = 0;
  #answered = 0;
  #deadline = Infinity;

  constructor(host: HttpHost) {
    this.#host = host;
    const { hostname, port } = host.url;
    this.#socket = connect(Number(port) || 80, hostname.replace(/^\[|\]$/g, ''));
    this.#socket.setNoDelay(true);
    this.#socket.on('data', (data: Buffer) => this.#read(data));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => this.#lost());
  }

  send(posts: Post[]): void {
    this.#posts = posts;
    this.#next = 0;
    this.#deadline = performance.now() + TIMEOUT_MS;
    this.#socket.write(
      posts.length === 1 ? (posts[0] as Post).text : posts.map((post) => post.text).join(''),
    );
  }

  expire(now: number): void {
    if (now > this.#deadline) this.#socket.destroy();
  }

  destroy(): void {
    this.#posts = [];
    this.#socket.destroy();
  }

  #read(data: Buffer): void {
    this.#data = this.#data.length === 0 ? data : Buffer.concat([this.#data, data]);
    while (this.#data.length > 0 && this.#readOne());
    if (this.#posts.length === 0 || this.#next < this.#posts.length || this.#socket.destroyed) return;
    this.#posts = [];
    this.#deadline = Infinity;
    this.#host.free(this);
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
      !bodiless && !head.headers.has('content-length') && !head.headers.has('transfer-encoding');
    this.#answer(status, head);
    if (body === null || unframed || head.headers.get('connection')?.toLowerCase() === 'close') {
      this.#socket.destroy();
      return false;
    }
    this.#data = body.end === this.#data.length ? EMPTY : this.#data.subarray(body.end);
    return true;
  }

  #answer(status: number, head: Head): void {
    const post = this.#posts[this.#next];
    this.#next += 1;
    this.#answered += 1;
    const header = head.headers.get('retry-after');
    const seconds = header === undefined ? NaN : Number(header);
    post?.settle(status, Number.isFinite(seconds) ? seconds : undefined);
  }

  #lost(): void {
    const unanswered = this.#posts.slice(this.#next);
    this.#posts = [];
    this.#host.gone(this);
    if (unanswered.length === 0) return;
    // A kept connection that the host closed just as we wrote, or between two pipelined answers: what it never
    // looked at goes out once more, each on its own.
    const quick = performance.now() < this.#deadline - TIMEOUT_MS + 1_000;
    const again = this.#answered > 0 && this.#data.length === 0 && quick;
    for (const post of unanswered) {
      if (again) this.#host.send([post], true);
      else post.settle(0, undefined);
    }
    if (!again) this.#host.released();
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

  /** The caller asks `hasRoom` first; only posts that go out once more may exceed the limit for a moment. */
  send(posts: Post[], fresh = false): void {
    let connection = fresh ? undefined : this.#idle.pop();
    if (!connection) {
      connection = new ClientConnection(this);
      this.#all.add(connection);
      this.#timer ??= setInterval(() => {
        const now = performance.now();
        for (const one of this.#all) one.expire(now);
      }, 1_000).unref();
    }
    connection.send(posts);
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
