// Recovery codes: ten of 80 random bits, shown once. What is kept is keyed, so that the database alone gives nothing to try
// them against.
import { createHmac, randomBytes } from 'node:crypto';
import type { DbOrTx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { base32 } from './totp.ts';

const howMany = 10;

type Owner = { id: string; workspace_id: string };

/** In place of all earlier ones. */
export async function makeRecoveryCodes(rt: Runtime, tx: DbOrTx, user: Owner): Promise<string[]> {
  const codes = Array.from({ length: howMany }, () => base32(randomBytes(10)).toLowerCase());
  await tx.deleteFrom('recovery_codes').where('user_id', '=', user.id).execute();
  await tx
    .insertInto('recovery_codes')
    .values(
      codes.map((code) => ({
        user_id: user.id,
        workspace_id: user.workspace_id,
        code_hash: hashOf(rt, user, code),
      })),
    )
    .execute();
  return codes.map((code) => (code.match(/.{4}/g) ?? []).join('-'));
}

/** False: never made, replaced, or used before. */
export async function useRecoveryCode(rt: Runtime, tx: DbOrTx, user: Owner, typed: string): Promise<boolean> {
  const code = typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const { numUpdatedRows } = await tx
    .updateTable('recovery_codes')
    .set({ used_at: rt.clock.now() })
    .where('user_id', '=', user.id)
    .where('code_hash', '=', hashOf(rt, user, code))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function hashOf(rt: Runtime, user: Owner, code: string): Buffer {
  return createHmac('sha256', rt.keys.derive('recovery-code')).update(`${user.id} ${code}`).digest();
}
