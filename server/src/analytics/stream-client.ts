// One open event stream: writing, and what ends it.
import type { StreamEvents } from '@sampark/contracts/analytics.ts';
import type { ServerResponse } from 'node:http';
import type { Actor } from '../http/route.ts';

/** Bytes waiting for a reader before it is dropped; it comes back and starts with a fresh overview. */
const mostWaiting = 1_048_576;

export type StreamClient = {
  actor: Actor;
  /** Whose numbers it sees: the workspace's, or a PM's own. */
  scope_id: string;
  /** When its token ends, epoch milliseconds. */
  expires_at: number;
  last_write: number;
  send<E extends keyof StreamEvents>(event: E, data: StreamEvents[E], id?: number): void;
  beat(): void;
  end(reason: StreamEvents['end']['reason']): void;
};

export function streamClient(
  raw: ServerResponse,
  who: Pick<StreamClient, 'actor' | 'scope_id' | 'expires_at'>,
  headers: Record<string, string>,
): StreamClient {
  raw.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Nothing follows a stream on its connection, and a kept one would hold up the server's stop.
    connection: 'close',
    // nginx would hold events back to fill its buffers.
    'x-accel-buffering': 'no',
  });
  const write = (text: string) => {
    if (raw.destroyed || raw.writableEnded) return;
    client.last_write = performance.now();
    if (raw.writableLength + text.length > mostWaiting) raw.destroy();
    else raw.write(text);
  };
  const client: StreamClient = {
    ...who,
    last_write: performance.now(),
    send: (event, data, id) =>
      write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => write(': still here\n\n'),
    end: (reason) => {
      client.send('end', { reason });
      raw.end();
    },
  };
  write('retry: 2000\n\n');
  return client;
}
