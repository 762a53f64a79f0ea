// The wanted start of a draft, until it is launched or scheduled. Kept in this tab, so that loading the page anew loses
// nothing; the server has it from the launch on.
import { useSyncExternalStore } from 'react';
import { useUser } from '../../lib/use-session.ts';
import type { Draft } from './use-draft.ts';

type Wanted = { kind: 'now' | 'later'; localTime: string; zone: string };
const wanted = new Map<string, Wanted>();
const listeners = new Set<() => void>();
const storeKey = (id: string) => `sampark.start.${id}`;

export function useSchedule(
  draft: Draft,
): Wanted & { set: (change: Partial<Wanted>) => void; forget: () => void } {
  const user = useUser();
  const { id } = draft;
  const known = useSyncExternalStore(subscribe, () => wantedFor(id));
  const now = known ??
    planned(draft) ?? { kind: 'now', localTime: '', zone: user?.workspace.time_zone ?? 'UTC' };
  return {
    ...now,
    set: (change) => keep(id, { ...now, ...change }),
    forget: () => keep(id, undefined),
  };
}

/** What a scheduled campaign starts at already. */
function planned({ status, launch_time, time_zone }: Draft): Wanted | undefined {
  if (status !== 'scheduled' || !launch_time) return undefined;
  const zone = time_zone ?? 'UTC';
  return { kind: 'later', localTime: wallClock(new Date(launch_time), zone), zone };
}

/** As `datetime-local` fields write it: 2026-12-01T09:00. Swedish writes dates that way but for the T. */
function wallClock(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone })
    .format(at)
    .replace(' ', 'T');
}

function wantedFor(id: string): Wanted | undefined {
  if (!wanted.has(id)) {
    try {
      const text = sessionStorage.getItem(storeKey(id));
      if (text) wanted.set(id, JSON.parse(text) as Wanted);
    } catch {
      // Storage may be blocked; the choice then lasts as long as the page.
    }
  }
  return wanted.get(id);
}

function keep(id: string, next: Wanted | undefined): void {
  if (next) wanted.set(id, next);
  else wanted.delete(id);
  try {
    if (next) sessionStorage.setItem(storeKey(id), JSON.stringify(next));
    else sessionStorage.removeItem(storeKey(id));
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
