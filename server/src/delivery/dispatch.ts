// The dispatch role: owns lanes, claims batches, calls platforms concurrently, records answers in batches.
// Enters: waiting messages. Leaves: sent, retrying, failed, unknown, skipped. stop() drains what is under way.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type { Runtime } from '../runtime.ts';
import { attempt } from './attempt.ts';
import {
  activeCampaigns,
  senderStates,
  templateBodies,
  workspaceFacts,
  type CampaignRow,
} from './campaign-cache.ts';
import { claimBatch, queueKey, type ClaimKnowledge, type Intent } from './claim-batch.ts';
import type { QueueTake } from './claim-queries.ts';
import { fairShare, type Queue } from './fair-share.ts';
import { LaneSet } from './lanes.ts';
import { recordOutcomes, type Answer } from './record-outcomes.ts';

const claimMost = 200; // one claim transaction stays well under 100 ms
const recordMost = 1_000;
const refreshEvery = 250; // ms; campaigns started or paused show within this
const idleProbe = 200; // ms; how soon a queue found empty is asked again

export type Dispatch = { stop(): Promise<void>; lanes: LaneSet; idle(): boolean };

export async function startDispatch(rt: Runtime): Promise<Dispatch> {
  const dispatcher = new Dispatcher(rt);
  await dispatcher.lanes.refresh();
  const leasing = dispatcher.leaseLoop();
  // A loop per channel: claims of different channels run side by side, and a slow one holds up nobody else.
  const claiming = Promise.all(channels.map((channel) => dispatcher.claimLoop(channel)));
  const recording = dispatcher.recordLoop();
  return {
    lanes: dispatcher.lanes,
    idle: () => dispatcher.idle(),
    stop: async () => {
      await dispatcher.drain(claiming, recording);
      await leasing;
      await dispatcher.lanes.release();
    },
  };
}

class Dispatcher {
  readonly lanes: LaneSet;
  readonly stopping = new AbortController();
  readonly drained = new AbortController();
  private readonly rt: Runtime;
  private answers: Answer[] = [];
  private inFlight = 0;
  private readonly inFlightOf = new Map<Channel, number>();
  private knowledge: ClaimKnowledge = {
    campaigns: new Map(),
    workspaces: new Map(),
    templates: new Map(),
    senders: new Map(),
  };
  private knowledgeAt = -Infinity;
  private readonly emptyUntil = new Map<string, number>();
  private readonly served = new Map<string, number>();
  private readonly paceDebt = new Map<string, { at: number; room: number }>();
  private wakeRecorder = () => {};
  private readonly sleepers = new Set<() => void>();
  /** Messages that claims under way may still turn into intents; part of the in-flight cap. */
  private claiming = 0;

  constructor(rt: Runtime) {
    this.rt = rt;
    this.lanes = new LaneSet(rt);
  }

  idle(): boolean {
    return this.inFlight === 0 && this.answers.length === 0;
  }

  /** Claims nothing more, waits for what is under way and its records; leases are renewed until then. */
  async drain(claiming: Promise<unknown>, recording: Promise<void>): Promise<void> {
    this.stopping.abort();
    await claiming;
    this.wakeRecorder();
    await recording;
    this.drained.abort();
  }

  /** Renewal comes at a third of the lease, so that two misses in a row still keep it. */
  async leaseLoop(): Promise<void> {
    const { rt } = this;
    for (;;) {
      await rt.clock.sleep((rt.config.leaseSeconds * 1000) / 3, this.drained.signal);
      if (this.drained.signal.aborted) return;
      try {
        await this.lanes.refresh();
      } catch (error) {
        rt.log.error({ err: error }, 'lane leases could not be renewed');
      }
    }
  }

  async claimLoop(channel: Channel): Promise<void> {
    const { rt } = this;
    while (!this.stopping.signal.aborted) {
      let claimed = 0;
      try {
        claimed = await this.claimOnce(channel);
      } catch (error) {
        rt.log.error({ err: error }, 'claiming failed; nothing was sent');
        await rt.clock.sleep(500, this.stopping.signal);
      }
      if (claimed === 0) await this.pauseClaiming();
    }
  }

  private async pauseClaiming(): Promise<void> {
    const woken = new AbortController();
    const wake = () => woken.abort();
    this.sleepers.add(wake);
    await this.rt.clock.sleep(20, AbortSignal.any([this.stopping.signal, woken.signal]));
    this.sleepers.delete(wake);
  }

  private async claimOnce(channel: Channel): Promise<number> {
    const { rt } = this;
    await this.refreshKnowledge();
    const room = this.room(channel);
    const takes = room > 0 ? this.planTakes(room, channel) : [];
    if (takes.length === 0) return 0;
    this.claiming += room;
    let result: Awaited<ReturnType<typeof claimBatch>>;
    try {
      result = await claimBatch(rt, this.lanes, takes, this.knowledge, room);
    } finally {
      this.claiming -= room;
    }
    const { intents, taken, settled } = result;
    const now = rt.clock.now().getTime();
    for (const take of takes) {
      const key = queueKey(take.campaign_id, take.workspace_id, take.platform);
      const got = taken.get(key) ?? 0;
      if (got < take.take) this.emptyUntil.set(key, now + idleProbe);
      else this.emptyUntil.delete(key);
      if (take.campaign_id) {
        this.spendPace(take.campaign_id, got);
        this.noteServed(key, take.campaign_id, got);
      }
    }
    for (const intent of intents) this.launch(intent);
    return intents.length + settled;
  }

