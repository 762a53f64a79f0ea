// Pure: whether a limit, as people type it, holds.
import { typedDecimal } from '../../lib/typed-number.ts';

export type LimitFault = 'none' | 'not-a-number' | 'not-whole' | 'zero' | 'too-high';

export function faultOf(
  text: string,
  rule: { most: number; whole?: boolean; aboveZero?: boolean },
): LimitFault {
  const value = typedDecimal(text);
  if (value === undefined) return 'not-a-number';
  if (rule.whole && !Number.isInteger(value)) return 'not-whole';
  if (rule.aboveZero && value === 0) return 'zero';
  return value > rule.most ? 'too-high' : 'none';
}
