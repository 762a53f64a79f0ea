// An answer kept for a while, such as one that is the same for everybody of a workspace: a thousand open dashboards then ask once.
// Real time on purpose: a clock that a test holds still must not keep an answer alive.

type Kept<T> = { answer: Promise<T>; until: number };

const mostKept = 10_000;

export function remembered<Owner extends object, T>(
  ms: number,
  load: (owner: Owner, key: string) => Promise<T>,
): (owner: Owner, key: string) => Promise<T> {
  // Per owner, so that two servers of one test process do not share an answer.
  const kept = new WeakMap<Owner, Map<string, Kept<T>>>();
  return async (owner, key) => {
    const own = kept.get(owner) ?? new Map<string, Kept<T>>();
    kept.set(owner, own);
    const now = performance.now();
    const known = own.get(key);
    if (known && known.until > now) return known.answer;
    if (own.size >= mostKept) own.clear();
    const one = { answer: load(owner, key), until: now + ms };
    own.set(key, one);
    // A failure is told to those who waited for it and to nobody after them.
    one.answer.catch(() => {
      if (own.get(key) === one) own.delete(key);
    });
    return one.answer;
  };
}
