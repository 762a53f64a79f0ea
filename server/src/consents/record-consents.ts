// The one way into the consent ledger besides imports and what people do themselves. Enters: one act of recording, which may
// concern several channels and purposes. Leaves: an entry for each, and one event, with the caller's transaction. Nothing is
// ever changed or removed: the present state is derived.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { consentSources } from '@sampark/contracts/consents.ts';
import { appendEvents, eventColumn, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';

export type RecordedAct = {
  workspace_id: string;
  prospect_id: string;
  channels: readonly Channel[];
  purposes: readonly Purpose[];
  action: 'granted' | 'withdrawn';
  source: string;
  evidence: Record<string, unknown>;
  occurred_at: Date;
  recorded_by: string;
};

/** Call it with the person locked. */
export async function recordConsents(rt: Runtime, tx: Tx, now: Date, act: RecordedAct): Promise<void> {
  const answered = act.action === 'withdrawn' ? await answeredBy(tx, act) : undefined;
  await sql`
    insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, evidence, occurred_at,
      recorded_at, recorded_by)
    select ${act.workspace_id}, ${act.prospect_id}, c, p, ${act.action}, ${act.source}, false,
      ${JSON.stringify(act.evidence)}::jsonb, ${act.occurred_at}, ${now}, ${act.recorded_by}
    from unnest(${act.channels}::text[]) c cross join unnest(${act.purposes}::text[]) p`.execute(tx);
  const [channel, ...others] = act.channels;
  await appendEvents(tx, now, [
    {
      workspace_id: act.workspace_id,
      type: act.action === 'granted' ? 'consent.granted' : 'consent.withdrawn',
      occurred_at: act.occurred_at,
      actor_id: act.recorded_by,
      prospect_id: act.prospect_id,
      // In the log an act on several channels is on none of them; one that answers a message is counted where that was.
      channel: answered?.channel ?? (others.length === 0 ? (channel ?? null) : null),
      campaign_id: answered?.campaign_id ?? null,
      message_id: answered?.message_id ?? null,
      portfolio_manager_id: answered?.portfolio_manager_id ?? null,
      profile_id: answered?.profile_id ?? null,
      data: {
        ...(await sourceOf(rt, tx, now, act)),
        by_person: false,
        channels: act.channels,
        purposes: act.purposes,
        ...(answered ? { opt_out: true } : {}),
      },
    },
  ]);
}

const codes: ReadonlySet<string> = new Set(consentSources);

/** Somebody's own words may name the person. While their key cannot be opened, only the ledger has them. */
async function sourceOf(rt: Runtime, tx: Tx, now: Date, act: RecordedAct): Promise<{ source?: string }> {
  const { prospect_id: id, workspace_id, source } = act;
  if (codes.has(source)) return { source };
  const keys = await rt.keys.people.toWrite(tx, [{ id, workspace_id }], now);
  return keys.isUnusable(id) ? {} : { source: keys.sealText(id, eventColumn, source) };
}

type Answered = {
  channel: string;
  campaign_id: string | null;
  message_id: string;
  portfolio_manager_id: string;
  profile_id: string | null;
};

/**
 * The message a withdrawal typed in here answers: the latest within the seven days before, as with replies. None for
 * somebody who had withdrawn already, so that one person is counted once, however many requests say so.
 */
async function answeredBy(tx: Tx, act: RecordedAct): Promise<Answered | undefined> {
  const { rows } = await sql<Answered>`
    select m.platform as channel, m.campaign_id, m.id as message_id, m.portfolio_manager_id,
      m.engagement_profile_id as profile_id
    from messages m
    where m.prospect_id = ${act.prospect_id} and m.workspace_id = ${act.workspace_id}
      -- Names the partitions: a slow campaign's messages carry its launch, up to 100 days back.
      and m.created_at > ${act.occurred_at}::timestamptz - interval '100 days' and m.created_at <= ${act.occurred_at}
      and m.delivery_status in ('sending', 'sent', 'delivered', 'read', 'unknown')
      and coalesce(m.sent_at, m.updated_at) between ${act.occurred_at}::timestamptz - interval '7 days' and ${act.occurred_at}
      and not exists (select from consent_state s where s.prospect_id = m.prospect_id and not s.granted)
    order by coalesce(m.sent_at, m.updated_at) desc, m.id limit 1`.execute(tx);
  return rows[0];
}
