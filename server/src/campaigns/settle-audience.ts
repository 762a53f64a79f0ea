// Who fits a campaign that asks what happened to people, found once and written down in parts before the first chunk: the history
// of everybody would be read again for every chunk otherwise. Enters: a campaign whose expansion begins. Leaves: its people in the
// order of their ids, a part for each chunk, in the caller's transaction. Guaranteed: what happens to somebody afterwards moves
// them neither in nor out; whether they may be written to is decided when they are.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import { asksHistory } from '../segments/asks-history.ts';
import { inAudience, type Audience, type Part } from './audience.ts';

/** Of an administrator's campaign: a list or a book, read person by person, is short already. */
export function isSettledFirst(campaign: Audience): boolean {
  if (!campaign.owner_is_admin || campaign.recipients_listed > 0) return false;
  const { condition, import_id } = campaign.target_segment;
  const conditions = [campaign.segment?.condition, condition];
  return import_id !== undefined || conditions.some((one) => one !== undefined && asksHistory(one));
}

/** `size`: people in a part. Once for a campaign: the caller holds its row. */
export async function settleAudience(tx: Tx, campaign: Audience, now: Date, size: number): Promise<void> {
  // Everything is read once and joined by hash, whatever the planner believes of a table it has no numbers of.
  await sql`select set_config('jit', 'off', true), set_config('work_mem', '64MB', true),
    set_config('enable_nestloop', 'off', true)`.execute(tx);
  await sql`
    with fitting as materialized (select p.id from prospects p where ${inAudience(campaign, now)}),
    numbered as (select id, ((row_number() over (order by id) - 1) / ${size}::int)::int as part from fitting)
    insert into audience_parts (campaign_id, workspace_id, part, prospect_ids, last_id)
    select ${campaign.id}, ${campaign.workspace_id}, part, ids, ids[cardinality(ids)]
    from (select part, array_agg(id order by id) as ids from numbered group by part) parts`.execute(tx);
  await sql`update campaigns set audience_settled_at = ${now}, updated_at = ${now} where id = ${campaign.id}`.execute(
    tx,
  );
}

/** The one behind the cursor. Undefined: everybody of the audience was seen. */
export async function nextPart(
  tx: Tx,
  campaign: Pick<Audience, 'id'>,
  after: string | null,
): Promise<Part | undefined> {
  const later = after === null ? sql`` : sql`and last_id > ${after}::uuid`;
  const { rows } = await sql<Part>`
    select part, last_id from audience_parts
    where campaign_id = ${campaign.id} ${later} order by part limit 1`.execute(tx);
  return rows[0];
}

/** Nobody reads them any more. */
export async function forgetParts(tx: Tx, campaign_id: string): Promise<void> {
  await sql`delete from audience_parts where campaign_id = ${campaign_id}`.execute(tx);
}
