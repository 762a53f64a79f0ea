// What is open: messages whose outcome nobody knows and nobody has decided about, with what still settles them by itself.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { UnknownMessage } from '@sampark/contracts/settlement.ts';
import { sql, type RawBuilder } from 'kysely';
import { isOpen } from '../delivery/settle-by-person.ts';
import { aloneMsOf, automaticWay, resendFrom } from '../delivery/settle-windows.ts';
import { shortly } from '../analytics/shortly.ts';
import { scopeOf } from '../analytics/visible.ts';
import { pageOf, readCursor } from '../http/page.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { reasonText } from './queries.ts';

const countedUpTo = 1_000;
const keptMs = 2_000;

type Query = { limit?: number; cursor?: string; campaign_id?: string; platform?: Channel };
type LastLook = NonNullable<UnknownMessage['automatic']>['last_look'];
type Row = Omit<UnknownMessage, 'tried_at' | 'text' | 'automatic' | 'can_resend'> & {
  intent_at: Date;
  next_look_at: Date | null;
  last_look: LastLook;
  /** Noticed, and nothing is left to try. */
  given_up: boolean;
  cancelled: boolean;
};

export async function listUnknown(rt: Runtime, actor: Actor, query: Query) {
  const now = rt.clock.now();
  const limit = query.limit ?? 50;
  const after = readCursor('unknown-messages', query.cursor);
  const where = sql`${isOpen(actor, true)}
    ${query.campaign_id ? sql`and o.campaign_id = ${query.campaign_id}` : sql``}
    ${query.platform ? sql`and m.platform = ${query.platform}` : sql``}`;
  const { rows } = await sql<Row>`
    select m.id, m.campaign_id, c.name as campaign_name, coalesce(c.status = 'cancelled', false) as cancelled, m.prospect_id,
      p.name as prospect_name, m.portfolio_manager_id, m.platform, s.display_name as sender, m.attempt, a.intent_at,
      m.failed_reason as code, u.next_look_at, u.last_look, u.message_id is not null and u.next_look_at is null as given_up
    from (select m.* from open_messages o join messages m on m.id = o.message_id and m.created_at = o.created_at where ${where}
          ${after ? sql`and o.message_id > ${after[1]}::uuid` : sql``} order by o.message_id limit ${limit + 1}) m
    join attempts a on a.message_id = m.id and a.attempt = m.attempt and a.created_at = m.created_at
    left join unknown_outcomes u on u.message_id = m.id and u.attempt = m.attempt
    left join sender_accounts s on s.id = a.account_id
    left join prospects p on p.id = m.prospect_id
    left join campaigns c on c.id = m.campaign_id
    order by m.id`.execute(rt.db);
  const page = pageOf('unknown-messages', rows, limit, (row) => [null, row.id]);
  return {
    ...page,
    items: page.items.map((row) => show(row, now)),
    groups: after ? [] : await groupsShortly(rt, actor, query, where),
  };
}

function show(row: Row, now: Date): UnknownMessage {
  const { intent_at, next_look_at, last_look, given_up, cancelled, ...rest } = row;
  const from = resendFrom(row.platform, intent_at);
  const way = automaticWay(row.platform);
  return {
    ...rest,
    tried_at: intent_at.toISOString(),
    text: reasonText(row.code),
    automatic:
      way === null || given_up
        ? null
        : {
            way,
            until: from > now ? from.toISOString() : null,
            next_look_at: next_look_at?.toISOString() ?? null,
            last_look,
          },
    can_resend: from <= now && !cancelled,
  };
}

/** Few are counted each time; thousands are, for everybody who looks at them, once in a while. */
function groupsShortly(rt: Runtime, actor: Actor, query: Query, where: RawBuilder<unknown>) {
  const { workspace_id, scope_id } = scopeOf(actor);
  return shortly<Awaited<ReturnType<typeof groupsOf>>>(
    rt,
    `unknown/${workspace_id}/${scope_id}/${query.campaign_id ?? ''}/${query.platform ?? ''}`,
    (groups) => (groups.reduce((sum, one) => sum + one.count, 0) > countedUpTo ? keptMs : 0),
    (now) => groupsOf(rt, where, now),
  );
}

async function groupsOf(rt: Runtime, where: RawBuilder<unknown>, now: Date) {
  const { rows } = await sql<{
    platform: Channel;
    code: string | null;
    count: number;
    can_resend: number;
    automatic_until: Date | null;
  }>`
    select m.platform, m.failed_reason as code, count(*)::int as count,
      count(*) filter (where a.intent_at + w.alone <= ${now} and c.status is distinct from 'cancelled')::int as can_resend,
      max(a.intent_at + w.alone) filter (where a.intent_at + w.alone > ${now}) as automatic_until
    from open_messages o
    join messages m on m.id = o.message_id and m.created_at = o.created_at
    join attempts a on a.message_id = m.id and a.attempt = m.attempt and a.created_at = m.created_at
    left join campaigns c on c.id = m.campaign_id
    cross join lateral (select make_interval(secs => coalesce((${JSON.stringify(aloneMsOf)}::jsonb ->> m.platform)::numeric, 0) / 1000)) w(alone)
    where ${where} group by 1, 2 order by 3 desc, 1, 2`.execute(rt.db);
  return rows.map((row) => ({ ...row, automatic_until: row.automatic_until?.toISOString() ?? null }));
}
