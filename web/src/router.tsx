// Every address of the dashboard. Pages load when first visited; each area lists its own in routes.tsx.
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { readSetup } from './api/calls.ts';
import { ensureSession } from './api/session.ts';
import { app, root } from './app-route.ts';
import { channels } from './lib/channels.ts';
import { returnPath } from './lib/return-path.ts';
import { oneOf, optional } from './lib/search-params.ts';
import { auditRoutes } from './pages/audit/routes.ts';
import { oneCampaignRoutes } from './pages/campaign/routes.ts';
import { campaignRoutes } from './pages/campaigns/routes.ts';
import { complianceRoutes } from './pages/compliance/routes.ts';
import { conversationRoutes } from './pages/conversations/routes.ts';
import { demoRoutes } from './pages/demo/routes.ts';
import { deviceRoutes } from './pages/devices/routes.ts';
import { experimentRoutes } from './pages/experiments/routes.ts';
import { galleryRoutes } from './pages/gallery/routes.ts';
import { importRoutes } from './pages/imports/routes.ts';
import { notificationRoutes } from './pages/notifications/routes.ts';
import { privacyRoutes } from './pages/privacy/routes.ts';
import { profileRoutes } from './pages/profiles/routes.ts';
import { prospectRoutes } from './pages/prospects/routes.ts';
import { segmentRoutes } from './pages/segments/routes.ts';
import { settingsRoutes } from './pages/settings/routes.ts';
import { setupRoutes } from './pages/setup/routes.ts';
import { singleSignOnRoutes } from './pages/single-sign-on/routes.ts';
import { templateRoutes } from './pages/templates/routes.ts';
import { PageError } from './shell/page-error.tsx';
import { PagePending } from './shell/page-pending.tsx';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // A value that does not count has to be set to undefined: left out, the raw one would show through.
  validateSearch: (search): { next?: string | undefined } => ({ next: returnPath(search.next) }),
  beforeLoad: async ({ search }) => {
    if ((await ensureSession()).kind === 'signed-in') redirect({ href: search.next ?? '/', throw: true });
    // A new installation without the demo has nobody who could sign in. Not knowing must not keep anybody out.
    const setup = await readSetup().catch(() => null);
    if (setup?.needed) redirect({ to: '/setup', replace: true, throw: true });
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

const forgottenPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgotten-password',
  component: lazyRouteComponent(
    () => import('./pages/session/forgotten-password-page.tsx'),
    'ForgottenPasswordPage',
  ),
});

const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/new-password',
  validateSearch: (search): { token?: string | undefined } => ({
    token: typeof search.token === 'string' && search.token ? search.token : undefined,
  }),
  component: lazyRouteComponent(() => import('./pages/session/new-password-page.tsx'), 'NewPasswordPage'),
});

const overview = createRoute({
  getParentRoute: () => app,
  path: '/',
  validateSearch: (search) =>
    optional({
      channel: oneOf(channels, search.channel),
      /** The messages of this status that wait for somebody are listed. */
      see: oneOf(['unknown', 'held'], search.see),
    }),
  component: lazyRouteComponent(() => import('./pages/overview/overview-page.tsx'), 'OverviewPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    join,
    forgottenPassword,
    newPassword,
    ...setupRoutes,
    ...singleSignOnRoutes,
    app.addChildren([
      overview,
      ...prospectRoutes,
      ...importRoutes,
      ...campaignRoutes,
      ...oneCampaignRoutes,
      ...segmentRoutes,
      ...templateRoutes,
      ...profileRoutes,
      ...experimentRoutes,
      ...conversationRoutes,
      ...complianceRoutes,
      ...privacyRoutes,
      ...deviceRoutes,
      ...auditRoutes,
      ...notificationRoutes,
      ...demoRoutes,
      ...settingsRoutes,
      ...galleryRoutes,
    ]),
  ]),
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
