// Where the facts of an audience come from: looked up person by person, or each read once for the whole workspace.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql, type RawBuilder } from 'kysely';
import { ofStretch, type Stretch } from '../../segments/compile-parts.ts';
import {
  audiencePage,
  identityFacts,
  inAudience,
  lookedUp,
  ownerStopped,
  personColumns,
  type Audience,
} from '../audience.ts';

/** A book of so many is looked up person by person. */
export const shortBook = 20_000;

/**
 * People, and what is known of each: k, c, s, i as `kindOf` wants them, w.free_at, x.wrote_whatsapp, and of i and x the
 * senders known by place in the order of channels.
 */
export type Sources = { people: RawBuilder<unknown>; facts: RawBuilder<unknown> };

/** The fences keep every look-up by key, whatever the planner believes. */
export function lookedUpSources(
  campaign: Audience,
  order: readonly Channel[],
  capped: (person: RawBuilder<unknown>) => RawBuilder<unknown>,
  at: Date,
): Sources {
  return {
    people:
      campaign.recipients_listed > 0
        ? sql`select ${personColumns} from prospects p where ${inAudience(campaign, at)}`
        : audiencePage(campaign, null, shortBook, at),
    facts: sql`${lookedUp(campaign, knownSenders(campaign, order))}
      left join lateral (${capped(sql`c.prospect_id = k.id`)} offset 0) w on true
      left join lateral (select ${talks(campaign, order)} from contact_channels t where t.prospect_id = k.id) x on true`,
  };
}

/** In four parts side by side, each of which reads the history of its own people. */
export function wholeSources(
  campaign: Audience,
  order: readonly Channel[],
  capped: (person: RawBuilder<unknown>) => RawBuilder<unknown>,
  at: Date,
): Sources[] {
  return quarters.map((part) => ({
    people: sql`select ${personColumns} from prospects p where ${inAudience({ ...campaign, stretch: part }, at)}`,
    facts: sql`${together(campaign, order, part)}
      left join (${capped(within(part, 'c.prospect_id'))}) w on w.prospect_id = k.id
      left join (select t.prospect_id, ${talks(campaign, order)} from contact_channels t
        where t.workspace_id = ${campaign.workspace_id} and ${within(part, 't.prospect_id')} group by 1) x on x.prospect_id = k.id`,
  }));
}

/** Of `t` (contact_channels): who carried the last message on each channel, and when WhatsApp brought the last answer. */
function talks({ workspace_id }: Audience, order: readonly Channel[]): RawBuilder<unknown> {
  const senders = order.map(
    (channel, place) =>
      sql`min(t.account_id::text) filter (where t.channel = ${channel} and not ${ownerStopped(workspace_id, 't.account_id')})
        as ${sql.ref(`account_${place}`)}`,
  );
  return sql.join([
    ...senders,
    sql`max(t.last_inbound_at) filter (where t.channel = 'whatsapp') as wrote_whatsapp`,
  ]);
}

/** Of `i` (channel_identities): the sender each channel's address belongs to. */
function knownSenders(campaign: Audience, order: readonly Channel[]): RawBuilder<unknown> {
  return sql.join([
    identityFacts(campaign),
    ...order.map(
      (channel, place) =>
        sql`min(i.account_id::text) filter (where i.channel = ${channel} and i.status = 'active'
          and not ${ownerStopped(campaign.workspace_id)}) as ${sql.ref(`account_${place}`)}`,
    ),
  ]);
}

/** Ids are random, so the parts are alike. */
const quarters: Stretch[] = [null, '3', '7', 'b'].map((digit, index, all) => {
  const last = (first: string | null | undefined) => first && `${first}fffffff-ffff-ffff-ffff-ffffffffffff`;
  return { after: last(digit) ?? null, until: last(all[index + 1]) ?? null };
});

function within(part: Stretch, column: string): RawBuilder<boolean> {
  return sql<boolean>`(true ${ofStretch(column, part)})`;
}

/** The same facts as for one chunk of the expansion, each read once for the whole workspace. */
function together(campaign: Audience, order: readonly Channel[], part: Stretch): RawBuilder<unknown> {
  const stops = sql`array_agg(coalesce(s.channel, '*')) filter (where s.purpose is null) as wholly,
    array_agg(coalesce(s.channel, '*')) filter (where s.purpose = ${campaign.purpose}) as partly
    from suppressions s where s.workspace_id = ${campaign.workspace_id} and s.lifted_at is null`;
  return sql`chunk k
    left join (select s.prospect_id, array_agg(s.channel) filter (where s.granted) as agreed,
        array_agg(s.channel) filter (where not s.granted) as refused
      from consent_state s where s.workspace_id = ${campaign.workspace_id} and s.purpose = ${campaign.purpose}
        and ${within(part, 's.prospect_id')} group by 1) c on c.prospect_id = k.id
    left join (select i.prospect_id, ${knownSenders(campaign, order)}
      from channel_identities i where i.workspace_id = ${campaign.workspace_id} and ${within(part, 'i.prospect_id')} group by 1) i on i.prospect_id = k.id
    left join (select s.address_hash, ${stops} group by 1) sh on sh.address_hash = k.phone_hash
    left join (select s.prospect_id, ${stops} and s.prospect_id is not null group by 1) sp on sp.prospect_id = k.id
    cross join lateral (select sh.wholly || sp.wholly as wholly, sh.partly || sp.partly as partly) s`;
}
