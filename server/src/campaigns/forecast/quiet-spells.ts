// The nights and quiet days of a place as spells in seconds from `from`, by the same rule that holds a message back. Pure.

const hour = 3_600_000;
const days = 14;

/** `quietUntil` is asked every hour, then narrowed down to the minute: a spell shorter than an hour may be missed. */
export function quietSpells(from: Date, quietUntil: (at: Date) => Date | undefined): [number, number][] {
  const spells: [number, number][] = [];
  const start = from.getTime();
  const end = start + days * 24 * hour;
  const until = (at: number) => quietUntil(new Date(at))?.getTime();
  let awake = start;
  for (let at = start; at < end;) {
    const wakes = until(at);
    if (wakes === undefined) {
      awake = at;
      at += hour;
      continue;
    }
    let begins = at;
    if (at > start && awake < at) {
      let [low, high] = [awake, at];
      while (high - low > 60_000) {
        const middle = Math.floor((low + high) / 2);
        if (until(middle) === undefined) low = middle;
        else high = middle;
      }
      begins = high;
    }
    spells.push([(begins - start) / 1000, (wakes - start) / 1000]);
    at = wakes;
    awake = wakes;
  }
  return spells;
}
