// From intent to attempt: the record of a try is written with its answer, and the intent goes in the same statement. The
// person's side of it too: who wrote to them last, when the pair is free again, what counts against their cap. An
// acceptance whose intent is still there does all of this in one statement of its own (move-messages.ts).
import { sql } from 'kysely';
import type { SendOutcome } from '../channels/channel.ts';
import { storable } from '../db/storable.ts';
import { bigints, instants, smallints, texts, uuids } from '../db/array-binary.ts';
import type { Tx } from '../events/append.ts';
import { contactAfterSend } from './move-messages.ts';
import type { Answer } from './record-outcomes.ts';
import { platformWait } from './retry-delay.ts';

/** The platform may see a send whose answer never came as late as the time-out. */
const unknownPauseMs = 30_000;

const states = { accepted: 'accepted', unknown: 'unknown', retry: 'retry', rejected: 'rejected' } as const;

/**
 * Safe to run again, and behind a successor that already called the try unknown: then only the facts of the response are
 * filled in, so that its receipts find it.
 */
export async function writeAttempts(tx: Tx, answers: readonly Answer[]): Promise<void> {
  if (answers.length === 0) return;
  const rows = answers.toSorted((a, b) => (a.intent.message_id < b.intent.message_id ? -1 : 1));
  await sql`/* prepared */
    with input as (
      select * from unnest(${uuids(rows.map((one) => one.intent.message_id))}::uuid[],
        ${uuids(rows.map((one) => one.intent.prospect_id))}::uuid[],
        ${instants(rows.map((one) => one.intent.created_at))}::timestamptz[],
        ${smallints(rows.map((one) => one.intent.attempt))}::smallint[], ${uuids(rows.map((one) => one.intent.workspace_id))}::uuid[],
        ${uuids(rows.map((one) => one.intent.lane.account.id))}::uuid[], ${uuids(rows.map((one) => one.intent.lane.device_id))}::uuid[],
        ${texts(rows.map((one) => one.intent.channel))}::text[], ${texts(rows.map((one) => one.intent.recipient))}::text[],
        ${bigints(rows.map((one) => one.intent.claim_token))}::bigint[], ${texts(rows.map((one) => states[one.outcome.kind]))}::text[],
        ${texts(rows.map((one) => codeOf(one.outcome)))}::text[], ${texts(rows.map((one) => detailOf(one.outcome)))}::text[],
        ${texts(rows.map((one) => (one.outcome.kind === 'accepted' ? one.outcome.external_id : null)))}::text[],
        ${instants(rows.map((one) => one.intent.intent_at))}::timestamptz[], ${instants(rows.map((one) => one.at))}::timestamptz[])
        as i(message_id, prospect_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient, claim_token, state, code,
          detail, external_id, intent_at, at)
    ), landed as (
      delete from intents t using input i
      where t.prospect_id = i.prospect_id and t.message_id = i.message_id and t.attempt = i.attempt and t.claim_token = i.claim_token
    )
    insert into attempts as a (message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient,
      claim_token, state, code, detail, external_id, intent_at, responded_at)
    select message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient, claim_token, state, code,
      detail, external_id, intent_at, at from input
    on conflict (message_id, attempt, created_at) do update set
      external_id = coalesce(a.external_id, excluded.external_id), responded_at = excluded.responded_at
    where a.claim_token = excluded.claim_token`.execute(tx);
}

/** What a dead owner left: each becomes an attempt of unknown outcome, and its pair waits out the longest time-out. */
export async function abandonIntents(
  tx: Tx,
  now: Date,
  intents: readonly { message_id: string; prospect_id: string }[],
): Promise<void> {
  await sql`
    with gone as (
      delete from intents t
      using unnest(${uuids(intents.map((one) => one.message_id))}::uuid[], ${uuids(intents.map((one) => one.prospect_id))}::uuid[])
        as i(message_id, prospect_id)
      where t.prospect_id = i.prospect_id and t.message_id = i.message_id returning t.*
    ), written as (
      insert into attempts (message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient,
        claim_token, state, code, intent_at)
      select message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient, claim_token, 'unknown',
        'crashed', intent_at from gone
      on conflict (message_id, attempt, created_at) do nothing
    )
    insert into contact_channels as c (prospect_id, workspace_id, channel, account_id, next_allowed_at, capped_sends)
    select distinct on (prospect_id, channel) prospect_id, workspace_id, channel, account_id,
      ${now}::timestamptz + make_interval(secs => case when pair_seconds > 0 then pair_seconds::float8 + ${unknownPauseMs / 1_000} else 0 end),
      case when capped then array[intent_at] else '{}' end
    from gone order by prospect_id, channel
    on conflict (prospect_id, channel) do update set account_id = excluded.account_id,
      next_allowed_at = greatest(c.next_allowed_at, excluded.next_allowed_at),
      capped_sends = c.capped_sends || excluded.capped_sends`.execute(tx);
}

/**
 * The pair is free one window after the answer. What went out, or may have, counts against the person's cap. Whoever wrote,
 * or tried to, is the familiar sender: a ban of that one holds its people, who must not be given to another.
 */
export async function writeContacts(tx: Tx, answers: readonly Answer[]): Promise<void> {
  const rows = [
    ...new Map(answers.map((one) => [`${one.intent.prospect_id}/${one.intent.channel}`, one])).values(),
  ].toSorted((a, b) => (a.intent.prospect_id < b.intent.prospect_id ? -1 : 1));
  if (rows.length === 0) return;
  const left = ({ outcome }: Answer) => outcome.kind === 'accepted' || outcome.kind === 'unknown';
  await sql`/* prepared */
    insert into contact_channels as c (prospect_id, workspace_id, channel, account_id, next_allowed_at, capped_sends)
    select prospect_id, workspace_id, channel, account_id, next_at, case when counted is null then '{}' else array[counted] end
    from unnest(${uuids(rows.map((one) => one.intent.prospect_id))}::uuid[], ${uuids(rows.map((one) => one.intent.workspace_id))}::uuid[],
      ${texts(rows.map((one) => one.intent.channel))}::text[], ${uuids(rows.map((one) => one.intent.lane.account.id))}::uuid[],
      ${instants(rows.map((one) => new Date(one.at.getTime() + pauseMs(one))))}::timestamptz[],
      ${instants(rows.map((one) => (left(one) && one.intent.capped ? one.intent.intent_at : null)))}::timestamptz[])
      as r(prospect_id, workspace_id, channel, account_id, next_at, counted)
    on conflict (prospect_id, channel) do update set ${contactAfterSend}`.execute(tx);
}

function pauseMs({ intent, outcome }: Answer): number {
  const pair = intent.lane.row.pair_seconds * 1_000;
  if (outcome.kind === 'unknown') return pair > 0 ? pair + unknownPauseMs : 0;
  if (outcome.kind === 'retry' && outcome.pause === 'contact')
    return Math.max(pair, platformWait(outcome.after_seconds ?? 60));
  return pair;
}

function codeOf(outcome: SendOutcome): string | null {
  return 'code' in outcome ? outcome.code : null;
}

function detailOf(outcome: SendOutcome): string | null {
  const detail = 'detail' in outcome ? outcome.detail : undefined;
  return detail === undefined ? null : storable(detail.slice(0, 500));
}
