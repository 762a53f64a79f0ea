// Keys as they are shown: one's own; an administrator sees everybody's.
import type { ApiKey } from '@sampark/contracts/api-keys.ts';
import { sql } from 'kysely';
import { mostRows, pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';

type Row = Omit<ApiKey, 'user' | 'status' | 'created_at' | 'expires_at' | 'last_used_at' | 'revoked_at'> & {
  user_id: string;
  user_name: string;
  created_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
  sort_key: string;
};

const columns = sql`k.id, k.name, k.prefix, k.scopes, k.user_id, u.name as user_name, k.created_at, k.expires_at,
  k.last_used_at, k.revoked_at, k.created_at::text as sort_key`;

function visible(actor: Actor) {
  const own = actor.role === 'admin' ? sql`true` : sql`k.user_id = ${actor.user_id}`;
  return sql`k.workspace_id = ${actor.workspace_id} and ${own}`;
}

export async function listKeys(rt: Runtime, actor: Actor, query: { limit?: number; cursor?: string }) {
  const limit = query.limit ?? 50;
  const after = readCursor('api-keys', query.cursor);
  const { rows } = await sql<Row>`
    select ${columns} from api_keys k join users u on u.id = k.user_id
    where ${visible(actor)}
      and ${after ? sql`(k.created_at, k.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by k.created_at desc, k.id desc limit ${mostRows(limit)}`.execute(rt.db);
  const page = pageOf('api-keys', rows, limit, (row) => [row.sort_key, row.id]);
  return { ...page, items: page.items.map((row) => present(row, rt.clock.now())) };
}

export async function readKey(rt: Runtime, actor: Actor, id: string): Promise<ApiKey> {
  const { rows } = await sql<Row>`
    select ${columns} from api_keys k join users u on u.id = k.user_id
    where ${visible(actor)} and k.id = ${id}`.execute(rt.db);
  if (!rows[0]) throw new Problem('not_found');
  return present(rows[0], rt.clock.now());
}

function present(row: Row, now: Date): ApiKey {
  const { id, name, prefix, scopes, user_id, user_name } = row;
  return {
    ...{ id, name, prefix, scopes },
    user: { id: user_id, name: user_name },
    status: row.revoked_at ? 'revoked' : row.expires_at <= now ? 'expired' : 'active',
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}
