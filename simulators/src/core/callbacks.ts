// Enters: one HTTP POST per event, addressed to somebody's webhook. Leaves: its status code.
// Guaranteed: at most `connections` requests at a time to one host, in the order asked for, and `full` says
// when the simulator has to slow its own callers down instead of letting the queue eat the memory.
import { HttpHost, type Post, type Settle } from './http-client.ts';

const HIGH_WATER = 20_000;
const LOW_WATER = 10_000;
const TIMEOUT_MS = 15_000;

export interface Callback {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** `status` 0 means that nobody answered. */
  done: (status: number, retryAfterSeconds: number | undefined) => void;
}

interface Host {
  http: HttpHost;
  waiting: Post[];
  /** Posts of `waiting` that have gone. */
  head: number;
  flushing: boolean;
}

export class CallbackSender {
  readonly #hosts = new Map<string, Host>();
  /** Per URL: its host and the request head up to the caller's own headers. */
  readonly #targets = new Map<string, { host: Host; head: string }>();
  readonly #connections: number;
  readonly #pipelining: number;
  #backlog = 0;
  #waiters: (() => void)[] = [];
  #closed = false;
  sent = 0;
  failed = 0;

  /** With `pipelining` above 1, up to so many POSTs are written to a connection at once, each answered by itself. */
  constructor(connections = 32, pipelining = 1) {
    this.#connections = connections;
    this.#pipelining = pipelining;
  }

  get backlog(): number {
    return this.#backlog;
  }

  get full(): boolean {
    return this.#backlog >= HIGH_WATER;
  }

  /** Resolves when there is room again. */
  room(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  post(callback: Callback): void {
    if (this.#closed) return;
    const target = this.#targets.get(callback.url) ?? this.#target(callback.url);
    if (!target) {
      callback.done(0, undefined);
      return;
    }
    this.#backlog += 1;
    const settle: Settle = (status, retryAfter) => this.#settle(callback, status, retryAfter);
    const { host } = target;
    if (host.http.url.protocol === 'https:') {
      void this.#secure(callback, settle);
      return;
    }
    let text = target.head;
    for (const name in callback.headers) text += `${name}: ${callback.headers[name]}\r\n`;
    text += `content-length: ${Buffer.byteLength(callback.body)}\r\n\r\n${callback.body}`;
    host.waiting.push({ text, settle });
    if (this.#pipelining === 1) this.#flush(host);
    else if (!host.flushing) {
      // What falls due in the same turn of the event loop leaves in the same write.
      host.flushing = true;
      setImmediate(() => {
        host.flushing = false;
        this.#flush(host);
      });
    }
  }

  async get(url: string): Promise<{ status: number; body: string }> {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual' });
      return { status: response.status, body: await response.text() };
    } catch {
      return { status: 0, body: '' };
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const release of this.#waiters.splice(0)) release();
    for (const host of this.#hosts.values()) host.http.destroy();
  }

  #target(url: string): { host: Host; head: string } | undefined {
    if (!URL.canParse(url)) return undefined;
    const parsed = new URL(url);
    let host = this.#hosts.get(parsed.origin);
    if (!host) {
      const made: Host = {
        http: new HttpHost(parsed, this.#connections),
        waiting: [],
        head: 0,
        flushing: false,
      };
      made.http.released = () => this.#flush(made);
      this.#hosts.set(parsed.origin, (host = made));
    }
    const target = {
      host,
      head: `POST ${parsed.pathname}${parsed.search} HTTP/1.1\r\nhost: ${parsed.host}\r\n`,
    };
    this.#targets.set(url, target);
    return target;
  }

  #flush(host: Host): void {
    while (host.head < host.waiting.length && host.http.hasRoom && !this.#closed) {
      const batch = host.waiting.slice(host.head, host.head + this.#pipelining);
      host.head += batch.length;
      host.http.send(batch);
    }
    if (host.head === host.waiting.length) host.waiting = [];
    else if (host.head > 4_096) host.waiting.splice(0, host.head);
    else return;
    host.head = 0;
  }

  #settle(callback: Callback, status: number, retryAfter: number | undefined): void {
    this.#backlog -= 1;
    if (status >= 200 && status < 300) this.sent += 1;
    else this.failed += 1;
    if (!this.#closed) callback.done(status, retryAfter);
    if (this.#waiters.length > 0 && this.#backlog <= LOW_WATER) {
      for (const release of this.#waiters.splice(0)) release();
    }
  }

  /** Webhooks over TLS are not what a bench uses: the platform's fetch will do. */
  async #secure({ url, headers, body }: Callback, settle: Settle): Promise<void> {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      await response.arrayBuffer();
      const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
      settle(response.status, Number.isFinite(retryAfter) ? retryAfter : undefined);
    } catch {
      settle(0, undefined);
    }
  }
}
