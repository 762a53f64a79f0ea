// Random numbers that are the same for the same seed: a forecast asked twice gives one answer.

export type Draw = () => number;

export function seeded(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function normal(draw: Draw): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

/** How many of very many rare chances came true. */
export function poisson(draw: Draw, mean: number): number {
  if (mean <= 0) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(draw)));
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = draw(); product > floor; product *= draw()) count++;
  return count;
}

/** A share seen `hits` times in `all`, as uncertain as that count leaves it (a Beta around it, by its first moments). */
export function share(draw: Draw, hits: number, all: number): number {
  const mean = hits / all;
  const spread = Math.sqrt((mean * (1 - mean)) / (all + 1));
  // Log-normal with these moments: never negative, and skewed as a Beta near nought is.
  const variance = Math.log(1 + (spread / mean) ** 2);
  return Math.min(0.95, mean * Math.exp(Math.sqrt(variance) * normal(draw) - variance / 2));
}
