// Language and theme of this browser. They follow the user (PATCH /api/v1/me) and are kept here so that the next visit,
// and the sign-in page, start right. public/boot.js reads the same keys before the first paint.
import { useSyncExternalStore } from 'react';

export const languages = ['en', 'bn'] as const;
export type Language = (typeof languages)[number];
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const listeners = new Set<() => void>();
let theme: Theme = pick(themes, stored('sampark.theme')) ?? 'system';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

/** The language to start in: chosen before, else the browser's. */
export function firstLanguage(): Language {
  return document.documentElement.lang === 'bn' ? 'bn' : 'en';
}

export function rememberLanguage(language: Language): void {
  document.documentElement.lang = language;
  store('sampark.language', language);
}

export function setTheme(next: Theme): void {
  theme = next;
  store('sampark.theme', next);
  showTheme();
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => theme);
}

/** What is on screen now, 'system' resolved: for drawings that read colours once. */
export function useShownTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, shownTheme);
}

function shownTheme(): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return systemDark.matches ? 'dark' : 'light';
}

function showTheme(): void {
  document.documentElement.dataset.theme = shownTheme();
  for (const listener of listeners) listener();
}

systemDark.addEventListener('change', showTheme);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function pick<T extends string>(allowed: readonly T[], value: string | null): T | undefined {
  return allowed.find((one) => one === value);
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // Storage may be blocked; the choice then lasts as long as the page.
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
