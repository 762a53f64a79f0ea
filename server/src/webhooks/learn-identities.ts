// Writes what an address that wrote to us proves: it belongs to this person and works. A person has one identity per
// channel (per bot on Telegram); a new address there replaces the old one, as it does on the person's phone.
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Address } from './find-people.ts';

export async function learnIdentities(
  tx: Tx,
  now: Date,
  learned: readonly { address: Address; prospect_id: string }[],
): Promise<void> {
  if (learned.length === 0) return;
  const rows = [...new Map(learned.map((one) => [identityKey(one), one])).values()]
    .toSorted((a, b) => (a.prospect_id < b.prospect_id ? -1 : 1))
    .map(({ address, prospect_id }) => ({
      workspace_id: address.workspace_id,
      prospect_id,
      channel: address.channel,
      address: address.address,
      account_id: address.channel === 'telegram' ? address.account_id : null,
    }));
  const input = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as r(workspace_id uuid, prospect_id uuid, channel text, address text, account_id uuid)`;
  // A start link can move an address to the person it was made for: whoever held it before does not any more.
  await sql`
    delete from channel_identities i using ${input}
    where i.workspace_id = r.workspace_id and i.channel = r.channel and i.address = r.address
      and i.account_id is not distinct from r.account_id and i.prospect_id <> r.prospect_id`.execute(tx);
  const written = await sql<{ prospect_id: string; channel: string; account_id: string | null }>`
    insert into channel_identities (workspace_id, prospect_id, channel, address, account_id, status, source, learned_at, updated_at)
    select workspace_id, prospect_id, channel, address, account_id, 'active', 'inbound', ${now}, ${now} from ${input}
    on conflict (prospect_id, channel, coalesce(account_id, '00000000-0000-0000-0000-000000000000'::uuid))
      do update set address = excluded.address, status = 'active', status_code = null, source = 'inbound',
        learned_at = case when channel_identities.address = excluded.address then channel_identities.learned_at else excluded.learned_at end,
        updated_at = excluded.updated_at
    returning prospect_id, channel, account_id`.execute(tx);
  const workspaces = new Map(rows.map((row) => [row.prospect_id, row.workspace_id]));
  await appendEvents(
    tx,
    now,
    written.rows.map((row) => ({
      workspace_id: workspaces.get(row.prospect_id) ?? '',
      type: 'identity.learned' as const,
      occurred_at: now,
      prospect_id: row.prospect_id,
      channel: row.channel,
      account_id: row.account_id,
      data: { source: 'inbound' },
    })),
  );
}

function identityKey(one: { address: Address; prospect_id: string }): string {
  const account = one.address.channel === 'telegram' ? one.address.account_id : '';
  return `${one.prospect_id}/${one.address.channel}/${account}`;
}
