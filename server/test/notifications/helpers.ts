// Events as their writers put them into the log, and one's own notifications as the API shows them.
import { randomUUID } from 'node:crypto';
import type { Notification } from '@sampark/contracts/notifications.ts';
import { sql } from 'kysely';
import { appendEvents, type NewEvent } from '../../src/events/append.ts';
import type { FollowRuntime } from '../../src/events/follow.ts';
import { checkNotifications } from '../../src/notifications/check-notifications.ts';
import { followNotifications } from '../../src/notifications/follow-notifications.ts';
import type { Runtime } from '../../src/runtime.ts';
import { resourceMakers } from '../support/resources.ts';
import { tokenFor, type TestServer, type TestUser } from '../support/server.ts';

export type EventOf = Partial<NewEvent> & Pick<NewEvent, 'type'>;

export function notificationTools(server: () => TestServer) {
  const rt = () => server().rt;
  return {
    /** Appends, follows to the end of the log, and looks again at what is due. */
    happen: async (workspace_id: string, ...events: EventOf[]): Promise<void> => {
      const now = rt().clock.now();
      await appendEvents(
        rt().db,
        now,
        events.map((one) => ({ workspace_id, occurred_at: now, ...one })),
      );
      await settle(rt());
    },
    of: async (user: TestUser, query = ''): Promise<Notification[]> => {
      const token = await tokenFor(rt(), user);
      const answer = await server().ask('GET', `/api/v1/notifications${query}`, { token });
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return answer.json<{ items: Notification[] }>().items;
    },
    campaign: async (owner: TestUser, name = 'Spring review'): Promise<string> => {
      const id = await resourceMakers.campaign(rt(), owner);
      await rt().db.updateTable('campaigns').set({ name }).where('id', '=', id).execute();
      return id;
    },
  };
}

export async function settle(rt: Runtime): Promise<void> {
  await followToTheEnd(rt);
  await checkNotifications(rt);
}

/** To the last event there is now. Any transaction that is open elsewhere, a page's request say, holds the follower back. */
export async function followToTheEnd(rt: FollowRuntime): Promise<void> {
  const last = await sql<{ xid: string }>`select xid::text from events order by xid desc limit 1`.execute(
    rt.db,
  );
  for (;;) {
    const { rows } = await sql<{ open: boolean }>`
      select pg_snapshot_xmin(pg_current_snapshot()) <= ${last.rows[0]?.xid ?? '0'}::xid8 as open`.execute(
      rt.db,
    );
    const { more, busy } = await followNotifications(rt);
    if (rows[0]?.open === false && !more && !busy) return;
  }
}

export function failure(owner: TestUser, campaign_id: string | null, code = 'not_on_channel'): EventOf {
  return {
    type: 'message.failed',
    portfolio_manager_id: owner.id,
    campaign_id,
    message_id: randomUUID(),
    channel: 'whatsapp',
    data: { code, from: 'sending' },
  };
}
