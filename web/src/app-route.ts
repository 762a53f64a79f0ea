// The two routes everything hangs on: the root, and `app`, below which somebody is signed in.
import { createRootRoute, createRoute, redirect } from '@tanstack/react-router';
import { currentSession, ensureSession } from './api/session.ts';
import { AppShell } from './shell/app-shell.tsx';
import { NotFound } from './shell/not-found.tsx';

export const root = createRootRoute({ notFoundComponent: NotFound });

/** Everything below needs a signed-in person; the address is kept for after the sign-in. */
export const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ location }) => {
    const session = await ensureSession();
    if (session.kind === 'signed-in') return;
    const left = currentSession();
    const leftOnPurpose = left.kind === 'anonymous' && left.because === 'signed-out';
    const next = leftOnPurpose || location.href === '/' ? undefined : location.href;
    redirect({ to: '/sign-in', search: next ? { next } : {}, replace: true, throw: true });
  },
  component: AppShell,
});
