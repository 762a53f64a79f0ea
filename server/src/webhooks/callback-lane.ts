// The plain callback without an HTTP parser's general ways, which cost more than all that is done with it. A new connection
// is read here as long as its bytes are whole plain callbacks (read-request.ts) for accounts we know. At the first byte
// that is anything else, or late, the connection and all that is unread on it go to Node's own parser, for good.
// Guaranteed: no byte is read by both, answers keep their order, and the same headers, time-outs and end of the server
// as there (docs/decisions/0008).
import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { Runtime } from '../runtime.ts';
import { knownAccount, loadAccountAccess, type KnownAccount } from './accounts.ts';
import { letIn, type Asker } from './let-in.ts';
import { readRequest, type PlainRequest } from './read-request.ts';
import { replyLines } from './reply-lines.ts';

/** What has not come in so many reads, or so long, is a slow sender's: Node has the patience and its limits. */
const mostReads = 4;
const patienceMs = 200;

type Lane = { server: Server; rt: Runtime; node: (socket: Socket) => void; connections: Set<Connection> };

/** Call it when everybody who listens for connections does: they hear of those that leave the lane. */
export function openLane(server: Server, rt: Runtime): void {
  // Limits that this file does not keep.
  if (server instanceof TlsServer || server.timeout > 0 || (server.maxRequestsPerSocket ?? 0) > 0) return;
  const others = server.listeners('connection') as ((socket: Socket) => void)[];
  const connections = new Set<Connection>();
  const node = (socket: Socket) => {
    for (const other of others) other.call(server, socket);
  };
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    connections.add(new Connection({ server, rt, node, connections }, socket));
  });
  // Node closes those it knows of, and `close()` asks for it by this name.
  const closeIdle = server.closeIdleConnections.bind(server);
  const closeAll = server.closeAllConnections.bind(server);
  server.closeIdleConnections = () => {
    for (const one of connections) one.closeIfIdle();
    closeIdle();
  };
  server.closeAllConnections = () => {
    for (const one of connections) one.socket.destroy();
    closeAll();
  };
}

/** `asking`: whether we know the account. What comes while it asks or stores waits for the answer. */
type State = 'reading' | 'asking' | 'storing' | 'left';

class Connection implements Asker {
  readonly socket: Socket;
  readonly #lane: Lane;
  #state: State = 'reading';
  /** Read from the socket, and by nobody. */
  #unread: Buffer | undefined;
  #reads = 0;
  #answered = false;
  #patience: NodeJS.Timeout | undefined;

