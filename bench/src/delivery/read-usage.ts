// What a run of the delivery bench says about processor time, read from its words, so that earlier commits can be read as well.
// Pure.

/** Microseconds of processor a message; of the whole product, and by process. `others`: seconds of other work. */
export type Used = { product: number; parts: Map<string, number>; others: number };

/** Of what the engine used, which is said after the line that tells how long it took. */
export function readUsage(said: string, messages: number): Used {
  const from = said.search(/^engine: \d+ in /m);
  // The ceiling is measured once more after the engine.
  const [engine = ''] = from < 0 ? [] : said.slice(from).split(/^ceiling: /m);
  const parts = new Map<string, number>();
  let others = 0;
  for (const [, name = '', seconds] of engine.matchAll(/^ {2}(.+?): ([\d.]+) s of processor/gm)) {
    if (name.startsWith('everything else')) others = Number(seconds);
    else parts.set(name, (Number(seconds) * 1_000_000) / messages);
  }
  // Both sides of the network are in the run; the platforms' side is not the product.
  const product = [...parts].reduce((sum, [name, micros]) => sum + (name === 'simulators' ? 0 : micros), 0);
  return { product, parts, others };
}

/** The least of several runs: whatever else the machine did only adds. */
export function leastUsed(runs: readonly Used[]): Map<string, number> {
  const names = new Set(runs.flatMap((one) => [...one.parts.keys()]));
  const least = new Map<string, number>();
  least.set('product', Math.min(...runs.map((one) => one.product)));
  for (const name of names) least.set(name, Math.min(...runs.map((one) => one.parts.get(name) ?? Infinity)));
  return least;
}
