// A small priority queue: what becomes due next comes first.

export class Wakes<T extends { at: number }> {
  private readonly heap: T[] = [];

  /** In no order. */
  get items(): readonly T[] {
    return this.heap;
  }

  get next(): number {
    return this.heap[0]?.at ?? Infinity;
  }

  push(item: T): void {
    const { heap } = this;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as T;
      if (above.at <= item.at) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = item;
  }

  /** The earliest one if it is due. */
  pop(now: number): T | undefined {
    const { heap } = this;
    const first = heap[0];
    if (!first || first.at > now) return undefined;
    const last = heap.pop() as T;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as T).at < (heap[child] as T).at) child++;
      if ((heap[child] as T).at >= last.at) break;
      heap[at] = heap[child] as T;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}
