// What a batch remembers beyond its number of events, and how two parts of a batch become one. Pure.
export type SenderState = 'offline' | 'back';
export type NoticeData = {
  /** Events by code, and by channel. */
  reasons?: Record<string, number>;
  channels?: Record<string, number>;
  /** By `senderKey`: the same one twice is still one. */
  senders?: Record<string, SenderState>;
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
  if (data.senders) return devicesOf(data).size;
  return data.held ? Object.keys(data.held).length : events;
}

/** A device, or one account on it: each goes and comes back by itself. */
export function senderKey(device_id: string, account_id: string | null): string {
  return account_id === null ? device_id : `${device_id} ${account_id}`;
}

/** A device is back with the last part of it. */
export function devicesOf({ senders = {} }: NoticeData): Map<string, SenderState> {
  const devices = new Map<string, SenderState>();
  for (const [key, state] of Object.entries(senders)) {
    const [device = ''] = key.split(' ');
    if (devices.get(device) !== 'offline') devices.set(device, state);
  }
  return devices;
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
