// Who takes how much of a channel next: its capacity in every workspace, shared over the queues by weight (fair-share.ts),
// with a campaign's own pace, and without looking again and again at queues that were just found empty.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { CampaignRow } from './campaign-cache.ts';
import { queueKey } from './claim-batch.ts';
import type { QueueTake } from './claim-queries.ts';
import { fairShare, weighByManager, type Queue } from './fair-share.ts';
import { knowsNothing, type ClaimKnowledge } from './knowledge.ts';
import type { LaneSet } from './lanes.ts';

const idleProbe = 200; // ms; how soon a queue found empty is asked again

export class QueueShares {
  private readonly most: number;
  private knowledge: ClaimKnowledge = knowsNothing;
  private readonly emptyUntil = new Map<string, number>();
  private readonly served = new Map<string, number>();
  /** A campaign's part among its manager's, by queue. */
  private readonly weights = new Map<string, number>();
  /** 1 where single sends had more than campaigns, else 0; by the key of their queue. */
  private readonly lead = new Map<string, number>();
  private readonly paceDebt = new Map<string, { at: number; room: number }>();

  /** `most`: what one claim takes at most of a channel without senders, whose messages are only looked at. */
  constructor(most: number) {
    this.most = most;
  }

  learn(knowledge: ClaimKnowledge): void {
    this.knowledge = knowledge;
    for (const map of [this.emptyUntil, this.served, this.weights, this.lead, this.paceDebt])
      this.forgetEnded(map);
  }

  /** False while every queue of the channel was found empty a moment ago: then nobody has to look at the lanes. */
  somebodyWaits(channel: Channel, now: number): boolean {
    for (const workspace_id of this.knowledge.workspaces.keys())
      if (!this.sleeping(queueKey(null, workspace_id, channel), now)) return true;
    for (const campaign of this.knowledge.campaigns.values()) {
      const { id, workspace_id } = campaign;
      if (writesOn(campaign, channel) && !this.sleeping(queueKey(id, workspace_id, channel), now))
        return true;
    }
    return false;
  }

  /** All of campaigns that hold themselves back: their room grows while they wait. */
  allPaced(takes: readonly QueueTake[]): boolean {
    const { campaigns } = this.knowledge;
    return takes.every(
      ({ campaign_id }) => (campaigns.get(campaign_id ?? '')?.pace_per_second ?? null) !== null,
    );
  }

  /** The channel's capacity in every workspace, split fairly over its queues. */
  plan(lanes: LaneSet, now: Date, most: number, channel: Channel): QueueTake[] {
    const capacity = new Map<string, { workspace_id: string; free: number }>();
    for (const lane of lanes.facts(now, channel)) {
      // An administrator goes on without all of them: what waits is looked at, so that it takes its next channel or ends.
      // Their answers do not reach us: it is looked at, and put off with that reason.
      const state = this.knowledge.senders.get(`${lane.workspace_id}/${channel}`);
      if (lane.held ? state === undefined : state === 'deaf') {
        capacity.set(lane.workspace_id, { workspace_id: lane.workspace_id, free: this.most });
        continue;
      }
      if (lane.held || lane.maintenance || lane.health === 'offline') continue;
      const entry = capacity.get(lane.workspace_id) ?? { workspace_id: lane.workspace_id, free: 0 };
      if (!lane.paused_until || lane.paused_until <= now)
        entry.free += Math.max(0, Math.min(lane.free_tokens, lane.left_today));
      capacity.set(lane.workspace_id, entry);
    }
    let room = most;
    const takes: QueueTake[] = [];
    const groups = shuffle([...capacity.values()]);
    groups.forEach((group, index) => {
      const fair = Math.ceil(room / Math.max(1, groups.length - index));
      const open = Math.min(group.free, fair);
      const queues = this.queuesOf(group.workspace_id, channel, now.getTime());
      for (const share of fairShare(queues, Math.max(0, open))) {
        takes.push({
          workspace_id: group.workspace_id,
          campaign_id: share.campaign_id,
          platform: channel,
          take: share.take,
        });
        room -= share.take;
      }
    });
    return takes;
  }

