// The connections to one host. The one that was used last goes next; a request that finds none free waits for one once as many are
// open as may be.
import type { buildConnector } from 'undici';
import type { OutgoingResult } from '../outgoing.ts';
import { Connection, describe, type Pool, type Wanted } from './connection.ts';

export type Address = { protocol: string; host: string; hostname: string; port: string };

const sweepEvery = 1_000; // ms

export class Connections implements Pool {
  private readonly address: Address;
  private readonly limit: number;
  private readonly connect: buildConnector.connector;
  private readonly all = new Set<Connection>();
  private readonly free: Connection[] = [];
  /** Answered within this turn of the loop: free from the next one on. */
  private readonly resting: Connection[] = [];
  private readonly waiting: Wanted[] = [];
  private sweeper: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(address: Address, limit: number, connect: buildConnector.connector) {
    const { protocol, host, port } = address;
    // An address of version 6 is in brackets in a URL and nowhere else.
    const hostname = address.hostname.replace(/^\[|\]$/g, '');
    this.address = { protocol, host, hostname, port };
    this.limit = limit;
    this.connect = connect;
  }

  /** Written once and never again. Never rejects. */
  request(text: string, timeoutMs: number): Promise<OutgoingResult> {
    return new Promise((resolve) => {
      const wanted = { text, timeoutMs, resolve };
      if (this.closed) return neverSent(wanted, 'the connections were closed');
      const connection = this.takeFree();
      if (connection) connection.begin(wanted);
      else if (this.waiting.length < this.resting.length || this.all.size >= this.limit)
        this.waiting.push(wanted);
      else this.open(wanted);
    });
  }

  close(): void {
    this.closed = true;
    clearInterval(this.sweeper);
    for (const one of this.waiting.splice(0)) neverSent(one, 'the connections were closed');
    for (const one of this.all) one.end('broken', 'the connections were closed');
  }

  /** Not within this turn: some say that a connection stays and close it behind the answer, which is noticed by then. */
  rest(connection: Connection): void {
    if (this.resting.push(connection) === 1) setImmediate(() => this.serve());
  }

  forget(connection: Connection): void {
    this.all.delete(connection);
    remove(this.free, connection);
    remove(this.resting, connection);
    const next = this.closed ? undefined : this.waiting.shift();
    if (next) this.open(next);
    if (this.all.size === 0) {
      clearInterval(this.sweeper);
      this.sweeper = undefined;
    }
  }

  private takeFree(): Connection | undefined {
    for (let one = this.free.pop(); one; one = this.free.pop()) {
      if (one.usable(performance.now())) return one;
      one.end('broken', 'closing');
    }
    return undefined;
  }

  private serve(): void {
    this.free.push(...this.resting.splice(0));
    while (this.waiting.length > 0) {
      const connection = this.takeFree();
      if (!connection) return;
      const next = this.waiting.shift();
      if (next) connection.begin(next);
      else this.free.push(connection);
    }
  }

  private open(wanted: Wanted): void {
    const connection = new Connection(this, wanted);
    this.all.add(connection);
    this.sweeper ??= setInterval(() => this.sweep(), sweepEvery).unref();
    this.connect(this.address, (error, socket) => {
      if (socket) connection.opened(socket);
      else connection.end('broken', describe(error ?? new Error('no connection')));
    });
  }

  private sweep(): void {
    const now = performance.now();
    for (const one of this.free.filter(({ idleUntil }) => idleUntil <= now)) one.end('broken', 'idle');
  }
}

function neverSent({ resolve }: Wanted, detail: string): void {
  resolve({ ok: false, phase: 'before', reason: 'refused', detail });
}

function remove<T>(from: T[], one: T): void {
  const index = from.lastIndexOf(one);
  if (index !== -1) from.splice(index, 1);
}
