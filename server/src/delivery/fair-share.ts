// How much of a channel's free capacity each queue may claim now: weighted shares, single sends first. Pure.

export type Queue = {
  /** Campaign id, or null for single sends of the workspace. */
  campaign_id: string | null;
  weight: number;
  /** Found empty at its last claim: asked for one message only, so that it does not hold back others' share. */
  idle: boolean;
  /** Most this queue may claim now (a campaign's own pace); undefined for no such limit. */
  pace?: number;
};

export type Share = { campaign_id: string | null; take: number };

/** Splits `capacity` by weight; what a paced queue cannot use goes to the others. Sum of takes never exceeds capacity. */
export function fairShare(queues: readonly Queue[], capacity: number): Share[] {
  const shares: Share[] = [];
  let left = capacity;
  for (const queue of queues) {
    if (queue.campaign_id !== null) continue;
    const take = Math.min(left, queue.idle ? 16 : left);
    if (take > 0) shares.push({ campaign_id: null, take });
    left -= queue.idle ? 0 : Math.ceil(take / 2);
  }
  const busy = queues.filter((queue) => queue.campaign_id !== null && !queue.idle);
  const idle = queues.filter((queue) => queue.campaign_id !== null && queue.idle);
  const room = (queue: Queue) => queue.pace ?? Infinity;
  let open = busy.filter((queue) => room(queue) > 0);
  const taken = new Map<string | null, number>();
  while (left > 0 && open.length > 0) {
    const weights = open.reduce((sum, queue) => sum + queue.weight, 0);
    const before = left;
    for (const queue of open) {
      const had = taken.get(queue.campaign_id) ?? 0;
      const want = Math.max(1, Math.floor((before * queue.weight) / weights));
      const take = Math.min(want, left, room(queue) - had);
      taken.set(queue.campaign_id, had + take);
      left -= take;
    }
    open = open.filter((queue) => (taken.get(queue.campaign_id) ?? 0) < room(queue));
    if (before === left) break;
  }
  for (const [campaign_id, take] of taken) if (take > 0) shares.push({ campaign_id, take });
  // A probe each; over-claiming by these few is bounded by allocation, which never exceeds a lane's tokens.
  for (const queue of idle) if (room(queue) > 0) shares.push({ campaign_id: queue.campaign_id, take: 1 });
  return shares;
}
