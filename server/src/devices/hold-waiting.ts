// Who waits for the decision about held accounts: people whose number it is, and the campaigns stopped with it. And what
// going on without them would mean: who could then not be reached on the channel at all.
import type { HoldWaiting } from '@sampark/contracts/fleet.ts';
import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';

/** Of one account, or of a portfolio's accounts that are held and not decided about. */
export async function showWaiting(
  rt: Runtime,
  actor: Actor,
  of: { account: string } | { portfolio: string },
): Promise<HoldWaiting> {
  const { rows } = await sql<{ id: string; channel: string }>`
    select id, channel from sender_accounts where workspace_id = ${actor.workspace_id}
      and ${'account' in of ? sql`id = ${of.account}` : sql`portfolio_id = ${of.portfolio} and policy_hold is not null and hold_decision is null`}`.execute(
    rt.db,
  );
  const channel = rows[0]?.channel;
  if (channel === undefined) {
    if ('account' in of) throw new Problem('not_found');
    return { people: 0, unreachable: 0, campaigns: [] };
  }
  const ids = rows.map((row) => row.id);
  const waiting = sql`message_queue q join messages m on m.id = q.message_id and m.created_at = q.created_at
    where q.workspace_id = ${actor.workspace_id} and q.platform = ${channel}`;
  const people = await sql<{ n: number }>`
    select count(distinct m.prospect_id)::int as n from ${waiting}
      and exists (select from contact_channels c where c.prospect_id = m.prospect_id and c.channel = q.platform and c.account_id = any(${ids}::uuid[]))`.execute(
    rt.db,
  );
  // Others may take over, except where the platform ties a person to one sender (a Telegram chat is one bot's).
  const others = sql`sender_accounts a where a.workspace_id = ${actor.workspace_id} and a.channel = ${channel}
    and a.id <> all(${ids}::uuid[]) and a.policy_hold is null`;
  const unreachable = await sql<{ n: number }>`
    select count(distinct m.prospect_id)::int as n from ${waiting}
      and (not exists (select from ${others})
        or (exists (select from channel_identities i where i.prospect_id = m.prospect_id and i.channel = q.platform
              and i.status = 'active' and i.account_id = any(${ids}::uuid[]))
          and not exists (select from channel_identities i where i.prospect_id = m.prospect_id and i.channel = q.platform
              and i.status = 'active' and (i.account_id is null or exists (select from ${others} and a.id = i.account_id)))))`.execute(
    rt.db,
  );
  const campaigns = await sql<HoldWaiting['campaigns'][number]>`
    select c.id, c.name, (select count(*)::int from message_queue q where q.campaign_id = c.id and q.platform = ${channel}) as waiting
    from campaigns c where c.id in (select h.campaign_id from campaign_channel_holds h
      where h.account_id = any(${ids}::uuid[]) and h.workspace_id = ${actor.workspace_id} and h.decided_at is null)
    order by waiting desc, c.name, c.id limit 100`.execute(rt.db);
  return {
    people: people.rows[0]?.n ?? 0,
    unreachable: unreachable.rows[0]?.n ?? 0,
    campaigns: campaigns.rows,
  };
}
