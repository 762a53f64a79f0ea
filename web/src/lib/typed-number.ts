import { plainNumber } from './plain-number.ts';

/** A whole number as people type it, in Latin or Bengali digits; undefined when it is none. */
export function typedNumber(text: string): number | undefined {
  const latin = plainNumber(text);
  return /^\d{1,9}$/.test(latin) ? Number(latin) : undefined;
}

/** The same with a point or a comma. */
export function typedDecimal(text: string): number | undefined {
  const latin = plainNumber(text);
  return /^\d{1,8}(\.\d{1,3})?$/.test(latin) ? Number(latin) : undefined;
}
