// What /metrics shows. One registry per runtime, so that tests do not share counters.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics(
  options: { process?: boolean; waiting?: () => Readonly<Record<string, number>> } = {},
) {
  const registry = new Registry();
  if (options.process) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  // Counted apart and added up when somebody looks: an increment with labels costs more than reading a signature's header.
  const accepted = new Map<string, number>();
  return {
    registry,
    callbackAccepted(channel: string): void {
      accepted.set(channel, (accepted.get(channel) ?? 0) + 1);
    },
    requests: new Histogram({
      name: 'sampark_http_request_seconds',
      help: 'Time to answer a request, by route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 5],
      registers,
    }),
    sends: new Counter({
      name: 'sampark_sends_total',
      help: 'Send attempts by channel and outcome',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    callbacks: new Counter({
      name: 'sampark_callbacks_total',
      help: 'Callbacks received by channel and answer',
      labelNames: ['channel', 'answer'],
      registers,
      collect() {
        for (const [channel, count] of accepted) this.inc({ channel, answer: 'accepted' }, count);
        accepted.clear();
      },
    }),
    inFlight: new Gauge({
      name: 'sampark_sends_in_flight',
      help: 'Sends waiting for the platform',
      registers,
    }),
    waiting: new Gauge({
      name: 'sampark_database_waiting',
      help: 'Who waits for a connection of this process, by pool: requests are refused with 503 after five seconds',
      labelNames: ['pool'],
      registers,
      collect() {
        for (const [pool, count] of Object.entries(options.waiting?.() ?? {})) this.set({ pool }, count);
      },
    }),
    lanes: new Gauge({ name: 'sampark_lanes_owned', help: 'Sender lanes this process owns', registers }),
    lanesUnreadable: new Gauge({
      name: 'sampark_lanes_unreadable',
      help: 'Sender lanes this process owns and cannot use: their credentials do not open with its keys',
      registers,
    }),
    logLag: new Gauge({
      name: 'sampark_event_log_lag_seconds',
      help: 'Age of the oldest event a follower has not seen',
      labelNames: ['follower'],
      registers,
    }),
    auditLag: new Gauge({
      name: 'sampark_audit_seal_lag_seconds',
      help: 'Age of the oldest entry when it was sealed into the audit trail, last time',
      registers,
    }),
    auditSealed: new Counter({
      name: 'sampark_audit_sealed_total',
      help: 'Entries sealed into the audit trail',
      registers,
    }),
    unusableKeys: new Gauge({
      name: 'sampark_person_keys_unusable',
      help: 'People whose key is there and cannot be opened: nothing is sent to them',
      registers,
    }),
    auditAlarms: new Counter({
      name: 'sampark_audit_alarms_total',
      help: 'The audit trail lost what was signed, does not verify, or its webhook took no checkpoint',
      labelNames: ['reason'],
      registers,
    }),
    oldestTransaction: new Gauge({
      name: 'sampark_oldest_transaction_seconds',
      help: 'Age of the oldest open transaction in the cluster; it holds the event log back',
      registers,
    }),
  };
}
