// The looks at an experiment as lines for drawing: rates, or differences to the control. Pure.
import type { BandLine } from '../../charts/band-chart-options.ts';
import type { Look } from './results.ts';
import { placeOf, versionRoles } from './version-mark.tsx';

type Value = { middle: number; low: number; high: number };

/** Versions that had nobody yet at a look have no place there. */
export function rateLines(looks: readonly Look[], keys: readonly string[]): BandLine[] {
  return linesOf(looks, keys, (look, key) => {
    const one = look.variants.find((each) => each.key === key);
    return one?.rate == null ? undefined : { middle: one.rate, low: one.low, high: one.high };
  });
}

export function differenceLines(looks: readonly Look[], keys: readonly string[]): BandLine[] {
  return linesOf(looks, keys, (look, key) => {
    const one = look.variants.find((each) => each.key === key);
    if (one?.difference == null || one.difference_low == null || one.difference_high == null)
      return undefined;
    return { middle: one.difference, low: one.difference_low, high: one.difference_high };
  });
}

function linesOf(
  looks: readonly Look[],
  keys: readonly string[],
  valueOf: (look: Look, key: string) => Value | undefined,
): BandLine[] {
  return keys.map((key) => {
    const values = looks.map((look) => valueOf(look, key));
    const column = (name: keyof Value) => values.map((one) => one?.[name] ?? null);
    return {
      ...{ key, role: versionRoles[placeOf(key)] ?? '--text' },
      ...{ middle: column('middle'), low: column('low'), high: column('high') },
    };
  });
}
