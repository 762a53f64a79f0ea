// Who is signed in, in this tab. The access token lives in memory only; the refresh token is an HttpOnly cookie.
// Refresh tokens rotate and a re-used one ends the session, so one tab refreshes at a time (a Web Lock) and tells the
// others (BroadcastChannel), which then need not ask.
import type { Me, SignedIn } from './auth-types.ts';
import { ApiProblem } from './problem.ts';
import { request } from './request.ts';

export type Session =
  | { kind: 'unknown' }
  | { kind: 'anonymous'; because: 'none' | 'signed-out' }
  /** Over without anybody having asked for it: what this person had open waits, covered, for their return. */
  | { kind: 'anonymous'; because: 'ended'; user: Me }
  | { kind: 'signed-in'; user: Me; token: string; expiresAt: number };

type TabNews =
  | { kind: 'signed-in'; user: Me; token: string; expiresAt: number }
  | { kind: 'user'; user: Me }
  | { kind: 'over'; because: 'ended' | 'signed-out' };

const renewBeforeMs = 60_000;
const listeners = new Set<(now: Session, before: Session) => void>();
const tabs = new BroadcastChannel('sampark.session');
let session: Session = { kind: 'unknown' };
let refreshing: Promise<Session> | undefined;
let timer: number | undefined;

export function currentSession(): Session {
  return session;
}

export function onSessionChange(listener: (now: Session, before: Session) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes a sign-in's answer as this browser's session. */
export function adopt(answer: SignedIn): void {
  const news: TabNews = {
    kind: 'signed-in',
    user: answer.user,
    token: answer.access_token,
    expiresAt: Date.now() + answer.expires_in * 1000,
  };
  become(news);
  tell(news);
}

export function replaceUser(user: Me): void {
  if (session.kind !== 'signed-in') return;
  become({ ...session, user });
  tell({ kind: 'user', user });
}

/** The session is over here and in every other tab of this browser. */
export function forget(because: 'ended' | 'signed-out'): void {
  become(over(because));
  tell({ kind: 'over', because });
}

function over(because: 'ended' | 'signed-out'): Session {
  const { user } = { user: undefined, ...session };
  return because === 'ended' && user
    ? { kind: 'anonymous', because, user }
    : { kind: 'anonymous', because: 'signed-out' };
}

/** Asks the cookie once; later calls answer at once. Throws when the server cannot be reached. */
export async function ensureSession(): Promise<Session> {
  return session.kind === 'unknown' ? refresh() : session;
}

/** A token that holds for at least a few seconds, or undefined when nobody is signed in. */
export async function validToken(): Promise<string | undefined> {
  if (session.kind === 'signed-in' && session.expiresAt - Date.now() > 5_000) return session.token;
  const renewed = session.kind === 'anonymous' ? session : await refresh();
  return renewed.kind === 'signed-in' ? renewed.token : undefined;
}

/** Gets a new access token with the cookie. One at a time in this tab and across tabs. */
export function refresh(): Promise<Session> {
  refreshing ??= refreshLocked().finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function refreshLocked(): Promise<Session> {
  const before = session;
  // Plain http on another machine has no locks; there only this tab's own single flight holds.
  if (!('locks' in navigator)) return exchange();
  return navigator.locks.request('sampark.refresh', () =>
    // Another tab may have brought news while we waited for our turn.
    session !== before && session.kind === 'signed-in' ? session : exchange(),
  );
}

async function exchange(): Promise<Session> {
  try {
    // Outlives the page: the answer's cookie replaces one that is spent, and a reload must not lose it.
    adopt(await request<SignedIn>('/api/v1/auth/refresh', { method: 'POST', keepalive: true }));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    if (session.kind === 'signed-in') forget('ended');
    else become({ kind: 'anonymous', because: 'none' });
  }
  return session;
}

function become(next: Session): void {
  const before = session;
  session = next;
  window.clearTimeout(timer);
  if (next.kind === 'signed-in') {
    const life = next.expiresAt - Date.now();
    timer = window.setTimeout(renew, Math.max(5_000, life - Math.min(renewBeforeMs, life / 4)));
  }
  for (const listener of listeners) listener(next, before);
}

function renew(): void {
  refresh().catch(() => {
    // The server is away; the session may well be alive, so ask again rather than sign out.
    timer = window.setTimeout(renew, 10_000);
  });
}

function tell(news: TabNews): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches our own origin only
  tabs.postMessage(news);
}

tabs.addEventListener('message', (event: MessageEvent<TabNews>) => {
  const news = event.data;
  if (news.kind === 'signed-in') become(news);
  else if (news.kind === 'user') {
    if (session.kind === 'signed-in' && session.user.id === news.user.id)
      become({ ...session, user: news.user });
  } else if (session.kind === 'signed-in' || news.because === 'signed-out') become(over(news.because));
});

// Timers sleep with the machine: look again when the person comes back.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible' || session.kind !== 'signed-in') return;
  if (session.expiresAt - Date.now() < renewBeforeMs / 2) renew();
});
