// Table of contents: every route of the API, in the order a campaign meets them.
import { analyticsRoutes } from './analytics/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { apiKeyRoutes } from './api-keys/routes.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { campaignWorkRoutes } from './campaigns/work-routes.ts';
import { conversationRoutes } from './conversations/routes.ts';
import { demoRoutes } from './demo/routes.ts';
import { reviewRoutes } from './compliance/review/routes.ts';
import { supervisionRoutes } from './supervision/routes.ts';
import { retentionRoutes } from './retention/routes.ts';
import { ruleRoutes } from './compliance/rules/routes.ts';
import { decisionRoutes } from './decisions/routes.ts';
import { accountRoutes } from './devices/account-routes.ts';
import { fleetRoutes } from './devices/fleet-routes.ts';
import { portfolioRoutes } from './devices/portfolio-routes.ts';
import { deviceRoutes } from './devices/routes.ts';
import { conversionRoutes } from './conversions/routes.ts';
import { experimentRoutes } from './experiments/routes.ts';
import type { AnyRoute } from './http/route.ts';
import { consentRoutes } from './consents/routes.ts';
import { optInRoutes } from './opt-in/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { importRoutes } from './imports/routes.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { preferenceRoutes } from './preferences/routes.ts';
import { privacyRequestRoutes } from './privacy/requests/routes.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { prospectRoutes } from './prospects/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { settleRoutes } from './messages/settle-routes.ts';
import { segmentRoutes } from './segments/routes.ts';
import { campaignProfileRoutes } from './profiles/campaign-routes.ts';
import { logoRoutes } from './profiles/logo-routes.ts';
import { profileRoutes } from './profiles/routes.ts';
import { templateRoutes } from './templates/routes.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { singleSignOnRoutes } from './single-sign-on/routes.ts';
import { authRoutes } from './users/auth-routes.ts';
import { meRoutes } from './users/me-routes.ts';
import { userRoutes } from './users/user-routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';
import { workspaceRoutes } from './workspaces/routes.ts';

export const routes: AnyRoute[] = [
  ...authRoutes,
  ...signInRoutes,
  ...singleSignOnRoutes,
  ...meRoutes,
  ...userRoutes,
  ...apiKeyRoutes,
  ...workspaceRoutes,
  ...profileRoutes,
  ...logoRoutes,
  ...campaignProfileRoutes,
  ...templateRoutes,
  ...segmentRoutes,
  ...campaignRoutes,
  ...campaignWorkRoutes,
  ...linkRoutes,
  ...experimentRoutes,
  ...conversionRoutes,
  ...analyticsRoutes,
  ...settleRoutes,
  ...notificationRoutes,
  ...messageRoutes,
  ...deviceRoutes,
  ...fleetRoutes,
  ...accountRoutes,
  ...portfolioRoutes,
  ...webhookRoutes,
  ...conversationRoutes,
  ...demoRoutes,
  ...prospectRoutes,
  ...privacyRoutes,
  ...privacyRequestRoutes,
  ...consentRoutes,
  ...decisionRoutes,
  ...auditRoutes,
  ...retentionRoutes,
  ...supervisionRoutes,
  ...preferenceRoutes,
  ...optInRoutes,
  ...importRoutes,
  ...ruleRoutes,
  ...reviewRoutes,
];
