// How much of a channel's free capacity each queue may claim now: weighted shares, single sends first. Pure.

export type Queue = {
  /** Campaign id, or null for single sends of the workspace. */
  campaign_id: string | null;
  weight: number;
  /** Found empty at its last claim: asked for a few messages only, so that it does not hold back others' share. */
  idle: boolean;
  /** Most this queue may claim now (a campaign's own pace); undefined for no such limit. */
  pace?: number;
  /** What it was given before, divided by its weight. Who had least comes first where shares do not divide evenly. */
  served?: number;
  /** Single sends had the odd one last time. */
  ahead?: boolean;
};

/**
 * First every portfolio manager alike, then each one's campaigns by their weight: ten campaigns of one manager do not take
 * ten parts from a colleague's one. Idle queues ask for nothing and count for nothing.
 */
export function weighByManager(
  campaigns: readonly { manager: string; weight: number; idle: boolean }[],
): number[] {
  const sums = new Map<string, number>();
  for (const one of campaigns)
    if (!one.idle) sums.set(one.manager, (sums.get(one.manager) ?? 0) + one.weight);
  return campaigns.map((one) => one.weight / (sums.get(one.manager) ?? one.weight));
}

export type Share = { campaign_id: string | null; take: number };

const singleProbe = 16;

/**
 * Splits `capacity` by weight; what a paced queue cannot use goes to the others. The takes of busy queues never exceed
 * the capacity; idle queues are asked for a probe on top, which allocation bounds by the lanes' tokens.
 */
export function fairShare(queues: readonly Queue[], capacity: number): Share[] {
  const shares: Share[] = [];
  const campaigns = queues.filter((queue) => queue.campaign_id !== null);
  const busy = campaigns.filter((queue) => !queue.idle);
  let left = capacity;
  for (const queue of queues) {
    if (queue.campaign_id !== null) continue;
    // Single sends go first, but a flood of them leaves campaigns up to half, an odd one in turn: on slow channels
    // there is one token at a time.
    const half = queue.ahead ? Math.floor(left / 2) : Math.ceil(left / 2);
    const take = queue.idle ? Math.min(left, singleProbe) : busy.length > 0 ? half : left;
    if (take > 0) shares.push({ campaign_id: null, take });
    if (!queue.idle) left -= take;
  }
  shares.push(...splitByWeight(busy, left));
  for (const queue of campaigns) {
    if (queue.idle && roomOf(queue) > 0) shares.push({ campaign_id: queue.campaign_id, take: 1 });
  }
  return shares;
}

function splitByWeight(busy: readonly Queue[], capacity: number): Share[] {
  const taken = new Map<Queue, number>();
  let left = capacity;
  // With one token at a time, as on slow channels, the order is the whole share: whoever had least for its weight leads.
  let open = busy.filter((queue) => roomOf(queue) > 0).toSorted((a, b) => (a.served ?? 0) - (b.served ?? 0));
  while (left > 0 && open.length > 0) {
    const weights = open.reduce((sum, queue) => sum + queue.weight, 0);
    const before = left;
    for (const queue of open) {
      const had = taken.get(queue) ?? 0;
      const want = Math.max(1, Math.floor((before * queue.weight) / weights));
      const take = Math.min(want, left, roomOf(queue) - had);
      taken.set(queue, had + take);
      left -= take;
    }
    open = open.filter((queue) => (taken.get(queue) ?? 0) < roomOf(queue));
  }
  return [...taken].flatMap(([queue, take]) => (take > 0 ? [{ campaign_id: queue.campaign_id, take }] : []));
}

function roomOf(queue: Queue): number {
  return Math.floor(queue.pace ?? Infinity);
}
