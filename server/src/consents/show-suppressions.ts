// The addresses that must not be messaged. A PM sees the stops they made and those of people in their book.
import type { NewSuppression, SuppressionQuery } from '@sampark/contracts/consents.ts';
import { sql } from 'kysely';
import { pageOf, readCursor } from '../http/page.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import type { SuppressionRow } from './queries.ts';
import { operational, reasonKind } from './reason-kind.ts';

const columns = sql`s.id, s.channel, s.purpose, s.reason, s.note, s.source, s.hint, s.prospect_id, s.created_by, s.created_at,
  (select u.name from users u where u.id = s.created_by) as created_by_name`;

/** As `isLiftable` has it. */
const ours = sql`(s.created_by is not null and s.reason = any(${operational}::text[]))`;

function visible(actor: Actor) {
  if (actor.role !== 'standard') return sql`true`;
  return sql`(s.created_by = ${actor.user_id} or exists (
    select from relationships r where r.user_id = ${actor.user_id} and r.prospect_id = s.prospect_id))`;
}

export async function listSuppressions(rt: Runtime, actor: Actor, query: SuppressionQuery) {
  const limit = query.limit ?? 50;
  const after = readCursor('suppressions', query.cursor);
  const { rows } = await sql<SuppressionRow & { sort_key: string }>`
    select ${columns}, s.created_at::text as sort_key from suppressions s
    where s.workspace_id = ${actor.workspace_id} and s.lifted_at is null and ${visible(actor)}
      and ${query.reason === undefined ? sql`true` : sql`s.reason = ${query.reason}`}
      and ${query.channel === undefined ? sql`true` : sql`(s.channel is null or s.channel = ${query.channel})`}
      and ${query.whose === undefined ? sql`true` : query.whose === 'ours' ? ours : sql`not ${ours}`}
      and ${after ? sql`(s.created_at < ${after[0]}::timestamptz or (s.created_at = ${after[0]}::timestamptz and s.id > ${after[1]}::uuid))` : sql`true`}
    order by s.created_at desc, s.id limit ${limit + 1}`.execute(rt.db);
  const page = pageOf('suppressions', rows, limit, (row) => [row.sort_key, row.id]);
  return { ...page, items: page.items.map(shown) };
}

/** All in force on one address. */
export async function suppressionsOfAddress(rt: Runtime, actor: Actor, hash: Buffer) {
  const { rows } = await sql<SuppressionRow>`
    select ${columns} from suppressions s where s.workspace_id = ${actor.workspace_id} and s.address_hash = ${hash}
      and s.lifted_at is null and ${visible(actor)} order by s.created_at desc, s.id`.execute(rt.db);
  return rows.map(shown);
}

/** Who stopped it before, and why, is told to those who may see it; to anybody else it is the stop they have just made. */
export async function answerTo(
  rt: Runtime,
  actor: Actor,
  id: string,
  given: Pick<NewSuppression, 'channel' | 'purpose' | 'reason' | 'note'> & { address: string },
) {
  const { rows } = await sql<SuppressionRow>`
    select ${columns} from suppressions s where s.id = ${id} and s.workspace_id = ${actor.workspace_id}
      and ${visible(actor)}`.execute(rt.db);
  if (rows[0]) return shown(rows[0]);
  const users = await sql<{ name: string }>`select name from users where id = ${actor.user_id}`.execute(
    rt.db,
  );
  return shown({
    ...{ id, channel: given.channel ?? null, purpose: given.purpose ?? null },
    ...{ reason: given.reason, note: given.note ?? null, source: 'dashboard', hint: given.address.slice(-4) },
    ...{ prospect_id: null, created_by: actor.user_id, created_by_name: users.rows[0]?.name ?? null },
    created_at: rt.clock.now(),
  });
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
    created_by_name: row.created_by_name ?? null,
    created_at: row.created_at.toISOString(),
    liftable: isLiftable(row),
  };
}
