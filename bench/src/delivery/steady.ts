// When a run is over: everything was sent, and the last receipt came a while ago. The time that counts is the last change.
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../support/arguments.ts';

export type Totals = {
  sent: number;
  settled: number;
  delivered: number;
  read: number;
  /** Callbacks stored and not yet applied: a pause with some of them left is no end. */
  open?: number;
};

const everyMs = 50;
/** Well above the simulated people's slowest receipt. */
const quietMs = 1_500;
const stuckMs = 30_000;

export async function untilSteady(
  look: () => Totals | Promise<Totals>,
  size: number,
): Promise<{ at: number; totals: Totals }> {
  let last = '';
  let at = performance.now();
  let told = at;
  for (;;) {
    const totals = await look();
    const now = performance.now();
    const text = JSON.stringify(totals);
    if (text !== last) at = now;
    last = text;
    if (totals.settled >= size && !totals.open && now - at >= quietMs) return { at, totals };
    if (now - at > stuckMs) throw new Error(`Nothing has moved for ${stuckMs / 1_000} s: ${text} of ${size}`);
    if (now - told > 2_000) {
      told = now;
      say(`  ${totals.sent} of ${size} sent, ${totals.delivered} delivered, ${totals.read} read`);
    }
    await sleep(everyMs);
  }
}
