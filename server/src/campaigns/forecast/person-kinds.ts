// To policy most people look alike. SQL writes what it asks about a person into one number, here a number becomes a person
// again, and sending's own decision is asked once for each kind of person instead of 250,000 times.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { sql, type RawBuilder } from 'kysely';
import type { PersonFacts } from '../../delivery/claim-queries.ts';
import type { PolicyReasonCode } from '@sampark/contracts/policy.ts';
import type { Audience } from '../audience.ts';
import { decideFor, type Surroundings } from '../decide-for.ts';

/** On each channel in turn, lowest bits first: consent 2, stops 2, identity 2, wrote lately 1. Then held 1, phone number 1. */
const bitsOfChannel = 7;
const consents = [undefined, false, true] as const;
const statuses = [undefined, 'active', 'unreachable', 'stopped'] as const;
const replyWindowMs = 24 * 60 * 60 * 1_000;

export function channelsOf(campaign: Pick<Audience, 'channel_order' | 'channel_content'>): Channel[] {
  return campaign.channel_order.filter((channel) => campaign.channel_content[channel] !== undefined);
}

type Fact = 'refused' | 'agreed' | 'wholly' | 'partly' | 'active' | 'lost' | 'gone';

/** How a statement has its facts: whether one holds on a channel, and the three that are the person's. */
export type FactColumns = {
  on: (fact: Fact, channel: Channel, place: number) => RawBuilder<boolean>;
  held: RawBuilder<boolean>;
  numbered: RawBuilder<boolean>;
  /** On WhatsApp, within a day of `at`. */
  wrote: (at: Date) => RawBuilder<boolean>;
};

/**
 * Lists of channels: columns of k (held_reason, phone_number), c (refused, agreed), s (wholly, partly), i (active, lost, gone) and
 * x (wrote_whatsapp, the last message from there).
 */
export const listColumns: FactColumns = {
  on: (fact, channel) => {
    if (fact === 'wholly' || fact === 'partly')
      return sql`${sql.ref(`s.${fact}`)} && array['*', ${channel}::text]`;
    return sql`${channel}::text = any(${sql.ref(`${fact === 'refused' || fact === 'agreed' ? 'c' : 'i'}.${fact}`)})`;
  },
  held: sql`k.held_reason is not null`,
  numbered: sql`k.phone_number is not null`,
  wrote: (at) => sql`x.wrote_whatsapp > ${replyWindowBefore(at)}::timestamptz`,
};

export function replyWindowBefore(at: Date): Date {
  return new Date(at.getTime() - replyWindowMs);
}

/** The number of a person. */
export function kindOf(
  order: readonly Channel[],
  at: Date,
  { on, held, numbered, wrote }: FactColumns = listColumns,
): RawBuilder<string> {
  const parts = order.map((channel, place) => {
    const is = (fact: Fact) => on(fact, channel, place);
    // Only WhatsApp asks when somebody wrote last.
    const lately = channel === 'whatsapp' ? sql`case when ${wrote(at)} then 64 else 0 end` : sql`0`;
    return sql`((
      case when ${is('refused')} then 1 when ${is('agreed')} then 2 else 0 end
      + case when ${is('wholly')} then 8 when ${is('partly')} then 4 else 0 end
      + case when ${is('active')} then 16 when ${is('lost')} then 32 when ${is('gone')} then 48 else 0 end
      + ${lately})::bigint << ${sql.lit(place * bitsOfChannel)})`;
  });
  const last = channels.length * bitsOfChannel;
  const own = sql`((case when ${held} then 1 else 0 end + case when ${numbered} then 2 else 0 end)::bigint << ${sql.lit(last)})`;
  return sql<string>`(${sql.join([...parts, own], sql` | `)})`;
}

/** What policy says of a kind: the channel, now or later, or why none. Asked once for each. */
export function decider(
  campaign: Audience,
  surroundings: Surroundings,
  at: Date,
): (kind: string) => Channel | { code: PolicyReasonCode } {
  const order = channelsOf(campaign);
  const decided = new Map<string, Channel | { code: PolicyReasonCode }>();
  return (kind) => {
    let known = decided.get(kind);
    if (known === undefined) {
      const decision = decideFor(campaign, personOf(kind, campaign, order, at), surroundings, at);
      decided.set(kind, (known = decision.outcome === 'skip' ? { code: decision.code } : decision.channel));
    }
    return known;
  };
}

/** Somebody of whom policy thinks the same; never sent to. */
export function personOf(
  kind: string,
  { workspace_id, purpose }: Pick<Audience, 'workspace_id' | 'purpose'>,
  order: readonly Channel[],
  at: Date,
): PersonFacts {
  const bits = BigInt(kind);
  const take = (from: number, width: number) => Number((bits >> BigInt(from)) & ((1n << BigInt(width)) - 1n));
  const last = channels.length * bitsOfChannel;
  const person = {
    ...{ id: kind, workspace_id, email: null, name: null, first_name: null, last_name: null, language: null },
    ...{ country: null, time_zone: null, demographics: {}, asset_class_interests: null, attributes: {} },
    ...{ lead_score: 0, preferences_version: 0, in_flight: null },
    held_reason: take(last, 1) ? 'held' : null,
    phone_number: take(last + 1, 1) ? 'a number' : null,
    consents: [] as NonNullable<PersonFacts['consents']>,
    identities: [] as NonNullable<PersonFacts['identities']>,
    contact: [] as NonNullable<PersonFacts['contact']>,
    suppressions: [] as NonNullable<PersonFacts['suppressions']>,
  };
  order.forEach((channel, place) => {
    const from = place * bitsOfChannel;
    const granted = consents[take(from, 2)];
    if (granted !== undefined) person.consents.push({ channel, purpose, granted });
    const stop = take(from + 2, 2);
    if (stop > 0) person.suppressions.push({ channel, purpose: stop === 1 ? purpose : null });
    const status = statuses[take(from + 4, 2)];
    if (status)
      person.identities.push({ channel, address: 'an address', account_id: null, elsewhere: false, status });
    if (take(from + 6, 1))
      person.contact.push({
        ...{ channel, account_id: null, next_allowed_at: null, last_inbound_at: at, capped_sends: [] },
        ...{ account_held: false, elsewhere: false },
      });
  });
  return person;
}
