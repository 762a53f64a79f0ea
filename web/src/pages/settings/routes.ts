import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadPage } from '../../lib/load-page.ts';
import { oneOf, optional, text } from '../../lib/search-params.ts';

export const sections = [
  'me',
  'security',
  'sessions',
  'users',
  'sign-in',
  'workspace',
  'countries',
  'opt-in',
  'api-keys',
  'appearance',
  'keys',
] as const;
export type Section = (typeof sections)[number];

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  loader: () => loadPage('settings'),
  validateSearch: (search) => optional({ section: oneOf(sections, search.section), q: text(search.q) }),
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
});

export const settingsRoutes = [settings] as const;
