// Enters: a campaign. Leaves: how many of its audience each channel reaches, who is left out and why, where they live, whom a
// cap holds back until when, and whom only one sender may write to soon. Who goes where and why not is decided by the policy
// that sends, once for each kind of person (person-kinds.ts). A short list or a short book is looked up person by person. Of
// anything else every fact is read as a whole table and joined by hash: a planner without statistics would rather look each
// person up again and again, so it is not given the choice.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { PolicyReasonCode } from '@sampark/contracts/policy.ts';
import { sql, type RawBuilder } from 'kysely';
import { capOf } from '../../policy/limits.ts';
import type { Database } from '../../db/connect.ts';
import type { Audience } from '../audience.ts';
import type { Surroundings } from '../decide-for.ts';
import { lookedUpSources, shortBook, wholeSources, type Sources } from './audience-sources.ts';
import { cappedPeople, mostOf, purposesMeet } from './capped-people.ts';
import { channelsOf, decider, kindOf } from './person-kinds.ts';

/** Where a person may be, as far as it is on record: policy/zones.ts makes time zones of it. */
export type Place = { country: string | null; time_zone: string | null };

export type AudienceCounts = {
  audience: number;
  by_channel: Map<Channel, number>;
  excluded: { code: PolicyReasonCode; count: number }[];
  /**
   * Reachable people by channel, place and when their cap frees them: those of ten minutes together, at the instant of the
   * last, because the last one decides when the campaign ends.
   */
  spread: { channel: Channel; place: Place; free_at: Date | null; count: number }[];
  /** Reachable people who know one sender. */
  known: { channel: Channel; account_id: string; count: number }[];
};

const shortList = 2_000;
const binMs = 600_000; // as the statement groups them
const never = 10 * 365 * 86_400_000; // a cap of none: beyond the horizon of any forecast

export async function countAudience(
  db: Database,
  campaign: Audience,
  surroundings: Surroundings,
  asOf: Date,
  /** `few`: tests count both ways. `seconds`: a statement that takes longer is cut off, which throws. */
  { starts = asOf, few, seconds }: { starts?: Date; few?: boolean; seconds?: number } = {},
): Promise<AudienceCounts> {
  const order = channelsOf(campaign);
  const { settings } = surroundings.workspace;
  const [short, meet] = await Promise.all([few ?? isShort(db, campaign), purposesMeet(db, campaign, asOf)]);
  const capped = (people: RawBuilder<unknown>, person: RawBuilder<unknown>) =>
    cappedPeople(campaign, asOf, { most: mostOf(campaign, settings, sql`p.country`), people, person, meet });
  const accounts = order.map((_, place) => sql.ref(`account_${place}`));
  const count = (sources: Sources) =>
    db.transaction().execute(async (tx) => {
      await sql`select set_config('jit', 'off', true), set_config('work_mem', '64MB', true)${short ? sql`` : sql`, set_config('enable_nestloop', 'off', true)`}`.execute(
        tx,
      );
      if (seconds !== undefined)
        await sql`select set_config('statement_timeout', ${String(Math.ceil(seconds * 1_000))}, true)`.execute(
          tx,
        );
      const found = await sql<Row>`
      with chunk as materialized (${sources.people}),
      known as materialized (
        select ${kindOf(order, starts)} as kind, upper(k.country) as country, k.time_zone, w.free_at
          ${sql.join([sql``, ...accounts.map((name) => sql`coalesce(i.${name}, x.${name}) as ${name}`)])}
        from ${sources.facts})
      select grouping(${sql.join([sql`country`, ...accounts])}) as level, kind, country, time_zone, max(free_at) as free_at,
        coalesce(${sql.join([sql`null::text`, ...accounts])}) as account_id, count(*)::int as count
      from known
      group by grouping sets (${sql.join([
        sql`(kind, country, time_zone, date_bin('10 minutes', free_at, 'epoch'))`,
        ...accounts.map((name) => sql`(kind, ${name})`),
      ])})`.execute(tx);
      return found.rows;
    });
  const parts = short
    ? [lookedUpSources(campaign, order, (person) => capped(sql`prospects`, person), starts)]
    : wholeSources(campaign, order, (person) => capped(sql`chunk`, person), starts);
  const rows = (await Promise.all(order.length === 0 ? [] : parts.map(count))).flat();
  return sortOut(rows, order, decider(campaign, surroundings, starts), (country) => {
    const { purpose } = campaign;
    return capOf({ purpose, settings, prospect: { country, zones: [] } })?.limit === 0
      ? new Date(asOf.getTime() + never)
      : undefined;
  });
}

/** Counts of kinds become counts of channels and reasons. `closed`: until when a country lets nothing through at all. */
function sortOut(
  rows: readonly Row[],
  order: readonly Channel[],
  decisionOf: (kind: string) => Channel | { code: PolicyReasonCode },
  closed: (country: string | null) => Date | undefined,
): AudienceCounts {
  const counts: AudienceCounts = {
    ...{ audience: 0, by_channel: new Map(), excluded: [], spread: [], known: [] },
  };
  const excluded = new Map<PolicyReasonCode, number>();
  const spread = new Map<string, AudienceCounts['spread'][number]>();
  const known = new Map<string, AudienceCounts['known'][number]>();
  const everybody = (1 << order.length) - 1; // no account is grouped by
  for (const { level, kind, country, time_zone, free_at, account_id, count } of rows) {
    const decision = decisionOf(kind);
    if (level === everybody) {
      counts.audience += count;
      if (typeof decision !== 'string') {
        excluded.set(decision.code, (excluded.get(decision.code) ?? 0) + count);
        continue;
      }
      counts.by_channel.set(decision, (counts.by_channel.get(decision) ?? 0) + count);
      const until = closed(country) ?? free_at;
      const key = `${decision}/${country}/${time_zone}/${until && Math.floor(until.getTime() / binMs)}`;
      const one = spread.get(key);
      if (!one) spread.set(key, { channel: decision, place: { country, time_zone }, free_at: until, count });
      else {
        one.count += count;
        if (until && one.free_at && until > one.free_at) one.free_at = until;
      }
    } else if (account_id !== null && decision === order[placeOf(level, order.length)]) {
      const key = `${decision}/${account_id}`;
      const one = known.get(key) ?? { channel: decision, account_id, count: 0 };
      one.count += count;
      known.set(key, one);
    }
  }
  counts.excluded = [...excluded].map(([code, count]) => ({ code, count }));
  counts.spread = [...spread.values()];
  counts.known = [...known.values()];
  return counts;
}

/** Which account a row is grouped by: PostgreSQL sets a bit for each expression that it is not, the last one lowest. */
function placeOf(level: number, accounts: number): number {
  for (let place = 0; place < accounts; place++)
    if ((level & (1 << (accounts - 1 - place))) === 0) return place;
  return -1;
}

type Row = {
  level: number;
  kind: string;
  country: string | null;
  time_zone: string | null;
  free_at: Date | null;
  account_id: string | null;
  count: number;
};

/** A list or a book that is looked up person by person. */
export async function isShort(db: Database, campaign: Audience): Promise<boolean> {
  if (campaign.recipients_listed > 0) return campaign.recipients_listed <= shortList;
  if (campaign.owner_is_admin) return false;
  const { rows } = await sql<{ size: number }>`
    select count(*)::int as size from (select from relationships
      where user_id = ${campaign.portfolio_manager_id} limit ${shortBook + 1}) r`.execute(db);
  return (rows[0]?.size ?? 0) <= shortBook;
}
