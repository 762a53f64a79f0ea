import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';
import { optional, text } from '../../lib/search-params.ts';

const loader = () => loadPage('segments');

const list = createRoute({
  getParentRoute: () => app,
  path: '/segments',
  loader,
  validateSearch: (search) => optional({ q: text(search.q) }),
  component: lazyRouteComponent(() => import('./segments-page.tsx'), 'SegmentsPage'),
});

/** `new` is one that is not saved yet; `from`: the condition it begins with. */
const one = createRoute({
  getParentRoute: () => app,
  path: '/segments/$id',
  loader,
  validateSearch: (search) =>
    optional({ from: typeof search.from === 'object' ? JSON.stringify(search.from) : text(search.from) }),
  component: lazyRouteComponent(() => import('./segment-page.tsx'), 'SegmentPage'),
});

export const segmentRoutes = [list, one] as const;
