// How the workspace's people sign in. Changed by administrators who have just shown who they are.
import type { ChangeSignIn, SignInSettings } from '@sampark/contracts/sign-in.ts';
import { appendEvents, type DbOrTx } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { requireProof } from './prove.ts';

export async function readSignIn(db: DbOrTx, workspaceId: string): Promise<SignInSettings> {
  return db
    .selectFrom('workspaces')
    .select('second_factor_required')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
}

/** Throws `proof_needed`. Sessions that stand go on; who has no second factor sets one up at the next sign-in. */
export async function changeSignIn(rt: Runtime, actor: Actor, edit: ChangeSignIn): Promise<SignInSettings> {
  await requireProof(rt, actor);
  return rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    const before = await tx
      .selectFrom('workspaces')
      .select('second_factor_required')
      .where('id', '=', actor.workspace_id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await tx.updateTable('workspaces').set(edit).where('id', '=', actor.workspace_id).execute();
    const after = await readSignIn(tx, actor.workspace_id);
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: actor.workspace_id, type: 'sign_in.changed', occurred_at: now },
        ...{ actor_id: actor.user_id, data: { before, after } },
      },
    ]);
    return after;
  });
}
