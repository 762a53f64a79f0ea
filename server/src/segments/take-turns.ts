// Some things a person may ask for are work for the database. Whoever asks for many at once gets them one after another, and
// everybody else finds a connection.

export type TakeTurns = <T>(who: string, work: () => Promise<T>) => Promise<T>;

/** `atOnce`: of one person. The others wait, holding nothing, in the order they came. */
export function takeTurns(atOnce: number): TakeTurns {
  const lines = new Map<string, { running: number; waiting: (() => void)[] }>();
  return async (who, work) => {
    const line = lines.get(who) ?? { running: 0, waiting: [] };
    lines.set(who, line);
    // Whoever is called up takes the place of the one who leaves.
    if (line.running < atOnce) line.running++;
    else await new Promise<void>((go) => line.waiting.push(go));
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      if (next) next();
      else if (--line.running === 0) lines.delete(who);
    }
  };
}

/** Counting whom a condition means. */
export const countInTurn = takeTurns(4);
