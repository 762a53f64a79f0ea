// Whether a condition asks what happened to people, which stands in tables much larger than the people's own. Pure.
import type { SegmentLeaf } from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';

const kept = new Set<SegmentLeaf['field']>([
  ...(['import', 'identity', 'consent', 'opted_out', 'last_written', 'campaign'] as const),
]);

export function asksHistory(condition: SegmentCondition): boolean {
  if ('all' in condition) return condition.all.some(asksHistory);
  if ('any' in condition) return condition.any.some(asksHistory);
  if ('not' in condition) return asksHistory(condition.not);
  // When somebody replied last is on their record, when on one channel is not.
  if (condition.field === 'last_reply') return condition.channel !== undefined;
  return kept.has(condition.field);
}
