import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';
import { optional, text } from '../../lib/search-params.ts';

const list = createRoute({
  getParentRoute: () => app,
  path: '/templates',
  loader: () => loadPage('templates'),
  /** `open`: the one shown beside the list. `gone`: those the platform has no longer as well. */
  validateSearch: (search) =>
    optional({
      q: text(search.q),
      status: text(search.status),
      category: text(search.category),
      language: text(search.language),
      gone: search.gone === true ? true : undefined,
      open: text(search.open),
    }),
  component: lazyRouteComponent(() => import('./templates-page.tsx'), 'TemplatesPage'),
});

export const templateRoutes = [list] as const;
