// A person's second factor: begun, confirmed with its first code, asked for, removed. Whoever changes it writes the entry.
import type { NewFactor } from '@sampark/contracts/sign-in.ts';
import { randomBytes } from 'node:crypto';
import { appendEvents, type DbOrTx, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import { qrSvg } from '../opt-in/qr.ts';
import { makeRecoveryCodes, useRecoveryCode } from './recovery-codes.ts';
import { base32, factorUri, fittingStep, secretBytes } from './totp.ts';

type Owner = { id: string; workspace_id: string; email: string };

/** Shown, but not in force until a code confirms it. A second beginning replaces the first. Throws `second_factor_set`. */
export async function beginFactor(rt: Runtime, tx: DbOrTx, user: Owner): Promise<NewFactor> {
  const secret = randomBytes(secretBytes);
  const sealed = rt.keys.seal(secret.toString('base64'));
  const now = rt.clock.now();
  const begun = await tx
    .insertInto('second_factors')
    .values({ user_id: user.id, workspace_id: user.workspace_id, secret: sealed, created_at: now })
    .onConflict((conflict) =>
      conflict
        .column('user_id')
        .doUpdateSet({ secret: sealed, created_at: now, last_step: 0 })
        .where('second_factors.confirmed_at', 'is', null),
    )
    .returning('user_id')
    .executeTakeFirst();
  if (!begun) throw new Problem('second_factor_set');
  const { name } = await tx
    .selectFrom('workspaces')
    .select('name')
    .where('id', '=', user.workspace_id)
    .executeTakeFirstOrThrow();
  const uri = factorUri(secret, name, user.email);
  return {
    secret: (base32(secret).match(/.{1,4}/g) ?? []).join(' '),
    uri,
    qr: `data:image/svg+xml;base64,${Buffer.from(qrSvg(uri)).toString('base64')}`,
  };
}

/** The recovery codes, once; undefined where the code is wrong. Throws `second_factor_missing` when none was begun. */
export async function confirmFactor(
  rt: Runtime,
  tx: Tx,
  user: Owner,
  code: string,
): Promise<string[] | undefined> {
  const row = await lockFactor(tx, user.id);
  if (!row || row.confirmed_at) throw new Problem(row ? 'second_factor_set' : 'second_factor_missing');
  if (!(await spendCode(rt, tx, row, code))) return undefined;
  const now = rt.clock.now();
  await tx.updateTable('second_factors').set({ confirmed_at: now }).where('user_id', '=', user.id).execute();
  await appendEvents(tx, now, [
    {
      ...{ workspace_id: user.workspace_id, type: 'user.second_factor_set', occurred_at: now },
      ...{ actor_id: user.id, data: { user_id: user.id } },
    },
  ]);
  return makeRecoveryCodes(rt, tx, user);
}

/** Spends the code. Undefined: wrong, used before, or there is no factor. */
export async function checkCode(
  rt: Runtime,
  tx: DbOrTx,
  user: { id: string; workspace_id: string },
  given: string,
): Promise<'code' | 'recovery_code' | undefined> {
  const row = await lockFactor(tx, user.id);
  if (!row?.confirmed_at) return undefined;
  const typed = given.replaceAll(/\s/g, '');
  if (/^\d{6}$/.test(typed)) return (await spendCode(rt, tx, row, typed)) ? 'code' : undefined;
  return (await useRecoveryCode(rt, tx, user, typed)) ? 'recovery_code' : undefined;
}

/** `by`: the person, or the administrator who resets it. Its recovery codes go with it. */
export async function removeFactor(
  rt: Runtime,
  tx: Tx,
  user: { id: string; workspace_id: string },
  by: string,
): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('second_factors')
    .where('user_id', '=', user.id)
    .where('workspace_id', '=', user.workspace_id)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new Problem('second_factor_missing');
  const now = rt.clock.now();
  await appendEvents(tx, now, [
    {
      ...{ workspace_id: user.workspace_id, type: 'user.second_factor_removed', occurred_at: now },
      ...{ actor_id: by, data: { user_id: user.id } },
    },
  ]);
}

type FactorRow = { user_id: string; secret: Buffer; last_step: number; confirmed_at: Date | null };

async function lockFactor(tx: DbOrTx, userId: string): Promise<FactorRow | undefined> {
  return tx
    .selectFrom('second_factors')
    .select(['user_id', 'secret', 'last_step', 'confirmed_at'])
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
}

async function spendCode(rt: Runtime, tx: DbOrTx, row: FactorRow, code: string): Promise<boolean> {
  const secret = Buffer.from(rt.keys.open(row.secret), 'base64');
  const step = fittingStep(secret, code.replaceAll(/\s/g, ''), rt.clock.now(), row.last_step);
  if (step === undefined) return false;
  await tx
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('user_id', '=', row.user_id)
    .execute();
  return true;
}
