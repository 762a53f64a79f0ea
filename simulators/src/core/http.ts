// The HTTP floor under every simulator: one request at a time per connection, keep-alive, answers in order.
import { STATUS_CODES } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { readBody, readHead, type Head } from './http-wire.ts';

const MAX_HEAD_BYTES = 64 * 1024;
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** Characters a stream takes in before its writer is asked to wait. */
const STREAM_BUFFER = 256 * 1024;
const EMPTY = Buffer.alloc(0);

let dateSecond = 0;
let dateText = '';

function httpDate(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== dateSecond) [dateSecond, dateText] = [second, new Date(second * 1000).toUTCString()];
  return dateText;
}

function headText(status: number, headers: string): string {
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${headers}date: ${httpDate()}\r\n`;
}

/** An answer of unknown length: server-sent events, a ledger line by line. */
export interface AnswerStream {
  /** False when the reader is behind; `drained` then says when to go on. */
  write(text: string): boolean;
  drained(then: () => void): void;
  end(text?: string): void;
}

/** One request and the one answer to it. */
export class Call {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly rawBody: Buffer;
  /** Set by a fault: the request was taken in, and nobody will ever hear about it. */
  silenced = false;
  /** Set by a fault: how the answer is put off. */
  later: ((write: () => void) => void) | undefined;
  readonly #headers: Map<string, string>;
  readonly #connection: Connection;
  #body: string | undefined;
  #closers: (() => void)[] | undefined;
  #answered = false;

  constructor(
    connection: Connection,
    method: string,
    url: string,
    headers: Map<string, string>,
    body: Buffer,
  ) {
    const mark = url.indexOf('?');
    this.method = method;
    this.path = mark < 0 ? url : url.slice(0, mark);
    this.search = mark < 0 ? '' : url.slice(mark + 1);
    this.rawBody = body;
    this.#headers = headers;
    this.#connection = connection;
  }

  get body(): string {
    return (this.#body ??= this.rawBody.toString('utf8'));
  }

  get query(): URLSearchParams {
    return new URLSearchParams(this.search);
  }

  header(name: string): string | undefined {
    return this.#headers.get(name);
  }

  json(status: number, payload: unknown, headers?: Record<string, string>): void {
    this.send(status, 'application/json; charset=utf-8', JSON.stringify(payload), headers);
  }

  send(status: number, type: string, body: string, headers?: Record<string, string>): void {
    if (this.silenced) return;
    if (this.later) this.later(() => this.#write(status, type, body, headers));
    else this.#write(status, type, body, headers);
  }

  stream(type: string): AnswerStream {
    this.#answered = true;
    const { socket } = this.#connection;
    socket.write(
      `${headText(200, `content-type: ${type}\r\ncache-control: no-cache\r\ntransfer-encoding: chunked\r\n`)}\r\n`,
    );
    // What is written in one turn of the event loop leaves in one system call: a receipt stream has thousands.
    let pending = '';
    const flush = (): void => {
      if (pending === '' || socket.destroyed) return;
      socket.write(`${Buffer.byteLength(pending).toString(16)}\r\n${pending}\r\n`);
      pending = '';
    };
    return {
      write: (text) => {
        if (pending === '') setImmediate(flush);
        pending += text;
        return socket.destroyed || (pending.length < STREAM_BUFFER && !socket.writableNeedDrain);
      },
      drained: (then) =>
        void setImmediate(() => (socket.writableNeedDrain ? void socket.once('drain', then) : then())),
      end: (text = '') => {
        pending += text;
        flush();
        socket.write('0\r\n\r\n');
        this.close();
        this.#connection.finished();
      },
    };
  }

  /** Called once: when the answer is written, or when the other side is gone. */
  onClose(then: () => void): void {
    (this.#closers ??= []).push(then);
  }

  /** Cuts the connection without a word. */
  hangUp(): void {
    this.#connection.socket.destroy();
  }

  /** For the connection only. */
  close(): void {
    const closers = this.#closers;
    this.#closers = undefined;
    for (const closer of closers ?? []) closer();
  }

  #write(status: number, type: string, body: string, headers?: Record<string, string>): void {
    if (this.#answered) return;
    this.#answered = true;
    let fields = `content-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    if (headers) for (const name in headers) fields += `${name}: ${headers[name]}\r\n`;
    if (this.#connection.lastRequest) fields += 'connection: close\r\n';
    const { socket } = this.#connection;
    if (!socket.destroyed)
      socket.write(`${headText(status, fields)}\r\n${this.method === 'HEAD' ? '' : body}`);
    this.close();
    this.#connection.finished();
  }
}

class Connection {
  readonly socket: Socket;
  lastRequest = false;
  readonly #handle: (call: Call) => void;
  #data: Buffer = EMPTY;
  #call: Call | undefined;
  #head: Head | undefined;
  #reading = false;

  constructor(socket: Socket, handle: (call: Call) => void) {
    this.socket = socket;
    this.#handle = handle;
    socket.setNoDelay(true);
    socket.on('data', (data: Buffer) => {
      this.#data = this.#data.length === 0 ? data : Buffer.concat([this.#data, data]);
      this.#next();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      const call = this.#call;
      this.#call = undefined;
      call?.close();
    });
  }

  /** The answer is out: take the next request, which a pipelining client may have sent already. */
  finished(): void {
    this.#call = undefined;
    if (this.lastRequest) this.socket.end();
    else if (this.#data.length > 0) this.#next();
  }

  #next(): void {
    // Answers given at once come back here through `finished`; the loop goes on instead of nesting.
    if (this.#reading) return;
    this.#reading = true;
    while (!this.#call && this.#data.length > 0 && this.#readOne());
    this.#reading = false;
  }

  #readOne(): boolean {
    const head = (this.#head ??= readHead(this.#data));
    if (!head) return this.#data.length > MAX_HEAD_BYTES ? this.#refuse(431) : false;
    const body = readBody(this.#data, head);
    if (body === null) return this.#refuse(400);
    if (!body) {
      if (this.#data.length > MAX_BODY_BYTES) return this.#refuse(413);
      if (head.headers.get('expect') === '100-continue' && this.#data.length === head.end) {
        this.socket.write('HTTP/1.1 100 Continue\r\n\r\n');
        head.headers.delete('expect');
      }
      return false;
    }
    this.#head = undefined;
    this.#data = body.end === this.#data.length ? EMPTY : this.#data.subarray(body.end);
    const [method = '', url = '', version = ''] = head.line.split(' ');
    const connection = head.headers.get('connection')?.toLowerCase();
    this.lastRequest = connection === 'close' || (version === 'HTTP/1.0' && connection !== 'keep-alive');
    const call = new Call(this, method, url, head.headers, body.data);
    this.#call = call;
    try {
      this.#handle(call);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`simulator: ${text}\n`);
      call.json(500, { error: 'the simulator itself failed; see its standard error' });
    }
    return true;
  }

  #refuse(status: number): boolean {
    this.socket.end(`${headText(status, 'content-length: 0\r\nconnection: close\r\n')}\r\n`);
    this.#data = EMPTY;
    return false;
  }
}

export interface HttpFloor {
  url: string;
  close(): Promise<void>;
}

/** Listens on loopback only: a simulator has no secrets worth the name and a control API without a password. */
export async function listen(port: number, handle: (call: Call) => void): Promise<HttpFloor> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    new Connection(socket, handle);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', 1024, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
