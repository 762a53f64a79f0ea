// Puts the runtime together from its parts. create-runtime.ts gives it the product's channels; tests may give their own.
import { randomUUID } from 'node:crypto';
import type { Channel } from '@sampark/contracts/domain.ts';
import { destination, pino, type Logger } from 'pino';
import type { ChannelAdapter } from './channels/channel.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Config } from './config.ts';
import { connect } from './db/connect.ts';
import { scopedConnections } from './db/scoped.ts';
import { API_ROLE } from './db/embedded/secrets.ts';
import { allowedNetworks } from './http/allowed-networks.ts';
import { createMetrics } from './http/metrics.ts';
import { createOutgoingHttp } from './http/outgoing.ts';
import { databaseJobs } from './jobs/jobs.ts';
import type { Runtime } from './runtime.ts';
import type { Keys } from './security/seal.ts';

export type RuntimeParts = {
  databaseUrl: string;
  keys: Keys;
  channels: Readonly<Record<Channel, ChannelAdapter>>;
  clock?: Clock;
  log?: Logger;
  /** Collect the process's own metrics; off in tests, where many runtimes share a process. */
  processMetrics?: boolean;
};

/** A request that is not answered by then is one that somebody has sent again already. */
const requestWaitMs = 5_000;

export function assembleRuntime(config: Config, parts: RuntimeParts): Runtime {
  const demo: Runtime['demo'] = { enabled: config.demo === 'on', simulators: {} };
  const networks = allowedNetworks(config.senderNetworks, () => demo.enabled);
  const { db, pool } = connect(parts.databaseUrl, { max: config.databasePool, name: 'sampark' });
  const scoped = scopedConnections(parts.databaseUrl, {
    ...{ max: config.databasePool, name: 'sampark requests', role: API_ROLE, waitMs: requestWaitMs },
  });
  const waiting = () => ({ own: pool.waitingCount, requests: scoped.waiting() });
  return {
    config,
    log: parts.log ?? createLog(config.logLevel),
    clock: parts.clock ?? systemClock,
    db,
    pool,
    scoped,
    keys: parts.keys,
    http: createOutgoingHttp({ timeoutMs: config.sendTimeoutSeconds * 1000, networks }),
    networks,
    channels: parts.channels,
    jobs: databaseJobs,
    metrics: createMetrics({ process: parts.processMetrics ?? false, waiting }),
    instanceId: randomUUID(),
    crashPoint: () => {},
    demo,
  };
}

/** Closes what assembleRuntime opened. */
export async function closeRuntime(rt: Runtime): Promise<void> {
  await rt.http.close();
  await rt.scoped.close();
  await rt.db.destroy();
}

/** Writes to standard output, or appends to `file`. */
export function createLog(level: string, file?: string): Logger {
  const secret = [
    'authorization',
    'cookie',
    'password',
    'token',
    'access_token',
    'refresh_token',
    'credentials',
    'secret',
  ];
  const options = {
    level,
    redact: {
      paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `req.headers.${name}`]),
      censor: '[redacted]',
    },
    // Bodies and headers of a request are never part of a line.
    serializers: {
      req: (request: { id: unknown; method: string }) => ({ id: request.id, method: request.method }),
    },
  };
  return file === undefined
    ? pino(options)
    : pino(options, destination({ dest: file, mkdir: true, sync: false }));
}
