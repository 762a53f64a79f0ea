// What stands behind a decision: the ledger's last word on each channel, and the stops in force on the person's addresses.
import type { Why } from '@sampark/contracts/explain.ts';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { PersonFacts } from '../delivery/claim-queries.ts';
import type { DbOrTx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';

type Evidence = NonNullable<Why['channels'][number]['consent']>;
type Stop = Why['channels'][number]['stops'][number];

/** The entry that says what holds now: a person's own word outlasts what others recorded afterwards. */
export async function consentEvidence(
  db: DbOrTx,
  prospect_id: string,
  purpose: Purpose,
): Promise<Map<Channel, Evidence>> {
  const { rows } = await sql<Omit<Evidence, 'occurred_at'> & { channel: Channel; occurred_at: Date }>`
    select distinct on (c.channel) c.channel, c.action, c.source, c.by_person, c.occurred_at, c.evidence, u.name as recorded_by_name
    from consents c
    join consent_state s on s.prospect_id = c.prospect_id and s.channel = c.channel and s.purpose = c.purpose
      and s.granted = (c.action = 'granted')
    left join imports i on i.id = c.import_id left join users u on u.id = c.recorded_by
    where c.prospect_id = ${prospect_id} and c.purpose = ${purpose} and not (c.action = 'granted' and i.voided_at is not null)
    order by c.channel, c.id desc`.execute(db);
  return new Map(
    rows.map(({ channel, occurred_at, ...row }) => [
      channel,
      { ...row, occurred_at: occurred_at.toISOString() },
    ]),
  );
}

export async function stopEvidence(rt: Runtime, workspace_id: string, person: PersonFacts): Promise<Stop[]> {
  const addresses = [person.phone_number, ...(person.identities ?? []).map((one) => one.address)];
  const hashes = addresses.flatMap((one) => (one === null ? [] : [rt.keys.addressHash(one)]));
  const { rows } = await sql<Omit<Stop, 'created_at'> & { created_at: Date }>`
    select distinct on (id) channel, purpose, reason, source, created_at from suppressions
    where workspace_id = ${workspace_id} and lifted_at is null
      and (prospect_id = ${person.id} or address_hash = any(${hashes}::bytea[])) order by id`.execute(rt.db);
  return rows
    .map((row) => ({ ...row, created_at: row.created_at.toISOString() }))
    .sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
}
