import { useSyncExternalStore } from 'react';
import type { Me } from '../api/auth-types.ts';
import { currentSession, onSessionChange, type Session } from '../api/session.ts';

export function useSession(): Session {
  return useSyncExternalStore(onSessionChange, currentSession);
}

/**
 * Whose pages these are: the signed-in user, or the one whose session has ended under them. Undefined only for the
 * moment between signing out and the sign-in page.
 */
export function useUser(): Me | undefined {
  return userOf(useSession());
}

export function userOf(session: Session): Me | undefined {
  return session.kind === 'unknown' || (session.kind === 'anonymous' && session.because !== 'ended')
    ? undefined
    : session.user;
}
