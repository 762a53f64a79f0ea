// A decision about one message: the same verb as for many, with a plain answer where nothing was done.
import type { SettleRequest } from '@sampark/contracts/settlement.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { resendFrom } from '../delivery/settle-windows.ts';
import { settleByPerson } from '../delivery/settle-by-person.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';

export async function settleMessage(
  rt: Runtime,
  actor: Actor,
  id: string,
  { attempt, ...given }: SettleRequest,
): Promise<void> {
  const choice = { message_ids: [id], ...(attempt === undefined ? {} : { attempt }) };
  const counts = await settleByPerson(rt, actor, choice, given);
  if (counts.settled > 0) return;
  const present = await readPresent(rt, actor, id, attempt);
  // Asked twice: the first time did it.
  if (present.decision === given.decision) return;
  if (counts.cancelled > 0)
    throw new Problem('campaign_state', {
      detail: 'The campaign was cancelled, so nothing more of it is sent. Leave the message as it is.',
    });
  if (counts.too_early > 0) {
    const from = resendFrom(present.channel, present.intent_at).toISOString();
    throw new Problem('settling', {
      field: 'body.decision',
      detail: `Its outcome may still become known by itself. It may be sent again from ${from}.`,
    });
  }
  throw new Problem('outcome_known', { detail: `The message is ${present.delivery_status}.` });
}

type Present = {
  delivery_status: string;
  decision: string | null;
  channel: Channel;
  intent_at: Date;
};

async function readPresent(
  rt: Runtime,
  actor: Actor,
  id: string,
  attempt: number | undefined,
): Promise<Present> {
  const { rows } = await sql<Present>`
    select m.delivery_status, m.platform as channel, coalesce(a.intent_at, m.created_at) as intent_at,
      (select u.decision from unknown_outcomes u where u.message_id = m.id and u.decision is not null
         ${attempt === undefined ? sql`` : sql`and u.attempt = ${attempt}`}
         and (m.delivery_status <> 'unknown' or u.attempt = m.attempt)
       order by u.attempt desc limit 1) as decision
    from messages m left join attempts a on a.message_id = m.id and a.attempt = m.attempt and a.created_at = m.created_at
    where m.id = ${id} and m.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'm.portfolio_manager_id')}`.execute(
    rt.db,
  );
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  return row;
}
