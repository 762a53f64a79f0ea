// Pure: numbers as people type them, in Latin or Bengali digits, with a point or a comma; and whether a limit holds.
export function typedDecimal(text: string): number | undefined {
  const latin = text
    .trim()
    .replace(/[০-৯]/g, (digit) => String('০১২৩৪৫৬৭৮৯'.indexOf(digit)))
    .replace(',', '.');
  return /^\d{1,8}(\.\d{1,3})?$/.test(latin) ? Number(latin) : undefined;
}

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
