// So many at a time; the others wait for theirs. Whoever is not wanted any more leaves the line.

/** Each call of what is returned runs its work when its turn comes. Rejects with the signal's reason when it was let go of. */
export function inTurn(most: number): <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T> {
  let running = 0;
  const line: (() => void)[] = [];
  const free = () => {
    running -= 1;
    line.shift()?.();
  };
  return async (work, signal) => {
    if (running >= most) await new Promise<void>((begin) => line.push(begin));
    running += 1;
    try {
      signal?.throwIfAborted();
      return await work();
    } finally {
      free();
    }
  };
}
