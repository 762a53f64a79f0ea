// The words of the rollups. All of them only grow: a message that leaves a state is counted as leaving, so every number
// is a sum over events and a recount from the log gives the same.

export const metrics = [
  /** Messages made. `message.queued` and `campaign.expanded`; without a channel, policy picks that at send time. */
  'queued',
  /** The funnel: reached at least this rung, by the event itself or by a later one that implies it. */
  'sent',
  'delivered',
  'read',
  'replied',
  'converted',
  'opted_out',
  /** Entered the state; `code` says why. Minus `left_…` gives those in it now. */
  'failed',
  'skipped',
  'unknown',
  'held',
  'cancelled',
  'left_failed',
  'left_unknown',
  'left_held',
  /** A message taken back from `sent` to try another way; it counts as sent again when it is. */
  'left_sent',
  /** Became finished or waits for a person; and the way back. Queued − finished + reopened = still waiting. */
  'finished',
  'reopened',
  /** Further tries, by the code of the fault; and moves to a later time, by policy's reason. */
  'retrying',
  'rescheduled',
] as const;
export type Metric = (typeof metrics)[number];

/** Histograms: `code` is the bucket's upper bound in milliseconds. */
export const latencyMetrics = [
  'latency_sent',
  'latency_delivered',
  'latency_read',
  'latency_replied',
] as const;
export type LatencyMetric = (typeof latencyMetrics)[number];

/** Stands for "no campaign", "no profile" and "no portfolio manager" in keys. */
export const nobody = '00000000-0000-0000-0000-000000000000';
