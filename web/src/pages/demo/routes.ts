import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';

const panel = createRoute({
  getParentRoute: () => app,
  path: '/demo',
  loader: () => loadPage('demo'),
  component: lazyRouteComponent(() => import('./demo-page.tsx'), 'DemoPage'),
});

export const demoRoutes = [panel] as const;
