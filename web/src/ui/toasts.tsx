import { lazy, Suspense, useSyncExternalStore } from 'react';

export type ToastText = { text: string; undo?: { label: string; onClick: () => void } | undefined };

const ToastWindow = lazy(async () => ({ default: (await import('./toast-window.tsx')).ToastWindow }));
const listeners = new Set<() => void>();
let waiting: readonly ToastText[] = [];
let used = false;

/** For a success that can be undone or seen on the page anyway. Errors stay where they happened; nothing essential is here. */
export function showToast(text: string, undo?: { label: string; onClick: () => void }): void {
  used = true;
  become([...waiting, { text, undo }]);
}

function become(next: readonly ToastText[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

const taken = () => become([]);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where toasts appear; once on a page. */
export function Toasts() {
  const items = useSyncExternalStore(subscribe, () => waiting);
  if (!used) return null;
  return (
    <Suspense>
      <ToastWindow items={items} onTaken={taken} />
    </Suspense>
  );
}
