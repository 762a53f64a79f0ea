// A PM answers somebody who wrote. What policy would refuse for certain is refused here already, with the reason;
// policy decides again when the message is sent.
import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { literally } from '../messages/literal-text.ts';
import { queueSingle } from '../messages/send-single.ts';
import type { Runtime } from '../runtime.ts';
import { readConversation, replyWindowEnd, snippetColumn } from './queries.ts';

/** Returns the message's id. Liquid is switched off: what was typed is what is sent. */
export async function replyInConversation(
  rt: Runtime,
  actor: Actor,
  id: string,
  text: string,
): Promise<string> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const conversation = await readConversation(tx, actor, id);
    const window = replyWindowEnd(conversation)?.toISOString() ?? null;
    if (conversation.channel === 'whatsapp' && (window === null || new Date(window) <= now)) {
      throw new Problem('reply_window_closed', window === null ? {} : { detail: `It closed at ${window}.` });
    }
    const { rows } = await sql`
      select 1 from consent_state where prospect_id = ${conversation.prospect_id} and channel = ${conversation.channel}
        and purpose = 'service' and not granted`.execute(tx);
    if (rows.length > 0) throw new Problem('opted_out');
    const message = await queueSingle(rt, tx, actor, {
      prospect_id: conversation.prospect_id,
      purpose: 'service',
      content: literally(text),
      channel_order: [conversation.channel],
      answer: true,
    });
    const owner = { id: conversation.prospect_id, workspace_id: actor.workspace_id };
    const keys = await rt.keys.people.toWrite(tx, [owner], now);
    const snippet = keys.sealText(owner.id, snippetColumn, text.slice(0, 140));
    await sql`update conversations set last_message_at = ${now}, last_snippet = ${snippet}, unread_count = 0, status = 'open'
              where id = ${id}`.execute(tx);
    return message;
  });
}
