// Table of contents: every route of the API, in the order a campaign meets them.
import { analyticsRoutes } from './analytics/routes.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { conversationRoutes } from './conversations/routes.ts';
import { demoRoutes } from './demo/routes.ts';
import { deviceRoutes } from './devices/routes.ts';
import type { AnyRoute } from './http/route.ts';
import { consentRoutes } from './consents/routes.ts';
import { importRoutes } from './imports/routes.ts';
import { prospectRoutes } from './prospects/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { profileRoutes } from './profiles/routes.ts';
import { templateRoutes } from './templates/routes.ts';
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
  ...profileRoutes,
  ...templateRoutes,
  ...campaignRoutes,
  ...analyticsRoutes,
  ...messageRoutes,
  ...deviceRoutes,
  ...webhookRoutes,
  ...conversationRoutes,
  ...demoRoutes,
  ...prospectRoutes,
  ...consentRoutes,
  ...importRoutes,
];
