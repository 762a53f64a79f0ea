import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';

const loader = () => loadArea('devices');

const list = createRoute({
  getParentRoute: () => app,
  path: '/devices',
  loader,
  component: lazyRouteComponent(() => import('./devices-page.tsx'), 'DevicesPage'),
});

const detail = createRoute({
  getParentRoute: () => app,
  path: '/devices/$id',
  loader,
  component: lazyRouteComponent(() => import('./device-page.tsx'), 'DevicePage'),
});

export const deviceRoutes = [list, detail] as const;
