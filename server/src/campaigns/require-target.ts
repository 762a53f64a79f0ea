// Whom a campaign may be aimed at: a segment its author sees, and conditions that speak of what is theirs.
import type { TargetSegment } from '@sampark/contracts/campaigns.ts';
import type { DbOrTx, Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { readSegment } from '../segments/queries.ts';
import { requireCondition } from '../segments/require-condition.ts';
import type { CampaignRecord } from './queries.ts';

/** Nobody deletes the segment before this transaction ends. Throws `invalid_request`. */
export async function requireTarget(tx: Tx, actor: Actor, target: TargetSegment | undefined): Promise<void> {
  if (target?.condition !== undefined)
    await requireCondition(tx, actor, target.condition, 'body.target_segment.condition');
  if (target?.segment_id === undefined || (await seesSegment(tx, actor, target.segment_id, 'share'))) return;
  throw new Problem('invalid_request', {
    field: 'body.target_segment.segment_id',
    detail: 'There is no such segment of yours, and none that is shared.',
  });
}

/** For a copy. Where its segment cannot be chosen any more, what the campaign was launched with takes its place. */
export async function copyTarget(
  db: DbOrTx,
  actor: Actor,
  { target_segment, segment }: Pick<CampaignRecord, 'target_segment' | 'segment'>,
): Promise<TargetSegment> {
  const { segment_id, condition, ...rest } = target_segment;
  if (segment_id === undefined || !segment || (await seesSegment(db, actor, segment_id)))
    return target_segment;
  return {
    ...rest,
    condition: condition === undefined ? segment.condition : { all: [segment.condition, condition] },
  };
}

async function seesSegment(db: DbOrTx, actor: Actor, id: string, lock?: 'share'): Promise<boolean> {
  try {
    await readSegment(db, actor, id, lock);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return false;
    throw error;
  }
}
