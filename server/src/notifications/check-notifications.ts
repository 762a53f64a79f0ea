// Looks again at what may have changed since it was written: whether an unknown outcome is still unknown, who waits for a
// held account. Enters: rows whose time to look has come. Any process may do it at any time; doing it twice is harmless.
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { NoticeData } from './notice-data.ts';
import { touchBoxes } from './touch-boxes.ts';

const everyMs = 60_000;
const heldForDays = 7;
const namedCampaigns = 3;

type Due = {
  id: string;
  workspace_id: string;
  user_id: string;
  kind: string;
  subject_id: string | null;
  first_at: Date;
  count: number;
  data: NoticeData;
};

export async function checkNotifications(rt: Pick<Runtime, 'db' | 'clock'>): Promise<number> {
  const now = rt.clock.now();
  // Without a lock: counting may take longer than a transaction of ours may stay open.
  const { rows } = await sql<Due>`
    select id, workspace_id, user_id, kind, subject_id, first_at, count, data from notifications
    where check_at <= ${now} order by check_at limit 200`.execute(rt.db);
  if (rows.length === 0) return 0;
  await checkUnknown(
    rt.db,
    rows.filter((one) => one.kind === 'messages_unknown'),
  );
  await checkHeld(
    rt.db,
    rows.filter((one) => one.kind === 'account_held'),
    now,
  );
  await touchBoxes(rt.db, rows);
  return rows.length;
}

/**
 * Nothing is left to decide: it is taken back before anybody saw it. Else it is told, with what is open now. A batch that
 * grew meanwhile no longer has the count that was read, and is looked at again.
 */
async function checkUnknown(db: DbOrTx, rows: readonly Due[]): Promise<void> {
  for (const row of rows) {
    const open = (await openUnknown(db, row.workspace_id, row.user_id)).get(row.subject_id) ?? 0;
    if (open === 0)
      await sql`delete from notifications where id = ${row.id} and count = ${row.count} and not certain`.execute(
        db,
      );
    else
      await sql`update notifications set certain = true, check_at = null, count = ${open}
        where id = ${row.id} and count = ${row.count}`.execute(db);
  }
}

/** Messages of this portfolio manager whose outcome is not known, by campaign; null: single sends. */
export async function openUnknown(
  db: DbOrTx,
  workspace_id: string,
  user_id: string,
): Promise<Map<string | null, number>> {
  const { rows } = await sql<{ campaign_id: string | null; count: number }>`
    select o.campaign_id, count(*) as count
    from open_messages o join messages m on m.id = o.message_id and m.created_at = o.created_at
    where o.workspace_id = ${workspace_id} and o.state = 'unknown' and m.portfolio_manager_id = ${user_id}
    group by o.campaign_id`.execute(db);
  return new Map(rows.map((row) => [row.campaign_id, row.count]));
}

async function checkHeld(db: DbOrTx, rows: readonly Due[], now: Date): Promise<void> {
  for (const [accounts, same] of Map.groupBy(rows, openAccounts)) {
    const first = same[0];
    if (!first || accounts === '') continue;
    const waiting = await waitingFor(db, first.workspace_id, accounts.split(' '));
    const over = first.first_at.getTime() + heldForDays * 86_400_000 < now.getTime();
    await sql`
      update notifications set data = data || ${JSON.stringify({ waiting })}::jsonb,
        check_at = ${over ? null : new Date(now.getTime() + everyMs)}::timestamptz
      where id = any(${same.map((one) => one.id)}::uuid[]) and check_at is not null`.execute(db);
  }
}

/** Ids of the accounts it tells of that nobody has decided about. */
function openAccounts({ data, subject_id }: Due): string {
  if (!data.held) return subject_id ?? '';
  return Object.keys(data.held)
    .filter((id) => data.held?.[id] === 'held')
    .toSorted()
    .join(' ');
}

/** People whose message waits: it is in a campaign held with these accounts, or they are used to hearing from one. */
async function waitingFor(
  db: DbOrTx,
  workspace_id: string,
  accounts: readonly string[],
): Promise<NonNullable<NoticeData['waiting']>> {
  const { rows } = await sql<{ campaign_id: string | null; name: string | null; people: number }>`
    select q.campaign_id, c.name, count(distinct m.prospect_id) as people
    from message_queue q
    join messages m on m.id = q.message_id and m.created_at = q.created_at
    left join campaigns c on c.id = q.campaign_id
    where q.workspace_id = ${workspace_id} and (q.campaign_id is null or c.status in ('active', 'paused'))
      and (exists (select from campaign_channel_holds h where h.campaign_id = q.campaign_id and h.channel = q.platform
             and h.account_id = any(${accounts}::uuid[]) and h.decided_at is null)
           or exists (select from contact_channels k where k.prospect_id = m.prospect_id and k.channel = q.platform
             and k.account_id = any(${accounts}::uuid[])))
    group by q.campaign_id, c.name order by people desc, c.name`.execute(db);
  const campaigns = rows.flatMap(({ campaign_id, name }) =>
    campaign_id !== null && name !== null ? [{ id: campaign_id, name }] : [],
  );
  return {
    people: rows.reduce((sum, row) => sum + row.people, 0),
    campaigns: campaigns.slice(0, namedCampaigns),
    more_campaigns: Math.max(0, campaigns.length - namedCampaigns),
  };
}
