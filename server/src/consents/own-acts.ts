// Entries of the consent ledger that a person's own act makes. Append-only; `by_person` is what lets a later grant undo
// an earlier withdrawal, so nothing but a person's act comes through here.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import type { OwnMessage } from '../webhooks/link-replies.ts';
import type { LedgerEntry } from './resumes.ts';

export type ConsentAct = {
  workspace_id: string;
  prospect_id: string;
  /** Where the act happened, null on a page of ours; `channels` are those it concerns. */
  channel: Channel | null;
  account_id: string | null;
  /** Who acted, as the platform names them; on a page, their number. */
  address: string;
  channels: readonly Channel[];
  purposes: readonly Purpose[];
  source: string;
  evidence: Record<string, unknown>;
  at: Date;
  /** The message of ours it answers: opt-outs are counted on its campaign. */
  answers?: OwnMessage;
};

/** An act on a channel. */
export type ChannelAct = ConsentAct & { channel: Channel };

export function withdrawConsent(tx: Tx, now: Date, act: ConsentAct): Promise<void> {
  return record(tx, now, act, 'withdrawn');
}

/**
 * What the person agreed to before they stopped it, and we hear of after: platforms deliver late, and again. It stands in the
 * ledger without being the act that reverses the stop. Platforms count in seconds: within one, the order they come in counts.
 */
export async function grantConsent(tx: Tx, now: Date, act: ConsentAct): Promise<void> {
  for (const channel of act.channels) {
    const overtaken = act.channel === null ? [] : await overtakenOn(tx, act, channel);
    const counting = act.purposes.filter((one) => !overtaken.includes(one));
    if (counting.length > 0)
      await record(tx, now, { ...act, channels: [channel], purposes: counting }, 'granted');
    if (overtaken.length > 0)
      await record(tx, now, { ...act, channels: [channel], purposes: overtaken }, 'granted', false);
  }
}

/** Purposes stopped after the act. */
async function overtakenOn(tx: Tx, act: ConsentAct, channel: Channel): Promise<Purpose[]> {
  const { rows } = await sql<{ purpose: Purpose }>`
    select distinct purpose from consents where prospect_id = ${act.prospect_id} and channel = ${channel}
      and purpose = any(${act.purposes}::text[]) and action = 'withdrawn'
      and date_trunc('second', occurred_at) > ${act.at}`.execute(tx);
  return rows.map((row) => row.purpose);
}

/** A platform may tell the same switch twice: it names no act, so the moment and what it says have to. */
export async function isKnown(tx: Tx, act: ConsentAct, action: LedgerEntry['action']): Promise<boolean> {
  const { rows } = await sql`
    select from consents where prospect_id = ${act.prospect_id} and channel = any(${act.channels}::text[])
      and purpose = any(${act.purposes}::text[]) and action = ${action} and source = ${act.source}
      and occurred_at = ${act.at} and evidence ->> 'event' = ${act.evidence.event} limit 1`.execute(tx);
  return rows.length > 0;
}

async function record(
  tx: Tx,
  now: Date,
  act: ConsentAct,
  action: 'granted' | 'withdrawn',
  byPerson = true,
): Promise<void> {
  const repeated = action === 'withdrawn' && (await hasWithdrawn(tx, act));
  await sql`
    insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, evidence, occurred_at, recorded_at)
    select ${act.workspace_id}, ${act.prospect_id}, c, p, ${action}, ${act.source}, ${byPerson},
      ${JSON.stringify(act.evidence)}::jsonb, ${act.at}, ${now}
    from unnest(${act.channels}::text[]) c cross join unnest(${act.purposes}::text[]) p`.execute(tx);
  await appendEvents(tx, now, [
    {
      workspace_id: act.workspace_id,
      type: action === 'withdrawn' ? 'consent.withdrawn' : 'consent.granted',
      occurred_at: act.at,
      campaign_id: act.answers?.campaign_id ?? null,
      message_id: act.answers?.message_id ?? null,
      prospect_id: act.prospect_id,
      portfolio_manager_id: act.answers?.portfolio_manager_id ?? null,
      profile_id: act.answers?.engagement_profile_id ?? null,
      channel: act.channel,
      account_id: act.account_id,
      data: {
        source: act.source,
        channels: act.channels,
        purposes: act.purposes,
        ...(repeated ? { opt_out: false } : {}),
        ...(byPerson ? {} : { by_person: false, overtaken: true }),
      },
    },
  ]);
}

/** Saying STOP again, or blocking after it, changes nothing: it is recorded and not counted once more. */
async function hasWithdrawn(tx: Tx, act: ConsentAct): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from consent_state where prospect_id = ${act.prospect_id} and not granted
      and channel = any(${act.channels}::text[]) and purpose = any(${act.purposes}::text[])`.execute(tx);
  return rows[0]?.n === act.channels.length * act.purposes.length;
}

/** Oldest first, without the grants of undone imports. */
export async function entriesOf(
  tx: Tx,
  prospectId: string,
  channel: Channel,
  purpose: Purpose,
): Promise<LedgerEntry[]> {
  const { rows } = await sql<LedgerEntry>`
    select c.action, c.source, c.by_person from consents c left join imports i on i.id = c.import_id
    where c.prospect_id = ${prospectId} and c.channel = ${channel} and c.purpose = ${purpose}
      and (c.action = 'withdrawn' or i.voided_at is null)
    order by c.id`.execute(tx);
  return rows;
}
