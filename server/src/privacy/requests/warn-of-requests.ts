// An open request whose last day is a week away, or nearer: an event, once, which those who work on requests are told of.
import { warnDays } from '@sampark/contracts/request-kinds.ts';
import { sql } from 'kysely';
import { appendEvents } from '../../events/append.ts';
import type { Runtime } from '../../runtime.ts';

type Due = { id: string; workspace_id: string; prospect_id: string | null; kind: string; due_on: string };

export async function warnOfRequests(rt: Pick<Runtime, 'db' | 'clock'>): Promise<number> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<Due>`
      update privacy_requests q set warned_at = ${now} from workspaces w
      where w.id = q.workspace_id and q.state = 'open' and q.warned_at is null
        and q.due_on <= (${now}::timestamptz at time zone w.time_zone)::date + ${warnDays}::int
      returning q.id, q.workspace_id, q.prospect_id, q.kind, q.due_on`.execute(tx);
    await appendEvents(
      tx,
      now,
      rows.map(({ id, workspace_id, prospect_id, kind, due_on }) => ({
        ...{ workspace_id, type: 'privacy_request.due' as const, occurred_at: now, prospect_id },
        data: { request_id: id, kind, due_on },
      })),
    );
    return rows.length;
  });
}
