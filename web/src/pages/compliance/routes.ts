import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { channels } from '../../lib/channels.ts';
import { loadPage } from '../../lib/load-page.ts';
import { oneOf, optional, text } from '../../lib/search-params.ts';

export const queueViews = ['waiting', 'held', 'mine', 'decided', 'objected'] as const;
export type QueueView = (typeof queueViews)[number];
export const ages = ['new', 'day', 'week'] as const;
export const verdictFilters = ['false_alarm', 'minor', 'violation'] as const;
export const severities = ['high', 'medium', 'low'] as const;
export const spans = ['7', '30', '90'] as const;
export const ruleSorts = ['name', '-name', 'flags', '-flags', 'precision', '-precision'] as const;
const loader = () => loadPage('compliance');

const home = createRoute({
  getParentRoute: () => app,
  path: '/compliance',
  loader,
  validateSearch: (search) => optional({ days: oneOf(spans, text(search.days)) }),
  component: lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage'),
});

const review = createRoute({
  getParentRoute: () => app,
  path: '/compliance/review',
  loader,
  validateSearch: (search) =>
    optional({
      view: oneOf(queueViews, search.view),
      rule: text(search.rule),
      campaign: text(search.campaign),
      severity: oneOf(severities, search.severity),
      pm: text(search.pm),
      channel: oneOf(channels, search.channel),
      age: oneOf(ages, search.age),
      verdict: oneOf(verdictFilters, search.verdict),
      /** The flag that is open. */
      f: text(search.f),
    }),
  component: lazyRouteComponent(() => import('./review-page.tsx'), 'ReviewPage'),
});

const rules = createRoute({
  getParentRoute: () => app,
  path: '/compliance/rules',
  loader,
  validateSearch: (search) =>
    optional({
      see: oneOf(['packs'], search.see),
      q: text(search.q),
      pack: text(search.pack),
      state: oneOf(['on', 'off'], search.state),
      severity: oneOf(severities, search.severity),
      sort: oneOf(ruleSorts, search.sort),
    }),
  component: lazyRouteComponent(() => import('./rules-page.tsx'), 'RulesPage'),
});

const rule = createRoute({
  getParentRoute: () => app,
  path: '/compliance/rules/$id',
  loader,
  validateSearch: (search) => optional({ see: oneOf(['history'], search.see) }),
  component: lazyRouteComponent(() => import('./rule-page.tsx'), 'RulePage'),
});

const records = createRoute({
  getParentRoute: () => app,
  path: '/compliance/records',
  loader,
  component: lazyRouteComponent(() => import('./records-page.tsx'), 'RecordsPage'),
});

export const complianceRoutes = [home, review, rules, rule, records] as const;
