// A clock tests move by hand: sleepers wake, in order, when their instant is reached.
import type { Clock } from '../../src/clock.ts';

export type ManualClock = Clock & { advance(ms: number): void; set(instant: Date): void };

export function manualClock(start: Date | string = '2026-11-20T10:00:00Z'): ManualClock {
  let now = new Date(start).getTime();
  let sleepers: { at: number; wake: () => void }[] = [];
  const wakeDue = () => {
    const due = sleepers.filter((one) => one.at <= now).sort((a, b) => a.at - b.at);
    sleepers = sleepers.filter((one) => one.at > now);
    for (const one of due) one.wake();
  };
  return {
    now: () => new Date(now),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (ms <= 0 || signal?.aborted) return resolve();
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          resolve();
        });
      }),
    advance: (ms) => {
      now += ms;
      wakeDue();
    },
    set: (instant) => {
      now = instant.getTime();
      wakeDue();
    },
  };
}
