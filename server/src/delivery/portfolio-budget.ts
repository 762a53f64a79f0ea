// WhatsApp's daily tier: a business portfolio may open conversations with so many different people in any 24 hours, over
// all its numbers together (product.md §1.7, §4.3). Enters: the portfolios and people of a claim. Leaves: what is left of
// each, the row locked until the claim commits. Guaranteed: claims of one portfolio run one after the other, in whatever
// process, so the tier is never exceeded; a portfolio without a tier costs nothing.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';

/**
 * A day and a minute: counted from the decision, while the platform counts from when it took the message, which is up to ten
 * seconds and the time of a call later.
 */
export const windowMs = (24 * 60 + 1) * 60 * 1_000;
const windowLength = sql`interval '24 hours 1 minute'`;

export type PortfolioBudget = {
  tier_limit: number;
  /** Different people in the window, those of the plan under way included. */
  used: number;
  /** Who is in the window already: another message to them opens nothing. */
  known: Set<string>;
  /** When places come free, soonest first; as many as the claim has people. */
  frees: Date[];
};

export async function openBudgets(
  tx: Tx,
  now: Date,
  portfolioIds: readonly string[],
  people: readonly string[],
): Promise<Map<string, PortfolioBudget>> {
  if (portfolioIds.length === 0) return new Map();
  const { rows: limited } = await sql<{ id: string; tier_limit: number; window_at: Date | null }>`
    select id, tier_limit, window_at from portfolios
    where id = any(${portfolioIds}::uuid[]) and tier_limit is not null order by id for no key update`.execute(
    tx,
  );
  const budgets = new Map<string, PortfolioBudget>();
  for (const { id, tier_limit, window_at } of limited) {
    // Whoever had the lock before may have read the clock later: the window never moves back.
    const since = new Date(Math.max(now.getTime(), window_at?.getTime() ?? 0) - windowMs);
    if (window_at === null || window_at <= since) await recount(tx, id, since);
    budgets.set(id, { tier_limit, ...(await readWindow(tx, id, since, people)) });
  }
  return budgets;
}

/** True when this person may be written to at the portfolio's expense; the plan then counts them. */
export function hasRoom(budget: PortfolioBudget | undefined, prospect_id: string): boolean {
  return budget === undefined || budget.known.has(prospect_id) || budget.used < budget.tier_limit;
}

/** Takes the person's place in the plan under way. */
export function spend(budget: PortfolioBudget | undefined, prospect_id: string): void {
  if (!budget || budget.known.has(prospect_id)) return;
  budget.known.add(prospect_id);
  budget.used++;
}

/** When the next one turned away may be tried: each gets a place of its own as far as they are known. */
export function nextPlace(budget: PortfolioBudget, now: Date): Date {
  const last = budget.frees.length > 1 ? budget.frees.shift() : budget.frees[0];
  return last ?? new Date(now.getTime() + windowMs);
}

export type Reached = { portfolio_id: string; workspace_id: string; prospect_id: string };

/** Writes down who was reached, with the intents; the window is the one openBudgets left. */
export async function writeReached(tx: Tx, now: Date, reached: readonly Reached[]): Promise<void> {
  if (reached.length === 0) return;
  const unique = [...new Map(reached.map((one) => [`${one.portfolio_id}/${one.prospect_id}`, one])).values()];
  await sql`
    with input as (
      select * from unnest(${unique.map((one) => one.portfolio_id)}::uuid[], ${unique.map((one) => one.workspace_id)}::uuid[],
        ${unique.map((one) => one.prospect_id)}::uuid[]) as i(portfolio_id, workspace_id, prospect_id)
    ), written as (
      insert into portfolio_recipients as r (portfolio_id, workspace_id, prospect_id, last_at)
      select portfolio_id, workspace_id, prospect_id, ${now} from input order by portfolio_id, prospect_id
      on conflict (portfolio_id, prospect_id) do update set last_at = greatest(r.last_at, excluded.last_at)
      returning r.portfolio_id, coalesce(old.last_at <= (
        select p.window_at - ${windowLength} from portfolios p where p.id = r.portfolio_id), true) as fresh
    )
    update portfolios p set window_used = p.window_used + w.fresh
    from (select portfolio_id, count(*) filter (where fresh)::int as fresh from written group by 1) w
    where p.id = w.portfolio_id`.execute(tx);
}

/** Counted on from the last look: only who has left the window since is looked up. */
async function readWindow(
  tx: Tx,
  id: string,
  since: Date,
  people: readonly string[],
): Promise<Omit<PortfolioBudget, 'tier_limit'>> {
  const { rows } = await sql<{ used: number; known: string[]; frees: Date[] }>`
    with moved as (
      update portfolios p set window_used = p.window_used - (
          select count(*)::int from portfolio_recipients r
          where r.portfolio_id = p.id and r.last_at > p.window_at - ${windowLength} and r.last_at <= ${since}),
        window_at = ${since}::timestamptz + ${windowLength}
      where p.id = ${id} returning window_used)
    select (select window_used from moved) as used,
      array(select prospect_id::text from portfolio_recipients
        where portfolio_id = ${id} and prospect_id = any(${people}::uuid[]) and last_at > ${since}) as known,
      array(select last_at + ${windowLength} from portfolio_recipients where portfolio_id = ${id} and last_at > ${since}
        order by last_at limit ${Math.max(1, people.length)}) as frees`.execute(tx);
  const row = rows[0];
  return { used: row?.used ?? 0, known: new Set(row?.known), frees: row?.frees ?? [] };
}

/**
 * After a day without a look, or when the tier is new: whoever was reached meanwhile is taken from the messages, because
 * without a tier nobody wrote them down.
 */
async function recount(tx: Tx, id: string, since: Date): Promise<void> {
  await sql`
    insert into portfolio_recipients (portfolio_id, workspace_id, prospect_id, last_at)
    select ${id}::uuid, m.workspace_id, m.prospect_id, max(coalesce(m.sent_at, t.intent_at, m.updated_at))
    from messages m join sender_accounts a on a.id = m.account_id and a.portfolio_id = ${id}
    left join attempts t on t.message_id = m.id and t.created_at = m.created_at and t.attempt = m.attempt and m.sent_at is null
    where m.created_at > ${since}::timestamptz - interval '100 days' and coalesce(m.sent_at, t.intent_at, m.updated_at) > ${since}
      and m.delivery_status in ('sending', 'sent', 'delivered', 'read', 'unknown')
    group by m.workspace_id, m.prospect_id
    on conflict (portfolio_id, prospect_id) do update set last_at = greatest(portfolio_recipients.last_at, excluded.last_at)`.execute(
    tx,
  );
  await sql`
    update portfolios set window_at = ${since}::timestamptz + ${windowLength}, window_used = (
      select count(*)::int from portfolio_recipients where portfolio_id = ${id} and last_at > ${since})
    where id = ${id}`.execute(tx);
}
