import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  loader: () => loadArea('setup'),
  component: lazyRouteComponent(() => import('./setup-page.tsx'), 'SetupPage'),
});

export const setupRoutes = [setup] as const;
