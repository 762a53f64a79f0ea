import { plainNumber } from '../../lib/plain-number.ts';

/** What somebody typed as a number, in Latin or Bengali digits; undefined when it is none. */
export function readNumber(typed: string): number | undefined {
  const latin = plainNumber(typed);
  if (!/^\d+(\.\d+)?$/.test(latin)) return undefined;
  return Number(latin);
}
