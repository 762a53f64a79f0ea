import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';
import { loadPage } from '../../lib/load-page.ts';
import { channels } from '../../lib/channels.ts';
import { oneOf, optional } from '../../lib/search-params.ts';
import { messageStatuses, tabs } from './lists.ts';

const detail = createRoute({
  getParentRoute: () => app,
  path: '/campaigns/$id',
  loader: () => Promise.all([loadPage('campaign'), loadArea('profiles')]),
  validateSearch: (search) =>
    optional({
      tab: oneOf(tabs, search.tab),
      status: oneOf(messageStatuses, search.status),
      platform: oneOf(channels, search.platform),
    }),
  component: lazyRouteComponent(() => import('./campaign-page.tsx'), 'CampaignPage'),
});

export const oneCampaignRoutes = [detail] as const;
