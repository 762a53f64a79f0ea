import { useSyncExternalStore } from 'react';
import type { Me } from '../api/auth-types.ts';
import { currentSession, onSessionChange, type Session } from '../api/session.ts';

export function useSession(): Session {
  return useSyncExternalStore(onSessionChange, currentSession);
}

/** The signed-in user; undefined only for the moment between the session's end and the sign-in page. */
export function useUser(): Me | undefined {
  const session = useSession();
  return session.kind === 'signed-in' ? session.user : undefined;
}
