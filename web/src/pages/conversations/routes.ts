import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';
import { loadPage } from '../../lib/load-page.ts';
import { channels } from '../../lib/channels.ts';
import { oneOf, optional, text } from '../../lib/search-params.ts';

export const views = ['mine', 'unassigned', 'all', 'closed'] as const;

const inbox = createRoute({
  getParentRoute: () => app,
  path: '/conversations',
  // A template is filled in as in a campaign.
  loader: () => Promise.all([loadPage('conversations'), loadArea('campaigns')]),
  validateSearch: (search) =>
    optional({
      view: oneOf(views, search.view),
      channel: oneOf(channels, search.channel),
      q: text(search.q),
      /** The conversation that is open. */
      c: text(search.c),
    }),
  component: lazyRouteComponent(() => import('./conversations-page.tsx'), 'ConversationsPage'),
});

export const conversationRoutes = [inbox] as const;
