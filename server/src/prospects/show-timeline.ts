// What happened with a person, newest first: the seeds' engagement_history shape {timestamp, platform, action_type,
// campaign_id} with details. The event log is the one source; texts of messages sent and received are joined to it.
import { sql } from 'kysely';
import { plannedOnce } from '../db/planned-once.ts';
import { inboundColumn } from '../conversations/queries.ts';
import { eventColumn } from '../events/append.ts';
import { openWords } from '../messages/words.ts';
import { mostRows, pageOf, readCursor } from '../http/page.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { requireProspect } from './require-prospect.ts';

type Row = {
  id: number;
  occurred_at: Date;
  sort_key: string;
  channel: string | null;
  type: string;
  campaign_id: string | null;
  message_id: string | null;
  actor_id: string | null;
  sealed: Buffer | null;
  text: string | null;
  data: Record<string, unknown>;
};

export async function showTimeline(
  rt: Runtime,
  actor: Actor,
  id: string,
  query: { limit?: number; cursor?: string; kind?: 'activity' | 'history' },
) {
  const limit = query.limit ?? 50;
  const after = readCursor('timeline', query.cursor);
  const asked = sql<Row>`
    /* prepared */ select e.id, e.occurred_at, e.occurred_at::text as sort_key, e.channel, e.type, e.campaign_id, e.message_id, e.actor_id,
      e.data, case e.type when 'message.sent' then (select m.sealed from messages m where m.id = e.message_id) end as sealed,
      case e.type
        when 'message.sent' then (select m.content from messages m where m.id = e.message_id)
        when 'message.inbound' then (select i.text from inbound_messages i
          where i.prospect_id = e.prospect_id and i.id::text = e.data->>'inbound_id')
      end as text
    from events e
    where e.prospect_id = ${id} and e.workspace_id = ${actor.workspace_id} and ${kindCondition(query.kind)}
      and ${after ? sql`(e.occurred_at, e.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)` : sql`true`}
    order by e.occurred_at desc, e.id desc limit ${mostRows(limit)}`;
  const [, { rows }, keys] = await plannedOnce(rt.db, (db) =>
    Promise.all([requireProspect(db, actor, id), asked.execute(db), rt.keys.people.toRead(db, [id])]),
  );
  const textOf = ({ type, sealed, text }: Row) =>
    type === 'message.sent'
      ? (openWords(keys, { prospect_id: id, sealed, content: text, recipient: null, body: null }).text ??
        null)
      : keys.openText(id, inboundColumn, text);
  const page = pageOf('timeline', rows, limit, (row) => [row.sort_key, String(row.id)]);
  return {
    ...page,
    items: page.items.map((row) => ({
      id: String(row.id),
      timestamp: row.occurred_at.toISOString(),
      platform: row.channel,
      action_type: row.type,
      campaign_id: row.campaign_id,
      message_id: row.message_id,
      text: textOf(row),
      details: {
        ...keys.openAll(id, eventColumn, row.data),
        ...(row.actor_id === null ? {} : { actor_id: row.actor_id }),
      },
    })),
  };
}

/** The stations of a message between queue and answer are in its own attempts; here they would bury what happened. */
function kindCondition(kind: 'activity' | 'history' | undefined) {
  const said = sql`e.type in ('message.sent', 'message.delivered', 'message.read', 'message.failed', 'message.unknown',
    'message.skipped', 'message.held', 'message.cancelled', 'message.replied', 'message.inbound', 'message.link_visited', 'conversion.recorded')`;
  const changed = sql`e.type not like 'message.%' and e.type <> 'conversion.recorded'`;
  if (kind === 'activity') return said;
  return kind === 'history' ? changed : sql`(${said} or ${changed})`;
}
