// Requests of people, open ones by their last day, answered ones newest first. A portfolio manager sees those of their book.
import type { PrivacyRequestQuery } from '@sampark/contracts/privacy-requests.ts';
import { warnDays } from '@sampark/contracts/request-kinds.ts';
import { sql } from 'kysely';
import { pageOf, readCursor } from '../../http/page.ts';
import type { Actor } from '../../http/route.ts';
import { inBook } from '../../http/scope.ts';
import type { Runtime } from '../../runtime.ts';
import { requestRows, shownRequest, type RequestRow } from './queries.ts';

export async function listRequests(rt: Runtime, actor: Actor, query: PrivacyRequestQuery) {
  const { limit = 50, state = 'open' } = query;
  const name = `privacy ${state}`;
  const after = readCursor(name, query.cursor);
  const open = state === 'open';
  const { rows } = await sql<RequestRow & { sort_key: string }>`
    select x.*, ${open ? sql`x.due_on::text` : sql`x.closed_at::text`} as sort_key from (${requestRows}
      where q.workspace_id = ${actor.workspace_id} and ${inBook(actor, 'q.prospect_id')}
        and ${open ? sql`q.state = 'open'` : sql`q.state <> 'open'`}
        and ${query.kind ? sql`q.kind = ${query.kind}` : sql`true`}
        and ${query.prospect_id ? sql`q.prospect_id = ${query.prospect_id}` : sql`true`}
        and ${query.assigned_to === 'me' ? sql`q.assigned_to = ${actor.user_id}` : query.assigned_to ? sql`q.assigned_to is null` : sql`true`}
        and ${
          !after
            ? sql`true`
            : open
              ? sql`(q.due_on, q.id) > (${after[0]}::date, ${after[1]}::uuid)`
              : sql`(q.closed_at < ${after[0]}::timestamptz or (q.closed_at = ${after[0]}::timestamptz and q.id > ${after[1]}::uuid))`
        }
      order by ${open ? sql`q.due_on, q.id` : sql`q.closed_at desc, q.id`} limit ${limit + 1}) x`.execute(
    rt.db,
  );
  const now = rt.clock.now();
  const page = pageOf(name, rows, limit, (row) => [row.sort_key, row.id]);
  return { ...page, items: page.items.map((row) => shownRequest(row, now)) };
}

export async function countRequests(rt: Runtime, actor: Actor) {
  const { rows } = await sql<{ open: number; late: number; soon: number }>`
    select count(*)::int as open, count(*) filter (where q.due_on < t.today)::int as late,
      count(*) filter (where q.due_on >= t.today and q.due_on <= t.today + ${warnDays}::int)::int as soon
    from privacy_requests q, (select (${rt.clock.now()}::timestamptz at time zone w.time_zone)::date as today
      from workspaces w where w.id = ${actor.workspace_id}) t
    where q.workspace_id = ${actor.workspace_id} and q.state = 'open'`.execute(rt.db);
  return rows[0] ?? { open: 0, late: 0, soon: 0 };
}
