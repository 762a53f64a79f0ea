// How many of an audience are of each kind (person-kinds.ts), and nothing else about them: for a large audience a third of what its
// forecast costs. Every fact is read once for the whole workspace, as one bit for each channel, and people are counted by their
// bits before anything is made of those. Guaranteed: the same kinds as person by person; a test holds both to the policy.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../events/append.ts';
import { inAudience, ownerStopped, type Audience } from '../audience.ts';
import { channelsOf, kindOf, replyWindowBefore, type FactColumns } from './person-kinds.ts';

export type KindCount = {
  kind: string;
  count: number;
  /** What else was asked about each of them, and the id of the first of those who are alike in it. */
  lacks: string | null;
  first: string | null;
};

/** In a transaction with room for lists of everybody, in which it changes how statements are planned. */
export async function countKinds(
  tx: Tx,
  campaign: Audience,
  at: Date,
  /** `which`: whom of them; `lacks`: a number of each of them, as bits. Both written for p (prospects). */
  { which = sql`true`, lacks }: { which?: RawBuilder<unknown>; lacks?: RawBuilder<unknown> } = {},
): Promise<KindCount[]> {
  const order = channelsOf(campaign);
  // Ids are random: reading a table in the order of people is all over the disk.
  await sql`select set_config('enable_mergejoin', 'off', true), set_config('enable_nestloop', 'off', true)`.execute(
    tx,
  );
  const { rows } = await sql<KindCount>`
    select ${kindOf(order, at, bitColumns)} as kind, f.lacks::text as lacks, min(first) as first, sum(count)::int as count
    from (
      select ${factBits}, count(*) as count, ${lacks ? sql`min(k.id::text)` : sql`null::text`} as first
      from (select p.id, p.phone_hash, p.held_reason is not null as held, p.phone_number is not null as numbered,
          ${lacks ?? sql`null`}::bigint as lacks
        from prospects p where ${inAudience(campaign, at)} and ${which} ${lacks ? fence : sql``}) k
      ${factsOf(campaign, order)} ${wroteSince(campaign, order, at)}
      group by ${sql.join(Array.from({ length: factCount }, (_, place) => sql.lit(place + 1)))}) f
    group by 1, f.lacks`.execute(tx);
  return rows;
}

/** Bits are made where people are read: what they are made of is large, and need not be carried on. */
const fence = sql`offset 0`;

/** Of the joined relations. */
const factBits = sql`c.agreed, r.refused, i.active, i.lost, i.gone,
  coalesce(sh.wholly, 0) | coalesce(sp.wholly, 0) as wholly, coalesce(sh.partly, 0) | coalesce(sp.partly, 0) as partly,
  k.held, k.numbered, x.prospect_id is not null as wrote, k.lacks`;
const factCount = 11;

const bitColumns: FactColumns = {
  on: (fact, _channel, place) => sql`(${sql.ref(`f.${fact}`)} & ${sql.lit(1 << place)}) <> 0`,
  ...{ held: sql`f.held`, numbered: sql`f.numbered`, wrote: () => sql`f.wrote` },
};

function factsOf({ workspace_id, purpose }: Audience, order: readonly Channel[]): RawBuilder<unknown> {
  const bit = (column: string) =>
    sql`case ${sql.ref(column)} ${sql.join(
      order.map((channel, place) => sql`when ${channel} then ${sql.lit(1 << place)}`),
      sql` `,
    )} else 0 end`;
  const all = sql.lit((1 << order.length) - 1);
  const stop = sql`bit_or(case when s.channel is null then ${all} else ${bit('s.channel')} end)`;
  const stops = sql`${stop} filter (where s.purpose is null) as wholly, ${stop} filter (where s.purpose = ${purpose}) as partly
    from suppressions s where s.workspace_id = ${workspace_id} and s.lifted_at is null`;
  const gone = ownerStopped(workspace_id);
  // The two states of the view consent_state, of which working out both for everybody costs three times as much: a grant that counts,
  // and a withdrawal that the person did not take back.
  return sql`
    left join (select g.prospect_id, bit_or(${bit('g.channel')}) as agreed from consents g
      where g.workspace_id = ${workspace_id} and g.purpose = ${purpose} and g.action = 'granted'
        and (g.import_id is null or g.import_id not in (select v.id from imports v where v.voided_at is not null))
      group by 1) c on c.prospect_id = k.id
    left join (select w.prospect_id, bit_or(${bit('w.channel')}) as refused from consents w
      where w.workspace_id = ${workspace_id} and w.purpose = ${purpose} and w.action = 'withdrawn'
        and not exists (select from consents a where a.prospect_id = w.prospect_id and a.workspace_id = ${workspace_id}
          and a.channel = w.channel and a.purpose = w.purpose and a.action = 'granted' and a.by_person and a.id > w.id)
      group by 1) r on r.prospect_id = k.id
    left join (select i.prospect_id, bit_or(${bit('i.channel')}) filter (where i.status = 'active' and not ${gone}) as active,
        bit_or(${bit('i.channel')}) filter (where i.status <> 'active') as lost,
        bit_or(${bit('i.channel')}) filter (where i.status = 'active' and ${gone}) as gone
      from channel_identities i where i.workspace_id = ${workspace_id} group by 1) i on i.prospect_id = k.id
    left join (select s.address_hash, ${stops} group by 1) sh on sh.address_hash = k.phone_hash
    left join (select s.prospect_id, ${stops} and s.prospect_id is not null group by 1) sp on sp.prospect_id = k.id`;
}

/** Policy asks it of what is no approved template on WhatsApp, and of nothing else a campaign sends. */
function wroteSince(campaign: Audience, order: readonly Channel[], at: Date): RawBuilder<unknown> {
  const { workspace_id, channel_content } = campaign;
  const { whatsapp } = channel_content as ContentByChannel;
  if (!order.includes('whatsapp') || whatsapp?.kind === 'template')
    return sql`cross join (select null::uuid as prospect_id) x`;
  return sql`left join (select t.prospect_id from contact_channels t where t.workspace_id = ${workspace_id} and t.channel = 'whatsapp'
      and t.last_inbound_at > ${replyWindowBefore(at)}::timestamptz) x on x.prospect_id = k.id`;
}
