// What ends a matter: a sender answers again, an administrator decided about a held account.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import type { LogEvent } from '../events/follow.ts';
import { devicesOf, type NoticeData } from './notice-data.ts';
import { endingOf, type Draft } from './rules.ts';

type Row = { id: string; user_id: string; workspace_id: string; closed: boolean; data: NoticeData };
const lookBackDays = 7;

/**
 * Marks the senders as back in the notifications that called them offline. Returns what is news in itself: the return
 * of a sender, to those who have read of its absence. The return of one that nobody was told of is told to nobody.
 */
export async function bringSendersBack(tx: Tx, drafts: readonly Draft[]): Promise<Draft[]> {
  const back = new Map<string, Draft>();
  for (const draft of drafts) {
    for (const sender of Object.keys(draft.data.senders ?? {})) back.set(sender, draft);
  }
  const { rows } = await sql<Row>`
    select id, user_id, workspace_id, closed_at is not null as closed, data from notifications
    where kind = 'senders_offline' and workspace_id = any(${[...new Set(drafts.map((one) => one.workspace_id))]}::uuid[])
      and last_at > ${drafts[0]?.at ?? null}::timestamptz - make_interval(days => ${lookBackDays})
      and data->'senders' ?| ${[...back.keys()]}::text[]
    order by id for update`.execute(tx);
  const news = new Map<string, Draft>();
  const changed: { id: string; data: NoticeData; user_id: string; workspace_id: string }[] = [];
  for (const row of rows) {
    const senders = { ...row.data.senders };
    const returned = Object.keys(senders).filter((one) => senders[one] === 'offline' && back.has(one));
    if (returned.length === 0) continue;
    for (const sender of returned) senders[sender] = 'back';
    const devices = devicesOf({ senders });
    for (const sender of returned) {
      const draft = back.get(sender);
      const [device = ''] = sender.split(' ');
      if (!row.closed || !draft || devices.get(device) !== 'back') continue;
      const to = { owner: row.user_id, campaign_id: null };
      news.set(`${row.user_id} ${device}`, { ...draft, to, data: { senders: { [device]: 'back' } } });
    }
    changed.push({ ...row, data: { ...row.data, senders } });
  }
  if (changed.length > 0) {
    await sql`
      update notifications n set data = r.data
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r(id uuid, data jsonb) where n.id = r.id`.execute(
      tx,
    );
  }
  return [...news.values()];
}

/**
 * Decided: the notification stays, says so, and a later hold of the same account is a new one. One that tells of several
 * accounts is settled with the last of them.
 */
export async function settleMatters(tx: Tx, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    const ended = endingOf(event);
    if (!ended) continue;
    if (ended.account_id !== undefined)
      await sql`update notifications set data = jsonb_set(data, array['held', ${ended.account_id}::text], '"decided"')
        where kind = ${ended.kind} and workspace_id = ${event.workspace_id} and not data ? 'settled_at'
          and data -> 'held' ? ${ended.account_id}::text`.execute(tx);
    await sql`
      update notifications set data = data || jsonb_build_object('settled_at', ${event.occurred_at.toISOString()}::text),
        closed_at = coalesce(closed_at, ${event.occurred_at}), check_at = null
      where kind = ${ended.kind} and workspace_id = ${event.workspace_id} and not data ? 'settled_at'
        and (batch = ${ended.batch} or data -> 'held' ? ${ended.account_id ?? ''}::text)
        and not exists (select from jsonb_each_text(coalesce(data -> 'held', '{}')) where value = 'held')`.execute(
      tx,
    );
  }
}

/** Whose notifications these events end. */
export async function peopleOfMatters(
  tx: Tx,
  events: readonly LogEvent[],
): Promise<{ user_id: string; workspace_id: string }[]> {
  const ended = events.flatMap((event) => endingOf(event) ?? []);
  if (ended.length === 0) return [];
  const { rows } = await sql<{ user_id: string; workspace_id: string }>`
    select distinct n.user_id, n.workspace_id
    from unnest(${ended.map((one) => one.kind)}::text[], ${ended.map((one) => one.batch)}::text[],
      ${ended.map((one) => one.account_id ?? '')}::text[]) as e(kind, batch, account)
    join notifications n on n.kind = e.kind and (n.batch = e.batch or n.data -> 'held' ? e.account)
      and not n.data ? 'settled_at'`.execute(tx);
  return rows;
}
