import { notificationKinds } from '@sampark/contracts/notification-kinds.ts';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';
import { oneOf, optional } from '../../lib/search-params.ts';

export const tabs = ['all', 'unread', 'preferences'] as const;

const list = createRoute({
  getParentRoute: () => app,
  path: '/notifications',
  loader: () => loadPage('notifications'),
  validateSearch: (search) =>
    optional({ tab: oneOf(tabs, search.tab), kind: oneOf(notificationKinds, search.kind) }),
  component: lazyRouteComponent(() => import('./notifications-page.tsx'), 'NotificationsPage'),
});

export const notificationRoutes = [list] as const;
