import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';
import { loadPage } from '../../lib/load-page.ts';
import { oneOf, optional, text } from '../../lib/search-params.ts';
import { campaignStatuses, steps } from './lists.ts';

const loader = () => loadPage('campaigns');

const list = createRoute({
  getParentRoute: () => app,
  path: '/campaigns',
  loader,
  validateSearch: (search) => optional({ q: text(search.q), status: oneOf(campaignStatuses, search.status) }),
  component: lazyRouteComponent(() => import('./campaigns-page.tsx'), 'CampaignsPage'),
});

const create = createRoute({
  getParentRoute: () => app,
  path: '/campaigns/new',
  loader,
  validateSearch: (search) =>
    optional({
      import_id: text(search.import_id),
      prospect_id: text(search.prospect_id),
      segment_id: text(search.segment_id),
    }),
  component: lazyRouteComponent(() => import('./new-campaign-page.tsx'), 'NewCampaignPage'),
});

const edit = createRoute({
  getParentRoute: () => app,
  path: '/campaigns/$id/edit',
  // Its experiment and its profiles are set up here, too, in the words of those areas.
  loader: () => Promise.all([loader(), loadArea('experiments', 'profiles')]),
  validateSearch: (search) => optional({ step: oneOf(steps, search.step) }),
  component: lazyRouteComponent(() => import('./edit-campaign-page.tsx'), 'EditCampaignPage'),
});

export const campaignRoutes = [list, create, edit] as const;
