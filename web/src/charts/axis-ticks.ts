// Round places on an axis. Pure.

/** Multiples of 1, 2 or 5 times a power of ten between `low` and `high`, about `wanted` of them, 0 among them where it lies within. */
export function axisTicks(low: number, high: number, wanted: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((one) => one * power >= rough * (1 - 1e-9)) ?? 10);
  const ticks: number[] = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-9; at++)
    ticks.push(Number((at * step).toPrecision(12)) + 0);
  return ticks;
}
