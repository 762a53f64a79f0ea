// Idempotency-Key: the first request's success is kept for 24 h and given again to the same request of the same user.
// Refusals are not kept (nothing was made, the corrected request may use the key). A row left by a crash blocks its key
// for 60 s. Limit: a process that dies after its work committed and before the answer is kept runs the work again.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { Problem } from './problem.ts';
import type { Actor } from './route.ts';

const keepHours = 24;
const abandonedAfterSeconds = 60;

export type StoredAnswer = { status: number; headers: Record<string, string>; body: unknown };

export type KeyClaim = { kind: 'run' } | { kind: 'replay'; answer: StoredAnswer };

export function requestHash(method: string, url: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body) ?? ''}`)
    .digest();
}

export function checkKey(key: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem('invalid_request', {
      errors: [{ field: 'headers.idempotency-key', reason: 'must be 1 to 255 visible ASCII characters' }],
    });
  }
  return key;
}

/** Throws `idempotency_key_reused` or `idempotency_in_progress`. */
export async function claimKey(rt: Runtime, actor: Actor, key: string, hash: Buffer): Promise<KeyClaim> {
  const now = rt.clock.now();
  const abandoned = new Date(now.getTime() - abandonedAfterSeconds * 1000);
  const expired = new Date(now.getTime() - keepHours * 3_600_000);
  // One statement takes a free, abandoned or expired key; two requests cannot both get a row back.
  const taken = await sql<{ key: string }>`
    insert into idempotency_keys as k (workspace_id, user_id, key, request_hash, created_at)
    values (${actor.workspace_id}, ${actor.user_id}, ${key}, ${hash}, ${now})
    on conflict (user_id, key) do update
      set request_hash = excluded.request_hash, status = null, response = null, created_at = excluded.created_at
      where k.created_at < ${expired} or (k.status is null and k.created_at < ${abandoned})
    returning k.key`.execute(rt.db);
  if (taken.rows.length > 0) return { kind: 'run' };
  const row = await rt.db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'status', 'response'])
    .where('user_id', '=', actor.user_id)
    .where('key', '=', key)
    .executeTakeFirst();
  // Released between the two statements: whoever held it was refused, and this one may simply come again.
  if (!row) throw new Problem('idempotency_in_progress', { retryAfterSeconds: 1 });
  if (!hash.equals(row.request_hash)) throw new Problem('idempotency_key_reused');
  if (row.status === null) throw new Problem('idempotency_in_progress', { retryAfterSeconds: 1 });
  const stored = row.response as { headers: Record<string, string>; body: unknown };
  return { kind: 'replay', answer: { status: row.status, headers: stored.headers, body: stored.body } };
}

export async function keepAnswer(
  rt: Runtime,
  actor: Actor,
  key: string,
  answer: StoredAnswer,
): Promise<void> {
  await rt.db
    .updateTable('idempotency_keys')
    .set({
      status: answer.status,
      response: JSON.stringify({ headers: answer.headers, body: answer.body ?? null }),
    })
    .where('user_id', '=', actor.user_id)
    .where('key', '=', key)
    .execute();
}

export async function releaseKey(rt: Runtime, actor: Actor, key: string): Promise<void> {
  await rt.db
    .deleteFrom('idempotency_keys')
    .where('user_id', '=', actor.user_id)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}

/** For the daily clean-up. Returns how many rows went. */
export async function dropOldKeys(rt: Runtime): Promise<number> {
  const expired = new Date(rt.clock.now().getTime() - keepHours * 3_600_000);
  const result = await rt.db
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', expired)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