  /**
   * Most intents a claim of this channel may make now: within the process's cap, of which one channel gets at most half,
   * so that time-outs of one platform leave room for the others.
   */
  private room(channel: Channel): number {
    const { inFlight: cap } = this.rt.config;
    const left = cap - this.inFlight - this.claiming;
    const ofChannel = Math.ceil(cap / 2) - (this.inFlightOf.get(channel) ?? 0);
    return Math.min(claimMost, left, ofChannel);
  }

  private launch(intent: Intent): void {
    this.inFlight++;
    this.inFlightOf.set(intent.channel, (this.inFlightOf.get(intent.channel) ?? 0) + 1);
    this.rt.metrics.inFlight.set(this.inFlight);
    void attempt(this.rt, this.lanes, intent).then((answer) => {
      this.answers.push(answer);
      this.wakeRecorder();
    });
  }

  async recordLoop(): Promise<void> {
    for (;;) {
      if (this.answers.length === 0) {
        if (this.stopping.signal.aborted && this.inFlight === 0) return;
        await new Promise<void>((resolve) => {
          this.wakeRecorder = resolve;
          if (this.answers.length > 0) resolve();
        });
        continue;
      }
      const batch = this.answers.splice(0, recordMost);
      await this.record(batch);
      this.inFlight -= batch.length;
      for (const { intent } of batch)
        this.inFlightOf.set(intent.channel, (this.inFlightOf.get(intent.channel) ?? 1) - 1);
      this.rt.metrics.inFlight.set(this.inFlight);
      for (const wake of this.sleepers) wake();
    }
  }

  /** Answers are facts: they are kept and written again until the database takes them. */
  private async record(batch: readonly Answer[]): Promise<void> {
    for (let wait = 100; ; wait = Math.min(wait * 2, 5_000)) {
      try {
        return await recordOutcomes(this.rt, batch);
      } catch (error) {
        this.rt.log.error(
          { err: error, answers: batch.length },
          'outcomes could not be recorded; trying again',
        );
        await this.rt.clock.sleep(wait);
      }
    }
  }

  private async refreshKnowledge(): Promise<void> {
    const now = this.rt.clock.now().getTime();
    if (now - this.knowledgeAt < refreshEvery) return;
    this.knowledgeAt = now;
    const { db } = this.rt;
    const [campaigns, workspaces, templates, senders] = await Promise.all([
      activeCampaigns(db),
      workspaceFacts(db),
      templateBodies(db),
      senderStates(db),
    ]);
    this.knowledge = {
      campaigns: new Map(campaigns.map((one) => [one.id, one])),
      workspaces,
      templates,
      senders,
    };
    for (const map of [this.emptyUntil, this.served, this.paceDebt]) this.forgetEnded(map);
  }

  /** What is kept per campaign goes with it: a process lives for months. Single queues are few and stay. */
  private forgetEnded(map: Map<string, unknown>): void {
    if (map.size < 1_000) return;
    for (const key of map.keys()) {
      const [id = ''] = key.split('/');
      if (!this.knowledge.campaigns.has(id) && !this.knowledge.workspaces.has(id)) map.delete(key);
    }
  }

  /** The channel's capacity in every workspace, split fairly over its queues. */
  private planTakes(most: number, channel: Channel): QueueTake[] {
    const now = this.rt.clock.now();
    const capacity = new Map<string, { workspace_id: string; free: number }>();
    for (const lane of this.lanes.facts(now)) {
      if (lane.channel !== channel || lane.held || lane.maintenance || lane.health === 'offline') continue;
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
        const campaign =
          share.campaign_id === null ? undefined : this.knowledge.campaigns.get(share.campaign_id);
        takes.push({
          workspace_id: group.workspace_id,
          campaign_id: share.campaign_id,
          launched_at: campaign?.launched_at ?? null,
          platform: channel,
          take: share.take,
        });
        room -= share.take;
      }
    });
    return takes;
  }

  private queuesOf(workspace_id: string, channel: Channel, now: number): Queue[] {
    const queues: Queue[] = [];
    const served: { queue: Queue; key: string }[] = [];
    const single = queueKey(null, workspace_id, channel);
    if (!this.sleeping(single, now))
      queues.push({ campaign_id: null, weight: 1, idle: this.emptyUntil.has(single) });
    for (const campaign of this.knowledge.campaigns.values()) {
      if (campaign.workspace_id !== workspace_id || !campaign.channel_content[channel]) continue;
      const key = queueKey(campaign.id, workspace_id, channel);
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
      else served.push({ queue, key });
    }
    // A queue that is new, or was empty for a while, starts level with the others: it has no past to catch up on.
    const least = Math.min(...served.flatMap(({ key }) => this.served.get(key) ?? []));
    for (const { queue, key } of served) {
      queue.served = Math.max(this.served.get(key) ?? 0, Number.isFinite(least) ? least : 0);
      this.served.set(key, queue.served);
    }
    return queues;
  }

  private noteServed(key: string, campaign_id: string, count: number): void {
    const weight = this.knowledge.campaigns.get(campaign_id)?.weight ?? 1;
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
}

function shuffle<T>(items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items;
}
