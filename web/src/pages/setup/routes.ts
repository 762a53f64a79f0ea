import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  loader: () => loadPage('setup'),
  component: lazyRouteComponent(() => import('./setup-page.tsx'), 'SetupPage'),
});

export const setupRoutes = [setup] as const;
