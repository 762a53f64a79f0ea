// Puts the unknown attempts that can be looked up on the list of looks. Its own small query instead of a write on the
// sending path, which has none to spare.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { firstLookMs, looksForMs } from './settle-windows.ts';

const most = 1_000;

/** Returns how many were new. Two processes may notice at once: the second finds the rows there. */
export async function noticeUnknowns(rt: Runtime): Promise<number> {
  const now = rt.clock.now();
  const first = new Date(now.getTime() + firstLookMs);
  const since = new Date(now.getTime() - looksForMs);
  const { numAffectedRows } = await sql`
    insert into unknown_outcomes (message_id, attempt, created_at, workspace_id, account_id, channel, intent_at, next_look_at)
    select m.id, m.attempt, m.created_at, m.workspace_id, a.account_id, a.channel, a.intent_at, ${first}
    from open_messages o
    join messages m on m.id = o.message_id and m.created_at = o.created_at
    join attempts a on a.message_id = m.id and a.attempt = m.attempt and a.created_at = m.created_at
    where o.state = 'unknown' and o.since > ${since} and m.delivery_status = 'unknown' and m.platform in ('imessage', 'signal')
      and not exists (select from unknown_outcomes u where u.message_id = m.id and u.attempt = m.attempt)
    limit ${most}
    on conflict do nothing`.execute(rt.db);
  const noticed = Number(numAffectedRows ?? 0);
  if (noticed > 0) rt.crashPoint('unknowns-noticed');
  return noticed;
}
