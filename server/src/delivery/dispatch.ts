// The dispatch role: owns lanes, claims batches, calls platforms concurrently, records answers in batches.
// Enters: waiting messages. Leaves: sent, retrying, failed, unknown, skipped. stop() drains what is under way.
import { setImmediate } from 'node:timers/promises';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type { Runtime } from '../runtime.ts';
import { attempt } from './attempt.ts';
import { claimBatch } from './claim-batch.ts';
import type { QueueTake } from './claim-queries.ts';
import type { Intent } from './intent.ts';
import { knowsNothing, loadKnowledge } from './knowledge.ts';
import { LaneSet } from './lanes.ts';
import { QueueShares } from './queue-shares.ts';
import type { Answer } from './record-outcomes.ts';
import { recordUntilTaken } from './record-until-taken.ts';

const claimMost = 400; // one claim transaction stays around 100 ms
const claimPart = 0.4; // of the in-flight cap, so that the channels' claims fit in beside each other
const claimLeast = 50; // fewer than that are not claimed while there is much else to do
const gatherMs = 50; // but no longer put off than this
const pacedEvery = 500; // ms; a campaign’s own pace leaves a few every moment, which are claimed together
const recordMost = 1_000;
const refreshEvery = 250; // ms; campaigns started or paused show within this
const refreshIdleEvery = 100; // with nothing under way: the first message of a campaign waits for this

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
  private knowledge = knowsNothing;
  private knowledgeAt = -Infinity;
  private readonly shares = new QueueShares(claimMost);
  private claimsEnded = false;
  private wakeRecorder = () => {};
  private readonly sleepers = new Set<() => void>();
  private readonly claimedAt = new Map<Channel, number>();
  /** Messages that claims under way may still turn into intents; part of the in-flight cap. */
  private claiming = 0;

  constructor(rt: Runtime) {
    this.rt = rt;
    this.lanes = new LaneSet(rt);
    this.stopping.signal.addEventListener('abort', () => this.wakeSleepers());
  }

  idle(): boolean {
    return this.inFlight === 0 && this.answers.length === 0;
  }

  /** Claims nothing more, waits for what is under way and its records; leases are renewed until then. */
  async drain(claiming: Promise<unknown>, recording: Promise<void>): Promise<void> {
    this.stopping.abort();
    await claiming;
    this.claimsEnded = true;
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
    if (this.stopping.signal.aborted) return;
    const woken = new AbortController();
    const wake = () => woken.abort();
    this.sleepers.add(wake);
    await this.rt.clock.sleep(20, woken.signal);
    this.sleepers.delete(wake);
  }

  private wakeSleepers(): void {
    for (const wake of this.sleepers) wake();
  }

  private async claimOnce(channel: Channel): Promise<number> {
    const { rt } = this;
    await this.refreshKnowledge();
    const room = this.room(channel);
    const began = rt.clock.now().getTime();
    const takes =
      this.worthClaiming(room, channel, began) && this.shares.somebodyWaits(channel, began)
        ? this.shares.plan(this.lanes, rt.clock.now(), room, channel)
        : [];
    if (takes.length === 0) return 0;
    const wanted = Math.min(
      room,
      takes.reduce((sum, one) => sum + one.take, 0),
    );
    if (this.canGather(takes, wanted, channel, began)) return 0;
    this.claiming += wanted;
    this.claimedAt.set(channel, began);
    let result: Awaited<ReturnType<typeof claimBatch>>;
    try {
      result = await claimBatch(rt, this.lanes, takes, this.knowledge, wanted);
    } finally {
      this.claiming -= wanted;
    }
    const { intents, taken, settled } = result;
    const now = rt.clock.now().getTime();
    this.shares.note(takes, taken, now);
    for (const intent of intents) this.launch(intent);
    rt.metrics.inFlight.set(this.inFlight);
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
    return Math.min(claimMost, Math.ceil(cap * claimPart), left, ofChannel);
  }

  /** A claim of a few costs nearly what one of hundreds does: near the cap it waits until there is room for more. */
  private worthClaiming(room: number, channel: Channel, now: number): boolean {
    const least = Math.min(claimLeast, this.rt.config.inFlight / 8);
    if (room >= least || !this.inFlightOf.get(channel)) return room > 0;
    return room > 0 && now - (this.claimedAt.get(channel) ?? -Infinity) >= gatherMs;
  }

  /**
   * Few, and all of campaigns that hold themselves back: their room grows while they wait, and is claimed in one go. What
   * waits for free senders does not wait here as well.
   */
  private canGather(takes: readonly QueueTake[], wanted: number, channel: Channel, now: number): boolean {
    if (wanted >= claimLeast || now - (this.claimedAt.get(channel) ?? -Infinity) >= pacedEvery) return false;
    return this.shares.allPaced(takes);
  }

  private launch(intent: Intent): void {
    this.inFlight++;
    this.inFlightOf.set(intent.channel, (this.inFlightOf.get(intent.channel) ?? 0) + 1);
    void attempt(this.rt, this.lanes, intent).then((answer) => {
      if (this.answers.push(answer) === 1) this.wakeRecorder();
    });
  }

  async recordLoop(): Promise<void> {
    for (;;) {
      if (this.answers.length === 0) {
        // Not before the last claim: what it commits is sent, and somebody has to record the answers.
        if (this.claimsEnded && this.inFlight === 0) return;
        await new Promise<void>((resolve) => {
          this.wakeRecorder = resolve;
          if (this.answers.length > 0) resolve();
        });
        // What else has arrived by now is written with it, and not after it.
        await setImmediate();
        continue;
      }
      const batch = this.answers.splice(0, recordMost);
      await recordUntilTaken(this.rt, batch);
      this.inFlight -= batch.length;
      for (const { intent } of batch)
        this.inFlightOf.set(intent.channel, (this.inFlightOf.get(intent.channel) ?? 1) - 1);
      this.rt.metrics.inFlight.set(this.inFlight);
      this.countSends(batch);
      this.wakeSleepers();
    }
  }

  /** Once a batch: a counter with labels costs more than the rest of what is kept of an answer. */
  private countSends(batch: readonly Answer[]): void {
    const groups = Map.groupBy(
      batch.filter((one) => !one.never_called),
      ({ intent, outcome }) => `${intent.channel}/${outcome.kind}`,
    );
    for (const [key, { length }] of groups) {
      const [channel = '', outcome = ''] = key.split('/');
      this.rt.metrics.sends.inc({ channel, outcome }, length);
    }
  }

  private async refreshKnowledge(): Promise<void> {
    const now = this.rt.clock.now().getTime();
    const idle = this.inFlight + this.claiming === 0;
    if (now - this.knowledgeAt < (idle ? refreshIdleEvery : refreshEvery)) return;
    this.knowledgeAt = now;
    this.knowledge = await loadKnowledge(this.rt);
    this.shares.learn(this.knowledge);
  }
}
