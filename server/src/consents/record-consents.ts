// The one way into the consent ledger besides imports. Enters: what was granted or withdrawn, by whom. Leaves: entries and
// their events, with the caller's transaction. Nothing is ever changed or removed: the present state is derived.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';

export type NewConsentEntry = {
  prospect_id: string;
  channel: Channel;
  purpose: Purpose;
  action: 'granted' | 'withdrawn';
  source: string;
  /** True only for the person's own act: keyword, start link, signed preference page. */
  by_person: boolean;
  evidence?: Record<string, unknown>;
  occurred_at: Date;
  recorded_by?: string | null;
};

export async function recordConsents(
  tx: Tx,
  given: { workspace_id: string; now: Date },
  entries: readonly NewConsentEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, evidence, occurred_at,
      recorded_at, recorded_by)
    select ${given.workspace_id}, r.prospect_id, r.channel, r.purpose, r.action, r.source, r.by_person,
      coalesce(r.evidence, '{}'), r.occurred_at, ${given.now}, r.recorded_by
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as r(prospect_id uuid, channel text, purpose text, action text,
      source text, by_person boolean, evidence jsonb, occurred_at timestamptz, recorded_by uuid)`.execute(tx);
  await appendEvents(
    tx,
    given.now,
    entries.map((entry) => ({
      workspace_id: given.workspace_id,
      type: entry.action === 'granted' ? 'consent.granted' : 'consent.withdrawn',
      occurred_at: entry.occurred_at,
      actor_id: entry.recorded_by ?? null,
      prospect_id: entry.prospect_id,
      channel: entry.channel,
      data: { purpose: entry.purpose, source: entry.source, by_person: entry.by_person },
    })),
  );
}
