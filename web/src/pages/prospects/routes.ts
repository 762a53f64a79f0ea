import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';

const loader = () => loadArea('prospects');

const list = createRoute({
  getParentRoute: () => app,
  path: '/prospects',
  loader,
  component: lazyRouteComponent(() => import('./prospects-page.tsx'), 'ProspectsPage'),
});

const detail = createRoute({
  getParentRoute: () => app,
  path: '/prospects/$id',
  loader,
  component: lazyRouteComponent(() => import('./prospect-page.tsx'), 'ProspectPage'),
});

export const prospectRoutes = [list, detail] as const;
