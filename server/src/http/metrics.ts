// What /metrics shows. One registry per runtime, so that tests do not share counters.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics(options: { process?: boolean } = {}) {
  const registry = new Registry();
  if (options.process) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
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
    }),
    inFlight: new Gauge({
      name: 'sampark_sends_in_flight',
      help: 'Sends waiting for the platform',
      registers,
    }),
    lanes: new Gauge({ name: 'sampark_lanes_owned', help: 'Sender lanes this process owns', registers }),
    logLag: new Gauge({
      name: 'sampark_event_log_lag_seconds',
      help: 'Age of the oldest event a follower has not seen',
      labelNames: ['follower'],
      registers,
    }),
    oldestTransaction: new Gauge({
      name: 'sampark_oldest_transaction_seconds',
      help: 'Age of the oldest open transaction in the cluster; it holds the event log back',
      registers,
    }),
  };
}
