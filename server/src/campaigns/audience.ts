// Who a campaign reaches, as SQL. One place: forecast, preview and expansion ask the same question.
import type { TargetSegment } from '@sampark/contracts/campaigns.ts';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { sql, type RawBuilder } from 'kysely';
import { ofStretch, type Stretch } from '../segments/compile-parts.ts';
import { compileCondition } from '../segments/compile.ts';

export type Audience = {
  id: string;
  workspace_id: string;
  portfolio_manager_id: string;
  /** An administrator's campaign goes to the whole workspace; a PM's to their book. */
  owner_is_admin: boolean;
  target_segment: TargetSegment;
  /** The saved segment it names: as it is now, and from the launch on as it was then. */
  segment: UsedSegment | null;
  /** From then on “in the last 30 days” means before the launch, however long the expansion takes. */
  launched_at: Date | null;
  recipients_listed: number;
  purpose: Purpose;
  channel_order: readonly Channel[];
  channel_content: Readonly<Partial<Record<Channel, unknown>>>;
  /** Only these of it are asked for. */
  stretch?: Stretch | undefined;
  /** Only these, who were settled to fit (settle-audience.ts); null: there are no more of them. */
  part?: Part | null | undefined;
};

/** `last_id`: of its people. */
export type Part = { part: number; last_id: string };

export type UsedSegment = { id: string; name: string; version: number; condition: SegmentCondition };

export const personColumns = sql`p.id, p.phone_number, p.phone_hash, p.held_reason, p.time_zone, p.country`;

/** Condition on `p` (prospects): in the audience and in the owner's book. `at`: when it would be launched, before it is. */
export function inAudience(campaign: Audience, at: Date): RawBuilder<boolean> {
  // A condition of its own rather than one half of an `or`: so the planner may start from the book, which is short.
  const book = campaign.owner_is_admin
    ? sql`true`
    : sql`exists (select from relationships r where r.user_id = ${campaign.portfolio_manager_id} and r.prospect_id = p.id)`;
  return sql<boolean>`(${book} and ${inSegment(campaign, at)})`;
}

/**
 * The next people of the audience in the order of their ids. Read along the book's own index: a page costs the same
 * wherever it begins, and a short book costs little in a large workspace.
 */
export function audiencePage(
  campaign: Audience,
  after: string | null,
  most: number,
  at: Date,
): RawBuilder<unknown> {
  const later = (column: RawBuilder<unknown>) =>
    after === null ? sql`` : sql`and ${column} > ${after}::uuid`;
  if (campaign.owner_is_admin)
    return sql`select ${personColumns} from prospects p
      where ${inSegment(campaign, at)} ${later(sql`p.id`)} order by p.id limit ${most}`;
  // The fences keep it so without statistics, as right after an import.
  return sql`select ${personColumns} from (
      select r.prospect_id from relationships r
      where r.user_id = ${campaign.portfolio_manager_id} ${later(sql`r.prospect_id`)} order by r.prospect_id offset 0) r
    cross join lateral (
      select p.* from prospects p where p.id = r.prospect_id and ${inSegment(campaign, at)} offset 0) p
    order by r.prospect_id limit ${most}`;
}

/** Column `ids`: those of the audience for whom `which` holds (a condition on `p`), in order; null when there are none. */
export function audienceIds(
  campaign: Audience,
  at: Date,
  which: RawBuilder<boolean>,
  { after = null, most }: { after?: string | null; most?: number } = {},
): RawBuilder<unknown> {
  const fits = sql`${inSegment(campaign, at)} and ${which} ${after === null ? sql`` : sql`and p.id > ${after}::uuid`}`;
  const people = campaign.owner_is_admin
    ? sql`select p.id from prospects p where ${fits}`
    : sql`select p.id from relationships r
        cross join lateral (select p.id from prospects p where p.id = r.prospect_id and ${fits} offset 0) p
        where r.user_id = ${campaign.portfolio_manager_id}`;
  // Found before they are put in order: who looks for few would otherwise read everybody in that order.
  const first =
    most === undefined ? people : sql`select id from (${people} offset 0) x order by id limit ${most}`;
  return sql`select array_agg(id order by id) as ids from (${first}) found`;
}

function inSegment(campaign: Audience, at: Date): RawBuilder<boolean> {
  const segment = campaign.target_segment;
  const all: RawBuilder<unknown>[] = [
    sql`p.workspace_id = ${campaign.workspace_id} and p.erased_at is null ${ofStretch('p.id', campaign.stretch)}`,
  ];
  if (campaign.recipients_listed > 0) {
    all.push(
      sql`exists (select from campaign_recipients l where l.campaign_id = ${campaign.id} and l.prospect_id = p.id)`,
    );
    return sql<boolean>`(${sql.join(all, sql` and `)})`;
  }
  if (campaign.part !== undefined) {
    all.push(
      sql`p.id = any((select a.prospect_ids from audience_parts a where a.campaign_id = ${campaign.id}
        and a.part = ${campaign.part?.part ?? null}::int)::uuid[])`,
    );
    return sql<boolean>`(${sql.join(all, sql` and `)})`;
  }
  const { workspace_id, stretch: people } = campaign;
  const context = { workspace_id, now: campaign.launched_at ?? at, people };
  // A segment that is gone is nobody, never everybody.
  if (segment.segment_id !== undefined)
    all.push(campaign.segment ? compileCondition(campaign.segment.condition, context) : sql`false`);
  if (segment.condition !== undefined) all.push(compileCondition(segment.condition, context));
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
      compileCondition(
        { field: 'demographics', key: 'location', op: 'in', value: segment.location },
        context,
      ),
    );
  }
  if (segment.interests?.length) {
    all.push(compileCondition({ field: 'interests', op: 'contains', value: segment.interests }, context));
  }
  return sql<boolean>`(${sql.join(all, sql` and `)})`;
}

