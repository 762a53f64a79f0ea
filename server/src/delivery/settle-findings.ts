// Writes what look-ups found. Enters: findings about unknown attempts. Leaves: statuses through apply-status.ts, attempts,
// the list of looks and an event each, in one transaction. Guaranteed: only a message that is still unknown on that very
// attempt is settled, and a platform id that belongs to another attempt settles nothing.
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { applyStatusChanges, type StatusChange } from './apply-status.ts';
import type { Finding } from './settle-look.ts';

export type LookedUp = {
  message_id: string;
  created_at: Date;
  attempt: number;
  workspace_id: string;
  campaign_id: string | null;
  prospect_id: string;
  portfolio_manager_id: string;
  account_id: string;
  channel: string;
  intent_at: Date;
  finding: Finding;
};

export async function settleFindings(rt: Runtime, looked: readonly LookedUp[]): Promise<number> {
  if (looked.length === 0) return 0;
  const now = rt.clock.now();
  const settled = await rt.db.transaction().execute(async (tx) => {
    const open = await lockUnknown(tx, looked);
    const taken = await takenIds(tx, looked);
    const decided = looked
      .filter((one) => open.has(one.message_id))
      .map((one) => (isTaken(one, taken) ? { ...one, finding: several } : one));
    const final = decided.filter(({ finding }) => finding.kind === 'sent' || finding.kind === 'never_sent');
    await applyStatusChanges(
      tx,
      now,
      final.map((one) => changeFor(one, now)),
    );
    await writeAttempts(tx, final);
    await uncount(
      tx,
      final.filter(({ finding }) => finding.kind === 'never_sent'),
    );
    await writeLooks(tx, now, decided);
    // Known by another way in the meantime: nothing is left to look at.
    await closeLooks(
      tx,
      now,
      looked.filter((one) => !open.has(one.message_id)),
    );
    await appendEvents(
      tx,
      now,
      final.map(({ finding, attempt, intent_at: _intent, created_at: _made, ...where }) => ({
        ...where,
        type: 'message.settled' as const,
        occurred_at: now,
        data: { by: 'look_up', found: finding.kind, attempt },
      })),
    );
    rt.crashPoint('before-findings-commit');
    return final.length;
  });
  rt.crashPoint('after-findings-commit');
  return settled;
}

const several: Finding = { kind: 'person', saw: 'several' };

async function lockUnknown(tx: Tx, looked: readonly LookedUp[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select m.id from messages m
    join jsonb_to_recordset(${keysOf(looked)}::jsonb) as r(message_id uuid, created_at timestamptz, attempt smallint)
      on m.id = r.message_id and m.created_at = r.created_at and m.attempt = r.attempt
    where m.delivery_status = 'unknown' order by m.id for update of m`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** Platform ids among the found ones that are another attempt's: the same words were sent to the person twice. */
async function takenIds(tx: Tx, looked: readonly LookedUp[]): Promise<Set<string>> {
  const found = looked.flatMap((one) =>
    one.finding.kind === 'sent' ? [{ ...one, external_id: one.finding.external_id }] : [],
  );
  if (found.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    select f.message_id || '/' || f.external_id as key
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as f(account_id uuid, external_id text,
      message_id uuid, prospect_id uuid)
    where exists (select from attempts a where a.account_id = f.account_id and a.external_id = f.external_id
        and a.message_id <> f.message_id)
      -- Known from a receipt alone, it stands with its message.
      or exists (select from messages m where m.prospect_id = f.prospect_id and m.external_id = f.external_id
        and m.id <> f.message_id)`.execute(tx);
  return new Set(rows.map((row) => row.key));
}

function isTaken(one: LookedUp, taken: ReadonlySet<string>): boolean {
  return one.finding.kind === 'sent' && taken.has(`${one.message_id}/${one.finding.external_id}`);
}

function changeFor(one: LookedUp, now: Date): StatusChange {
  const base = { message_id: one.message_id, created_at: one.created_at, from: ['unknown'] as const };
  if (one.finding.kind === 'sent')
    return {
      ...base,
      to: 'sent',
      // The nearest we know to when it left.
      occurred_at: one.intent_at,
      set: { external_id: one.finding.external_id },
      data: { settled_by: 'look_up' },
    };
  return { ...base, to: 'failed', occurred_at: now, code: 'never_sent', data: { settled_by: 'look_up' } };
}

async function writeAttempts(tx: Tx, final: readonly LookedUp[]): Promise<void> {
  if (final.length === 0) return;
  const rows = final.map(({ finding, message_id, created_at, attempt }) => ({
    ...{ message_id, created_at, attempt },
    ...(finding.kind === 'sent'
      ? { state: 'accepted', external_id: finding.external_id }
      : { state: 'rejected', code: 'never_sent' }),
  }));
  await sql`
    update attempts a set state = r.state, code = r.code, external_id = coalesce(a.external_id, r.external_id)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(message_id uuid, created_at timestamptz, attempt smallint, state text, code text, external_id text)
    where a.message_id = r.message_id and a.created_at = r.created_at and a.attempt = r.attempt
      and a.state in ('intent', 'unknown')`.execute(tx);
}

/** What did not go out does not count against the person's cap. */
async function uncount(tx: Tx, never: readonly LookedUp[]): Promise<void> {
  if (never.length === 0) return;
  const rows = never.map(({ prospect_id, channel, intent_at }) => ({ prospect_id, channel, intent_at }));
  await sql`
    with r as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(prospect_id uuid, channel text, intent_at timestamptz)),
    locked as (select c.prospect_id, c.channel from contact_channels c join r using (prospect_id, channel)
      order by c.prospect_id, c.channel for update of c)
    update contact_channels c set capped_sends = array_remove(c.capped_sends, r.intent_at)
    from r join locked using (prospect_id, channel)
    where c.prospect_id = r.prospect_id and c.channel = r.channel`.execute(tx);
}

async function writeLooks(tx: Tx, now: Date, decided: readonly LookedUp[]): Promise<void> {
  if (decided.length === 0) return;
  const rows = decided.map(({ message_id, attempt, finding }) => ({
    ...{ message_id, attempt },
    saw: finding.kind === 'sent' ? 'found' : finding.kind === 'never_sent' ? 'not_found' : finding.saw,
    next_at: finding.kind === 'later' ? finding.at : null,
    final: finding.kind === 'sent' || finding.kind === 'never_sent',
  }));
  await sql`
    update unknown_outcomes u set last_look = r.saw, next_look_at = r.next_at,
      settled_by = case when r.final then 'look_up' end, settled_at = case when r.final then ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(message_id uuid, attempt smallint, saw text, next_at timestamptz, final boolean)
    where u.message_id = r.message_id and u.attempt = r.attempt`.execute(tx);
}

export async function closeLooks(
  tx: Tx,
  now: Date,
  gone: readonly { message_id: string; created_at: Date; attempt: number }[],
): Promise<void> {
  if (gone.length === 0) return;
  await sql`
    update unknown_outcomes u set next_look_at = null, settled_at = coalesce(u.settled_at, ${now})
    from jsonb_to_recordset(${keysOf(gone)}::jsonb) as r(message_id uuid, attempt smallint)
    where u.message_id = r.message_id and u.attempt = r.attempt`.execute(tx);
}

function keysOf(rows: readonly { message_id: string; created_at: Date; attempt: number }[]): string {
  return JSON.stringify(
    rows.map(({ message_id, created_at, attempt }) => ({ message_id, created_at, attempt })),
  );
}
