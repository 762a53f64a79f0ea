import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProblem } from './api/problem.ts';
import { onSessionChange, type Session } from './api/session.ts';
import { showLanguage } from './i18n/language.ts';
import { followUserPreferences } from './lib/own-preferences.ts';
import { firstLanguage } from './lib/preferences.ts';
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
  if (userId(now) === userId(before) && now.kind === before.kind) return;
  // Nothing one person loaded may stay for the next.
  if (userId(now) !== userId(before)) queries.clear();
  // Guards of the first navigation cause this themselves.
  if (before.kind !== 'unknown') void router.invalidate();
});

// A page that replaces another takes the focus along, so that the keyboard does not start from nowhere.
router.subscribe('onResolved', ({ fromLocation, pathChanged }) => {
  if (fromLocation && pathChanged) document.getElementById('main')?.focus();
});

function userId(session: Session): string | undefined {
  return session.kind === 'signed-in' ? session.user.id : undefined;
}

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
