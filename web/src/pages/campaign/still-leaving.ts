// How many messages were under way when this browser paused a campaign: what the page says until it runs again.
import { useSyncExternalStore } from 'react';

const leaving = new Map<string, number>();
const listeners = new Set<() => void>();

export function rememberLeaving(id: string, count: number): void {
  leaving.set(id, count);
  for (const listener of listeners) listener();
}

export function useStillLeaving(id: string): number | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => leaving.get(id),
  );
}
