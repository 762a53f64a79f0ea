// Between this browser's windows while one of them is at the provider: where a tab was going, and that a window is back.
import { returnPath } from '../../lib/return-path.ts';

const key = 'sampark.next';

/** Kept in the tab: nothing of it travels. */
export function keepNextPath(next: string | undefined): void {
  if (next === undefined) window.sessionStorage.removeItem(key);
  else window.sessionStorage.setItem(key, next);
}

export function takeNextPath(): string {
  const next = returnPath(window.sessionStorage.getItem(key));
  window.sessionStorage.removeItem(key);
  return next ?? '/';
}

type Done = 'prove' | 'sign_in';
const windows = new BroadcastChannel('sampark.single-sign-on');

export function tellProviderIsDone(done: Done): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches our own origin only
  windows.postMessage(done);
}

export function onProviderDone(listener: (done: Done) => void): () => void {
  const listen = (event: MessageEvent<Done>) => listener(event.data);
  windows.addEventListener('message', listen);
  return () => windows.removeEventListener('message', listen);
}
