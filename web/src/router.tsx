// Every address of the dashboard. Pages load when first visited.
import type { Channel } from '@sampark/contracts/domain.ts';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { channels } from './lib/channels.ts';
import { currentSession, ensureSession } from './api/session.ts';
import { returnPath } from './lib/return-path.ts';
import { AppShell } from './shell/app-shell.tsx';
import { NotFound } from './shell/not-found.tsx';
import { PageError } from './shell/page-error.tsx';
import { PagePending } from './shell/page-pending.tsx';

const root = createRootRoute({ notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // A value that does not count has to be set to undefined: left out, the raw one would show through.
  validateSearch: (search): { next?: string | undefined } => ({ next: returnPath(search.next) }),
  beforeLoad: async ({ search }) => {
    if ((await ensureSession()).kind === 'signed-in') redirect({ href: search.next ?? '/', throw: true });
  },
  component: lazyRouteComponent(() => import('./pages/session/sign-in-page.tsx'), 'SignInPage'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  validateSearch: (search): { token?: string | undefined } => ({
    token: typeof search.token === 'string' && search.token ? search.token : undefined,
  }),
  component: lazyRouteComponent(() => import('./pages/session/join-page.tsx'), 'JoinPage'),
});

/** Everything below needs a signed-in person; the address is kept for after the sign-in. */
const app = createRoute({
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

const overview = createRoute({
  getParentRoute: () => app,
  path: '/',
  validateSearch: (search): { channel?: Channel | undefined } => ({
    channel: channels.find((one) => one === search.channel),
  }),
  component: lazyRouteComponent(() => import('./pages/overview/overview-page.tsx'), 'OverviewPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([signIn, join, app.addChildren([overview])]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: PageError,
  defaultPendingComponent: PagePending,
  defaultPendingMs: 300,
  defaultPendingMinMs: 0,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
