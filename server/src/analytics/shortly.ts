// Answers kept for as long as nobody notices: a hundred people looking at one campaign ask the database once, and a
// question that takes long is asked the more rarely.
import { coreOf } from '../db/within-workspace.ts';
import type { Runtime } from '../runtime.ts';

const mostEntries = 1_000;
const restForCost = 10;

type Entry = { until: number; value: Promise<unknown> };
const caches = new WeakMap<Runtime, Map<string, Entry>>();

/**
 * `key` names everything the answer depends on; who may see it is the caller's to decide before. Kept for `keptMs` of this
 * answer, or for ten times what it took to read if that is longer; 0 keeps nothing.
 */
export async function shortly<T>(
  rt: Runtime,
  key: string,
  keptMs: (value: T) => number,
  read: (now: Date) => Promise<T>,
): Promise<T> {
  const core = coreOf(rt);
  let cache = caches.get(core);
  if (!cache) caches.set(core, (cache = new Map()));
  const now = rt.clock.now();
  const known = cache.get(key);
  if (known && known.until > now.getTime()) return known.value as Promise<T>;
  if (cache.size >= mostEntries) cache.clear();
  const began = performance.now();
  const entry: Entry = { until: Infinity, value: read(now) };
  cache.set(key, entry);
  try {
    const value = (await entry.value) as T;
    const kept = keptMs(value);
    const cost = (performance.now() - began) * restForCost;
    entry.until = kept === 0 ? 0 : now.getTime() + Math.max(kept, cost);
    return value;
  } catch (cause) {
    cache.delete(key);
    throw cause;
  }
}
