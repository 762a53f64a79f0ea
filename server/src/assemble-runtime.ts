// Puts the runtime together from its parts. create-runtime.ts gives it the product's channels; tests may give their own.
import { randomUUID } from 'node:crypto';
import type { Channel } from '@sampark/contracts/domain.ts';
import { destination, pino, type Logger } from 'pino';
import type { ChannelAdapter } from './channels/channel.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Config } from './config.ts';
import { connect } from './db/connect.ts';
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

export function assembleRuntime(config: Config, parts: RuntimeParts): Runtime {
  const { db, pool } = connect(parts.databaseUrl, { max: config.databasePool, name: 'sampark' });
  return {
    config,
    log: parts.log ?? createLog(config.logLevel),
    clock: parts.clock ?? systemClock,
    db,
    pool,
    keys: parts.keys,
    http: createOutgoingHttp({ timeoutMs: config.sendTimeoutSeconds * 1000 }),
    channels: parts.channels,
    jobs: databaseJobs,
    metrics: createMetrics({ process: parts.processMetrics ?? false }),
    instanceId: randomUUID(),
    crashPoint: () => {},
    demo: { enabled: config.demo === 'on', simulators: {} },
  };
}

/** Closes what assembleRuntime opened. */
export async function closeRuntime(rt: Runtime): Promise<void> {
  await rt.http.close();
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
