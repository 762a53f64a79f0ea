// Keeps the live stream open: reconnects with growing, jittered pauses, notices a silent connection, and lets go while
// nobody looks (browsers allow six connections per host over HTTP/1.1, and every open tab holds one).
import { readEvents, type StreamEvent } from './event-stream.ts';
import { withToken } from './calls.ts';
import { ApiProblem } from './problem.ts';
import { open } from './request.ts';

export type StreamPhase = 'connecting' | 'live' | 'reconnecting';

export type StreamListener = {
  onEvent: (event: StreamEvent) => void;
  /** Any sign of life, events included. */
  onHeard: () => void;
  onPhase: (phase: StreamPhase) => void;
};

const silentAfterMs = 30_000;
const hiddenForMs = 20_000;
const longestPauseMs = 15_000;

export function followStream(path: string, listener: StreamListener): () => void {
  const stopped = new AbortController();
  void keepOpen(path, listener, stopped.signal);
  return () => stopped.abort();
}

async function keepOpen(path: string, listener: StreamListener, stopped: AbortSignal): Promise<void> {
  let failures = 0;
  listener.onPhase('connecting');
  while (!stopped.aborted) {
    if (document.visibilityState === 'hidden') await visible(stopped);
    const opened = Date.now();
    let planned = false;
    try {
      planned = await readOnce(path, stopped, {
        ...listener,
        onHeard: () => {
          failures = 0;
          listener.onHeard();
        },
      });
    } catch (error) {
      // The session ended: its owner sends the person to the sign-in page.
      if (error instanceof ApiProblem && error.status === 401) return;
    }
    if (stopped.aborted) return;
    if (document.visibilityState === 'hidden') continue;
    // The server ends a stream with its token: not a fault, and nobody needs to see it.
    if (planned && Date.now() - opened > 5_000) continue;
    listener.onPhase('reconnecting');
    failures += 1;
    await pause(Math.min(longestPauseMs, 500 * 2 ** Math.min(failures, 6)), stopped);
  }
}

/** True when the server said that it ends because the token does. */
async function readOnce(path: string, stopped: AbortSignal, listener: StreamListener): Promise<boolean> {
  const closed = new AbortController();
  const signal = AbortSignal.any([stopped, closed.signal]);
  const unwatch = closeWhenHidden(closed);
  let silence: number | undefined;
  const heard = () => {
    window.clearTimeout(silence);
    silence = window.setTimeout(() => closed.abort(), silentAfterMs);
  };
  heard();
  try {
    const response = await withToken((token) => open(path, { token, signal }));
    if (!response.body) return false;
    listener.onPhase('live');
    for await (const event of readEvents(response.body)) {
      heard();
      listener.onHeard();
      if (event?.event === 'end') return event.data.includes('token_expired');
      if (event) listener.onEvent(event);
    }
    return false;
  } finally {
    window.clearTimeout(silence);
    unwatch();
    closed.abort();
  }
}

function closeWhenHidden(closed: AbortController): () => void {
  let timer: number | undefined;
  const look = () => {
    window.clearTimeout(timer);
    if (document.visibilityState === 'hidden') timer = window.setTimeout(() => closed.abort(), hiddenForMs);
  };
  document.addEventListener('visibilitychange', look);
  return () => {
    window.clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}

function visible(stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState === 'hidden' && !stopped.aborted) return;
      document.removeEventListener('visibilitychange', look);
      stopped.removeEventListener('abort', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    stopped.addEventListener('abort', look);
    look();
  });
}

/** Half the time fixed, half by chance: many dashboards must not return in step after a restart. */
function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(done, ms / 2 + Math.random() * (ms / 2));
    function done() {
      window.clearTimeout(timer);
      stopped.removeEventListener('abort', done);
      window.removeEventListener('online', done);
      resolve();
    }
    stopped.addEventListener('abort', done);
    window.addEventListener('online', done);
  });
}
