import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProblem } from './api/problem.ts';
import { onSessionChange } from './api/session.ts';
import { showLanguage } from './i18n/language.ts';
import { followUserPreferences } from './lib/own-preferences.ts';
import { firstLanguage } from './lib/preferences.ts';
import { userOf } from './lib/use-session.ts';
import { router } from './router.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A "no" stays a "no"; only faults and silence are worth asking again.
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
    },
  },
});

followUserPreferences();
onSessionChange((now, before) => {
  const [here, left] = [userOf(now)?.id, userOf(before)?.id];
  if (here === left) {
    // Back after the session had ended: the pages stand as they were left, with numbers as old as the pause.
    if (now.kind === 'signed-in' && before.kind === 'anonymous') void queries.invalidateQueries();
    return;
  }
  // Nothing one person loaded or typed may stay for the next.
  queries.clear();
  if (here && left) window.location.replace('/');
  // Guards of the first navigation cause this themselves.
  else if (before.kind !== 'unknown') void router.invalidate();
});

// A page that replaces another takes the focus along, so that the keyboard does not start from nowhere.
let focusBefore: Element | null = null;
router.subscribe('onBeforeNavigate', () => (focusBefore = document.activeElement));
router.subscribe('onResolved', ({ fromLocation, pathChanged }) => {
  const at = document.activeElement;
  const main = document.getElementById('main');
  // A window opened meanwhile keeps it, and so does a place of the new page somebody has gone to already: they are typing there.
  const inWindow = at?.closest('[role="dialog"]:not([data-ending-style])');
  const gone = at !== focusBefore && at !== main && main?.contains(at);
  if (fromLocation && pathChanged && !inWindow && !gone) main?.focus();
});

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
await showLanguage(firstLanguage());
createRoot(place).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
