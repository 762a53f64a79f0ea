import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';

const loader = () => loadArea('setup');

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  loader,
  component: lazyRouteComponent(() => import('./setup-page.tsx'), 'SetupPage'),
});

export const setupRoutes = [setup] as const;
