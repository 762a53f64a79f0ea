// Shared floor of the tests: simulators on a virtual clock, a webhook receiver, and waiting without sleeping.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { virtualClock, type VirtualClock } from '../src/core/clock.ts';
import { startSimulators, type SimulatorOptions, type Simulators } from '../src/start.ts';

export type Json = Record<string, unknown>;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Json;
}

export async function request(
  url: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    init.body = typeof body === 'string' ? body : JSON.stringify(body);
    init.headers = { 'content-type': 'application/json', ...headers };
  }
  const response = await fetch(url, init);
  const text = await response.text();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = {};
  }
  return { status: response.status, headers: response.headers, text, body: parsed as Json };
}

/** Polls until `check` gives something, moving the virtual clock on the way when there is one. */
export async function until<T>(
  check: () => T | undefined | false | Promise<T | undefined | false>,
  clock?: VirtualClock,
): Promise<T> {
  const deadline = performance.now() + 8_000;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (performance.now() > deadline) throw new Error('waited in vain');
    clock?.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export interface Hook {
  url: string;
  posts: { raw: Buffer; body: Json; headers: IncomingHttpHeaders; path: string }[];
  gets: string[];
  /** Status for the next posts; 200 when empty. */
  statuses: number[];
  verifyToken: string;
  /** From here on posts are taken and not answered, until they are released. */
  hold(): void;
  release(): void;
  close(): Promise<void>;
}

export async function startHook(): Promise<Hook> {
  const hook: Hook = {
    url: '',
    posts: [],
    gets: [],
    statuses: [],
    verifyToken: 'secret-word',
    hold: () => (held = []),
    release() {
      const answers = held ?? [];
      held = undefined;
      for (const answer of answers) answer();
    },
    close: async () => {},
  };
  let held: (() => void)[] | undefined;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'GET') {
        hook.gets.push(url.search);
        const fits = url.searchParams.get('hub.verify_token') === hook.verifyToken;
        response.writeHead(fits ? 200 : 403).end(fits ? url.searchParams.get('hub.challenge') : 'no');
        return;
      }
      const raw = Buffer.concat(chunks);
      hook.posts.push({
        raw,
        body: JSON.parse(raw.toString()) as Json,
        headers: request.headers,
        path: url.pathname,
      });
      const answer = (): void => void response.writeHead(hook.statuses.shift() ?? 200).end();
      if (held) held.push(answer);
      else answer();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hook.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  hook.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return hook;
}

export interface Bench {
  clock: VirtualClock;
  simulators: Simulators;
  hook: Hook;
  close(): Promise<void>;
}

export async function startBench(options: SimulatorOptions = {}): Promise<Bench> {
  const clock = (options.clock as VirtualClock | undefined) ?? virtualClock();
  const simulators = await startSimulators({ clock, ...options });
  const hook = await startHook();
  return {
    ...{ clock, simulators, hook },
    async close() {
      await simulators.close();
      await hook.close();
    },
  };
}

/** Everybody has an account, gets everything, reads everything, and keeps quiet. */
export const QUIET = {
  people: {
    registered: 1,
    delivered: 1,
    read: 1,
    reply: 0,
    opt_out: 0,
    delivery_ms: 500,
    read_ms: 500,
    reply_ms: 1_000,
  },
};

export function ledgerOf(bench: Bench, platform: keyof Simulators['control']): Promise<Json> {
  return bench.simulators.control[platform]('GET', 'ledger') as Promise<Json>;
}
