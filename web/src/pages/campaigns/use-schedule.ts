// The wanted start of a draft, until it is launched or scheduled. Kept for this visit: the server has it from the launch on.
import { useSyncExternalStore } from 'react';
import { useUser } from '../../lib/use-session.ts';

type Wanted = { kind: 'now' | 'later'; localTime: string; zone: string };
const wanted = new Map<string, Wanted>();
const listeners = new Set<() => void>();

export function useSchedule(id: string): Wanted & { set: (change: Partial<Wanted>) => void } {
  const user = useUser();
  const known = useSyncExternalStore(subscribe, () => wanted.get(id));
  const now: Wanted = known ?? { kind: 'now', localTime: '', zone: user?.workspace.time_zone ?? 'UTC' };
  return {
    ...now,
    set: (change) => {
      wanted.set(id, { ...now, ...change });
      for (const listener of listeners) listener();
    },
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
