// One's own second factor from Settings, and a colleague's that an administrator resets.
import type { MySecurity, RemoveFactor } from '@sampark/contracts/sign-in.ts';
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { forgetSessions } from '../http/session-check.ts';
import type { Runtime } from '../runtime.ts';
import { checkOwnPassword } from '../users/check-own-password.ts';
import { providerOf } from '../single-sign-on/find-provider.ts';
import { linkOf } from '../single-sign-on/links.ts';
import { passwordAllowed } from '../single-sign-on/password-allowed.ts';
import { revokeSessions } from '../users/end-sessions.ts';
import { getUser } from '../users/queries.ts';
import { clearCodes, enterCode } from '../users/throttle-login.ts';
import { beginFactor, checkCode, confirmFactor, removeFactor } from './factor.ts';
import { requireProof } from './prove.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';

type Found = {
  email: string;
  role: string;
  password: boolean;
  required: boolean;
  since: Date | null;
  left: number;
};

export async function readSecurity(rt: Runtime, actor: Actor): Promise<MySecurity> {
  const { rows } = await sql<Found>`
    select u.email, u.role, u.password_hash like '$argon2id$%' as password, w.second_factor_required as required,
      f.confirmed_at as since, (select count(*)::int from recovery_codes c where c.user_id = u.id and c.used_at is null) as left
    from users u join workspaces w on w.id = u.workspace_id
    left join second_factors f on f.user_id = u.id and f.confirmed_at is not null
    where u.id = ${actor.user_id} and u.workspace_id = ${actor.workspace_id}`.execute(rt.db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const { required, since, left } = row;
  const { workspace_id } = actor;
  const provider = await providerOf(rt, workspace_id);
  return {
    password: row.password && (await passwordAllowed(rt.db, { ...row, workspace_id })),
    single_sign_on:
      provider !== undefined && (await linkOf(rt.db, actor.user_id, provider.issuer)) !== undefined,
    second_factor: since && { since: since.toISOString(), recovery_codes_left: left },
    second_factor_required: required,
  };
}

/** Throws `proof_needed`, `second_factor_set`. */
export async function beginOwnFactor(rt: Runtime, actor: Actor) {
  await requireProof(rt, actor);
  return beginFactor(rt, rt.db, await getUser(rt, actor.workspace_id, actor.user_id));
}

/** The recovery codes. Throws `proof_needed`, `wrong_code`, `login_throttled`. */
export async function confirmOwnFactor(rt: Runtime, actor: Actor, code: string): Promise<string[]> {
  await requireProof(rt, actor);
  const user = await getUser(rt, actor.workspace_id, actor.user_id);
  await enterCode(rt, user.id);
  const codes = await rt.db.transaction().execute((tx) => confirmFactor(rt, tx, user, code));
  if (!codes) throw new Problem('wrong_code', { field: 'body.code' });
  await clearCodes(rt, user.id);
  return codes;
}

/** New recovery codes in place of the old ones. Throws `proof_needed`, `second_factor_missing`. */
export async function renewRecoveryCodes(rt: Runtime, actor: Actor): Promise<string[]> {
  await requireProof(rt, actor);
  return rt.db.transaction().execute(async (tx) => {
    const factor = await tx
      .selectFrom('second_factors')
      .select('user_id')
      .where('user_id', '=', actor.user_id)
      .where('confirmed_at', 'is not', null)
      .forUpdate()
      .executeTakeFirst();
    if (!factor) throw new Problem('second_factor_missing');
    const now = rt.clock.now();
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: actor.workspace_id, type: 'user.recovery_codes_made', occurred_at: now },
        actor_id: actor.user_id,
      },
    ]);
    return makeRecoveryCodes(rt, tx, { id: actor.user_id, workspace_id: actor.workspace_id });
  });
}

/** Needs both: who holds only one of them must not be able to do away with the other. */
export async function removeOwnFactor(
  rt: Runtime,
  actor: Actor,
  given: RemoveFactor,
  ip: string,
): Promise<void> {
  const { second_factor_required, password } = await readSecurity(rt, actor);
  if (second_factor_required) throw new Problem('second_factor_required');
  // Without a password the first of the two is shown at the provider.
  if (!password) await requireProof(rt, actor);
  const user = password
    ? await checkOwnPassword(rt, actor, given.password ?? '', ip, 'body.password')
    : await getUser(rt, actor.workspace_id, actor.user_id);
  await enterCode(rt, user.id);
  const removed = await rt.db.transaction().execute(async (tx) => {
    if (!(await checkCode(rt, tx, user, given.code))) return false;
    await removeFactor(rt, tx, user, user.id);
    return true;
  });
  if (!removed) throw new Problem('wrong_code', { field: 'body.code' });
  await clearCodes(rt, user.id);
}

/** A lost telephone: the colleague's sessions end, and the next sign-in asks for the password alone or sets up a new factor. */
export async function resetFactor(rt: Runtime, actor: Actor, userId: string): Promise<void> {
  if (userId === actor.user_id)
    throw new Problem('forbidden', { detail: 'Your own is removed in Settings, with password and code.' });
  await requireProof(rt, actor);
  const user = await getUser(rt, actor.workspace_id, userId);
  await rt.db.transaction().execute(async (tx) => {
    await removeFactor(rt, tx, user, actor.user_id);
    await revokeSessions(tx, rt.clock.now(), { user_id: user.id }, 'second factor reset');
  });
  forgetSessions(rt);
}
