// Enters: one HTTP POST per event, addressed to somebody's webhook. Leaves: its status code.
// Guaranteed: at most `connections` requests at a time to one host, in the order asked for, and `full` says
// when the simulator has to slow its own callers down instead of letting the queue eat the memory.
import { Pool, type Dispatcher } from 'undici';

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

class Answer implements Dispatcher.DispatchHandler {
  readonly #settle: (status: number, retryAfter: number | undefined) => void;
  #status = 0;
  #retryAfter: number | undefined;
  constructor(settle: (status: number, retryAfter: number | undefined) => void) {
    this.#settle = settle;
  }
  onRequestStart(): void {}
  onResponseStart(_c: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    this.#status = status;
    const seconds = Number(headers['retry-after']);
    if (headers['retry-after'] !== undefined && Number.isFinite(seconds)) this.#retryAfter = seconds;
  }
  onResponseData(): void {}
  onResponseEnd(): void {
    this.#settle(this.#status, this.#retryAfter);
  }
  onResponseError(): void {
    this.#settle(0, undefined);
  }
}

interface Host {
  pool: Pool;
  waiting: Callback[];
  head: number;
  inFlight: number;
}

export class CallbackSender {
  readonly #hosts = new Map<string, Host>();
  readonly #targets = new Map<string, { host: Host; path: string }>();
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
    else this.#dispatch(target.host, target.path, callback);
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
    await Promise.all([...this.#hosts.values()].map((host) => host.pool.destroy()));
  }

  #target(url: string): { host: Host; path: string } | undefined {
    if (!URL.canParse(url)) return undefined;
    const { origin, pathname, search } = new URL(url);
    let host = this.#hosts.get(origin);
    if (!host) {
      const pool = new Pool(origin, {
        connections: this.#connections,
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
      });
      this.#hosts.set(origin, (host = { pool, waiting: [], head: 0, inFlight: 0 }));
    }
    const target = { host, path: pathname + search };
    this.#targets.set(url, target);
    return target;
  }

  #dispatch(host: Host, path: string, callback: Callback): void {
    host.inFlight += 1;
    const answer = new Answer((status, retryAfter) => {
      host.inFlight -= 1;
      this.#backlog -= 1;
      if (status >= 200 && status < 300) this.sent += 1;
      else this.failed += 1;
      if (!this.#closed) callback.done(status, retryAfter);
      this.#next(host);
      if (this.#waiters.length > 0 && this.#backlog <= LOW_WATER) {
        for (const release of this.#waiters.splice(0)) release();
      }
    });
    host.pool.dispatch({ method: 'POST', path, headers: callback.headers, body: callback.body }, answer);
  }

  #next(host: Host): void {
    const callback = host.waiting[host.head];
    if (!callback || this.#closed) return;
    host.head += 1;
    if (host.head > 4096) host.head = (host.waiting.splice(0, host.head), 0);
    const target = this.#targets.get(callback.url);
    if (target) this.#dispatch(host, target.path, callback);
  }
}
