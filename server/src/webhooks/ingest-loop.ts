// The `ingest` role: applies stored callbacks as long as there are some, tries waiting receipts again, keeps update
// sources open. Any number of processes may run it.
import type { Runtime } from '../runtime.ts';
import { gatheredApply } from './gather.ts';
import { retryLeftovers } from './leftovers.ts';
import type { ApplyReceipts } from './types.ts';
import { UpdateSources } from './update-sources.ts';

const batch = 4_000;
const idleMs = 50;
const leftoversEveryMs = 250;
const sourcesEveryMs = 5_000;
const afterFailureMs = 500;

export type Ingest = { stop(): Promise<void> };

export function startIngest(rt: Runtime, { applyReceipts }: { applyReceipts: ApplyReceipts }): Ingest {
  const stopping = new AbortController();
  const { signal } = stopping;
  const sources = new UpdateSources(rt);

  /** Repeats until stopped; a failure is logged and tried again, never the end of the loop. */
  const repeat = async (name: string, everyMs: number, work: () => Promise<number | void>): Promise<void> => {
    while (!signal.aborted) {
      let done: number | void = 0;
      let pause = everyMs;
      try {
        done = await work();
      } catch (cause) {
        if (signal.aborted) return;
        rt.log.error({ cause }, `ingest: ${name} failed`);
        pause = Math.max(everyMs, afterFailureMs);
      }
      if (!done) await rt.clock.sleep(pause, signal);
    }
  };

  const loops = [
    repeat('applying', idleMs, gatheredApply(rt, { limit: batch, applyReceipts })),
    repeat('leftovers', leftoversEveryMs, () => retryLeftovers(rt, { applyReceipts })),
    repeat('update sources', sourcesEveryMs, () => sources.check()),
  ];
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
      await sources.stop();
    },
  };
}
