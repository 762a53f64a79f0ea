// The only way out: connections are kept per host, time-outs always set. Adapters get this and nothing else.
import { Pool } from 'undici';
import { connectWithin, type AllowedNetworks } from './allowed-networks.ts';
import { Connections } from './client/connections.ts';
import { readTogether } from './client/read-together.ts';
import type { Answer } from './client/read-answer.ts';
import { writeRequest } from './client/write-request.ts';

export type OutgoingRequest = {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string;
  timeout_ms?: number;
};

/** `phase` tells whether the request may have reached the other side: only `before` is safe to repeat. */
export type OutgoingResult =
  Answer | { ok: false; phase: 'before' | 'after'; reason: 'refused' | 'timeout' | 'broken'; detail: string };

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

type Target = { connections: Connections; host: string; path: string };

const unwritable: OutgoingResult = {
  ...{ ok: false, phase: 'before', reason: 'refused' },
  detail: 'a header or the address cannot be written',
};

/** Addresses that were taken apart already: a sender has one, and look-ups bring a few more. */
const mostTargets = 20_000;

export function createOutgoingHttp(options: {
  timeoutMs: number;
  networks: AllowedNetworks;
  connections?: number;
}): OutgoingHttp {
  const limit = options.connections ?? 256;
  const connect = connectWithin(options.networks, 5_000);
  const connectToRequest = connectWithin(options.networks, 5_000, { onread: readTogether() });
  const hosts = new Map<string, Connections>();
  const streams = new Map<string, Pool>();
  const targets = new Map<string, Target>();
  const targetOf = (address: string): Target => {
    let target = targets.get(address);
    if (!target) {
      const url = new URL(address);
      target = {
        connections: kept(hosts, url.origin, () => new Connections(url, limit, connectToRequest)),
        host: url.host,
        path: url.pathname + url.search,
      };
      if (targets.size >= mostTargets) targets.clear();
      targets.set(address, target);
    }
    return target;
  };
  return {
    request({ method, url, headers, body, timeout_ms }) {
      const { connections, host, path } = targetOf(url);
      const text = writeRequest({ method, path, host, headers, body });
      if (text === undefined) return Promise.resolve(unwritable);
      return connections.request(text, timeout_ms ?? options.timeoutMs);
    },
    async stream(url, headers, signal) {
      const target = new URL(url);
      const pool = kept(
        streams,
        target.origin,
        () => new Pool(target.origin, { connections: limit, connect, pipelining: 1 }),
      );
      const response = await pool.request({
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
      for (const host of hosts.values()) host.close();
      await Promise.all([...streams.values()].map((pool) => pool.destroy()));
    },
  };
}

function kept<T>(all: Map<string, T>, key: string, make: () => T): T {
  let one = all.get(key);
  if (one === undefined) all.set(key, (one = make()));
  return one;
}
