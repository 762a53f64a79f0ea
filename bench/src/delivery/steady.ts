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

/** `steadySeconds`: between a tenth and nine tenths of all that was sent, delivered and read. */
export type Steady = { at: number; totals: Totals; steadySeconds: number };
type Look = { at: number; steps: number };

/** Each look asks the database, whose time is what is measured. */
const everyMs = 200;
/** Well above the simulated people's slowest receipt. */
const quietMs = 1_500;
const stuckMs = 30_000;

export async function untilSteady(look: () => Totals | Promise<Totals>, size: number): Promise<Steady> {
  const looks: Look[] = [];
  let last = '';
  let at = performance.now();
  let told = at;
  for (;;) {
    const totals = await look();
    const now = performance.now();
    const text = JSON.stringify(totals);
    looks.push({ at: now, steps: totals.sent + totals.delivered + totals.read });
    if (text !== last) at = now;
    last = text;
    if (totals.settled >= size && !totals.open && now - at >= quietMs)
      return { at, totals, steadySeconds: steadySeconds(looks) };
    if (now - at > stuckMs) throw new Error(`Nothing has moved for ${stuckMs / 1_000} s: ${text} of ${size}`);
    if (now - told > 2_000) {
      told = now;
      say(`  ${totals.sent} of ${size} sent, ${totals.delivered} delivered, ${totals.read} read`);
    }
    await sleep(everyMs);
  }
}

/** Without the start, when queues and senders are found, and the end, when the last receipts come one by one. */
function steadySeconds(looks: readonly Look[]): number {
  const [first, last] = [looks[0]?.steps ?? 0, looks.at(-1)?.steps ?? 0];
  const reached = (part: number): number => {
    const wanted = first + (last - first) * part;
    const next = looks.findIndex((look) => look.steps >= wanted);
    const [before, after] = [looks[next - 1], looks[next]];
    if (!before || !after) return after?.at ?? 0;
    return before.at + ((after.at - before.at) * (wanted - before.steps)) / (after.steps - before.steps);
  };
  return (reached(0.9) - reached(0.1)) / 1_000;
}
