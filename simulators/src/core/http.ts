// The bare HTTP floor under every simulator. Plain node:http: at the rates a bench asks for, a framework's
// routing and validation cost more than the answer.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** One request and the one answer to it. */
export class Call {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  body = '';
  rawBody: Buffer | undefined;
  /** Set by a fault: the request was taken in, and nobody will ever hear about it. */
  silenced = false;
  /** Set by a fault: how the answer is put off. */
  later: ((write: () => void) => void) | undefined;

  constructor(request: IncomingMessage, response: ServerResponse) {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    this.method = request.method ?? 'GET';
    this.path = mark < 0 ? url : url.slice(0, mark);
    this.search = mark < 0 ? '' : url.slice(mark + 1);
    this.request = request;
    this.response = response;
  }

  get query(): URLSearchParams {
    return new URLSearchParams(this.search);
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  json(status: number, payload: unknown, headers?: Record<string, string>): void {
    this.send(status, 'application/json; charset=utf-8', JSON.stringify(payload), headers);
  }

  send(status: number, type: string, body: string, headers?: Record<string, string>): void {
    if (this.silenced) return;
    if (this.later) this.later(() => this.#write(status, type, body, headers));
    else this.#write(status, type, body, headers);
  }

  /** Cuts the connection without a word. */
  hangUp(): void {
    this.request.socket.destroy();
  }

  #write(status: number, type: string, body: string, headers?: Record<string, string>): void {
    if (this.response.destroyed || this.response.headersSent) return;
    const head: string[] = ['content-type', type, 'content-length', String(Buffer.byteLength(body))];
    if (headers) for (const [name, value] of Object.entries(headers)) head.push(name, value);
    this.response.writeHead(status, head);
    this.response.end(body);
  }
}

export interface HttpFloor {
  url: string;
  close(): Promise<void>;
}

function collect(call: Call, done: () => void): void {
  const { request } = call;
  let single: Buffer | undefined;
  let chunks: Buffer[] | undefined;
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return request.socket.destroy();
    if (!single) single = chunk;
    else (chunks ??= [single]).push(chunk);
    return undefined;
  });
  request.on('end', () => {
    const raw = chunks ? Buffer.concat(chunks) : single;
    if (raw) {
      call.rawBody = raw;
      call.body = raw.toString('utf8');
    }
    done();
  });
}

/** Listens on loopback only: a simulator has no secrets worth the name and a control API without a password. */
export async function listen(port: number, handle: (call: Call) => void): Promise<HttpFloor> {
  const server: Server = createServer(
    { keepAliveTimeout: 72_000, requestTimeout: 0 },
    (request, response) => {
      const call = new Call(request, response);
      const run = (): void => {
        try {
          handle(call);
        } catch (error) {
          process.stderr.write(
            `simulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
          );
          call.json(500, { error: 'the simulator itself failed; see its standard error' });
        }
      };
      if (call.method === 'GET' || call.method === 'HEAD') {
        request.resume();
        run();
      } else collect(call, run);
    },
  );
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
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
