// The addresses that must not be messaged. A PM sees the stops they made and those of people in their book.
import { sql } from 'kysely';
import { pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import type { SuppressionRow } from './queries.ts';
import { reasonKind } from './reason-kind.ts';

const columns = sql`s.id, s.channel, s.purpose, s.reason, s.note, s.source, s.hint, s.prospect_id, s.created_by, s.created_at`;

function visible(actor: Actor) {
  if (actor.role !== 'standard') return sql`true`;
  return sql`(s.created_by = ${actor.user_id} or exists (
    select from relationships r where r.user_id = ${actor.user_id} and r.prospect_id = s.prospect_id))`;
}

export async function listSuppressions(
  rt: Runtime,
  actor: Actor,
  query: { limit?: number; cursor?: string },
) {
  const limit = query.limit ?? 50;
  const after = readCursor('suppressions', query.cursor);
  const { rows } = await sql<SuppressionRow & { sort_key: string }>`
    select ${columns}, s.created_at::text as sort_key from suppressions s
    where s.workspace_id = ${actor.workspace_id} and s.lifted_at is null and ${visible(actor)}
      and ${after ? sql`(s.created_at < ${after[0]}::timestamptz or (s.created_at = ${after[0]}::timestamptz and s.id > ${after[1]}::uuid))` : sql`true`}
    order by s.created_at desc, s.id limit ${limit + 1}`.execute(rt.db);
  const page = pageOf('suppressions', rows, limit, (row) => [row.sort_key, row.id]);
  return { ...page, items: page.items.map(shown) };
}

export async function findSuppression(rt: Runtime, actor: Actor, id: string) {
  const { rows } = await sql<SuppressionRow>`
    select ${columns} from suppressions s where s.id = ${id} and s.workspace_id = ${actor.workspace_id}`.execute(
    rt.db,
  );
  if (!rows[0]) throw new Problem('not_found');
  return shown(rows[0]);
}

/** Made by a user here, for a reason of ours: an administrator may lift it. */
export function isLiftable(row: Pick<SuppressionRow, 'reason' | 'created_by'>): boolean {
  return row.created_by !== null && reasonKind(row.reason) === 'operational';
}

function shown(row: SuppressionRow) {
  const { id, channel, purpose, reason, note, source, hint } = row;
  return {
    id,
    channel,
    purpose,
    reason,
    note,
    source,
    hint,
    prospect_id: row.prospect_id,
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    liftable: isLiftable(row),
  };
}
