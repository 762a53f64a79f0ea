import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../events/append.ts';

export type ConsentState = { channel: Channel; purpose: Purpose; granted: boolean };

export async function consentStateOf(db: DbOrTx, prospectId: string): Promise<ConsentState[]> {
  const { rows } = await sql<ConsentState>`
    /* prepared */ select channel, purpose, granted from consent_state
    where prospect_id = ${prospectId} order by channel, purpose`.execute(db);
  return rows;
}

/** Under a lock on the person: two clicks, or a click and a STOP, take turns. */
export async function lockPerson(
  tx: Tx,
  prospectId: string,
): Promise<{ phone_hash: Buffer | null } | undefined> {
  const { rows } = await sql<{ phone_hash: Buffer | null }>`
    select phone_hash from prospects where id = ${prospectId} for update`.execute(tx);
  return rows[0];
}

export type SuppressionRow = {
  id: string;
  channel: Channel | null;
  purpose: Purpose | null;
  reason: string;
  note: string | null;
  source: string;
  hint: string | null;
  prospect_id: string | null;
  created_by: string | null;
  created_by_name?: string | null;
  created_at: Date;
};

/** Suppressions in force on an address that touch any of these channels and purposes. */
export async function suppressionsOn(
  db: DbOrTx,
  given: { workspace_id: string; address_hash: Buffer; channels: Channel[]; purposes: Purpose[] },
): Promise<SuppressionRow[]> {
  const { rows } = await sql<SuppressionRow>`
    select id, channel, purpose, reason, note, source, hint, prospect_id, created_by, created_at from suppressions
    where workspace_id = ${given.workspace_id} and address_hash = ${given.address_hash} and lifted_at is null
      and (channel is null or channel = any(${given.channels}::text[]))
      and (purpose is null or purpose = any(${given.purposes}::text[]))`.execute(db);
  return rows;
}

/** Those of these people who have stopped anything on a channel, or whose number is on the list for it. */
export async function stoppedOn(
  db: DbOrTx,
  prospectIds: readonly string[],
  channel: Channel,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select p.id from prospects p where p.id = any(${prospectIds}::uuid[]) and (
      exists (select from consent_state s where s.prospect_id = p.id and s.channel = ${channel} and not s.granted)
      or exists (select from suppressions x where x.workspace_id = p.workspace_id and x.lifted_at is null
        and (x.channel is null or x.channel = ${channel}) and (x.prospect_id = p.id or x.address_hash = p.phone_hash)))`.execute(
    db,
  );
  return new Set(rows.map((row) => row.id));
}
