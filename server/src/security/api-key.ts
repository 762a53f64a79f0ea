// Keys of programs: 256 random bits behind a beginning to recognise them by; kept as a hash only. Read anew on every request:
// a revoked one stops at once, in every process.
import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';

const start = 'sampark_key_';

export function isApiKey(text: string): boolean {
  return text.startsWith(start);
}

export function newApiKey(): { key: string; prefix: string; hash: Buffer } {
  const prefix = start + randomBytes(4).toString('hex');
  const key = `${prefix}_${randomBytes(32).toString('base64url')}`;
  return { key, prefix, hash: hashOf(key) };
}

export type KeyHolder = {
  api_key_id: string;
  user_id: string;
  workspace_id: string;
  role: Role;
  scopes: string[];
};

/** Undefined: never made, expired, revoked, or its person is gone. Notes the use, once a minute at most. */
export async function readApiKey(
  rt: Pick<Runtime, 'db' | 'clock' | 'demo'>,
  key: string,
): Promise<KeyHolder | undefined> {
  const now = rt.clock.now();
  const { rows } = await sql<KeyHolder & { is_demo: boolean; stale: boolean }>`
    select k.id as api_key_id, k.user_id, k.workspace_id, u.role, k.scopes, w.is_demo,
      coalesce(k.last_used_at < ${now}::timestamptz - interval '1 minute', true) as stale
    from api_keys k join users u on u.id = k.user_id join workspaces w on w.id = k.workspace_id
    where k.token_hash = ${hashOf(key)} and k.revoked_at is null and k.expires_at > ${now}
      and u.status = 'active' and u.workspace_id = k.workspace_id`.execute(rt.db);
  const row = rows[0];
  if (!row || (row.is_demo && !rt.demo.enabled)) return undefined;
  const { is_demo: _demo, stale, ...holder } = row;
  if (stale) await sql`update api_keys set last_used_at = ${now} where id = ${row.api_key_id}`.execute(rt.db);
  return holder;
}

// A plain hash suffices: what it hides cannot be guessed, unlike a password.
function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
