// Making, replacing and revoking the token a device's agent reports with.
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { newAgentToken } from '../security/agent-token.ts';

/** The token, once: the one before stops working at the same moment. */
export async function makeAgentToken(
  rt: Runtime,
  actor: Actor,
  id: string,
): Promise<{ token: string; made_at: string }> {
  const { token, hash } = newAgentToken();
  const now = rt.clock.now();
  await write(rt, actor, id, { agent_token_hash: hash, agent_token_made_at: now });
  return { token, made_at: now.toISOString() };
}

/** From now on nothing speaks for the device but an administrator, and its silence is no fault any more. */
export async function revokeAgentToken(rt: Runtime, actor: Actor, id: string): Promise<void> {
  await write(rt, actor, id, { agent_token_hash: null, agent_token_made_at: null });
}

async function write(
  rt: Runtime,
  actor: Actor,
  id: string,
  token: { agent_token_hash: Buffer | null; agent_token_made_at: Date | null },
): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('devices')
      .set({ ...token, updated_at: now })
      .where('id', '=', id)
      .where('workspace_id', '=', actor.workspace_id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem('not_found');
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: token.agent_token_hash ? 'device.agent_token_made' : 'device.agent_token_revoked',
        occurred_at: now,
        actor_id: actor.user_id,
        device_id: id,
      },
    ]);
  });
}
