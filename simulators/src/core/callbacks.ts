// Enters: one HTTP POST after another, each addressed to somebody's webhook. Leaves: its status code.
// Guaranteed: at most `connections` requests at a time to one host, in the order asked for, and `full` says
// when the simulator has to slow its own callers down instead of letting the queue eat the memory.
import { HttpHost, type Post } from './http-client.ts';

const HIGH_WATER = 20_000;
const LOW_WATER = 10_000;
const TIMEOUT_MS = 15_000;

export interface Callback {
  url: string;
  /** Lines, each with its end. */
  headers: string;
  body: string;
  /** How many things it tells, where that is not one. */
  updates?: number;
  /** `status` 0 means that nobody answered. */
  done: (status: number, retryAfterSeconds: number | undefined) => void;
}

interface Host {
  http: HttpHost;
  waiting: Post[];
  /** Posts of `waiting` that have gone. */
  head: number;
}

export class CallbackSender {
  readonly #hosts = new Map<string, Host>();
  /** Per URL: its host and the request head up to the caller's own headers. */
  readonly #targets = new Map<string, { host: Host; head: string }>();
  readonly #connections: number;
  #backlog = 0;
  #waiters: (() => void)[] = [];
  #closed = false;
  /** Updates that a platform still holds, to be posted together. */
  waiting = 0;
  sent = 0;
  failed = 0;
  /** What the posts that were sent told. */
  updates = 0;

  constructor(connections = 32) {
    this.#connections = connections;
  }

  /** In updates. */
  get backlog(): number {
    return this.#backlog + this.waiting;
  }

  get full(): boolean {
    return this.backlog >= HIGH_WATER;
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
    this.#backlog += callback.updates ?? 1;
    const settle: Post['settle'] = (status, retryAfter) => this.#settle(callback, status, retryAfter);
    const { host, head } = target;
    if (host.http.url.protocol === 'https:') {
      void this.#secure(callback, settle);
      return;
    }
    const { headers, body } = callback;
    const length = Buffer.byteLength(body);
    const text = `${head}${headers}content-length: ${length}\r\n\r\n${body}`;
    host.waiting.push({ text, plain: length === body.length, settle });
    this.#flush(host);
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
      const made: Host = { http: new HttpHost(parsed, this.#connections), waiting: [], head: 0 };
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
      host.http.send(host.waiting[host.head] as Post);
      host.head += 1;
    }
    if (host.head === host.waiting.length) host.waiting = [];
    else if (host.head > 4_096) host.waiting.splice(0, host.head);
    else return;
    host.head = 0;
  }

  #settle(callback: Callback, status: number, retryAfter: number | undefined): void {
    const { updates = 1 } = callback;
    this.#backlog -= updates;
    if (status >= 200 && status < 300) {
      this.sent += 1;
      this.updates += updates;
    } else this.failed += 1;
    if (!this.#closed) callback.done(status, retryAfter);
    if (this.#waiters.length > 0 && this.backlog <= LOW_WATER) {
      for (const release of this.#waiters.splice(0)) release();
    }
  }

  /** Webhooks over TLS are not what a bench uses: the platform's fetch will do. */
  async #secure({ url, headers: lines, body }: Callback, settle: Post['settle']): Promise<void> {
    const headers = lines
      .split('\r\n')
      .filter((line) => line !== '')
      .map((line) => line.split(': ', 2) as [string, string]);
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
