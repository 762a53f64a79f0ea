import { requestKinds } from '@sampark/contracts/request-kinds.ts';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';
import { oneOf, optional, text } from '../../lib/search-params.ts';

export const requestViews = ['open', 'mine', 'closed'] as const;
export const stopViews = ['numbers', 'people', 'ledger'] as const;
export const stopOwners = ['person', 'ours'] as const;
// The tabs above them are those of compliance.
const loader = () => Promise.all([loadPage('privacy'), loadPage('compliance')]).then(() => undefined);

const requests = createRoute({
  getParentRoute: () => app,
  path: '/compliance/requests',
  loader,
  validateSearch: (search) =>
    optional({ view: oneOf(requestViews, search.view), kind: oneOf(requestKinds, search.kind) }),
  component: lazyRouteComponent(() => import('./requests-page.tsx'), 'RequestsPage'),
});

const request = createRoute({
  getParentRoute: () => app,
  path: '/compliance/requests/$id',
  loader,
  component: lazyRouteComponent(() => import('./request-page.tsx'), 'RequestPage'),
});

const stops = createRoute({
  getParentRoute: () => app,
  path: '/compliance/consent',
  loader,
  validateSearch: (search) =>
    optional({
      view: oneOf(stopViews, search.view),
      whose: oneOf(stopOwners, search.whose),
      reason: text(search.reason),
      action: oneOf(['granted', 'withdrawn'], search.action),
    }),
  component: lazyRouteComponent(() => import('./stops-page.tsx'), 'StopsPage'),
});

export const privacyRoutes = [requests, request, stops] as const;
