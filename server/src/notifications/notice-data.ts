// What a batch remembers beyond its number of events, and how two parts of a batch become one. Pure.
export type NoticeData = {
  /** Events by code, and by channel. */
  reasons?: Record<string, number>;
  channels?: Record<string, number>;
  /** Devices by id: the same one twice is still one. */
  senders?: Record<string, 'offline' | 'back'>;
  /** Held accounts by id. */
  held?: Record<string, 'held' | 'decided'>;
  /** The business they belong to. */
  portfolio_id?: string;
  device_id?: string;
  /** The first few people it is about, by id. */
  people?: string[];
  late_seconds?: number;
  limit?: number;
  waiting?: { people: number; campaigns: { id: string; name: string }[]; more_campaigns: number };
  settled_at?: string;
};

const mostPeople = 5;

/** The later part wins where both name one thing; numbers add up, so the order of further parts does not matter for them. */
export function mergeData(before: NoticeData, after: NoticeData): NoticeData {
  const merged: NoticeData = { ...before, ...after };
  const reasons = addUp(before.reasons, after.reasons);
  const channels = addUp(before.channels, after.channels);
  if (reasons) merged.reasons = reasons;
  if (channels) merged.channels = channels;
  if (before.people && after.people)
    merged.people = [...new Set([...before.people, ...after.people])].slice(0, mostPeople);
  if (before.held && after.held) merged.held = { ...before.held, ...after.held };
  if (before.senders && after.senders) merged.senders = { ...before.senders, ...after.senders };
  return merged;
}

/** How many it tells of: devices or accounts where they are named, events elsewhere. */
export function countOf(data: NoticeData, events: number): number {
  const named = data.senders ?? data.held;
  return named ? Object.keys(named).length : events;
}

function addUp(
  one: Record<string, number> | undefined,
  other: Record<string, number> | undefined,
): Record<string, number> | undefined {
  if (!one || !other) return one ?? other;
  const sum = { ...one };
  for (const [key, count] of Object.entries(other)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
}
