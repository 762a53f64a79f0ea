// Gathers a campaign's record and says in the trail that it was taken out.
import { erasedName } from '@sampark/contracts/privacy.ts';
import { policyReasonText, type PolicyReasonCode } from '@sampark/contracts/policy.ts';
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { listMessages } from '../messages/queries.ts';
import type { Runtime } from '../runtime.ts';
import { readCampaign } from './queries.ts';
import { campaignPage } from './record-page.ts';
import { listVersions } from './versions.ts';

const sample = 25;

export async function writeRecord(rt: Runtime, actor: Actor, id: string): Promise<string> {
  const now = rt.clock.now();
  const campaign = await readCampaign(rt.db, actor, id);
  const versions = await listVersions(rt.db, actor, id);
  const { rows: heads } = await sql<{ workspace: string; time_zone: string; owner: string; made_by: string }>`
    select w.name as workspace, w.time_zone, o.name as owner, me.name as made_by
    from workspaces w join users o on o.id = ${campaign.portfolio_manager_id} join users me on me.id = ${actor.user_id}
    where w.id = ${actor.workspace_id}`.execute(rt.db);
  const { rows: steps } = await sql<{ at: Date; what: string; by: string | null }>`
    select e.occurred_at as at, e.type as what, u.name as by from events e left join users u on u.id = e.actor_id
    where e.workspace_id = ${actor.workspace_id} and e.campaign_id = ${id} and e.type like 'campaign.%'
      and e.recorded_at >= ${campaign.created_at} order by e.xid, e.id limit 1000`.execute(rt.db);
  const launched = campaign.launched_at;
  const mine = sql`m.campaign_id = ${id} and m.workspace_id = ${actor.workspace_id} and m.created_at = ${launched}`;
  const { rows: outcomes } = await sql<{ status: string; count: number }>`
    select m.delivery_status as status, count(*)::int as count from messages m where ${mine} group by 1 order by 2 desc, 1`.execute(
    rt.db,
  );
  const { rows: reasons } = await sql<{ code: PolicyReasonCode; count: number }>`
    select r ->> 'code' as code, count(*)::int as count
    from messages m cross join jsonb_array_elements(m.decision -> 'reasons') r where ${mine} group by 1 order by 2 desc, 1`.execute(
    rt.db,
  );
  const { items } = await listMessages(rt.db, rt.keys.people, actor, {
    ...{ campaign_id: id, launched_at: launched === null ? null : new Date(launched), limit: sample },
  });
  await appendEvents(rt.db, now, [
    {
      ...{ workspace_id: actor.workspace_id, type: 'export.made', occurred_at: now, actor_id: actor.user_id },
      ...{ campaign_id: id, data: { what: 'campaign_record' } },
    },
  ]);
  const head = heads[0] ?? { workspace: '', time_zone: 'UTC', owner: '', made_by: '' };
  return campaignPage({
    workspace: head.workspace,
    campaign: { name: campaign.name, status: campaign.status, owner: head.owner },
    ...{ versions, steps, outcomes, made_at: now, made_by: head.made_by, time_zone: head.time_zone },
    reasons: reasons.map(({ code, count }) => ({ reason: policyReasonText[code] ?? code, count })),
    messages: items.map((one) => ({
      at: new Date(one.sent_at ?? one.created_at),
      ...{
        person: one.prospect_name === erasedName ? 'Erased person' : (one.prospect_name ?? ''),
        channel: one.platform,
        status: one.delivery_status,
        text: one.content,
      },
    })),
    of: outcomes.reduce((sum, one) => sum + one.count, 0),
  });
}
