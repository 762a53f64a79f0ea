// The daily limit: a claim counts on its senders' days in its own transaction.
import { sql } from 'kysely';
import { bigints, integers, uuids } from '../db/array-binary.ts';
import type { Tx } from '../events/append.ts';
import { countedDays } from './counted-days.ts';

export type ClaimCount = {
  account_id: string;
  count: number;
  lease_token: number;
  /** Whose tier was asked. */
  portfolio_id: string | null;
};

/**
 * Counts claims on the rows of the days they may fall on, and returns what these say then, of the accounts that are ours at
 * this instant, not held, of the portfolio that was asked, and whose limit had room for all of them on each day. No lock keeps a successor out until the commit: a lease that ends in between sends nothing (attempt.ts
 * looks once more), and the intents it left are found by the successor's next round (recover.ts).
 */
export async function countClaims(
  tx: Tx,
  owner: string,
  now: Date,
  claims: readonly ClaimCount[],
): Promise<Map<string, (readonly [string, number])[]>> {
  if (claims.length === 0) return new Map();
  const days = countedDays(now);
  const { rows } = await sql<{ account_id: string; day: string; claimed: number }>`/* prepared */
    insert into account_days as d (account_id, workspace_id, day, claimed)
    select c.account_id, a.workspace_id, t.day, c.count
    from unnest(${uuids(claims.map((one) => one.account_id))}::uuid[], ${integers(claims.map((one) => one.count))}::int[],
      ${bigints(claims.map((one) => one.lease_token))}::bigint[], ${uuids(claims.map((one) => one.portfolio_id))}::uuid[])
      as c(account_id, count, lease_token, portfolio_id)
    join sender_accounts a on a.id = c.account_id
    cross join unnest(${days}::date[]) t(day)
    where a.lease_owner = ${owner} and a.lease_token = c.lease_token and a.lease_expires_at > ${now} and a.policy_hold is null
      and c.count <= a.per_day and a.portfolio_id is not distinct from c.portfolio_id
    order by c.account_id, t.day
    on conflict (account_id, day) do update set claimed = d.claimed + excluded.claimed
      where d.claimed + excluded.claimed <= (select per_day from sender_accounts a where a.id = d.account_id)
    returning d.account_id, to_char(d.day, 'YYYY-MM-DD') as day, d.claimed`.execute(tx);
  const counted = Map.groupBy(rows, (row) => row.account_id);
  return new Map(
    [...counted].flatMap(([account, own]) =>
      own.length < days.length ? [] : [[account, own.map((row) => [row.day, row.claimed] as const)] as const],
    ),
  );
}
