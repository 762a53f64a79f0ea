// Enters: events of the log, in any order. Leaves: what they add to the counters. Pure.
// Guaranteed: folding two batches and adding up gives the same as folding them together.
import type { LogEvent } from '../events/follow.ts';
import { latencyBound } from './latency-buckets.ts';
import { nobody, type LatencyMetric, type Metric } from './metrics.ts';

/** The columns of the log that counting reads. */
export const foldedColumns = [
  'type',
  'workspace_id',
  'occurred_at',
  'campaign_id',
  'channel',
  'profile_id',
  'portfolio_manager_id',
  'data',
] as const satisfies (keyof LogEvent)[];

export type FoldedEvent = Pick<LogEvent, (typeof foldedColumns)[number]>;

export type Increment = {
  workspace_id: string;
  campaign_id: string;
  /** Start of the minute, epoch milliseconds. */
  minute: number;
  channel: string;
  profile_id: string;
  portfolio_manager_id: string;
  metric: Metric | LatencyMetric;
  code: string;
  count: number;
  total_ms: number;
};

export type Folded = {
  increments: Increment[];
  /** Campaigns something happened to, counted or not: their pages want a new look. */
  campaigns: Map<string, { workspace_id: string; portfolio_manager_id: string | null }>;
  workspaces: Set<string>;
};

export function foldEvents(events: readonly FoldedEvent[]): Folded {
  // Two levels: the long key of ids is built and hashed once per event, not once per counter.
  const places = new Map<string, Map<string, Increment>>();
  const folded: Folded = { increments: [], campaigns: new Map(), workspaces: new Set() };
  for (const event of events) {
    noteCampaign(folded, event);
    const minute = Math.floor(event.occurred_at.getTime() / 60_000) * 60_000;
    const key = `${event.workspace_id}${event.campaign_id ?? ''}|${event.profile_id ?? ''}|${event.portfolio_manager_id ?? ''}|${event.channel ?? ''}|${minute}`;
    let place = places.get(key);
    if (!place) places.set(key, (place = new Map()));
    count(event, minute, place, folded.increments);
  }
  return folded;
}

function noteCampaign(folded: Folded, event: FoldedEvent): void {
  folded.workspaces.add(event.workspace_id);
  if (!event.campaign_id) return;
  const known = folded.campaigns.get(event.campaign_id);
  if (known?.portfolio_manager_id) return;
  folded.campaigns.set(event.campaign_id, {
    workspace_id: event.workspace_id,
    portfolio_manager_id: event.portfolio_manager_id,
  });
}

function count(event: FoldedEvent, minute: number, place: Map<string, Increment>, made: Increment[]): void {
  countsOf(event, (metric, count, code = '', ms = 0) => {
    const key = code === '' ? metric : `${metric}|${code}`;
    const known = place.get(key);
    if (known) {
      known.count += count;
      known.total_ms += ms;
      return;
    }
    const increment: Increment = {
      workspace_id: event.workspace_id,
      campaign_id: event.campaign_id ?? nobody,
      minute,
      channel: event.channel ?? '',
      profile_id: event.profile_id ?? nobody,
      portfolio_manager_id: event.portfolio_manager_id ?? nobody,
      metric,
      code,
      count,
      total_ms: ms,
    };
    place.set(key, increment);
    made.push(increment);
  });
}

type Add = (metric: Metric | LatencyMetric, count: number, code?: string, ms?: number) => void;

const waiting = new Set(['pending', 'retrying', 'sending']);

/**
 * Which counters one event moves. Fields of `data` it reads, all optional:
 * - `from`: the status before. Needed where it is not the usual one below: failed after sent, anything after unknown,
 *   failed or held.
 * - `from_code`: the code under which the message was in `from`, so that reasons can be taken back.
 * - `implies`: rungs of the funnel skipped on the way, such as `['sent', 'delivered']` for a read.
 * - `code`: why. `latency_ms`: sent since queued, delivered since sent, read since delivered. `reply_seconds`.
 * - `count`: messages made by a `campaign.expanded` or a `message.queued`.
 * - `by_person`: false on a withdrawal that was not the person's own act: not counted. `opt_out` overrides it: true on one
 *   that was typed in here as a person's answer, false on a repeat.
 */
function countsOf(event: FoldedEvent, add: Add): void {
  const { data } = event;
  const code = text(data.code);
  switch (event.type) {
    case 'campaign.expanded':
      return add('queued', whole(data.count) ?? 0);
    case 'message.queued':
      // With a `from` it is a released message, which was counted when it was made.
      if (data.from === undefined) return add('queued', whole(data.count) ?? 1);
      return leave(data, 'pending', add);
    case 'message.sent':
      climb(data, 'sent', add);
      return latency('latency_sent', data.latency_ms, add);
    case 'message.delivered':
      climb(data, 'delivered', add);
      return latency('latency_delivered', data.latency_ms, add);
    case 'message.read':
      climb(data, 'read', add);
      return latency('latency_read', data.latency_ms, add);
    case 'message.failed':
      add('failed', 1, code);
      return leave(data, 'failed', add);
    case 'message.unknown':
      add('unknown', 1, code);
      return leave(data, 'unknown', add);
    case 'message.skipped':
      add('skipped', 1, code);
      return leave(data, 'skipped', add);
    case 'message.held':
      add('held', 1, code);
      return leave(data, 'held', add);
    case 'message.cancelled':
      add('cancelled', 1, code);
      return leave(data, 'cancelled', add);
    case 'message.retrying':
      add('retrying', 1, code);
      return leave(data, 'retrying', add);
    case 'message.rescheduled':
      add('rescheduled', 1, code);
      return leave(data, 'pending', add);
    case 'message.released':
      return leave(data, 'pending', add);
    case 'message.replied': {
      add('replied', 1);
      const seconds = data.reply_seconds;
      return latency('latency_replied', typeof seconds === 'number' ? seconds * 1_000 : undefined, add);
    }
    case 'conversion.recorded':
      return add('converted', 1);
    case 'consent.withdrawn':
      // An imported or typed-in withdrawal is no answer to anything, unless the event says that it was.
      if (data.opt_out === true || (data.opt_out !== false && data.by_person !== false)) add('opted_out', 1);
  }
}

type Rung = 'sent' | 'delivered' | 'read';

/** A rung that was skipped on the way up is reached too: `implies` names it, so none is counted twice. */
function climb(data: LogEvent['data'], own: Rung, add: Add): void {
  const implied: readonly unknown[] = Array.isArray(data.implies) ? data.implies : [];
  if (implied.includes('sent') && own !== 'sent') add('sent', 1);
  if (implied.includes('delivered') && own !== 'delivered') add('delivered', 1);
  add(own, 1);
  leave(data, own, add, own === 'sent' || implied.includes('sent') ? 'sending' : 'sent');
}

/** The state a message left. */
function leave(data: LogEvent['data'], to: string, add: Add, unlessSaid = 'sending'): void {
  const from = text(data.from) || unlessSaid;
  if (from === 'failed' || from === 'unknown' || from === 'held')
    add(`left_${from}`, 1, text(data.from_code));
  if (from === 'sent' && waiting.has(to)) add('left_sent', 1);
  if (waiting.has(from) && !waiting.has(to)) add('finished', 1);
  if (!waiting.has(from) && waiting.has(to)) add('reopened', 1);
}

function latency(metric: LatencyMetric, value: unknown, add: Add): void {
  const ms = whole(value);
  // A platform's clock may be behind ours: a receipt "before" the send is no latency.
  if (ms !== undefined) add(metric, 1, String(latencyBound(ms)), ms);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 100) : '';
}

function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
}
