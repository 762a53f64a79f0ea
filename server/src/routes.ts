// Table of contents: every route of the API, in the order a campaign meets them.
import type { AnyRoute } from './http/route.ts';
import { authRoutes } from './users/auth-routes.ts';
import { meRoutes } from './users/me-routes.ts';
import { userRoutes } from './users/user-routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';
import { workspaceRoutes } from './workspaces/routes.ts';

export const routes: AnyRoute[] = [
  ...authRoutes,
  ...meRoutes,
  ...userRoutes,
  ...workspaceRoutes,
  ...webhookRoutes,
];
