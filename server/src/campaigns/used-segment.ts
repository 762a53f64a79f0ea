// The saved segment a campaign is aimed at. Until the launch it is the segment as it stands; the launch writes it into the
// campaign, so that a later change of the segment moves no campaign that is under way.
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { UsedSegment } from './audience.ts';

const of = (campaign: string, column: string) => sql.ref(`${campaign}.${column}`);

/** Of segments `s` and a campaign under this name: its owner may use it still. What was shared may be so no longer. */
function stillTheirs(campaign: string): RawBuilder<boolean> {
  const owner = of(campaign, 'portfolio_manager_id');
  return sql`(s.shared or s.owner_id = ${owner} or exists (select from users u where u.id = ${owner} and u.role <> 'standard'))`;
}

/** Of `campaigns` under this name: what counts now. Null: it names none, or one that is gone for its owner. */
export function usedSegment(campaign: string): RawBuilder<UsedSegment | null> {
  return sql`coalesce(${of(campaign, 'frozen_segment')}, (
    select jsonb_build_object('id', s.id, 'name', s.name, 'version', s.version, 'condition', s.condition)
    from segments s where s.id = (${of(campaign, 'target_segment')} ->> 'segment_id')::uuid and s.workspace_id = ${of(campaign, 'workspace_id')}
      and ${stillTheirs(campaign)}))`;
}

/** Nobody deletes the segment before this transaction ends. Throws `segment_missing` where it is gone already. */
export async function holdSegment(tx: Tx, campaign_id: string): Promise<void> {
  const { rows } = await sql<{ wanted: string }>`
    select target_segment ->> 'segment_id' as wanted from campaigns
    where id = ${campaign_id} and target_segment ? 'segment_id'
      and not exists (select from campaign_recipients where campaign_id = ${campaign_id})`.execute(tx);
  if (!rows[0]) return;
  const { rows: held } = await sql`
    select from segments s join campaigns c on c.workspace_id = s.workspace_id
    where c.id = ${campaign_id} and s.id = ${rows[0].wanted}::uuid and ${stillTheirs('c')} for key share of s`.execute(
    tx,
  );
  if (held.length === 0) throw new Problem('segment_missing', { field: 'target_segment.segment_id' });
}

/** Writes the segment as it is into the campaign. Returns what the log says of it. */
export async function freezeSegment(
  tx: Tx,
  campaign_id: string,
): Promise<{ segment?: Omit<UsedSegment, 'condition'> }> {
  const { rows } = await sql<UsedSegment>`
    update campaigns c set frozen_segment = ${usedSegment('c')}
    where c.id = ${campaign_id} and c.target_segment ? 'segment_id' and c.frozen_segment is null
    returning c.frozen_segment ->> 'id' as id, c.frozen_segment ->> 'name' as name,
      (c.frozen_segment ->> 'version')::int as version`.execute(tx);
  const [segment] = rows;
  return segment?.id ? { segment: { id: segment.id, name: segment.name, version: segment.version } } : {};
}
