import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';

/** As it came: the router writes searches in its own way, and a code is compared letter by letter. */
const arrivedWith = window.location.search;

const signInReturn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/return/$workspace',
  loader: async () => {
    await loadPage('single-sign-on');
    return arrivedWith;
  },
  component: lazyRouteComponent(() => import('./parts.ts'), 'ReturnPage'),
});

export const singleSignOnRoutes = [signInReturn] as const;