// From the gravest down: what a person with no open channel is told about.
const refusals = [
  'held_for_review',
  'suppressed',
  'opted_out',
  'marketing_stopped',
  'no_consent',
  'channel_lost',
  'sender_gone',
  'no_identity',
  'no_phone_number',
  'no_sender',
] as const;

/**
 * For the people of `chunk` (a relation with column `id`): the first channel that looks open, and otherwise the first
 * channel with content and the gravest reason. A hint that routes the message; policy decides again at send time.
 * Each fact is an aggregate looked up once for one person, and the channels are columns: right after an import the planner
 * knows no numbers, and a join it is free to turn round then reads the whole ledger again for every person.
 */
export function channelHints(
  campaign: Audience,
  /** Further columns of `chunk`. */
  more: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  const order = campaign.channel_order.filter((channel) => campaign.channel_content[channel] !== undefined);
  if (order.length === 0)
    return sql`select k.id as prospect_id, ${more} null::text as open_channel, null::text as refusal from chunk k where false`;
  const gravities = order.map((channel) => gravityOn(campaign, channel));
  return sql`
    select k.id as prospect_id, ${more}
      case ${sql.join(
        order.map((channel, n) => sql`when ${gravities[n]} is null then ${channel}::text`),
        sql` `,
      )} end as open_channel,
      (${refusals}::text[])[least(${sql.join(gravities)})] as refusal
    from ${lookedUp(campaign)}`;
}

/** The facts of each person of `chunk`, looked up one person at a time. */
export function lookedUp(
  campaign: Audience,
  identities: RawBuilder<unknown> = identityFacts(campaign),
): RawBuilder<unknown> {
  return sql`chunk k
    left join lateral (select array_agg(s.channel) filter (where s.granted) as agreed,
        array_agg(s.channel) filter (where not s.granted) as refused
      from consent_state s where s.workspace_id = ${campaign.workspace_id} and s.prospect_id = k.id and s.purpose = ${campaign.purpose}) c on true
    left join lateral (select ${identities}
      from channel_identities i where i.prospect_id = k.id) i on true
    left join lateral (select array_agg(coalesce(s.channel, '*')) filter (where s.purpose is null) as wholly,
        array_agg(coalesce(s.channel, '*')) filter (where s.purpose = ${campaign.purpose}) as partly
      from suppressions s where s.workspace_id = ${campaign.workspace_id} and s.lifted_at is null
        and (s.address_hash = k.phone_hash or s.prospect_id = k.id)) s on true`;
}

/** Of `i` (channel_identities), by channel: works, the platform says no, or known to a sender that stays stopped. */
export function identityFacts({ workspace_id }: Pick<Audience, 'workspace_id'>): RawBuilder<unknown> {
  const gone = ownerStopped(workspace_id);
  return sql`array_agg(i.channel) filter (where i.status = 'active' and not ${gone}) as active,
    array_agg(i.channel) filter (where i.status <> 'active') as lost,
    array_agg(i.channel) filter (where i.status = 'active' and ${gone}) as gone`;
}

/** The account of this column is a sender an administrator decided to go on without. Few are: the list is read once. */
export function ownerStopped(workspace_id: string, column = 'i.account_id'): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${sql.ref(column)} in (select a.id from sender_accounts a where a.workspace_id = ${workspace_id}
    and a.policy_hold is not null and a.hold_decision = 'continue_without'), false)`;
}

/** Why `channel` is closed for the person of this row, as a place in `refusals`; null when it looks open. */
function gravityOn(campaign: Audience, channel: Channel): RawBuilder<number | null> {
  const code = (name: (typeof refusals)[number]) => sql.lit(refusals.indexOf(name) + 1);
  const stopped = sql`array['*', ${channel}::text]`;
  const unknown =
    channel === 'telegram'
      ? sql`when (${channel} = any(i.active)) is not true then ${code('no_identity')}`
      : sql`when k.phone_number is null and (${channel} = any(i.active)) is not true then ${code('no_phone_number')}`;
  return sql<number | null>`(case
    when k.held_reason is not null then ${code('held_for_review')}
    when s.wholly && ${stopped} then ${code('suppressed')}
    when ${channel} = any(c.refused) then ${code('opted_out')}
    when s.partly && ${stopped} then ${code('marketing_stopped')}
    when (${channel} = any(c.agreed)) is not true then ${code('no_consent')}
    when ${channel} = any(i.lost) and (${channel} = any(i.active)) is not true then ${code('channel_lost')}
    when ${channel} = any(i.gone) and (${channel} = any(i.active)) is not true then ${code('sender_gone')}
    ${unknown}
    when not exists (select from sender_accounts a where a.workspace_id = ${campaign.workspace_id} and a.channel = ${channel}
      and (a.policy_hold is null or a.hold_decision is null))
      then ${code('no_sender')}
    end)`;
}
