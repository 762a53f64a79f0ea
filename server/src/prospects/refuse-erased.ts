// A number that belongs to somebody who was erased is not taken up again, by whichever way it comes.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';

/** Of these keyed hashes (hexadecimal), those of erased people. */
export async function erasedHashes(
  tx: Tx,
  workspace_id: string,
  hashes: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ hash: string }>`/* prepared */
    select distinct encode(address_hash, 'hex') as hash from suppressions
    where workspace_id = ${workspace_id} and lifted_at is null and reason = 'erased'
      and address_hash = any(array(select decode(hash, 'hex') from unnest(${hashes}::text[]) hash))`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.hash));
}

export async function refuseErased(rt: Runtime, tx: Tx, workspace_id: string, phone: string): Promise<void> {
  const found = await erasedHashes(tx, workspace_id, [rt.keys.addressHash(phone).toString('hex')]);
  if (found.size > 0) throw new Problem('person_erased', { field: 'body.phone_number' });
}
