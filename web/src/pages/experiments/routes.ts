import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';
import { oneOf, optional, text } from '../../lib/search-params.ts';
import { experimentStatuses } from './lists.ts';

const loader = () => loadPage('experiments');

const list = createRoute({
  getParentRoute: () => app,
  path: '/experiments',
  loader,
  validateSearch: (search) =>
    optional({ q: text(search.q), status: oneOf(experimentStatuses, search.status) }),
  component: lazyRouteComponent(() => import('./experiments-page.tsx'), 'ExperimentsPage'),
});

const detail = createRoute({
  getParentRoute: () => app,
  path: '/experiments/$id',
  loader,
  component: lazyRouteComponent(() => import('./experiment-page.tsx'), 'ExperimentPage'),
});

export const experimentRoutes = [list, detail] as const;
