import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';

const detail = createRoute({
  getParentRoute: () => app,
  path: '/campaigns/$id',
  loader: () => loadArea('campaign', 'reasons'),
  component: lazyRouteComponent(() => import('./campaign-page.tsx'), 'CampaignPage'),
});

export const oneCampaignRoutes = [detail] as const;
