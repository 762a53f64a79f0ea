// The lanes of one workspace and channel, ordered for a batch of choices. Enters: their facts, which whoever sends counts
// down. Leaves: the choices of allocate(), one by one, each without looking at every lane.
// Guaranteed: the same choice and the same reason as allocate() over the same lanes at that moment.
import {
  allocate,
  canSend,
  chosenAfresh,
  familiarSender,
  nobodyFree,
  preference,
  type Allocation,
  type LaneFacts,
} from './allocate.ts';

type Place = { lane: LaneFacts; index: number; preference: number };

export class LanePool {
  readonly lanes: readonly LaneFacts[];
  private readonly now: Date;
  private readonly known: ReadonlyMap<string, LaneFacts>;
  /**
   * A heap, the most preferred lane first. During a batch a lane only loses quota and tokens, so what is noted here is never
   * too low: the first one whose note is still true is the best of all.
   */
  private readonly heap: Place[] = [];
  private none: Allocation | undefined;

  constructor(lanes: readonly LaneFacts[], now: Date) {
    this.lanes = lanes;
    this.now = now;
    this.known = new Map(lanes.map((lane) => [lane.account_id, lane]));
    lanes.forEach((lane, index) => {
      if (canSend(lane, now)) this.heap.push({ lane, index, preference: preference(lane) });
    });
    for (let at = (this.heap.length >> 1) - 1; at >= 0; at--) this.sink(at);
  }

  isHeld(account_id: string | null): boolean {
    return account_id !== null && (this.known.get(account_id)?.held ?? false);
  }

  /** `only`: the one account that can reach this person at all. */
  allocate(sticky: string | null, stickyHeld: boolean, only?: string): Allocation {
    if (only !== undefined) {
      const lane = this.known.get(only);
      return allocate(lane ? [lane] : [], sticky, stickyHeld, this.now);
    }
    const known = sticky === null ? undefined : this.known.get(sticky);
    const familiar = familiarSender(known, sticky, stickyHeld, this.now);
    if (familiar) return familiar;
    const best = this.best();
    if (best) return chosenAfresh(best, sticky);
    // Nobody can send any more in this batch, so nothing changes that answer either.
    return (this.none ??= nobodyFree(this.lanes, this.now));
  }

  private best(): LaneFacts | undefined {
    for (;;) {
      const top = this.heap[0];
      if (!top) return undefined;
      if (!canSend(top.lane, this.now)) {
        const last = this.heap.pop() as Place;
        if (this.heap.length > 0) this.heap[0] = last;
      } else {
        const present = preference(top.lane);
        if (present === top.preference) return top.lane;
        top.preference = present;
      }
      this.sink(0);
    }
  }

  private sink(from: number): void {
    const { heap } = this;
    for (let at = from; ;) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && before(heap[child] as Place, heap[first] as Place)) first = child;
      if (first === at) return;
      [heap[at], heap[first]] = [heap[first] as Place, heap[at] as Place];
      at = first;
    }
  }
}

/** Among equals the earlier lane, as a plain search finds it. */
function before(a: Place, b: Place): boolean {
  return a.preference === b.preference ? a.index < b.index : a.preference > b.preference;
}
