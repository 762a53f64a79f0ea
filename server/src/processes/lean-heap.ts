// Memory when little is to do, speed when much is. V8 told to optimise for size lets its heap grow only a little over what is in
// use: half the memory of a process with everything in it, and two thirds of its throughput (docs/benchmarks.md). It asks
// the flag after each collection, so it may be changed on the way.
import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';

const everyMs = 1_000;
/** Of a second: from there on it counts as busy. */
const busyFrom = 0.5;
/** Busy seconds in a row until speed matters: a start, or some thousand messages, is over by then. */
const fastAfter = 5;
/** Other seconds in a row until it is at rest again: a campaign sends in waves. */
const leanAfter = 30;

export type Mode = 'lean' | 'fast';

/** Decides after each second from the share of it that the process was at work. */
export function heapModes(): (busyShare: number) => Mode {
  let mode: Mode = 'lean';
  let inRow = 0;
  return (busyShare) => {
    const wanted = busyShare >= busyFrom ? 'fast' : 'lean';
    inRow = wanted === mode ? 0 : inRow + 1;
    if (inRow >= (wanted === 'fast' ? fastAfter : leanAfter)) {
      mode = wanted;
      inRow = 0;
    }
    return mode;
  };
}

/** For as long as the process lives; holds nothing up. */
export function keepHeapLean(): void {
  const modeAfter = heapModes();
  let before: EventLoopUtilization = performance.eventLoopUtilization();
  let mode: Mode = 'lean';
  setFlagsFromString(flags[mode]);
  setInterval(() => {
    const now = performance.eventLoopUtilization();
    const next = modeAfter(performance.eventLoopUtilization(now, before).utilization);
    before = now;
    if (next === mode) return;
    mode = next;
    setFlagsFromString(flags[mode]);
  }, everyMs).unref();
}

const flags = { lean: '--optimize-for-size', fast: '--no-optimize-for-size' } as const;
