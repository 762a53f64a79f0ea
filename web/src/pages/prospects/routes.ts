import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';
import { channels } from '../../lib/channels.ts';
import { purposes } from '../../lib/purposes.ts';
import { oneOf, optional, text, whole } from '../../lib/search-params.ts';

const loader = () => loadArea('prospects', 'reasons');
export const sorts = ['created', 'score', 'last_engagement', 'name'] as const;
export const personTabs = ['all', 'activity', 'history'] as const;

const list = createRoute({
  getParentRoute: () => app,
  path: '/prospects',
  loader,
  validateSearch: (search) =>
    optional({
      q: text(search.q),
      country: text(search.country),
      language: text(search.language),
      min_score: whole(search.min_score),
      max_score: whole(search.max_score),
      consent: oneOf(channels, search.consent),
      consent_purpose: oneOf(purposes, search.consent_purpose),
      identity: oneOf(channels, search.identity),
      import_id: text(search.import_id),
      sort: oneOf(sorts, search.sort),
    }),
  component: lazyRouteComponent(() => import('./prospects-page.tsx'), 'ProspectsPage'),
});

const detail = createRoute({
  getParentRoute: () => app,
  path: '/prospects/$id',
  loader,
  validateSearch: (search) => optional({ tab: oneOf(personTabs, search.tab) }),
  component: lazyRouteComponent(() => import('./prospect-page.tsx'), 'ProspectPage'),
});

export const prospectRoutes = [list, detail] as const;
