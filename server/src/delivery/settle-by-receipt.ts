// Signal: gives an unknown attempt the platform id of the one receipt that can only be about it. Enters: attempts due for
// a look, and receipts that found no message. Leaves: the id on the attempt, and the receipt due again, so that it takes
// the same way as every other. Guaranteed: where two stories fit, nothing is written and a person decides.
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { unmatchedReceipt } from '../webhooks/types.ts';
import { closeLooks } from './settle-findings.ts';
import { matchLoneReceipts, type LooseReceipt, type OpenAttempt } from './settle-lone-receipt.ts';
import { looksForMs, nextLookAfter } from './settle-windows.ts';

const most = 200;
const mostReceipts = 5_000;
/** The platform's clock and ours, and the time a request takes to be stamped. */
const toleranceMs = 5_000;

type Due = {
  message_id: string;
  attempt: number;
  created_at: Date;
  looks: number;
  intent_at: Date;
  workspace_id: string;
  account_id: string;
  prospect_id: string;
  campaign_id: string | null;
  portfolio_manager_id: string;
  still_unknown: boolean;
};
type Stored = { id: number; account_id: string; payload: unknown };
type Loose = LooseReceipt & { leftover: number };

/** One round; returns how many attempts were looked at. */
export async function settleByReceipt(rt: Runtime): Promise<number> {
  const now = rt.clock.now();
  let bound = 0;
  const looked = await rt.db.transaction().execute(async (tx) => {
    const due = await lockDue(tx, now);
    const open = due.filter((one) => one.still_unknown);
    await closeLooks(
      tx,
      now,
      due.filter((one) => !one.still_unknown),
    );
    if (open.length === 0) return due.length;
    const attempts = await attemptsOf(rt, tx, open);
    const receipts = await looseReceipts(rt, tx, open);
    const taken = await takenOf(tx, receipts);
    const keys = new Set(open.map(keyOf));
    const matches = matchLoneReceipts(
      attempts.filter((one) => keys.has(one.key)),
      attempts.filter((one) => !keys.has(one.key)),
      receipts,
      taken,
    );
    const found = open.flatMap((one) => {
      const match = matches.get(keyOf(one));
      return match?.kind === 'it' ? [{ ...one, timestamp: match.timestamp }] : [];
    });
    await bind(tx, now, found, receipts);
    await postpone(tx, now, open, matches);
    bound = found.length;
    if (bound > 0) rt.crashPoint('before-lone-receipt-commit');
    return due.length;
  });
  if (bound > 0) rt.crashPoint('after-lone-receipt-commit');
  return looked;
}

const keyOf = (one: { message_id: string; attempt: number }) => `${one.message_id}.${one.attempt}`;

