// Every component in every state, for those who build the dashboard: not part of what users get.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../../app-route.ts';

const gallery = createRoute({
  getParentRoute: () => root,
  path: '/ui',
  component: lazyRouteComponent(() => import('./gallery-page.tsx'), 'GalleryPage'),
});

export const galleryRoutes = import.meta.env.DEV ? ([gallery] as const) : ([] as const);
