// SQL of segments: who may see which, and the names a condition uses.
import type { User } from '@sampark/contracts/accounts.ts';
import type { SegmentCondition, SegmentResource } from '@sampark/contracts/segments.ts';
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import { namedIn } from './check-condition.ts';
import { describe } from './describe.ts';
import type { Names } from './words.ts';

export type SegmentRow = {
  id: string;
  name: string;
  description: string;
  condition: SegmentCondition;
  shared: boolean;
  owner_id: string;
  owner_name: string;
  version: number;
  created_at: Date;
  updated_at: Date;
};

/** Campaigns aimed at a segment. */
export type Uses = Pick<SegmentResource, 'used_by' | 'used_by_count'>;
const mostUses = 20;

const columns = sql`s.id, s.name, s.description, s.condition, s.shared, s.owner_id, u.name as owner_name, s.version,
  s.created_at, s.updated_at`;

/** A portfolio manager's own and those that are shared; everybody else sees all of the workspace. */
function seenBy(actor: Actor): RawBuilder<unknown> {
  if (actor.role !== 'standard') return sql`s.workspace_id = ${actor.workspace_id}`;
  return sql`s.workspace_id = ${actor.workspace_id} and (s.owner_id = ${actor.user_id} or s.shared)`;
}

/** `share`: nobody may delete it before this transaction ends. Throws `not_found`. */
export async function readSegment(
  db: DbOrTx,
  actor: Actor,
  id: string,
  lock?: 'change' | 'share',
): Promise<SegmentRow> {
  const held = lock === 'change' ? sql`for update of s` : lock === 'share' ? sql`for key share of s` : sql``;
  const { rows } = await sql<SegmentRow>`
    select ${columns} from segments s join users u on u.id = s.owner_id
    where s.id = ${id} and ${seenBy(actor)} ${held}`.execute(db);
  if (!rows[0]) throw new Problem('not_found');
  return rows[0];
}

/** `language`: of its condition in words. Throws `not_found`. */
export async function showSegment(
  db: DbOrTx,
  actor: Actor,
  id: string,
  language: User['language'],
): Promise<SegmentResource> {
  const row = await readSegment(db, actor, id);
  const [names, uses] = await Promise.all([
    namesIn(db, actor.workspace_id, [row.condition]),
    usesOf(db, actor, [id]),
  ]);
  return present(row, language, names, uses.get(id));
}

/** Campaigns of the asker's aimed at these segments: a colleague's campaigns are the colleague's. */
async function usesOf(
  db: DbOrTx,
  actor: Actor,
  segments: readonly string[],
): Promise<ReadonlyMap<string, Uses>> {
  if (segments.length === 0) return new Map();
  const { rows } = await sql<Uses & { id: string }>`
    with uses as (
      select target_segment ->> 'segment_id' as segment_id, id, name, status, created_at,
        row_number() over (partition by target_segment ->> 'segment_id' order by created_at desc, id) as place
      from campaigns
      where workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'portfolio_manager_id')}
        and target_segment ? 'segment_id' and target_segment ->> 'segment_id' = any(${segments}::text[]))
    select segment_id as id, count(*)::int as used_by_count,
      jsonb_agg(jsonb_build_object('id', id, 'name', name, 'status', status) order by place)
        filter (where place <= ${mostUses}) as used_by
    from uses group by segment_id`.execute(db);
  return new Map(rows.map(({ id, ...uses }) => [id, uses]));
}

/** Newest first; `language`: of the conditions in words. */
export async function listSegments(
  db: DbOrTx,
  actor: Actor,
  query: { limit?: number; cursor?: string; q?: string },
  language: User['language'],
) {
  const limit = query.limit ?? 50;
  const after = readCursor('segments', query.cursor);
  // The key as text: a Date would cut its microseconds off, and with them rows of the same millisecond.
  const { rows } = await sql<SegmentRow & { sort_key: string }>`
    select ${columns}, s.created_at::text as sort_key from segments s join users u on u.id = s.owner_id
    where ${seenBy(actor)}
      ${query.q === undefined ? sql`` : sql`and s.name ilike ${`%${query.q.replace(/[\\%_]/g, '\\$&')}%`}`}
      ${after ? sql`and (s.created_at, s.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by s.created_at desc, s.id desc limit ${limit + 1}`.execute(db);
  const page = pageOf('segments', rows, limit, (row) => [row.sort_key, row.id]);
  const [names, uses] = await Promise.all([
    namesIn(
      db,
      actor.workspace_id,
      page.items.map((row) => row.condition),
    ),
    usesOf(
      db,
      actor,
      page.items.map((row) => row.id),
    ),
  ]);
  return {
    ...page,
    items: page.items.map(({ sort_key: _key, ...row }) => present(row, language, names, uses.get(row.id))),
  };
}

/** Names of the campaigns and imports that conditions speak of; null for an import that came without a file. */
export async function namesIn(
  db: DbOrTx,
  workspace_id: string,
  conditions: readonly SegmentCondition[],
): Promise<Names> {
  const ids = [...new Set(conditions.flatMap((one) => namedIn(one).map(({ id }) => id)))];
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string | null }>`
    select id, name from campaigns where workspace_id = ${workspace_id} and id = any(${ids}::uuid[])
    union all
    select id, file_name from imports
    where workspace_id = ${workspace_id} and id = any(${ids}::uuid[])`.execute(db);
  const names = new Map(rows.map((row) => [row.id, row.name]));
  // Under the spelling the condition has, too: an id may be written in capitals.
  for (const id of ids) {
    const name = names.get(id.toLowerCase());
    if (name !== undefined) names.set(id, name);
  }
  return names;
}

function present(
  row: SegmentRow,
  language: User['language'],
  names: Names,
  { used_by, used_by_count }: Uses = { used_by: [], used_by_count: 0 },
): SegmentResource {
  return {
    ...row,
    ...{ used_by, used_by_count },
    text: describe(row.condition, language, names),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
