// One explicit `rt`: built once by main.ts (or a test), passed by hand, never global.
import type { Logger } from 'pino';
import type pg from 'pg';
import type { ChannelAdapter } from './channels/channel.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db/connect.ts';
import type { ScopedConnections } from './db/scoped.ts';
import type { AllowedNetworks } from './http/allowed-networks.ts';
import type { OutgoingHttp } from './http/outgoing.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { Keys } from './security/seal.ts';
import type { Metrics } from './http/metrics.ts';

export type Runtime = {
  config: Config;
  log: Logger;
  clock: Clock;
  db: Database;
  pool: pg.Pool;
  /** Connections that see one workspace only; use withinWorkspace. */
  scoped: ScopedConnections;
  /** On such a view: what it is a view of. */
  core?: Runtime;
  keys: Keys;
  http: OutgoingHttp;
  /** Where senders may be; `http` keeps to it by itself. */
  networks: AllowedNetworks;
  channels: Readonly<Record<Channel, ChannelAdapter>>;
  jobs: Jobs;
  metrics: Metrics;
  /** This process, in leases and logs. */
  instanceId: string;
  /** Named points where a test may stop the process; does nothing in the product. */
  crashPoint(name: string): void;
  /** True while the demo workspace, its logins and simulators are on. */
  demo: {
    enabled: boolean;
    simulators: Partial<Record<Channel, string>>;
    /** Ends the simulators and the demo's rounds; where another process runs them, absent. */
    stop?: () => Promise<void>;
  };
};
