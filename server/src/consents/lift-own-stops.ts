// A person who stopped us and later agrees again by an act of their own (START, a start link, the platform's switch) takes back
// the suppressions that their stop had left, for exactly the channels and purposes they agree to. What anybody set here,
// a complaint and an erasure stay, whatever the person says later.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';

export type OwnStops = {
  workspace_id: string;
  prospect_id: string;
  /** The address the act came from. */
  address: string;
  channels: readonly Channel[];
  purposes: readonly Purpose[];
  /** When they acted, to the second on most platforms: a stop that came after it stays. */
  at: Date;
};

// `opted_out`: kept for the person when their record went (by hand or by undoing an import) or got another number, or told
// to us before there was one: the ledger, in which they could have reversed it, is not there. `marketing_stopped`: the platform told us of their own switch.
const made = {
  anywhere: sql`(reason = 'opted_out' and source in ('deletion', 'import', 'number_changed', 'api')
    or reason = 'marketing_stopped' and source = 'platform')`,
  on_platform: sql`reason = 'marketing_stopped' and source = 'platform'`,
};

function stopsOf(rt: Runtime, person: OwnStops, where: keyof typeof made) {
  return sql`workspace_id = ${person.workspace_id} and lifted_at is null and date_trunc('second', created_at) <= ${person.at} and ${made[where]}
    and channel = any(${person.channels}::text[]) and purpose = any(${person.purposes}::text[])
    and (prospect_id = ${person.prospect_id} or address_hash = ${rt.keys.addressHash(person.address)}
      or address_hash = (select phone_hash from prospects where id = ${person.prospect_id}))`;
}

export async function hasOwnStops(rt: Runtime, tx: Tx, person: OwnStops): Promise<boolean> {
  const { rows } =
    await sql`select from suppressions where ${stopsOf(rt, person, 'anywhere')} limit 1`.execute(tx);
  return rows.length > 0;
}

/** Call it with the person locked, in the transaction that records what they agreed to. */
export async function liftOwnStops(
  rt: Runtime,
  tx: Tx,
  now: Date,
  person: OwnStops,
  where: keyof typeof made = 'anywhere',
): Promise<void> {
  const { rows } = await sql<{ id: string; channel: Channel; purpose: Purpose; reason: string }>`
    update suppressions set lifted_at = ${now}, lifted_reason = 'person' where ${stopsOf(rt, person, where)}
    returning id, channel, purpose, reason`.execute(tx);
  await appendEvents(
    tx,
    now,
    rows.map((row) => ({
      workspace_id: person.workspace_id,
      type: 'suppression.lifted' as const,
      occurred_at: now,
      prospect_id: person.prospect_id,
      channel: row.channel,
      data: { suppression_id: row.id, reason: row.reason, purpose: row.purpose, by_person: true },
    })),
  );
}