  constructor(lane: Lane, socket: Socket) {
    this.#lane = lane;
    this.socket = socket;
    socket.on('data', this.#hear).on('end', this.#ended).on('timeout', this.#idle);
    socket.on('error', this.#failed).on('close', this.#closed);
    socket.setTimeout(lane.server.headersTimeout);
  }

  readonly #hear = (chunk: Buffer): void => {
    const bytes = this.#unread ? Buffer.concat([this.#unread, chunk]) : chunk;
    if (this.#state === 'reading') return this.#read(bytes);
    this.#unread = bytes;
    this.socket.pause();
  };

  #read(bytes: Buffer): void {
    const request = readRequest(bytes);
    if (typeof request === 'object') {
      const account = knownAccount(this.#lane.rt, request.account);
      if (account?.access.channel === request.channel) return this.#take(request, account);
      this.#unread = bytes;
      return void this.#ask(request);
    }
    this.#unread = bytes;
    if (request === 'other' || ++this.#reads === mostReads) return this.#handOver();
    this.#patience ??= setTimeout(() => this.#handOver(), patienceMs).unref();
  }

  #take({ rest, headers, raw }: PlainRequest, account: KnownAccount): void {
    this.#settle();
    this.#state = 'storing';
    letIn(this.#lane.rt, account, { method: 'POST', headers, query: {}, raw, rest }, this);
  }

  /** The first callback after a silence. Handed over for that, a connection would never be here again. */
  async #ask({ account: id, channel }: PlainRequest): Promise<void> {
    this.#state = 'asking';
    clearTimeout(this.#patience);
    const found = await loadAccountAccess(this.#lane.rt, [id]).catch(() => undefined);
    if (this.#state !== 'asking' || !this.#unread) return;
    const account = found?.get(id);
    const request = readRequest(this.#unread);
    if (account?.access.channel !== channel || typeof request !== 'object') return this.#handOver();
    this.#take(request, account);
  }

  answer(reply: unknown): void {
    const { socket } = this;
    const { server } = this.#lane;
    if (this.#state === 'left') return;
    this.#state = 'reading';
    if (!socket.writable) return;
    // The usual answer is ASCII throughout.
    socket.write(answerText(reply, server), reply === undefined ? 'latin1' : 'utf8');
    if (!server.listening) {
      socket.destroySoon();
      return;
    }
    if (!this.#answered) {
      this.#answered = true;
      socket.setTimeout(keptMs(server));
    }
    if (this.#unread) this.#handOver();
  }

  closeIfIdle(): void {
    if (this.#state !== 'reading') return;
    const partial = this.#unread && readRequest(this.#unread);
    if (partial === 'body') this.#handOver();
    else this.socket.destroy();
  }

  #settle(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#unread = undefined;
    this.#reads = 0;
  }

  /** From here on this object hears nothing of the socket any more. */
  #leave(): Buffer | undefined {
    const unread = this.#unread;
    const { socket } = this;
    this.#settle();
    this.#state = 'left';
    this.#lane.connections.delete(this);
    socket.off('data', this.#hear).off('end', this.#ended).off('timeout', this.#idle);
    socket.off('error', this.#failed).off('close', this.#closed);
    socket.setTimeout(0);
    return unread;
  }

  #handOver(): void {
    const { socket } = this;
    if (socket.destroyed || this.#state === 'left') return;
    // Paused, nothing flows until Node listens; what is put back comes before all that is still on its way.
    socket.pause();
    const unread = this.#leave();
    if (unread) socket.unshift(unread);
    this.#lane.node(socket);
    socket.resume();
  }

  readonly #ended = (): void => {
    const { socket } = this;
    if (!this.#unread) return void socket.end();
    // Half a request and no more: a stream that has ended takes nothing back, so Node is told what it would have heard.
    const unread = this.#leave();
    this.#lane.node(socket);
    socket.emit('data', unread);
    socket.emit('end');
  };

  readonly #idle = (): void => {
    if (this.#state !== 'reading' || this.#unread) return;
    const { socket } = this;
    if (this.#answered) return void socket.destroy();
    const cause = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    this.#lane.server.emit('clientError', cause, socket);
    socket.destroySoon();
  };

  /** The connection closes by itself. */
  readonly #failed = (): void => {};

  readonly #closed = (): void => {
    this.#settle();
    this.#state = 'left';
    this.#lane.connections.delete(this);
  };
}

/** As long as Node keeps an idle connection: it adds a second, in which a request under way still arrives. */
function keptMs({ keepAliveTimeout, keepAliveTimeoutBuffer }: Server): number {
  return keepAliveTimeout > 0 ? keepAliveTimeout + keepAliveTimeoutBuffer : 0;
}

/** Byte for byte what Node writes. */
function answerText(reply: unknown, { listening, keepAliveTimeout }: Server): string {
  const { status, body, headers } = replyLines(reply);
  let text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`;
  for (let at = 0; at < headers.length; at += 2) text += `${headers[at]}: ${headers[at + 1]}\r\n`;
  // A closing server waits for its connections.
  if (!listening) return `${text}connection: close\r\nDate: ${dateText()}\r\n\r\n${body}`;
  text += `Date: ${dateText()}\r\nConnection: keep-alive\r\n`;
  if (keepAliveTimeout > 0) text += `Keep-Alive: timeout=${Math.floor(keepAliveTimeout / 1_000)}\r\n`;
  return `${text}\r\n${body}`;
}

let dateSecond = 0;
let date = '';

function dateText(): string {
  const now = Date.now();
  const second = Math.floor(now / 1_000);
  if (second !== dateSecond) {
    dateSecond = second;
    date = new Date(now).toUTCString();
  }
  return date;
}
