// Enters: "run this after so many milliseconds". Leaves: the call, in due order.
// Guaranteed: two tasks due in the same millisecond run in the order they were asked for.
// Tasks are bucketed by millisecond, and only the buckets sit in a heap: at 30,000 receipts a second
// one setTimeout per receipt costs more than the receipt itself.

/** A task that survives a clean stop: what `save` returns is written down and handed back at the next start. */
export interface SavedTask {
  due: number;
  kind: string;
  data: unknown;
}

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since the epoch, never going backwards. */
  now(): number;
  after(delayMs: number, run: () => void, save?: () => Omit<SavedTask, 'due'>): Timer;
  /** Everything still waiting that knows how to be saved. */
  saved(): SavedTask[];
  stop(): void;
}

export interface VirtualClock extends Clock {
  /** Moves time forward, running everything that falls due on the way, in order. */
  advance(ms: number): void;
}

class Task implements Timer {
  run: (() => void) | undefined;
  readonly save: (() => Omit<SavedTask, 'due'>) | undefined;
  constructor(run: () => void, save: (() => Omit<SavedTask, 'due'>) | undefined) {
    this.run = run;
    this.save = save;
  }
  cancel(): void {
    this.run = undefined;
  }
}

class Schedule {
  readonly #buckets = new Map<number, Task[]>();
  readonly #heap: number[] = [];

  get next(): number | undefined {
    return this.#heap[0];
  }

  add(due: number, task: Task): void {
    const bucket = this.#buckets.get(due);
    if (bucket) {
      bucket.push(task);
      return;
    }
    this.#buckets.set(due, [task]);
    this.#push(due);
  }

  /** Removes and returns the earliest bucket. */
  shift(): { due: number; tasks: Task[] } | undefined {
    const due = this.#heap[0];
    if (due === undefined) return undefined;
    this.#pop();
    const tasks = this.#buckets.get(due) ?? [];
    this.#buckets.delete(due);
    return { due, tasks };
  }

  *waiting(): Generator<{ due: number; task: Task }> {
    for (const [due, tasks] of this.#buckets) for (const task of tasks) yield { due, task };
  }

  #push(value: number): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(value);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as number;
      if (above <= value) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = value;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as number;
    const size = heap.length;
    if (size === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= size) break;
      if (child + 1 < size && (heap[child + 1] as number) < (heap[child] as number)) child += 1;
      const below = heap[child] as number;
      if (below >= last) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
  }
}

function savedTasks(schedule: Schedule): SavedTask[] {
  const found: SavedTask[] = [];
  for (const { due, task } of schedule.waiting()) {
    if (task.run && task.save) found.push({ due, ...task.save() });
  }
  return found.sort((a, b) => a.due - b.due);
}

/**
 * Under load what falls due is looked for this often and no oftener: what leaves together shares wake-ups and writes.
 * No delay of the network's is that exact, and after a pause nothing waits.
 */
const TICK_MS = 4;

/** The machine's time. Monotone, so that a clock correction cannot invent or hide a limit breach. */
export function realClock(): Clock {
  const schedule = new Schedule();
  const { timeOrigin } = performance;
  const now = (): number => Math.floor(timeOrigin + performance.now());
  let timer: NodeJS.Timeout | undefined;
  let wakeAt = Infinity;
  let firedAt = -Infinity;
  let stopped = false;

  const arm = (): void => {
    if (schedule.next === undefined || stopped) return;
    const at = Math.max(schedule.next, firedAt + TICK_MS);
    if (at >= wakeAt) return;
    clearTimeout(timer);
    wakeAt = at;
    timer = setTimeout(fire, Math.max(0, Math.min(at - now(), 2 ** 31 - 1)));
  };
  const fire = (): void => {
    wakeAt = Infinity;
    const upTo = now();
    firedAt = upTo;
    for (let due = schedule.next; due !== undefined && due <= upTo && !stopped; due = schedule.next) {
      for (const task of schedule.shift()?.tasks ?? []) task.run?.();
    }
    arm();
  };
  return {
    now,
    after(delayMs, run, save) {
      const task = new Task(run, save);
      schedule.add(now() + Math.max(0, Math.ceil(delayMs)), task);
      arm();
      return task;
    },
    saved: () => savedTasks(schedule),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Time that moves only when told, so that a 24-hour window is tested in a millisecond. */
export function virtualClock(startMs = Date.UTC(2026, 0, 5, 9)): VirtualClock {
  const schedule = new Schedule();
  let time = startMs;
  return {
    now: () => time,
    after(delayMs, run, save) {
      const task = new Task(run, save);
      schedule.add(time + Math.max(0, Math.ceil(delayMs)), task);
      return task;
    },
    advance(ms) {
      const end = time + ms;
      for (let due = schedule.next; due !== undefined && due <= end; due = schedule.next) {
        time = Math.max(time, due);
        for (const task of schedule.shift()?.tasks ?? []) task.run?.();
      }
      time = end;
    },
    saved: () => savedTasks(schedule),
    stop() {},
  };
}
