import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from '../../app-route.ts';
import { loadArea } from '../../i18n/language.ts';

const loader = () => loadArea('settings');

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  loader,
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
});

export const settingsRoutes = [settings] as const;
