// Single-key shortcuts of the page on screen. They never fire while somebody types, and can be switched off (WCAG 2.1.4).
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';

export type Shortcut = { keys: string; label: string };
type Entry = Shortcut & { run: () => void };

const storeKey = 'sampark.shortcuts';
const entries = new Set<Entry>();
const listeners = new Set<() => void>();
let enabled = readEnabled();
let shown: readonly Shortcut[] = [];
let pending = '';
let pendingTimer: number | undefined;

/** `keys` is one key (`c`, `/`, `?`) or two in a row (`g p`). The newest of two with the same keys wins. */
export function useShortcut(keys: string, label: string, run: () => void): void {
  const latest = useRef(run);
  // With the drawing that shows what the key is for, not a little later: a key pressed at once would be lost.
  useLayoutEffect(() => {
    latest.current = run;
  });
  useLayoutEffect(() => {
    const entry: Entry = { keys, label, run: () => latest.current() };
    entries.add(entry);
    changed();
    return () => {
      entries.delete(entry);
      changed();
    };
  }, [keys, label]);
}

/** Those of the page on screen, for the list behind `?`. */
export function useShortcutList(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => shown);
}

export function useShortcutsEnabled(): boolean {
  return useSyncExternalStore(subscribe, () => enabled);
}

export function enableShortcuts(next: boolean): void {
  enabled = next;
  try {
    localStorage.setItem(storeKey, next ? 'on' : 'off');
  } catch {
    // Storage may be blocked; the choice then lasts as long as the page.
  }
  changed();
}

function changed(): void {
  const byKeys = new Map([...entries].map(({ keys, label }) => [keys, { keys, label }]));
  shown = [...byKeys.values()];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readEnabled(): boolean {
  try {
    return localStorage.getItem(storeKey) !== 'off';
  } catch {
    return true;
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="textbox"], [role="combobox"]') !== null
  );
}

function onKey(event: KeyboardEvent): void {
  if (!enabled || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  // A half-composed Bengali syllable is typing too.
  if (event.isComposing || isTyping(event.target)) return;
  // Behind a window nothing may move. A toast calls itself one, too, but has nothing behind it.
  if (
    document.querySelector(
      ':is([role="dialog"], [role="alertdialog"]):not([data-toast]), [role="menu"], [role="listbox"]',
    )
  )
    return;
  const pressed = pending ? `${pending} ${event.key}` : event.key;
  window.clearTimeout(pendingTimer);
  pending = '';
  const all = [...entries];
  const found = all.findLast((one) => one.keys === pressed) ?? all.findLast((one) => one.keys === event.key);
  if (found) {
    event.preventDefault();
    found.run();
  } else if (all.some((one) => one.keys.startsWith(`${event.key} `))) {
    pending = event.key;
    pendingTimer = window.setTimeout(() => (pending = ''), 1_000);
  }
}

window.addEventListener('keydown', onKey);
