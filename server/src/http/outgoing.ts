// The only way out: one undici pool per host, time-outs always set. Adapters get this and nothing else.
import { Pool } from 'undici';

export type OutgoingRequest = {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  timeout_ms?: number;
};

/** `phase` tells whether the request may have reached the other side: only `before` is safe to repeat. */
export type OutgoingResult =
  | { ok: true; status: number; headers: Record<string, string | string[] | undefined>; body: string }
  | { ok: false; phase: 'before' | 'after'; reason: 'refused' | 'timeout' | 'broken'; detail: string };

export type OutgoingHttp = {
  request(request: OutgoingRequest): Promise<OutgoingResult>;
  /** A response read as it comes, for event streams. Aborted by the signal. */
  stream(
    url: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<{ status: number; body: AsyncIterable<Buffer> }>;
  close(): Promise<void>;
};

// Before a connection exists nothing can have arrived; everything later may have.
const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function createOutgoingHttp(options: { timeoutMs: number; connections?: number }): OutgoingHttp {
  const pools = new Map<string, Pool>();
  const poolFor = (origin: string): Pool => {
    let pool = pools.get(origin);
    if (!pool) {
      pool = new Pool(origin, {
        connections: options.connections ?? 256,
        connect: { timeout: 5_000 },
        keepAliveTimeout: 10_000,
        // One request per connection at a time: a pipelined request behind a slow one would look like a time-out.
        pipelining: 1,
      });
      pools.set(origin, pool);
    }
    return pool;
  };
  return {
    async request(request) {
      const target = new URL(request.url);
      const timeout = request.timeout_ms ?? options.timeoutMs;
      try {
        const response = await poolFor(target.origin).request({
          method: request.method,
          path: target.pathname + target.search,
          headers: request.headers ?? null,
          body: request.body ?? null,
          headersTimeout: timeout,
          bodyTimeout: timeout,
        });
        return {
          ok: true,
          status: response.statusCode,
          headers: response.headers,
          body: await response.body.text(),
        };
      } catch (cause) {
        const code = (cause as { code?: string }).code ?? '';
        const detail = `${code} ${cause instanceof Error ? cause.message : ''}`.trim();
        if (neverLeft.has(code)) return { ok: false, phase: 'before', reason: 'refused', detail };
        const reason = code.endsWith('TIMEOUT') ? 'timeout' : 'broken';
        return { ok: false, phase: 'after', reason, detail };
      }
    },
    async stream(url, headers, signal) {
      const target = new URL(url);
      const response = await poolFor(target.origin).request({
        method: 'GET',
        path: target.pathname + target.search,
        headers,
        signal,
        headersTimeout: 10_000,
        bodyTimeout: 0,
      });
      return { status: response.statusCode, body: response.body as AsyncIterable<Buffer> };
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}
