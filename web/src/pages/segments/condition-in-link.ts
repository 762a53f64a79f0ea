// A condition in the address of a page, so that a list can hand its filter on. Pure.
import type { SegmentCondition } from '@sampark/contracts/segments.ts';

export const linkOf = (condition: SegmentCondition): string => JSON.stringify(condition);

/** Undefined for what is none: it is somebody's typing. The editor checks the rest. */
export function conditionInLink(text: string | undefined): SegmentCondition | undefined {
  if (text === undefined) return undefined;
  try {
    const given = JSON.parse(text) as unknown;
    return typeof given === 'object' && given !== null ? (given as SegmentCondition) : undefined;
  } catch {
    return undefined;
  }
}
