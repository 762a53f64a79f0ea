// One connection and its life: opened for a request, one request at a time, kept while the other side keeps it. Guaranteed: a
// request is written once; a fault before its first byte was handed to the connection is told apart from every later one.
import type { Socket } from 'node:net';
import type { OutgoingResult } from '../outgoing.ts';
import { AnswerReader, type Read } from './read-answer.ts';

export type Wanted = { text: string; timeoutMs: number; resolve: (result: OutgoingResult) => void };

export type Pool = {
  /** The answer is there and another request may follow. */
  rest(connection: Connection): void;
  /** It will carry nothing more. */
  forget(connection: Connection): void;
};

export class Connection {
  idleUntil = Infinity;
  private readonly pool: Pool;
  private socket: Socket | undefined;
  private wanted: Wanted | undefined;
  private written = false;
  private reader = new AnswerReader();
  private over = false;
  private timer: NodeJS.Timeout | undefined;
  private timerMs = 0;
  /** Counts what came: a time-out asks whether anything did meanwhile. */
  private heard = 0;

  /** It is being opened for this request. */
  constructor(pool: Pool, wanted: Wanted) {
    this.pool = pool;
    this.wanted = wanted;
  }

  /** Takes the connection into use, and writes the request it was opened for. */
  opened(socket: Socket): void {
    if (this.over) return void socket.destroy();
    this.socket = socket;
    socket.on('data', (bytes: Buffer) => this.read(bytes));
    socket.on('end', () => this.ended());
    socket.on('error', (error) => this.end('broken', describe(error)));
    socket.on('close', () => this.end('broken', 'the connection was closed'));
    this.write();
  }

  /** Nothing says that it is gone, or about to go. */
  usable(now: number): boolean {
    return !this.over && this.socket?.writable === true && this.idleUntil > now;
  }

  begin(wanted: Wanted): void {
    this.wanted = wanted;
    this.written = false;
    this.reader = new AnswerReader();
    this.write();
  }

  /** No more of it, whoever waits; the fault is theirs. */
  end(reason: 'timeout' | 'broken', detail: string): void {
    if (this.over) return;
    const { wanted } = this;
    this.leave();
    // A fault of the connection itself is a refusal for who had not written yet.
    if (this.written) wanted?.resolve({ ok: false, phase: 'after', reason, detail });
    else wanted?.resolve({ ok: false, phase: 'before', reason: 'refused', detail });
  }

  private leave(): void {
    this.over = true;
    this.wanted = undefined;
    clearTimeout(this.timer);
    this.socket?.destroy();
    this.pool.forget(this);
  }

  private write(): void {
    const { wanted, socket } = this;
    if (!wanted || !socket) return;
    this.written = true;
    this.arm(wanted.timeoutMs);
    socket.write(wanted.text);
  }

  private read(bytes: Buffer): void {
    if (this.over) return;
    this.heard++;
    if (!this.wanted) return this.end('broken', 'bytes that nobody asked for');
    const reading = this.reader.read(bytes);
    if (reading !== 'more') this.settle(reading);
    else if (this.reader.headRead) this.timer?.refresh();
  }

  private ended(): void {
    if (this.over) return;
    if (this.wanted) this.settle(this.reader.ended());
    this.end('broken', 'the other side closed the connection');
  }

  private settle(reading: Read): void {
    const { wanted, reader, socket } = this;
    if ('fault' in reading) return this.end('broken', reading.fault);
    // An answer that came before all of the request was written leaves the connection in the middle of it.
    const reusable =
      reading.rest === 0 && socket?.writableLength === 0 && !socket.destroyed && !socket.readableEnded;
    this.wanted = undefined;
    if (reusable && reader.keptSeconds > 0) {
      this.idleUntil = performance.now() + reader.keptSeconds * 1_000;
      this.pool.rest(this);
    } else this.leave();
    wanted?.resolve(reader.answer());
  }

  /** One timer a connection, set anew for each request; it may fire between two, when there is nothing to end. */
  private arm(ms: number): void {
    if (this.timer && this.timerMs === ms) return void this.timer.refresh();
    clearTimeout(this.timer);
    this.timerMs = ms;
    this.timer = setTimeout(late, ms, this).unref();
  }

  late(): void {
    const { wanted, heard } = this;
    if (!wanted) return;
    // A process that stood still hears first what came meanwhile.
    setImmediate(() => {
      if (this.wanted !== wanted) return;
      if (this.heard === heard) this.end('timeout', `no answer within ${wanted.timeoutMs} ms`);
      else this.timer?.refresh();
    });
  }
}

function late(connection: Connection): void {
  connection.late();
}

export function describe(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${code} ${error.message}` : error.message;
}
