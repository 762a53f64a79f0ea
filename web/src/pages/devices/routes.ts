import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';
import { channels } from '../../lib/channels.ts';
import { oneOf, optional, text } from '../../lib/search-params.ts';

const loader = () => loadPage('devices');
export const states = ['offline', 'degraded', 'held', 'maintenance', 'healthy'] as const;

const list = createRoute({
  getParentRoute: () => app,
  path: '/devices',
  loader,
  validateSearch: (search) =>
    optional({
      state: oneOf(states, search.state),
      channel: oneOf(channels, search.channel),
      q: text(search.q),
    }),
  component: lazyRouteComponent(() => import('./devices-page.tsx'), 'DevicesPage'),
});

const detail = createRoute({
  getParentRoute: () => app,
  path: '/devices/$id',
  loader,
  component: lazyRouteComponent(() => import('./device-page.tsx'), 'DevicePage'),
});

export const deviceRoutes = [list, detail] as const;
