// How often each thing that can go wrong did go wrong over the seeds of a run: what never happened was never tested.
import { sendingPoints } from '../../src/processes/crash-points.ts';

/** Left to the tests of real processes: a launch by a person and a stop in order do not happen here. */
const elsewhere = ['before-campaign-commit', 'after-campaign-commit', 'before-release'];

/** Where processes of the simulation die. */
export const deaths: string[] = [
  ...sendingPoints.filter((point) => !elsewhere.includes(point)),
  ...['unknowns-noticed', 'account-stopped'],
];

const faults = [
  ...['killed', 'killed right after a commit', 'frozen', 'frozen past its lease', 'lease taken over'],
  ...['connection lost before a query', 'connection lost after a query', 'answer of a commit lost'],
  ...['cut off from the database', 'idle transaction ended', 'waited for a lock', 'commit took a while'],
  ...['accepted, then timed out', 'accepted, then connection lost', 'timed out, never arrived'],
  ...['refused for a while', 'rejected', 'rate limited', 'banned', 'released by a person', 'access failed'],
  ...[
    'receipt dropped',
    'receipt twice',
    'receipts out of order',
    'sent, then failed',
    'acknowledgement lost',
  ],
  ...['asked to stop', 'paused by a person', 'resumed by a person', 'cancelled by a person'],
  ...['expanded once more', 'portfolio full', 'weekly cap reached', 'day full'],
];

export class Coverage {
  private readonly counts = new Map<string, number>();

  note(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  /** What should have happened and never did. */
  missing(): string[] {
    return faults.filter((what) => !this.counts.has(what));
  }

  toString(): string {
    return [...this.counts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, count]) => `${what} ${count}`)
      .join(', ');
  }
}
