// Settles unknown outcomes without a person, a step every few seconds (the `jobs` role). Any number of processes may run
// it: each step takes its own rows.
import type { Runtime } from '../runtime.ts';
import { lookUpUnknowns } from './look-up-unknowns.ts';
import { settleByReceipt } from './settle-by-receipt.ts';
import { noticeUnknowns } from './settle-notice.ts';
import { reopenForgotten } from './settle-reopen.ts';

const everyMs = 5_000;

export type Settling = { stop(): Promise<void> };

export function startSettling(rt: Runtime): Settling {
  const stopping = new AbortController();
  const { signal } = stopping;
  const repeat = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    while (!signal.aborted) {
      try {
        await work();
      } catch (cause) {
        rt.log.error({ cause }, `settling: ${name} failed; it runs again`);
      }
      await rt.clock.sleep(everyMs, signal);
    }
  };
  // Look-ups wait for other people's machines: they hold up nothing else.
  const loops = [
    repeat('noticing', async () => {
      await noticeUnknowns(rt);
      await settleByReceipt(rt);
      await reopenForgotten(rt);
    }),
    repeat('look-ups', () => lookUpUnknowns(rt)),
  ];
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}
