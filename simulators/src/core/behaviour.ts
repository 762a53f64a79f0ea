// How the simulated network and its people behave: one object, read on every request, changed by
// PATCH /_control/behaviour. Not persisted: a restarted simulator is a healthy one.
import { isObject, numberOf, type JsonObject } from './json.ts';
import type { RandomSource } from './random.ts';

export interface Range {
  min: number;
  max: number;
}

/** Shares are 0 to 1. Delays are milliseconds before `speed` divides them. */
export interface PeopleRates {
  registered: number;
  delivered: number;
  read: number;
  reply: number;
  opt_out: number;
  /** Of those who react to a message with buttons, how many press one instead of writing. */
  press_button: number;
  delivery_ms: Range;
  read_ms: Range;
  reply_ms: Range;
}

/** One address may differ from everybody else; `fail` makes every send to it end in that platform error. */
export type PersonOverride = Partial<PeopleRates> & { fail?: string | number };

export interface Behaviour {
  latency_ms: Range;
  /** When set, replaces each person's own delay before every receipt. */
  receipt_delay_ms: Range | null;
  drop_receipts: number;
  duplicate_receipts: number;
  reorder_receipts: number;
  timeout_after_accept: number;
  timeout_before_accept: number;
  /** The message goes out and the connection ends instead of an answer: a proxy's restart, a lost line. */
  cut_after_accept: number;
  error_rate: number;
  /** true: every API request is answered 503; "refuse": its connection is cut. Control stays reachable. */
  outage: boolean | 'refuse';
  /** false: breaches are still counted as violations, but the send goes through. */
  enforce_limits: boolean;
  /** Errors that platforms report late (not on WhatsApp, outside the window) come in the response instead. */
  sync_errors: boolean;
  speed: number;
  people: PeopleRates;
  addresses: Record<string, PersonOverride>;
  /** People react otherwise to messages that contain these words; of several the first. */
  texts: Record<string, Partial<PeopleRates>>;
}

export function defaultBehaviour(): Behaviour {
  return {
    latency_ms: { min: 0, max: 0 },
    receipt_delay_ms: null,
    drop_receipts: 0,
    duplicate_receipts: 0,
    reorder_receipts: 0,
    timeout_after_accept: 0,
    timeout_before_accept: 0,
    cut_after_accept: 0,
    error_rate: 0,
    outage: false,
    enforce_limits: true,
    sync_errors: false,
    speed: 1,
    people: {
      registered: 0.97,
      delivered: 0.985,
      read: 0.7,
      reply: 0.08,
      opt_out: 0.005,
      press_button: 0.5,
      delivery_ms: { min: 300, max: 4_000 },
      read_ms: { min: 2_000, max: 90_000 },
      reply_ms: { min: 5_000, max: 240_000 },
    },
    addresses: {},
    texts: {},
  };
}

const RANGES = new Set(['latency_ms', 'receipt_delay_ms', 'delivery_ms', 'read_ms', 'reply_ms']);
const SHARES = new Set([
  ...[
    'drop_receipts',
    'duplicate_receipts',
    'reorder_receipts',
    'timeout_after_accept',
    'timeout_before_accept',
    'cut_after_accept',
  ],
  ...['error_rate', 'registered', 'delivered', 'read', 'reply', 'opt_out', 'press_button'],
]);

function rangeOf(value: unknown): Range | undefined {
  if (typeof value === 'number' && value >= 0) return { min: value, max: value };
  if (!isObject(value)) return undefined;
  const min = numberOf(value['min']) ?? 0;
  const max = numberOf(value['max']) ?? min;
  return min >= 0 && max >= min ? { min, max } : undefined;
}

/** The new value for one setting, or `undefined` when it makes no sense. */
function settingOf(name: string, value: unknown): unknown {
  if (name === 'receipt_delay_ms' && value === null) return null;
  if (RANGES.has(name)) return rangeOf(value);
  if (SHARES.has(name)) return typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined;
  if (name === 'speed') return typeof value === 'number' && value > 0 ? value : undefined;
  if (name === 'outage') return typeof value === 'boolean' || value === 'refuse' ? value : undefined;
  if (name === 'fail') return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  return typeof value === 'boolean' ? value : undefined;
}

function merge(
  target: JsonObject,
  patch: JsonObject,
  known: ReadonlySet<string>,
  where: string,
): string | undefined {
  for (const [name, value] of Object.entries(patch)) {
    if (!known.has(name)) return `unknown setting ${where}${name}`;
    const setting = settingOf(name, value);
    if (setting === undefined) return `bad value for ${where}${name}`;
    target[name] = setting;
  }
  return undefined;
}

/** A changed copy, or the first thing that is wrong with the patch. */
export function patchBehaviour(current: Behaviour, patch: JsonObject): Behaviour | string {
  const next: Behaviour = structuredClone(current);
  const { people, addresses, texts, ...rest } = patch;
  const peopleNames = new Set(Object.keys(next.people));
  const top = new Set(Object.keys(next).filter((name) => !['people', 'addresses', 'texts'].includes(name)));
  let problem = merge(next as unknown as JsonObject, rest, top, '');
  if (!problem && isObject(people)) {
    problem = merge(next.people as unknown as JsonObject, people, peopleNames, 'people.');
  }
  problem ??= override(next.addresses, addresses, new Set([...peopleNames, 'fail']), 'addresses');
  problem ??= override(next.texts, texts, peopleNames, 'texts');
  return problem ?? next;
}

/** Null takes one away again. */
function override(
  all: Record<string, PersonOverride>,
  patch: unknown,
  names: ReadonlySet<string>,
  where: string,
): string | undefined {
  for (const [key, rates] of Object.entries(isObject(patch) ? patch : {})) {
    if (rates === null) {
      delete all[key];
      continue;
    }
    const own: JsonObject = { ...all[key] };
    const problem = isObject(rates) ? merge(own, rates, names, `${where}.${key}.`) : `bad ${where}.${key}`;
    if (problem) return problem;
    all[key] = own;
  }
  return undefined;
}

export function pickIn(range: Range, chance: number): number {
  return range.min + (range.max - range.min) * chance;
}

/** True for the given share of calls; spends no randomness on the common case of zero. */
export function happens(share: number, random: RandomSource): boolean {
  return share > 0 && random() < share;
}
