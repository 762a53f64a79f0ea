// People stopped by an address that only a channel knows them by: stops are kept as keyed hashes, and the database has no key.
import { sql } from 'kysely';
import type { Runtime } from '../../runtime.ts';

/** Ids. Where every stop names a number on record or a person, which is usual, no address is read. */
export async function stoppedElsewhere(rt: Runtime, workspace_id: string): Promise<string[]> {
  const { rows: stops } = await sql<{ hash: string }>`
    select distinct encode(s.address_hash, 'hex') as hash from suppressions s
    where s.workspace_id = ${workspace_id} and s.lifted_at is null
      and not exists (select from prospects p where p.workspace_id = ${workspace_id} and p.phone_hash = s.address_hash)`.execute(
    rt.db,
  );
  if (stops.length === 0) return [];
  const stopped = new Set(stops.map((one) => one.hash));
  const { rows: known } = await sql<{ id: string; address: string }>`
    select i.prospect_id as id, i.address from channel_identities i join prospects p on p.id = i.prospect_id
    where i.workspace_id = ${workspace_id} and i.address is distinct from p.phone_number`.execute(rt.db);
  const hits = known.filter(({ address }) => stopped.has(rt.keys.addressHash(address).toString('hex')));
  return [...new Set(hits.map((one) => one.id))];
}
