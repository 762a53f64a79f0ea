import type { Item } from '../../api/client.ts';

export type Notification = Item<'GET /api/v1/notifications'>;
