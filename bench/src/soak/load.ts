// The sessions' requests: an open model. Each arrives at its own time whether or not earlier ones were answered, and its
// latency counts from that time, so a stall of the server is seen by everybody it would have kept waiting. How late the
// sessions themselves were with asking is counted beside it: that part is not the server's.
import { Agent, request } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { say } from '../support/arguments.ts';
import { kinds, type Kind, type Session } from './requests.ts';
import { send } from './send.ts';

export type Seen = {
  /** When it was due, epoch milliseconds. */
  at: number;
  ms: number;
  /** How much of that had passed before it was asked. */
  late: number;
  kind: string;
  group: Kind['group'];
  status: number;
  error?: string;
};
export type LoadOptions = { streams: number; rampSeconds: number };

export type LoadFound = {
  seen: Seen[];
  streamEvents: number;
  streamsOpen: number;
  /** Of the sessions' own process: 99% of its looks at the clock, and the worst, in ms. */
  delay: { p99: number; max: number };
};
export type Load = { stop(): Promise<LoadFound> };

const secondsBetween = 10;

export function runLoad(port: number, managers: readonly Session[], options: LoadOptions): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const seen: Seen[] = [];
  const total = kinds.reduce((sum, one) => sum + one.weight, 0);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T;
  const underway = new Set<{ due: number; late: number; kind: Kind }>();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let stopped = false;

  function ask(due: number): void {
    const manager = pick(managers);
    const kind = draw(total);
    const one = { due, late: performance.now() - due, kind };
    underway.add(one);
    send(agent, port, manager.token, kind.of(manager, pick), ({ status, error }) => {
      // A connection may fail after its answer was read.
      if (underway.delete(one)) seen.push(seenOf(one, status, error));
    });
  }

  // Arrivals of all sessions together are one Poisson process; during the ramp its rate grows.
  const began = performance.now();
  let next = began;
  const rateAt = (at: number): number => {
    const part = options.rampSeconds > 0 ? Math.min(1, (at - began) / (options.rampSeconds * 1_000)) : 1;
    return Math.max(1, (managers.length / secondsBetween) * part);
  };
  const timer = setInterval(() => {
    const now = performance.now();
    while (!stopped && next <= now) {
      ask(next);
      next += (-Math.log(1 - Math.random()) / rateAt(next)) * 1_000;
    }
  }, 2);

  const streams = openStreams(port, managers.slice(0, options.streams), options.rampSeconds);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      delay.disable();
      const patience = performance.now() + 10_000;
      while (underway.size > 0 && performance.now() < patience)
        await new Promise((resolve) => setTimeout(resolve, 20));
      // Counted: an answer that does not come is the slowest of all.
      for (const one of underway) seen.push(seenOf(one, 0, 'not answered'));
      underway.clear();
      const streamsOpen = streams.open();
      streams.close();
      agent.destroy();
      const ms = (nanoseconds: number) => Math.round(nanoseconds / 1e5) / 10;
      return {
        ...{ seen, streamsOpen, streamEvents: streams.events() },
        delay: { p99: ms(delay.percentile(99)), max: ms(delay.max) },
      };
    },
  };
}

function seenOf(
  { due, late, kind }: { due: number; late: number; kind: Kind },
  status: number,
  error?: string,
): Seen {
  return {
    ...{ at: performance.timeOrigin + due, ms: performance.now() - due, late },
    ...{ kind: kind.name, group: kind.group, status },
    ...(error === undefined ? {} : { error }),
  };
}

function draw(total: number): Kind {
  let left = Math.random() * total;
  for (const kind of kinds) if ((left -= kind.weight) < 0) return kind;
  return kinds[0] as Kind;
}

/** Every page of the dashboard holds the one stream of its tab (the bell reads it): opened as people come, over the ramp. */
function openStreams(port: number, managers: readonly Session[], rampSeconds: number) {
  let events = 0;
  let open = 0;
  const closers: (() => void)[] = [];
  const began = performance.now();
  const timer = setInterval(() => {
    const part = rampSeconds > 0 ? (performance.now() - began) / (rampSeconds * 1_000) : 1;
    while (closers.length < Math.min(1, part) * managers.length) {
      const one = managers[closers.length];
      if (!one) break;
      closers.push(
        openStream(port, one.token, {
          event: () => events++,
          moved: (by) => (open += by),
        }),
      );
    }
    if (closers.length >= managers.length) clearInterval(timer);
  }, 20);
  return {
    events: () => events,
    open: () => open,
    close: () => {
      clearInterval(timer);
      for (const one of closers) one();
    },
  };
}

function openStream(
  port: number,
  token: string,
  on: { event: () => void; moved: (by: number) => void },
): () => void {
  const headers = { authorization: `Bearer ${token}` };
  const outgoing = request(
    { host: '127.0.0.1', port, path: '/api/v1/stream', agent: false, headers },
    (answer) => {
      if (answer.statusCode !== 200) say(`soak: a stream was answered with ${answer.statusCode}`);
      else on.moved(1);
      answer.on('data', on.event);
      answer.on('error', () => {});
      answer.once('close', () => answer.statusCode === 200 && on.moved(-1));
    },
  );
  outgoing.on('error', () => {});
  outgoing.end();
  return () => outgoing.destroy();
}
