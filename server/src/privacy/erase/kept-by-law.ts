// What stands in the way of destroying records: a legal hold, a law, or a longer time the workspace has chosen. That the product
// keeps things for a while where no law speaks is no reason against somebody who asks to be forgotten.
import { floors } from '@sampark/contracts/retention.ts';
import type { DbOrTx } from '../../events/append.ts';
import { heldUntil, type Because, type Held } from '../../retention/held-until.ts';

export async function keptByLaw(
  db: DbOrTx,
  workspace_id: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, Held>> {
  const held = await heldUntil(db, workspace_id, ids, now);
  return new Map(
    [...held].flatMap(([id, { because }]): [string, Held][] => {
      const standing = because.filter(isReason);
      if (standing.length === 0) return [];
      const ends = standing.map((one) => (one.kind === 'clock' ? one.until : null));
      const until = ends.reduce((a, b) => (a === null || b === null ? null : a > b ? a : b));
      return [[id, { until, because: standing }]];
    }),
  );
}

function isReason(one: Because): boolean {
  return one.kind === 'hold' || one.source !== floors[one.data_class].source;
}
