// A key is made by the person it acts as, and revoked by them or by an administrator.
import { mostKeys, type ApiKey, type NewApiKey } from '@sampark/contracts/api-keys.ts';
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { newApiKey } from '../security/api-key.ts';
import { requireProof } from '../sign-in/prove.ts';
import { readKey } from './list-keys.ts';

const dayMs = 86_400_000;

/** The key, once. Throws `proof_needed`, `too_many_keys`. */
export async function makeKey(
  rt: Runtime,
  actor: Actor,
  given: NewApiKey,
): Promise<ApiKey & { key: string }> {
  await requireProof(rt, actor);
  const { key, prefix, hash } = newApiKey();
  const now = rt.clock.now();
  const expires = new Date(now.getTime() + given.days * dayMs);
  const id = await rt.db.transaction().execute(async (tx) => {
    // The person's row: of two who make the last allowed one at once, one is refused.
    await sql`select from users where id = ${actor.user_id} for no key update`.execute(tx);
    const { rows } = await sql<{ live: number }>`
      select count(*)::int as live from api_keys
      where user_id = ${actor.user_id} and revoked_at is null and expires_at > ${now}`.execute(tx);
    if ((rows[0]?.live ?? 0) >= mostKeys) throw new Problem('too_many_keys');
    const made = await tx
      .insertInto('api_keys')
      .values({
        ...{ workspace_id: actor.workspace_id, user_id: actor.user_id, name: given.name.trim(), prefix },
        ...{ token_hash: hash, scopes: given.scopes, created_at: now, expires_at: expires },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await appendEvents(tx, now, [
      {
        ...{
          workspace_id: actor.workspace_id,
          type: 'api_key.made',
          occurred_at: now,
          actor_id: actor.user_id,
        },
        data: { api_key_id: made.id, prefix, scopes: given.scopes, expires_at: expires.toISOString() },
      },
    ]);
    return made.id;
  });
  return { ...(await readKey(rt, actor, id)), key };
}

/** Works at once, in every process. A second time changes nothing. */
export async function revokeKey(rt: Runtime, actor: Actor, id: string): Promise<void> {
  const { prefix, user } = await readKey(rt, actor, id);
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('api_keys')
      .set({ revoked_at: now, revoked_by: actor.user_id })
      .where('id', '=', id)
      .where('workspace_id', '=', actor.workspace_id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: actor.workspace_id, type: 'api_key.revoked', occurred_at: now },
        ...{ actor_id: actor.user_id, data: { api_key_id: id, prefix, user_id: user.id } },
      },
    ]);
  });
}
