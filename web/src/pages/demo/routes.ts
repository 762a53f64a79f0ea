import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';

const panel = createRoute({
  getParentRoute: () => app,
  path: '/demo',
  loader: () => loadArea('demo'),
  component: lazyRouteComponent(() => import('./demo-page.tsx'), 'DemoPage'),
});

export const demoRoutes = [panel] as const;
