// Posts to one webhook host over a bounded set of keep-alive connections, one request at a time on each.
import { connect, type Socket } from 'node:net';
import { readBody, readHead, type Head } from './http-wire.ts';

const TIMEOUT_MS = 15_000;
const EMPTY = Buffer.alloc(0);

/** `status` 0 means that nobody answered. */
export type Settle = (status: number, retryAfterSeconds: number | undefined) => void;

class ClientConnection {
  readonly #host: HttpHost;
  readonly #socket: Socket;
  #data: Buffer = EMPTY;
  #request: { text: string; settle: Settle } | undefined;
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

  send(text: string, settle: Settle): void {
    this.#request = { text, settle };
    this.#deadline = performance.now() + TIMEOUT_MS;
    this.#socket.write(text);
  }

  expire(now: number): void {
    if (now > this.#deadline) this.#socket.destroy();
  }

  destroy(): void {
    this.#request = undefined;
    this.#socket.destroy();
  }

  #read(data: Buffer): void {
    this.#data = this.#data.length === 0 ? data : Buffer.concat([this.#data, data]);
    let head = readHead(this.#data);
    while (head && / 1\d\d /.test(`${head.line} `)) {
      this.#data = this.#data.subarray(head.end);
      head = readHead(this.#data);
    }
    if (!head) return;
    const status = Number(head.line.split(' ')[1]) || 0;
    const bodiless = status === 204 || status === 304;
    const body = bodiless ? { data: EMPTY, end: head.end } : readBody(this.#data, head);
    if (body === undefined) return;
    const unframed =
      !bodiless && !head.headers.has('content-length') && !head.headers.has('transfer-encoding');
    if (body === null || unframed || head.headers.get('connection')?.toLowerCase() === 'close') {
      this.#settle(status, head);
      this.#socket.destroy();
      return;
    }
    this.#data = EMPTY;
    this.#settle(status, head);
    this.#host.free(this);
  }

  #settle(status: number, head: Head | undefined): void {
    const request = this.#request;
    this.#request = undefined;
    this.#deadline = Infinity;
    this.#answered += 1;
    const header = head?.headers.get('retry-after');
    const seconds = header === undefined ? NaN : Number(header);
    request?.settle(status, Number.isFinite(seconds) ? seconds : undefined);
  }

  #lost(): void {
    const request = this.#request;
    this.#request = undefined;
    this.#host.gone(this);
    if (!request) return;
    // A kept connection that the host closed just as we wrote: nothing was read, so it goes out once more.
    const stale =
      this.#answered > 0 &&
      this.#data.length === 0 &&
      performance.now() < this.#deadline - TIMEOUT_MS + 1_000;
    if (stale) this.#host.send(request.text, request.settle, true);
    else request.settle(0, undefined);
  }
}

export class HttpHost {
  readonly url: URL;
  readonly #limit: number;
  readonly #all = new Set<ClientConnection>();
  #idle: ClientConnection[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(url: URL, limit: number) {
    this.url = url;
    this.#limit = limit;
  }

  /** The whole request as one text. The caller keeps to the limit, so there is always a connection to be had. */
  send(text: string, settle: Settle, fresh = false): void {
    let connection = fresh ? undefined : this.#idle.pop();
    if (!connection) {
      connection = new ClientConnection(this);
      this.#all.add(connection);
      this.#timer ??= setInterval(() => {
        const now = performance.now();
        for (const one of this.#all) one.expire(now);
      }, 1_000).unref();
    }
    connection.send(text, settle);
  }

  free(connection: ClientConnection): void {
    if (this.#idle.length < this.#limit) this.#idle.push(connection);
    else connection.destroy();
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
