// Questions about what happened: consents, opt-outs, addresses, imports, messages. Each is an `exists` with the person as its
// one tie to the outside: PostgreSQL then reads it once for everybody, or person by person, whichever is less.
import type { SegmentLeaf } from '@sampark/contracts/segment-fields.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql, type RawBuilder } from 'kysely';
import type { SegmentContext } from './compile.ts';
import { since } from './compile-parts.ts';

type History = Extract<
  SegmentLeaf,
  { field: 'import' | 'identity' | 'consent' | 'opted_out' | 'last_written' | 'campaign' }
>;

export function compileHistory(leaf: History, context: SegmentContext): RawBuilder<boolean> {
  const here = sql`${context.workspace_id}::uuid`;
  switch (leaf.field) {
    case 'import':
      return sql`(exists (select from import_changes i where i.prospect_id = p.id and i.workspace_id = ${here}
        and i.import_id = any(${leaf.value}::uuid[])))`;
    case 'identity':
      return sql`(exists (select from channel_identities i where i.prospect_id = p.id and i.workspace_id = ${here}
        and i.status = 'active' ${onChannel('i', leaf.channel)}))`;
    case 'consent': {
      const entry = (test: RawBuilder<unknown>) =>
        sql`exists (select from consent_state s where s.prospect_id = p.id and s.workspace_id = ${here}
          and s.channel = ${leaf.channel} and s.purpose = ${leaf.purpose} ${test})`;
      if (leaf.value === 'none') return sql`(not ${entry(sql``)})`;
      return sql`(${entry(leaf.value === 'granted' ? sql`and s.granted` : sql`and not s.granted`)})`;
    }
    case 'opted_out':
      return optedOut(leaf.channel, here);
    case 'last_written': {
      const from = since(context.now, leaf.value);
      // Recorded after it happened, or at most a day before by the clock of a platform: the bound that has an index.
      return sql`(exists (select from events e where e.prospect_id = p.id and e.workspace_id = ${here}
        and e.type = 'message.sent' and e.recorded_at >= ${since(from, 1)}::timestamptz
        and e.occurred_at >= ${from}::timestamptz ${onChannel('e', leaf.channel)}))`;
    }
    case 'campaign':
      return sql`(exists (select from messages m where m.prospect_id = p.id and m.workspace_id = ${here}
        and m.campaign_id = ${leaf.campaign_id}::uuid and ${outcomes[leaf.value]}))`;
  }
}

function onChannel(table: 'i' | 'e' | 'c', channel: Channel | undefined): RawBuilder<unknown> {
  return channel === undefined ? sql`` : sql`and ${sql.ref(`${table}.channel`)} = ${channel}`;
}

// An answer shows that a message was read, also where the platform tells nothing of reading.
const outcomes = {
  sent: sql`(m.delivery_status in ('sent', 'delivered', 'read') or m.replied_at is not null)`,
  delivered: sql`(m.delivery_status in ('delivered', 'read') or m.replied_at is not null)`,
  read: sql`(m.delivery_status = 'read' or m.replied_at is not null)`,
  not_read: sql`(m.delivery_status in ('sent', 'delivered') and m.replied_at is null)`,
  replied: sql`m.replied_at is not null`,
  failed: sql`m.delivery_status = 'failed'`,
} as const;

function optedOut(channel: Channel | undefined, here: RawBuilder<unknown>): RawBuilder<boolean> {
  const covers = channel === undefined ? sql`` : sql`and (s.channel is null or s.channel = ${channel})`;
  const stopped = (who: RawBuilder<unknown>) =>
    sql`exists (select from suppressions s where ${who} and s.workspace_id = ${here} and s.lifted_at is null ${covers})`;
  // Withdrawals are few: the state is looked up for those who ever withdrew, rather than worked out for everybody.
  return sql`(${stopped(sql`s.prospect_id = p.id`)} or ${stopped(sql`s.address_hash = p.phone_hash`)}
    or exists (select from consents c cross join lateral (
        select s.granted from consent_state s where s.workspace_id = c.workspace_id and s.prospect_id = c.prospect_id
          and s.channel = c.channel and s.purpose = c.purpose offset 0) s
      where c.prospect_id = p.id and c.workspace_id = ${here} and c.action = 'withdrawn' and not s.granted
        ${onChannel('c', channel)}))`;
}
