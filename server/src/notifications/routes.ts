// One's own notifications and how to hear of them.
import { roles } from '@sampark/contracts/domain.ts';
import {
  ChangeNotificationPreferences,
  MarkNotifications,
  NotificationPage,
  NotificationPreferences,
  NotificationQuery,
  NotificationSummary,
} from '@sampark/contracts/notifications.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { markNotifications } from './mark-notifications.ts';
import { readPreferences, writePreferences } from './preferences.ts';
import { listNotifications, unreadCounts } from './queries.ts';

export const notificationRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/notifications',
    summary: 'My notifications, newest first',
    description:
      'Each is a batch: failures of one campaign are one notification that grows until it is read. Only one’s own, whatever the role.',
    tag: 'Notifications',
    access: { roles },
    query: NotificationQuery,
    response: { 200: NotificationPage },
    handler: async ({ rt, actor, query }) => listNotifications(rt.db, actor, query),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/notifications/summary',
    summary: 'How many I have not read',
    description: 'The live stream says it too, as `notifications`, whenever it changes.',
    tag: 'Notifications',
    access: { roles },
    response: { 200: NotificationSummary },
    handler: async ({ rt, actor }) => ({
      unread: (await unreadCounts(rt.db, [actor.user_id])).get(actor.user_id) ?? 0,
    }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/notifications/read',
    summary: 'Mark notifications as read, or as unread again',
    tag: 'Notifications',
    access: { roles },
    body: MarkNotifications,
    example: { ids: ['7b0d1c3e-6f0a-4a57-9d62-0f5b8a2f4c11'], read: true },
    response: { 200: NotificationSummary },
    handler: async ({ rt, actor, body }) => markNotifications(rt, actor, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/me/notification-preferences',
    summary: 'What I am told of, and whether e-mail reaches me',
    tag: 'Notifications',
    access: { roles },
    response: { 200: NotificationPreferences },
    handler: async ({ rt, actor }) => readPreferences(rt, actor),
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/v1/me/notification-preferences',
    summary: 'Choose what I am told of',
    description: 'Kinds that are left out stay as they are.',
    tag: 'Notifications',
    access: { roles },
    body: ChangeNotificationPreferences,
    example: { kinds: [{ kind: 'people_held', in_app: true, email: 'daily' }] },
    response: { 200: NotificationPreferences },
    handler: async ({ rt, actor, body }) => writePreferences(rt, actor, body),
  }),
];