async function lockDue(tx: Tx, now: Date): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select u.message_id, u.attempt, u.created_at, u.looks, u.intent_at, u.workspace_id, u.account_id, m.prospect_id,
           m.campaign_id, m.portfolio_manager_id, m.delivery_status = 'unknown' and m.attempt = u.attempt as still_unknown
    from unknown_outcomes u join messages m on m.id = u.message_id and m.created_at = u.created_at
    where u.channel = 'signal' and u.next_look_at <= ${now}
    order by u.next_look_at limit ${most} for update of u skip locked`.execute(tx);
  return rows;
}

/** These attempts and every other one to the same people from the same senders that has no platform id either. */
async function attemptsOf(rt: Runtime, tx: Tx, open: readonly Due[]): Promise<OpenAttempt[]> {
  const people = [...new Set(open.map((one) => one.prospect_id))];
  const accounts = [...new Set(open.map((one) => one.account_id))];
  const sendMs = rt.config.sendTimeoutSeconds * 1_000;
  const earliest = Math.min(...open.map((one) => one.intent_at.getTime())) - sendMs - 2 * toleranceMs;
  const { rows } = await sql<{
    message_id: string;
    attempt: number;
    account_id: string;
    recipient: string;
    intent_at: Date;
    responded_at: Date | null;
    learned: string[];
  }>`
    select t.*, array(select i.address from channel_identities i where i.prospect_id = t.prospect_id and i.channel = 'signal') as learned
    from (
    select m.prospect_id, a.message_id, a.attempt, a.account_id, a.recipient, a.intent_at, a.responded_at
    from messages m join attempts a on a.message_id = m.id and a.created_at = m.created_at
    where m.prospect_id = any(${people}::uuid[]) and m.created_at > ${new Date(earliest - 100 * 86_400_000)}
      and a.account_id = any(${accounts}::uuid[]) and a.external_id is null
      and a.state in ('intent', 'unknown', 'retry') and a.intent_at > ${new Date(earliest)}
    union all
    select prospect_id, message_id, attempt, account_id, recipient, intent_at, null from intents
    where prospect_id = any(${people}::uuid[]) and account_id = any(${accounts}::uuid[])) t`.execute(tx);
  return rows.map((row) => ({
    key: keyOf(row),
    account_id: row.account_id,
    addresses: [...new Set([row.recipient, ...row.learned])],
    from: row.intent_at.getTime() - toleranceMs,
    until: Math.max(row.responded_at?.getTime() ?? 0, row.intent_at.getTime() + sendMs) + toleranceMs,
  }));
}

/** Stored receipts of these senders that found no message, since the first of the attempts. */
async function looseReceipts(rt: Runtime, tx: Tx, open: readonly Due[]): Promise<Loose[]> {
  const accounts = [...new Set(open.map((one) => one.account_id))];
  const since = new Date(Math.min(...open.map((one) => one.intent_at.getTime())) - toleranceMs);
  const { rows } = await sql<Stored>`
    select id, account_id, payload from webhook_leftovers
    where account_id = any(${accounts}::uuid[]) and reason = ${unmatchedReceipt} and received_at >= ${since}
    order by received_at limit ${mostReceipts}`.execute(tx);
  return rows.flatMap((row) =>
    rt.channels.signal.readCallback(row.payload).flatMap((event) =>
      event.kind === 'receipt'
        ? [
            {
              ...{ leftover: row.id, account_id: row.account_id, from: event.from },
              timestamp: Number(event.external_id),
            },
          ]
        : [],
    ),
  );
}

async function takenOf(tx: Tx, receipts: readonly Loose[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select a.account_id || '/' || a.external_id as key
    from jsonb_to_recordset(${JSON.stringify(receipts)}::jsonb) as r(account_id uuid, timestamp text)
    join attempts a on a.account_id = r.account_id and a.external_id = r.timestamp`.execute(tx);
  return new Set(rows.map((row) => row.key));
}

/** The attempt learns its id; the receipts that name it are due again and do the rest. */
async function bind(
  tx: Tx,
  now: Date,
  found: readonly (Due & { timestamp: number })[],
  receipts: readonly Loose[],
): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map((one) => ({ ...one, external_id: String(one.timestamp) }));
  await sql`
    update attempts a set external_id = r.external_id, state = 'accepted', code = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(message_id uuid, created_at timestamptz, attempt smallint, external_id text)
    where a.message_id = r.message_id and a.created_at = r.created_at and a.attempt = r.attempt
      and a.external_id is null`.execute(tx);
  await sql`
    update unknown_outcomes u set settled_by = 'lone_receipt', settled_at = ${now}, last_look = 'found'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(message_id uuid, attempt smallint)
    where u.message_id = r.message_id and u.attempt = r.attempt`.execute(tx);
  const named = new Set(rows.map((one) => `${one.account_id}/${one.timestamp}`));
  const again = receipts.filter((one) => named.has(`${one.account_id}/${one.timestamp}`));
  await sql`update webhook_leftovers set retry_at = ${now}
    where id = any(${again.map((one) => one.leftover)}::bigint[])`.execute(tx);
  await appendEvents(
    tx,
    now,
    found.map((one) => ({
      ...{ workspace_id: one.workspace_id, type: 'message.settled' as const, occurred_at: now },
      ...{ campaign_id: one.campaign_id, message_id: one.message_id, prospect_id: one.prospect_id },
      ...{ portfolio_manager_id: one.portfolio_manager_id, channel: 'signal', account_id: one.account_id },
      data: { by: 'lone_receipt', found: 'sent', attempt: one.attempt },
    })),
  );
}

async function postpone(
  tx: Tx,
  now: Date,
  open: readonly Due[],
  matches: ReturnType<typeof matchLoneReceipts>,
): Promise<void> {
  const rows = open.map((one) => {
    const kind = matches.get(keyOf(one))?.kind ?? 'none';
    const old = now.getTime() - one.intent_at.getTime() >= looksForMs;
    const again = kind === 'none' && !old;
    return {
      ...{ message_id: one.message_id, attempt: one.attempt },
      next_at: again ? new Date(now.getTime() + nextLookAfter(one.looks + 1)) : null,
      saw: kind === 'it' ? 'found' : kind === 'several' ? 'several' : 'no_answer',
    };
  });
  await sql`
    update unknown_outcomes u set looks = u.looks + 1, last_look = r.saw, next_look_at = r.next_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(message_id uuid, attempt smallint, next_at timestamptz, saw text)
    where u.message_id = r.message_id and u.attempt = r.attempt`.execute(tx);
}