  /** What came of a claim: queues that had less than was asked for are left alone for a moment. */
  note(takes: readonly QueueTake[], taken: ReadonlyMap<string, number>, now: number): void {
    const leads = new Map<string, number>();
    for (const take of takes) {
      const key = queueKey(take.campaign_id, take.workspace_id, take.platform);
      const got = taken.get(key) ?? 0;
      const single = queueKey(null, take.workspace_id, take.platform);
      leads.set(single, (leads.get(single) ?? this.lead.get(single) ?? 0) + (take.campaign_id ? -got : got));
      if (got < take.take) this.emptyUntil.set(key, now + idleProbe);
      else this.emptyUntil.delete(key);
      if (take.campaign_id) {
        this.spendPace(take.campaign_id, got);
        this.noteServed(key, got);
      }
    }
    for (const [key, lead] of leads) this.lead.set(key, Math.max(0, Math.min(1, lead)));
  }

  private queuesOf(workspace_id: string, channel: Channel, now: number): Queue[] {
    const queues: Queue[] = [];
    const served: { queue: Queue; key: string; manager: string }[] = [];
    const single = queueKey(null, workspace_id, channel);
    if (!this.sleeping(single, now))
      queues.push({
        ...{ campaign_id: null, weight: 1, idle: this.emptyUntil.has(single) },
        ahead: (this.lead.get(single) ?? 0) > 0,
      });
    for (const campaign of this.knowledge.campaigns.values()) {
      if (campaign.workspace_id !== workspace_id || !writesOn(campaign, channel)) continue;
      const key = queueKey(campaign.id, workspace_id, channel);
      // Stopped with a sender: what waits here waits for an administrator, and is not looked at meanwhile.
      if (this.knowledge.held?.has(`${campaign.id}/${channel}`)) continue;
      if (this.sleeping(key, now)) continue;
      const pace = this.paceRoom(campaign, now);
      if (pace !== undefined && pace < 1) continue;
      const queue: Queue = {
        campaign_id: campaign.id,
        weight: campaign.weight,
        idle: this.emptyUntil.has(key),
        ...(pace === undefined ? {} : { pace: Math.floor(pace) }),
      };
      queues.push(queue);
      if (queue.idle) this.served.delete(key);
      else served.push({ queue, key, manager: campaign.portfolio_manager_id });
    }
    const weights = weighByManager(
      served.map(({ queue, manager }) => ({ manager, weight: queue.weight, idle: false })),
    );
    served.forEach(({ queue, key }, index) => {
      queue.weight = weights[index] ?? queue.weight;
      this.weights.set(key, queue.weight);
    });
    // A queue that is new, or was empty for a while, starts level with the others: it has no past to catch up on.
    const least = Math.min(...served.flatMap(({ key }) => this.served.get(key) ?? []));
    for (const { queue, key } of served) {
      queue.served = Math.max(this.served.get(key) ?? 0, Number.isFinite(least) ? least : 0);
      this.served.set(key, queue.served);
    }
    return queues;
  }

  private noteServed(key: string, count: number): void {
    const weight = this.weights.get(key) ?? 1;
    const known = this.served.get(key);
    if (known !== undefined) this.served.set(key, known + count / weight);
  }

  private sleeping(key: string, now: number): boolean {
    return (this.emptyUntil.get(key) ?? 0) > now;
  }

  /** A campaign's own pace: room grows with time, at most one second's worth is saved up. */
  private paceRoom(campaign: CampaignRow, now: number): number | undefined {
    if (campaign.pace_per_second === null) return undefined;
    const known = this.paceDebt.get(campaign.id) ?? { at: now, room: 1 };
    const grown = known.room + ((now - known.at) / 1000) * campaign.pace_per_second;
    const room = Math.min(Math.max(1, campaign.pace_per_second), grown);
    this.paceDebt.set(campaign.id, { at: now, room });
    return room;
  }

  private spendPace(campaign_id: string, count: number): void {
    const known = this.paceDebt.get(campaign_id);
    if (known) known.room -= count;
  }

  /** What is kept per campaign goes with it: a process lives for months. Single queues are few and stay. */
  private forgetEnded(map: Map<string, unknown>): void {
    if (map.size < 1_000) return;
    for (const key of map.keys()) {
      const [id = ''] = key.split('/');
      if (!this.knowledge.campaigns.has(id) && !this.knowledge.workspaces.has(id)) map.delete(key);
    }
  }
}

function writesOn({ written, channel_content }: CampaignRow, channel: Channel): boolean {
  return written ? written.has(channel) : channel_content[channel] !== undefined;
}

function shuffle<T>(items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items;
}
