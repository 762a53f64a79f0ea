// What an answer to a send tells of the person's own will: they blocked us, or switched marketing off, in the platform.
// Into the ledger like any other withdrawal, so that unblocking alone brings nothing back. Told again for every message on
// its way; only the first is news.
import { purposes, type Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';

export type ToldBySend = {
  workspace_id: string;
  prospect_id: string;
  campaign_id: string | null;
  message_id: string;
  account_id: string;
  channel: Channel;
  code: string;
  suppress: 'unreachable' | 'blocked' | 'marketing';
};

export async function recordRefusals(tx: Tx, told: readonly ToldBySend[], now: Date): Promise<void> {
  const own = told.flatMap((one) =>
    one.suppress === 'unreachable'
      ? []
      : [{ ...one, purposes: one.suppress === 'marketing' ? ['marketing'] : [...purposes] }],
  );
  const once = new Map(own.map((one) => [`${one.prospect_id}/${one.channel}/${one.suppress}`, one]));
  if (once.size === 0) return;
  const input = [...once.values()].map(({ workspace_id, prospect_id, channel, purposes: concerned, code, message_id }) => ({
    ...{ workspace_id, prospect_id, channel, purposes: concerned },
    evidence: { event: 'send_refused', code, message_id },
  })); // prettier-ignore
  const { rows } = await sql<{ prospect_id: string; channel: Channel; purpose: string }>`
    insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, evidence, occurred_at, recorded_at)
    select x.workspace_id, x.prospect_id, x.channel, purpose, 'withdrawn', 'platform', true, x.evidence, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(input)}::jsonb)
      as x(workspace_id uuid, prospect_id uuid, channel text, purposes text[], evidence jsonb), unnest(x.purposes) purpose
    where exists (select from prospects p where p.id = x.prospect_id)
      and not exists (select from consent_state s where s.prospect_id = x.prospect_id and s.channel = x.channel
        and s.purpose = purpose and not s.granted)
    returning prospect_id, channel, purpose`.execute(tx);
  const withdrawn = Map.groupBy(rows, (row) => `${row.prospect_id}/${row.channel}`);
  await appendEvents(
    tx,
    now,
    [...once.values()].flatMap((one) => {
      const entries = withdrawn.get(`${one.prospect_id}/${one.channel}`);
      if (!entries) return [];
      withdrawn.delete(`${one.prospect_id}/${one.channel}`);
      return [
        {
          workspace_id: one.workspace_id,
          type: 'consent.withdrawn' as const,
          occurred_at: now,
          prospect_id: one.prospect_id,
          campaign_id: one.campaign_id,
          message_id: one.message_id,
          channel: one.channel,
          account_id: one.account_id,
          data: { source: 'platform', channels: [one.channel], purposes: entries.map((row) => row.purpose) },
        },
      ];
    }),
  );
}
