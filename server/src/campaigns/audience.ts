// Who a campaign reaches, as SQL. One place: forecast, preview and expansion ask the same question.
import type { TargetSegment } from '@sampark/contracts/campaigns.ts';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql, type RawBuilder } from 'kysely';

export type Audience = {
  id: string;
  workspace_id: string;
  portfolio_manager_id: string;
  target_segment: TargetSegment;
  recipients_listed: number;
  purpose: Purpose;
  channel_order: readonly Channel[];
  channel_content: Readonly<Partial<Record<Channel, unknown>>>;
};

/** Condition on `p` (prospects): in the audience and in the owner's book. */
export function inAudience(campaign: Audience): RawBuilder<boolean> {
  const segment = campaign.target_segment;
  const all: RawBuilder<unknown>[] = [
    sql`p.workspace_id = ${campaign.workspace_id}`,
    sql`(exists (select from users u where u.id = ${campaign.portfolio_manager_id} and u.role = 'admin')
      or exists (select from relationships r where r.user_id = ${campaign.portfolio_manager_id} and r.prospect_id = p.id))`,
  ];
  if (campaign.recipients_listed > 0) {
    all.push(
      sql`exists (select from campaign_recipients l where l.campaign_id = ${campaign.id} and l.prospect_id = p.id)`,
    );
    return sql<boolean>`(${sql.join(all, sql` and `)})`;
  }
  if (segment.countries?.length) all.push(sql`p.country = any(${segment.countries}::text[])`);
  if (segment.languages?.length) all.push(sql`p.language = any(${segment.languages}::text[])`);
  if (segment.lead_score)
    all.push(sql`p.lead_score between ${segment.lead_score[0]} and ${segment.lead_score[1]}`);
  if (segment.import_id)
    all.push(sql`p.id in (select prospect_id from import_changes where import_id = ${segment.import_id})`);
  if (segment.age_range) {
    // Only a plain number counts as an age; anything else does not match rather than fail the whole campaign.
    all.push(sql`case when jsonb_typeof(p.demographics -> 'age') = 'number'
      then (p.demographics ->> 'age')::numeric between ${segment.age_range[0]} and ${segment.age_range[1]} else false end`);
  }
  if (segment.location?.length) {
    all.push(
      sql`lower(p.demographics ->> 'location') = any(${segment.location.map((one) => one.toLowerCase())}::text[])`,
    );
  }
  if (segment.interests?.length) {
    all.push(
      sql`(p.demographics -> 'interests' ?| ${segment.interests}::text[] or p.asset_class_interests ?| ${segment.interests}::text[])`,
    );
  }
  return sql<boolean>`(${sql.join(all, sql` and `)})`;
}

/**
 * For the people of `chunk` (a relation with column `id`): the first channel that looks open, and otherwise the first
 * channel with content and the gravest reason. A hint that routes the message; policy decides again at send time.
 * Each fact is an aggregate or a first row looked up for one person: right after an import the planner knows no numbers, and
 * a join it is free to turn round then reads the whole ledger again for every person.
 */
export function channelHints(campaign: Audience): RawBuilder<unknown> {
  const order = campaign.channel_order.filter((channel) => campaign.channel_content[channel] !== undefined);
  return sql`
    select x.id as prospect_id,
      (array_agg(x.channel order by x.n) filter (where x.refusal is null))[1] as open_channel,
      (array_agg(x.refusal order by x.gravity) filter (where x.refusal is not null))[1] as refusal
    from (
      select k.id, o.channel, o.n, r.refusal, array_position(
          array['held_for_review','suppressed','opted_out','marketing_stopped','no_consent','channel_lost','no_identity','no_phone_number','no_sender'], r.refusal) as gravity
      from chunk k
      left join lateral (select array_agg(s.channel) filter (where s.granted) as agreed,
          array_agg(s.channel) filter (where not s.granted) as refused
        from consent_state s where s.prospect_id = k.id and s.purpose = ${campaign.purpose}) c on true
      cross join unnest(${order}::text[]) with ordinality as o(channel, n)
      left join lateral (select i.status from channel_identities i
        where i.prospect_id = k.id and i.channel = o.channel order by i.status limit 1) i on true
      left join lateral (select bool_or(s.purpose is null) as wholly, bool_or(s.purpose = ${campaign.purpose}) as partly
        from suppressions s where s.workspace_id = ${campaign.workspace_id} and s.lifted_at is null
          and (s.channel is null or s.channel = o.channel) and (s.address_hash = k.phone_hash or s.prospect_id = k.id)) s on true
      cross join lateral (select case
        when k.held_reason is not null then 'held_for_review'
        when s.wholly then 'suppressed'
        when o.channel = any(c.refused) then 'opted_out'
        when s.partly then 'marketing_stopped'
        when (o.channel = any(c.agreed)) is not true then 'no_consent'
        when i.status in ('blocked', 'unreachable') then 'channel_lost'
        when o.channel = 'telegram' and i.status is null then 'no_identity'
        when o.channel <> 'telegram' and k.phone_number is null and i.status is null then 'no_phone_number'
        when not exists (select from sender_accounts a where a.workspace_id = ${campaign.workspace_id} and a.channel = o.channel) then 'no_sender'
        end as refusal) r
    ) x group by x.id`;
}
