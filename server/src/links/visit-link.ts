// Somebody presses a link. Enters: its token, and whether a person pressed it. Leaves: where it leads, and the first time a row and
// an event, in one transaction. Nothing of who asks is looked at or kept. A visit costs one statement, the first one two more.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { readVisitToken } from './token.ts';

type Row = {
  target: string;
  number: number;
  workspace_id: string;
  campaign_id: string;
  /** Of somebody who is there; null where the message is gone, or its person is erased. */
  prospect_id: string | null;
  portfolio_manager_id: string;
  profile_id: string | null;
  channel: string;
  visited: boolean;
};

/** Undefined: no link of ours. A campaign that was paused or cancelled is no reason not to lead on: its messages are out there. */
export async function visitLink(rt: Runtime, token: string, pressed: boolean): Promise<string | undefined> {
  const read = readVisitToken(rt.keys, token);
  if (!read) return undefined;
  const { link_id, message_id } = read;
  // Every message of a campaign was made under its launch, which names the partition.
  const { rows } = await sql<Row>`
    select l.target, l.number, l.workspace_id, l.campaign_id, p.id as prospect_id, m.portfolio_manager_id,
      m.engagement_profile_id as profile_id, m.platform as channel,
      exists (select from link_visits v where v.link_id = l.id and v.message_id = ${message_id}) as visited
    from campaign_links l join campaigns c on c.id = l.campaign_id
    left join messages m on m.id = ${message_id} and m.created_at = c.launched_at and m.campaign_id = c.id
    left join prospects p on p.id = m.prospect_id and p.erased_at is null
    where l.id = ${link_id}::bigint`.execute(rt.db);
  const [row] = rows;
  if (!row) return undefined;
  if (pressed && !row.visited && row.prospect_id !== null)
    await recordVisit(rt, { ...row, prospect_id: row.prospect_id }, read);
  return new URL(row.target).href;
}

async function recordVisit(
  rt: Runtime,
  row: Row & { prospect_id: string },
  { link_id, message_id }: { link_id: number; message_id: string },
): Promise<void> {
  const now = rt.clock.now();
  const { workspace_id, campaign_id, prospect_id, number } = row;
  await rt.db.transaction().execute(async (tx) => {
    // Pressed twice at once it is one: the second waits here and finds it done. Erased in between, there is nobody to keep it for.
    const { numAffectedRows } = await sql`
      insert into link_visits (link_id, message_id, workspace_id, campaign_id, prospect_id, visited_at)
      select ${link_id}, ${message_id}, ${workspace_id}, ${campaign_id}, p.id, ${now}
      from prospects p where p.id = ${prospect_id} and p.erased_at is null for key share
      on conflict do nothing`.execute(tx);
    if (!numAffectedRows) return;
    await appendEvents(tx, now, [
      {
        ...{ workspace_id, type: 'message.link_visited', occurred_at: now, prospect_id, message_id },
        ...{ campaign_id, channel: row.channel, portfolio_manager_id: row.portfolio_manager_id },
        ...{ profile_id: row.profile_id, data: { link: number } },
      },
    ]);
  });
}
