import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';
import { channels } from '../../lib/channels.ts';
import { oneOf, optional, text } from '../../lib/search-params.ts';
import { steps } from './connect-draft.ts';
import { sorts, states } from './fleet-view.ts';

const loader = () => loadPage('devices');

const fleet = createRoute({
  getParentRoute: () => app,
  path: '/devices',
  loader,
  validateSearch: (search) =>
    optional({
      state: oneOf(states, search.state),
      channel: oneOf(channels, search.channel),
      portfolio: text(search.portfolio),
      q: text(search.q),
      sort: oneOf(sorts, search.sort),
    }),
  component: lazyRouteComponent(() => import('./fleet-page.tsx'), 'FleetPage'),
});

const detail = createRoute({
  getParentRoute: () => app,
  path: '/devices/$id',
  loader,
  component: lazyRouteComponent(() => import('./device-page.tsx'), 'DevicePage'),
});

const portfolios = createRoute({
  getParentRoute: () => app,
  path: '/devices/portfolios',
  loader,
  component: lazyRouteComponent(() => import('./portfolios-page.tsx'), 'PortfoliosPage'),
});

const connect = createRoute({
  getParentRoute: () => app,
  path: '/devices/connect',
  loader,
  validateSearch: (search) => optional({ step: oneOf(steps, search.step), device: text(search.device) }),
  component: lazyRouteComponent(() => import('./connect-page.tsx'), 'ConnectPage'),
});

export const deviceRoutes = [fleet, portfolios, connect, detail] as const;
