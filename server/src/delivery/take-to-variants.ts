// Waiting messages get another variant of their campaign's experiment, and with it other words, channels or another time. The
// caller holds their rows of the queue, so no claim looks at them meanwhile.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';

export type TakenTo = {
  id: string;
  created_at: Date;
  variant: number | null;
  in_trial: boolean;
  engagement_profile_id: string | null;
  channel_order: readonly Channel[];
  platform: Channel;
  due_at: Date;
};

/** Those that were claimed before keep what they are. */
export async function takeToVariants(tx: Tx, now: Date, taken: readonly TakenTo[]): Promise<void> {
  if (taken.length === 0) return;
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) as g(id uuid, created_at timestamptz, variant smallint,
        in_trial boolean, engagement_profile_id uuid, channel_order text[], platform text, due_at timestamptz)
    ), moved as (
      update messages m set variant = g.variant, in_trial = g.in_trial, engagement_profile_id = g.engagement_profile_id,
        channel_order = g.channel_order, platform = g.platform, due_at = g.due_at, updated_at = ${now}
      from given g
      where m.id = g.id and m.created_at = g.created_at and m.delivery_status = 'pending' and m.attempt = 0
      returning m.id, m.platform, m.due_at
    )
    update message_queue w set platform = moved.platform, due_at = moved.due_at from moved where w.message_id = moved.id`.execute(
    tx,
  );
}
