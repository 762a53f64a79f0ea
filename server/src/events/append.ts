// The one way into the event log. Rows go in with the transaction that made them true.
import type { EventType } from '@sampark/contracts/event-types.ts';
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { DB } from '../db/generated/schema.ts';
import { keyInUse } from './key-in-use.ts';

export type Tx = Transaction<DB>;
export type DbOrTx = Kysely<DB> | Tx;

/** What words about a person inside `data` are sealed for. */
export const eventColumn = 'events.data';

export type NewEvent = {
  workspace_id: string;
  type: EventType;
  occurred_at: Date;
  actor_id?: string | null;
  campaign_id?: string | null;
  message_id?: string | null;
  prospect_id?: string | null;
  portfolio_manager_id?: string | null;
  profile_id?: string | null;
  channel?: string | null;
  account_id?: string | null;
  device_id?: string | null;
  /** Facts of this event. Never secrets; personal data only where the timeline needs it. */
  data?: Record<string, unknown>;
};

/**
 * Appends in one statement, whatever the number. `recorded_at` is the caller's clock: it picks the partition. What a person did
 * through an API key names the key.
 */
export async function appendEvents(tx: DbOrTx, recordedAt: Date, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const key = keyInUse();
  const rows = key === undefined ? events : events.map((one) => withKey(one, key));
  await sql`
    insert into events (recorded_at, workspace_id, type, occurred_at, actor_id, campaign_id, message_id, prospect_id,
                        portfolio_manager_id, profile_id, channel, account_id, device_id, data)
    select ${recordedAt}, e.workspace_id, e.type, e.occurred_at, e.actor_id, e.campaign_id, e.message_id, e.prospect_id,
           e.portfolio_manager_id, e.profile_id, e.channel, e.account_id, e.device_id, coalesce(e.data, '{}')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(workspace_id uuid, type text, occurred_at timestamptz,
      actor_id uuid, campaign_id uuid, message_id uuid, prospect_id uuid, portfolio_manager_id uuid, profile_id uuid,
      channel text, account_id uuid, device_id uuid, data jsonb)
  `.execute(tx);
}

function withKey(event: NewEvent, key: string): NewEvent {
  return event.actor_id ? { ...event, data: { ...event.data, by_key: key } } : event;
}
