// Until when the records of people have to stay, and why. Erasure asks: what a legal hold or a running clock keeps may not be
// made unreadable yet.
import { longestPart, untilOf, type DataClass } from '@sampark/contracts/retention.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { everInBook, lockHolds } from './held-rows.ts';
import { clockIn, readRetention } from './read-settings.ts';

export type Because =
  | { kind: 'hold'; hold_id: string; reason: string }
  | { kind: 'clock'; data_class: DataClass; until: Date; source: string };

export type Held = {
  /** Null: as long as a legal hold stands, with no date. */
  until: Date | null;
  /** Holds first, then clocks, the longest first. */
  because: Because[];
};

/** Only people whose records are kept by something are in the answer. */
export async function heldUntil(
  db: DbOrTx,
  workspaceId: string,
  prospectIds: readonly string[],
  now: Date,
): Promise<Map<string, Held>> {
  const found = new Map<string, Because[]>();
  if (prospectIds.length === 0) return new Map();
  // In a transaction: no hold is made before it is over.
  await lockHolds(db, workspaceId, 'removing');
  const add = (id: string, why: Because) => found.set(id, [...(found.get(id) ?? []), why]);
  for (const { id, hold_id, reason } of await readHolds(db, workspaceId, prospectIds))
    add(id, { kind: 'hold', hold_id, reason });
  const kept = await readRetention(db, workspaceId);
  for (const { id, data_class, last } of await readLast(db, workspaceId, prospectIds)) {
    const clock = clockIn(kept, data_class);
    const until = untilOf(clock, last);
    if (until > now) add(id, { kind: 'clock', data_class, until, source: longestPart(clock, last).source });
  }
  return new Map([...found].map(([id, because]) => [id, together(because)]));
}

function together(because: Because[]): Held {
  const longest = (one: Because) => (one.kind === 'hold' ? Infinity : one.until.getTime());
  const sorted = because.toSorted((a, b) => longest(b) - longest(a));
  const first = sorted[0];
  return { until: first?.kind === 'clock' ? first.until : null, because: sorted };
}

async function readHolds(db: DbOrTx, workspaceId: string, prospectIds: readonly string[]) {
  const { rows } = await sql<{ id: string; hold_id: string; reason: string }>`
    select a.id, h.id as hold_id, h.reason
    from unnest(${prospectIds}::uuid[]) a(id)
    join legal_holds h on h.workspace_id = ${workspaceId} and h.lifted_at is null and case h.kind
      when 'person' then h.prospect_id = a.id
      when 'class' then h.data_class in ('messages', 'trail', 'consents', 'reviews', 'imports')
      when 'manager' then
        ${everInBook(sql`a.id`)}
        or exists (select from messages m where m.prospect_id = a.id and m.portfolio_manager_id = h.portfolio_manager_id)
      else exists (select from messages m where m.prospect_id = a.id and m.campaign_id = h.campaign_id)
        or exists (select from campaign_recipients r where r.prospect_id = a.id and r.campaign_id = h.campaign_id) end
    order by h.made_at, h.id`.execute(db);
  return rows;
}

/** The newest record of each class. What never left is no communication and runs no clock. */
async function readLast(db: DbOrTx, workspaceId: string, prospectIds: readonly string[]) {
  const { rows } = await sql<{ id: string; data_class: 'messages' | 'consents'; last: Date }>`
    select a.id, l.data_class, l.last from unnest(${prospectIds}::uuid[]) a(id) cross join lateral (
      select 'messages' as data_class, greatest(
        (select max(greatest(m.created_at, m.sent_at)) from messages m
          where m.prospect_id = a.id and m.workspace_id = ${workspaceId} and (m.attempt > 0 or m.sent_at is not null)),
        (select max(i.received_at) from inbound_messages i
          where i.prospect_id = a.id and i.workspace_id = ${workspaceId})) as last
      union all
      select 'consents', (select max(c.recorded_at) from consents c
        where c.prospect_id = a.id and c.workspace_id = ${workspaceId})) l
    where l.last is not null`.execute(db);
  return rows;
}
