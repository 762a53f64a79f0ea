// The usual callback — a POST with its whole body, to an account we know — is answered here, before the framework that
// routes, validates and logs everything else: there are thousands a second, and it took two thirds of their time. Whatever
// is unusual goes on to routes.ts as if this file did not exist. Enters: requests of the HTTP server. Guaranteed: the same
// verification, storing and answers as there. In front of it is the lane, for callbacks that need no parser either.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { callbackLimit } from '../http/body.ts';
import type { Runtime } from '../runtime.ts';
import { knownAccount, type KnownAccount } from './accounts.ts';
import { openLane } from './callback-lane.ts';
import { letIn } from './let-in.ts';
import { hookAddress } from './read-request.ts';
import { replyLines } from './reply-lines.ts';

/** A body that trickles in holds a connection. */
const patienceMs = 30_000;

/** Puts the door in front of the server's own handler. Call it before anything else listens for requests. */
export function openFrontDoor(server: Server, rt: Runtime, { lane = true } = {}): void {
  const others = server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const callback = usual(rt, request);
    if (callback) take(rt, request, response, callback, server);
    else for (const other of others) other.call(server, request, response);
  });
  // By then everybody listens for connections who ever will.
  if (lane) server.once('listening', () => openLane(server, rt));
}

type Usual = { account: KnownAccount; rest: string; length: number };

function usual(rt: Runtime, request: IncomingMessage): Usual | undefined {
  if (request.method !== 'POST' || request.url === undefined || !request.url.startsWith('/hooks/')) return;
  const { headers } = request;
  const length = Number(headers['content-length']);
  if (!(length > 0 && length <= callbackLimit) || headers.expect !== undefined) return;
  const match = hookAddress.exec(request.url);
  const account = match?.[2] === undefined ? undefined : knownAccount(rt, match[2]);
  if (!match || !account || account.access.channel !== match[1]) return;
  return { account, rest: match[3] ?? '', length };
}

/** Reads the body, then lets it in. */
function take(
  rt: Runtime,
  request: IncomingMessage,
  response: ServerResponse,
  { account, rest, length }: Usual,
  server: Server,
): void {
  let size = 0;
  let first: Buffer | undefined;
  let chunks: Buffer[] | undefined;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (first) (chunks ??= [first]).push(chunk);
    else if (((first = chunk), size < length)) hurry(request);
  });
  request.on('end', () => {
    const raw = chunks ? Buffer.concat(chunks) : (first ?? Buffer.alloc(0));
    const asked = { method: 'POST', headers: request.headers, query: {}, raw, rest };
    letIn(rt, account, asked, {
      answer: (reply) => {
        const { status, body, headers } = replyLines(reply);
        // A closing server waits for its connections.
        const end = server.listening ? [] : ['connection', 'close'];
        response.writeHead(status, [...headers, ...end]).end(body);
      },
    });
  });
}

function hurry(request: IncomingMessage): void {
  const patience = setTimeout(() => request.destroy(), patienceMs).unref();
  request.on('close', () => clearTimeout(patience));
}
