// The HTTP floor under every simulator: one request at a time per connection, keep-alive, answers in order.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { readBody, readHead, type Head } from './http-wire.ts';

const MAX_HEAD_BYTES = 64 * 1024;
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** Characters a stream takes in before its writer is asked to wait. */
const STREAM_BUFFER = 256 * 1024;
const EMPTY = Buffer.alloc(0);
/** Every status a simulator answers with. Not node:http's table: importing it loads all of undici in each thread. */
const REASONS: Record<number, string> = {
  ...{ 200: 'OK', 201: 'Created', 204: 'No Content', 400: 'Bad Request', 401: 'Unauthorized' },
  ...{ 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 409: 'Conflict' },
  ...{ 413: 'Payload Too Large', 415: 'Unsupported Media Type', 429: 'Too Many Requests' },
  ...{ 431: 'Request Header Fields Too Large', 500: 'Internal Server Error', 502: 'Bad Gateway' },
  ...{ 503: 'Service Unavailable', 504: 'Gateway Timeout' },
};

let dateSecond = 0;
let dateText = '';

function httpDate(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== dateSecond) [dateSecond, dateText] = [second, new Date(second * 1000).toUTCString()];
  return dateText;
}

function headText(status: number, headers: string): string {
  return `HTTP/1.1 ${status} ${REASONS[status] ?? 'Unknown'}\r\n${headers}date: ${httpDate()}\r\n`;
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
  readonly #head: Head;
  readonly #connection: Connection;
  #body: string | undefined;
  #query: URLSearchParams | undefined;
  #closers: (() => void)[] | undefined;
  #answered = false;

  constructor(connection: Connection, method: string, url: string, head: Head, body: Buffer) {
    const mark = url.indexOf('?');
    this.method = method;
    this.path = mark < 0 ? url : url.slice(0, mark);
    this.search = mark < 0 ? '' : url.slice(mark + 1);
    this.rawBody = body;
    this.#head = head;
    this.#connection = connection;
  }

  get body(): string {
    return (this.#body ??= this.rawBody.toString());
  }

  get query(): URLSearchParams {
    return (this.#query ??= new URLSearchParams(this.search));
  }

  header(name: string): string | undefined {
    return this.#head.field(name);
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
    this.#connection.flush();
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
    this.#connection.flush();
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
    const length = Buffer.byteLength(body);
    let fields = `content-type: ${type}\r\ncontent-length: ${length}\r\n`;
    if (headers) for (const name in headers) fields += `${name}: ${headers[name]}\r\n`;
    if (this.#connection.lastRequest) fields += 'connection: close\r\n';
    const text = `${headText(status, fields)}\r\n${this.method === 'HEAD' ? '' : body}`;
    this.#connection.answer(text, length === body.length);
    if (this.#closers) this.close();
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
  #continued = false;
  #closed = false;
  /** Answers given while requests are read: they leave in one write. */
  #out = '';
  #plain = true;

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
      this.#closed = true;
      const call = this.#call;
      this.#call = undefined;
      call?.close();
    });
  }

  /** `plain` when every character is one byte, which spares the encoding. */
  answer(text: string, plain: boolean): void {
    this.#out += text;
    this.#plain &&= plain;
    if (!this.#reading) this.flush();
  }

  flush(): void {
    if (this.#out === '') return;
    if (!this.#closed) this.socket.write(this.#out, this.#plain ? 'latin1' : 'utf8');
    this.#out = '';
    this.#plain = true;
  }

  /** The answer is out: take the next request, which a pipelining client may have sent already. */
  finished(): void {
    this.#call = undefined;
    if (this.lastRequest) {
      this.flush();
      this.socket.end();
    } else if (this.#data.length > 0) this.#next();
  }

  #next(): void {
    // Answers given at once come back here through `finished`; the loop goes on instead of nesting.
    if (this.#reading) return;
    this.#reading = true;
    while (!this.#call && this.#data.length > 0 && this.#readOne());
    this.#reading = false;
    this.flush();
  }

  #readOne(): boolean {
    const head = (this.#head ??= readHead(this.#data));
    if (!head) return this.#data.length > MAX_HEAD_BYTES ? this.#refuse(431) : false;
    const body = readBody(this.#data, head);
    if (body === null) return this.#refuse(400);
    if (!body) {
      if (this.#data.length > MAX_BODY_BYTES) return this.#refuse(413);
      const expects = !this.#continued && head.field('expect') === '100-continue';
      if (expects && this.#data.length === head.end) {
        this.answer('HTTP/1.1 100 Continue\r\n\r\n', true);
        this.#continued = true;
      }
      return false;
    }
    this.#head = undefined;
    this.#continued = false;
    this.#data = body.end === this.#data.length ? EMPTY : this.#data.subarray(body.end);
    const { line } = head;
    const blank = line.indexOf(' ');
    const second = line.indexOf(' ', blank + 1);
    const url = line.slice(blank + 1, second);
    const connection = head.field('connection')?.toLowerCase();
    const isOld = line.startsWith('HTTP/1.0', second + 1);
    this.lastRequest = connection === 'close' || (isOld && connection !== 'keep-alive');
    const call = new Call(this, line.slice(0, blank), url, head, body.data);
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
    this.flush();
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
