// A condition as the trail keeps it. The trail is never changed, not for somebody's erasure either: that a condition asked for a
// name, an e-mail or an imported text is written there, what it asked for stands in the segment alone. Pure.
import type { SegmentLeaf } from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';

const personal: readonly string[] = ['name', 'email', 'phone_number', 'attributes', 'demographics'];
/** What many have in common. */
const shared: readonly string[] = ['age', 'location', 'interests'];
export const notInTrail = '[not kept in the trail]';

export function forTrail(condition: SegmentCondition): SegmentCondition {
  if ('not' in condition) return { not: forTrail(condition.not) };
  if ('all' in condition) return { all: condition.all.map(forTrail) };
  if ('any' in condition) return { any: condition.any.map(forTrail) };
  if (!personal.includes(condition.field) || !('value' in condition)) return condition;
  if (condition.field === 'demographics' && shared.includes(condition.key)) return condition;
  return { ...condition, value: withoutTexts(condition.value) } as SegmentLeaf;
}

/** Numbers, and yes and no, name nobody. */
function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTexts);
  return typeof value === 'string' ? notInTrail : value;
}
