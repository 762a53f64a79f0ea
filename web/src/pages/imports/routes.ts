import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';

const loader = () => loadPage('imports');

const list = createRoute({
  getParentRoute: () => app,
  path: '/imports',
  loader,
  component: lazyRouteComponent(() => import('./imports-page.tsx'), 'ImportsPage'),
});

const wizard = createRoute({
  getParentRoute: () => app,
  path: '/imports/new',
  loader,
  component: lazyRouteComponent(() => import('./new-import-page.tsx'), 'NewImportPage'),
});

const detail = createRoute({
  getParentRoute: () => app,
  path: '/imports/$id',
  loader,
  component: lazyRouteComponent(() => import('./import-page.tsx'), 'ImportPage'),
});

export const importRoutes = [list, wizard, detail] as const;
