import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';
import { channels } from '../../lib/channels.ts';
import { purposes } from '../../lib/purposes.ts';
import { oneOf, optional, text, whole } from '../../lib/search-params.ts';

const loader = () => loadPage('prospects');
export const sorts = ['created', 'score', 'last_engagement', 'name'] as const;
export const personTabs = ['all', 'activity', 'history'] as const;

/** The most one page of the API holds. */
export const mostRows = 200;

const shaped = (form: RegExp, value: unknown) => {
  const given = text(value);
  return given !== undefined && form.test(given) ? given : undefined;
};
const score = (value: unknown) => {
  const given = whole(value);
  return given !== undefined && given <= 100 ? given : undefined;
};
const rowsOf = (value: unknown) => {
  const given = whole(value);
  return given !== undefined && given > 50 && given <= mostRows ? given : undefined;
};

const list = createRoute({
  getParentRoute: () => app,
  path: '/prospects',
  loader,
  validateSearch: (search) =>
    optional({
      q: text(search.q),
      country: shaped(/^[A-Z]{2}$/, search.country),
      language: shaped(/^[a-z]{2}$/, search.language),
      min_score: score(search.min_score),
      max_score: score(search.max_score),
      consent: oneOf(channels, search.consent),
      consent_purpose: oneOf(purposes, search.consent_purpose),
      identity: oneOf(channels, search.identity),
      import_id: shaped(/^[0-9a-f-]{36}$/, search.import_id),
      sort: oneOf(sorts, search.sort),
      rows: rowsOf(search.rows),
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

const why = createRoute({
  getParentRoute: () => app,
  path: '/why',
  loader,
  validateSearch: (search) =>
    optional({
      prospect: shaped(/^[0-9a-f-]{36}$/, search.prospect),
      purpose: oneOf(purposes, search.purpose),
      channel: oneOf(channels, search.channel),
      at: shaped(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, search.at),
      whatsapp: oneOf(['text', 'template'], search.whatsapp),
    }),
  component: lazyRouteComponent(() => import('./why-page.tsx'), 'WhyPage'),
});

export const prospectRoutes = [list, detail, why] as const;
