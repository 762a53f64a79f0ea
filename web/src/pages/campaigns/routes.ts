import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';

const loader = () => loadArea('campaigns', 'reasons');

const list = createRoute({
  getParentRoute: () => app,
  path: '/campaigns',
  loader,
  component: lazyRouteComponent(() => import('./campaigns-page.tsx'), 'CampaignsPage'),
});

const create = createRoute({
  getParentRoute: () => app,
  path: '/campaigns/new',
  loader,
  component: lazyRouteComponent(() => import('./new-campaign-page.tsx'), 'NewCampaignPage'),
});

const edit = createRoute({
  getParentRoute: () => app,
  path: '/campaigns/$id/edit',
  loader,
  component: lazyRouteComponent(() => import('./edit-campaign-page.tsx'), 'EditCampaignPage'),
});

export const campaignRoutes = [list, create, edit] as const;
