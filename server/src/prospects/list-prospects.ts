// Lists and searches prospects, a page at a time. Pages go by the sort key of their last row: nobody is shown twice or
// missed while others are added. Nulls come last in every order.
import type { ProspectListQuery } from '@sampark/contracts/prospects.ts';
import { sql, type RawBuilder } from 'kysely';
import { acrossWorkspaces } from '../db/within-workspace.ts';
import { plannedOnce } from '../db/planned-once.ts';
import { mostRows, pageOf, readCursor, type Cursor } from '../http/page.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { filterConditions, prospectConditions, type ProspectFilters } from './prospect-conditions.ts';
import { hasShortBook } from './short-book.ts';
import { prospectColumns, shownProspect, type ProspectRow } from './show-prospect.ts';

type Order = {
  key: RawBuilder<unknown>;
  by: RawBuilder<unknown>;
  after(cursor: Cursor): RawBuilder<unknown>;
};

const orders: Record<NonNullable<ProspectListQuery['sort']>, Order> = {
  created: {
    key: sql`p.created_at::text`,
    by: sql`p.created_at desc, p.id desc`,
    after: ([value, id]) => sql`(p.created_at, p.id) < (${value}::timestamptz, ${id}::uuid)`,
  },
  score: {
    key: sql`p.lead_score`,
    by: sql`p.lead_score desc, p.id`,
    after: ([value, id]) =>
      sql`(p.lead_score < ${value}::int or (p.lead_score = ${value}::int and p.id > ${id}::uuid))`,
  },
  last_engagement: {
    key: sql`p.last_engagement::text`,
    by: sql`p.last_engagement desc nulls last, p.id`,
    after: ([value, id]) =>
      value === null
        ? sql`(p.last_engagement is null and p.id > ${id}::uuid)`
        : sql`(p.last_engagement < ${value}::timestamptz or p.last_engagement is null
            or (p.last_engagement = ${value}::timestamptz and p.id > ${id}::uuid))`,
  },
  name: {
    key: sql`p.name`,
    by: sql`p.name asc nulls last, p.id`,
    after: ([value, id]) =>
      value === null
        ? sql`(p.name is null and p.id > ${id}::uuid)`
        : sql`(p.name > ${value} or p.name is null or (p.name = ${value} and p.id > ${id}::uuid))`,
  },
};

/**
 * A short book is read whole and sorted. Left to itself the planner walks everybody of the workspace in the order of the
 * list, expecting to meet the book's people early; those of one import stand together, and at the far end of it.
 */
function alongBook(actor: Actor, filter: ProspectFilters): RawBuilder<unknown> {
  return sql`(select r.prospect_id from relationships r where r.user_id = ${actor.user_id} offset 0) b
    cross join lateral (select p.id, p.created_at, p.lead_score, p.last_engagement, p.name from prospects p where p.id = b.prospect_id and ${filterConditions(actor, filter)} offset 0) p`;
}

export async function listProspects(rt: Runtime, actor: Actor, query: ProspectListQuery) {
  const { limit = 50, cursor, sort = 'created', ...filter } = query;
  const list = `prospects:${sort}`;
  const order = orders[sort];
  const after = readCursor(list, cursor);
  const short = actor.role === 'standard' && (await hasShortBook(rt.db, actor.user_id));
  const usual = short && Object.keys(filter).every((one) => one === 'q');
  // Ids first: consents are looked up for the page only.
  const asked = sql<ProspectRow & { sort_key: string | number | null }>`
    ${usual ? sql`/* prepared */` : sql``} select ${prospectColumns}, page.sort_key from (
      select p.id, ${order.key} as sort_key, row_number() over (order by ${order.by}) as place
      from ${short ? alongBook(actor, filter) : sql`prospects p`}
      where ${short ? sql`true` : prospectConditions(actor, filter)} and ${after ? order.after(after) : sql`true`}
      order by ${order.by} limit ${mostRows(limit)}
    ) page join prospects p on p.id = page.id
    order by page.place`;
  // Under a policy PostgreSQL compares a name with a pattern only after it has looked whose row it is, without the index for
  // parts of words: it would read everybody of the workspace (decision 16).
  const wide = filter.q !== undefined && !short;
  const from = wide ? acrossWorkspaces(rt, 'searching by part of a name needs its index') : rt;
  const { rows } = await plannedOnce(from.db, (db) => asked.execute(db));
  const page = pageOf(list, rows, limit, (row) => [row.sort_key, row.id]);
  return { ...page, items: page.items.map(shownProspect) };
}
