// Enters: one HTTP POST per event, addressed to somebody's webhook. Leaves: its status code.
// Guaranteed: at most `connections` requests at a time to one host, in the order asked for, and `full` says
// when the simulator has to slow its own callers down instead of letting the queue eat the memory.
import { HttpHost } from './http-client.ts';

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
  waiting: Callback[];
  head: number;
  inFlight: number;
}

export class CallbackSender {
  readonly #hosts = new Map<string, Host>();
  /** Per URL: its host and the request head up to the caller's own headers. */
  readonly #targets = new Map<string, { host: Host; head: string }>();
  readonly #connections: number;
  #backlog = 0;
  #waiters: (() => void)[] = [];
  #closed = false;
  sent = 0;
  failed = 0;

  constructor(connections = 32) {
    this.#connections = connections;
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
    if (target.host.inFlight >= this.#connections) target.host.waiting.push(callback);
    else this.#dispatch(target.host, target.head, callback);
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
      const http = new HttpHost(parsed, this.#connections);
      this.#hosts.set(parsed.origin, (host = { http, waiting: [], head: 0, inFlight: 0 }));
    }
    const target = {
      host,
      head: `POST ${parsed.pathname}${parsed.search} HTTP/1.1\r\nhost: ${parsed.host}\r\n`,
    };
    this.#targets.set(url, target);
    return target;
  }

  #dispatch(host: Host, head: string, callback: Callback): void {
    host.inFlight += 1;
    const settle = (status: number, retryAfter: number | undefined): void => {
      host.inFlight -= 1;
      this.#backlog -= 1;
      if (status >= 200 && status < 300) this.sent += 1;
      else this.failed += 1;
      if (!this.#closed) callback.done(status, retryAfter);
      this.#next(host);
      if (this.#waiters.length > 0 && this.#backlog <= LOW_WATER) {
        for (const release of this.#waiters.splice(0)) release();
      }
    };
    if (host.http.url.protocol === 'https:') return void this.#secure(callback, settle);
    let text = head;
    for (const name in callback.headers) text += `${name}: ${callback.headers[name]}\r\n`;
    host.http.send(
      `${text}content-length: ${Buffer.byteLength(callback.body)}\r\n\r\n${callback.body}`,
      settle,
    );
  }

  /** Webhooks over TLS are not what a bench uses: the platform's fetch will do. */
  async #secure(
    callback: Callback,
    settle: (status: number, retryAfter: number | undefined) => void,
  ): Promise<void> {
    const { url, headers, body } = callback;
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

  #next(host: Host): void {
    const callback = host.waiting[host.head];
    if (!callback || this.#closed) return;
    host.head += 1;
    if (host.head > 4096) {
      host.waiting.splice(0, host.head);
      host.head = 0;
    }
    const target = this.#targets.get(callback.url);
    if (target) this.#dispatch(host, target.head, callback);
  }
}
