import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';
import { loadPage } from '../../lib/load-page.ts';
import { oneOf, optional, text } from '../../lib/search-params.ts';

// The fields for texts and words are those of campaigns.
const loader = () => Promise.all([loadPage('profiles'), loadArea('campaigns')]);

const list = createRoute({
  getParentRoute: () => app,
  path: '/profiles',
  loader,
  validateSearch: (search) =>
    optional({
      q: text(search.q),
      language: text(search.language),
      state: oneOf(['on', 'off'], search.state),
    }),
  component: lazyRouteComponent(() => import('./profiles-page.tsx'), 'ProfilesPage'),
});

/** `new` instead of an id: one that is still to be made. */
const one = createRoute({
  getParentRoute: () => app,
  path: '/profiles/$id',
  loader,
  validateSearch: (search) => optional({ see: oneOf(['versions'], search.see) }),
  component: lazyRouteComponent(() => import('./profile-page.tsx'), 'ProfilePage'),
});

export const profileRoutes = [list, one] as const;
