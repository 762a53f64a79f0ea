// Deciding about flags, one or many. Enters: which, and what. Leaves: the flags changed, each with its event. Guaranteed:
// a flag that somebody decided is not decided again, only opened again by that person; nobody decides about what they sent or
// wrote themselves; a verdict never moves a message.
import type { FlagBulk, FlagChange } from '@sampark/contracts/flags.ts';
import { sql, type RawBuilder } from 'kysely';
import { appendEvents, eventColumn, type Tx } from '../../events/append.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import type { Runtime } from '../../runtime.ts';
import { flagColumn } from '../seal-flags.ts';
import { isAuthor } from './author.ts';
import { flagsOf } from './list-flags.ts';

const mostAtOnce = 1_000;

type Changed = {
  id: string;
  message_id: string;
  campaign_id: string | null;
  prospect_id: string;
  portfolio_manager_id: string;
  channel: string;
  rule_id: string;
  rule_version: number;
};

export async function changeFlag(rt: Runtime, actor: Actor, id: string, change: FlagChange): Promise<void> {
  refuseSilence(change, 'body.note');
  await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ state: string; decided_by: string | null; own: boolean }>`
      select state, decided_by, ${isAuthor(actor, 'f')} as own from message_flags f where f.id = ${id} and ${flagsOf(actor, {})} for update`.execute(
      tx,
    );
    if (!rows[0]) throw new Problem('not_found');
    const decided = rows[0].state === 'decided';
    if (decided !== 'reopen' in change || (decided && rows[0].decided_by !== actor.user_id))
      throw new Problem('flag_decided');
    if (rows[0].own && 'verdict' in change) throw new Problem('own_message');
    await apply(rt, tx, actor, change, sql`f.id = ${id}`, 1);
  });
}

export async function changeFlags(
  rt: Runtime,
  actor: Actor,
  { ids, filter, flagged_before, change }: FlagBulk,
): Promise<{ changed: number; ids: string[]; own: number; more: boolean }> {
  if ((ids === undefined) === (filter === undefined))
    throw new Problem('invalid_request', { field: 'body.ids', detail: 'Give either ids or a filter.' });
  if ('reopen' in change && !ids)
    throw new Problem('invalid_request', { field: 'body.ids', detail: 'Name the flags to open again.' });
  refuseSilence(change, 'body.change.note');
  const which = sql<boolean>`${flagsOf(actor, filter ?? {})}
    ${ids ? sql`and f.id = any(${ids}::uuid[])` : sql``}
    ${flagged_before ? sql`and f.flagged_at < ${new Date(flagged_before)}` : sql``}`;
  return rt.db.transaction().execute(async (tx) => {
    const { found, ids, own } = await apply(rt, tx, actor, change, which, mostAtOnce + 1);
    return { changed: ids.length, ids, own, more: found > mostAtOnce };
  });
}

async function apply(
  rt: Runtime,
  tx: Tx,
  actor: Actor,
  change: FlagChange,
  which: RawBuilder<boolean>,
  most: number,
): Promise<{ found: number; ids: string[]; own: number }> {
  const now = rt.clock.now();
  if ('assigned_to' in change) await refuseForeign(tx, actor, change.assigned_to);
  const open = sql<boolean>`${which} and f.workspace_id = ${actor.workspace_id}
    and ${'reopen' in change ? sql`f.state = 'decided' and f.decided_by = ${actor.user_id}` : sql`f.state <> 'decided'`}`;
  const others = 'verdict' in change ? sql`and not ${isAuthor(actor, 'f')}` : sql``;
  const { rows: found } = await sql<{ id: string; prospect_id: string }>`
    select f.id, f.prospect_id from message_flags f where ${open} ${others}
    order by f.flagged_at, f.id limit ${most} for update`.execute(tx);
  const chosen = found.slice(0, mostAtOnce);
  const { workspace_id } = actor;
  // A note is about the person too: each is sealed with that person's key.
  const note = 'verdict' in change ? change.note : undefined;
  const keys = await rt.keys.people.toWrite(
    tx,
    note === undefined ? [] : chosen.map((row) => ({ id: row.prospect_id, workspace_id })),
    now,
  );
  const notes = JSON.stringify(
    chosen.map(({ id, prospect_id }) => ({ id, note: keys.sealText(prospect_id, flagColumn, note) ?? null })),
  );
  const set =
    'verdict' in change
      ? sql`state = 'decided', verdict = ${change.verdict}, note = coalesce(n.note, f.note),
          decided_by = ${actor.user_id}, decided_at = ${now}`
      : 'reopen' in change
        ? sql`state = case when f.assigned_to is null then 'open' else 'assigned' end, verdict = null, note = null,
            decided_by = null, decided_at = null`
        : sql`state = ${change.assigned_to === null ? 'open' : 'assigned'}, assigned_to = ${change.assigned_to}`;
  const { rows } = await sql<Changed>`
    update message_flags f set ${set} from jsonb_to_recordset(${notes}::jsonb) as n(id uuid, note text) where f.id = n.id
    returning f.id, f.message_id, f.campaign_id, f.prospect_id, f.portfolio_manager_id, f.channel, f.rule_id, f.rule_version`.execute(
    tx,
  );
  await appendEvents(
    tx,
    now,
    rows.map(({ id, rule_id, rule_version, ...of }) => ({
      ...of,
      ...{ workspace_id: actor.workspace_id, occurred_at: now, actor_id: actor.user_id },
      type: eventOf(change),
      data: {
        ...{ flag_id: id, rule_id, version: rule_version, ...change },
        ...(note !== undefined && { note: keys.sealText(of.prospect_id, eventColumn, note) }),
      },
    })),
  );
  const own = 'verdict' in change ? await countOwn(tx, actor, open) : 0;
  return { found: found.length, ids: rows.map((row) => row.id), own };
}

/** Of the flags that could be decided: those that are for somebody else, because the actor has a hand in the message. */
async function countOwn(tx: Tx, actor: Actor, open: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ own: number }>`
    select count(*)::int as own from message_flags f where ${open} and ${isAuthor(actor, 'f')}`.execute(tx);
  return rows[0]?.own ?? 0;
}

function eventOf(change: FlagChange): 'flag.decided' | 'flag.reopened' | 'flag.assigned' {
  return 'verdict' in change ? 'flag.decided' : 'reopen' in change ? 'flag.reopened' : 'flag.assigned';
}

/** The author of a violation reads why it is one. */
function refuseSilence(change: FlagChange, field: string): void {
  if ('verdict' in change && change.verdict === 'violation' && !change.note?.trim())
    throw new Problem('invalid_request', {
      field,
      detail: 'A violation needs a note that says why.',
    });
}

/** Only who may decide can be given a flag. */
async function refuseForeign(tx: Tx, actor: Actor, user_id: string | null): Promise<void> {
  if (user_id === null) return;
  const { rows } = await sql`
    select 1 from users where id = ${user_id} and workspace_id = ${actor.workspace_id}
      and role in ('admin', 'compliance') and status = 'active'`.execute(tx);
  if (rows.length === 0)
    throw new Problem('invalid_request', {
      field: 'body.assigned_to',
      detail: 'There is no active administrator or compliance officer with this id.',
    });
}
