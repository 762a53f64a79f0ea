// Letting a held message go, which takes two people. Enters: one person's word. Leaves: the first word kept, or with the
// second the message back in the queue. Guaranteed: the second is neither the first nor the author; both spoke of the same
// text and rules; the message goes the way of every other, so consent, stops, caps and hours are asked anew, and so are the
// rules: another text, or a rule changed meanwhile, holds it again.
import type { ReleaseState } from '@sampark/contracts/flags.ts';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import { applyStatusChanges } from '../../delivery/apply-status.ts';
import { reopenCompleted } from '../../delivery/settle-reopen.ts';
import { appendEvents, eventColumn, type NewEvent, type Tx } from '../../events/append.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import type { Runtime } from '../../runtime.ts';
import { openWords, wordColumns, type WordRow } from '../../messages/words.ts';
import type { Vault } from '../../security/person-keys/vault.ts';
import { flagColumn } from '../seal-flags.ts';
import { hashText, type StoredFlags } from '../rules/rule-facts.ts';

type Held = {
  id: string;
  created_at: Date;
  workspace_id: string;
  campaign_id: string | null;
  prospect_id: string;
  portfolio_manager_id: string;
  platform: string;
  /** What it says; null where nobody can read it any more. */
  text: string | null;
  compliance_flags: StoredFlags;
  content_by: string | null;
};

export async function releaseMessage(rt: Runtime, actor: Actor, id: string, note?: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const message = await lockHeld(rt.keys.people, tx, actor, id);
    const text_hash = textHash(message.text, message.compliance_flags);
    const { rows } = await sql<{ asked_by: string }>`
      select asked_by from release_requests where message_id = ${id} and text_hash = ${text_hash}`.execute(
      tx,
    );
    const first = rows[0];
    const keys = await rt.keys.people.toWrite(tx, [ownerOf(message)], now);
    const words = keys.sealText(message.prospect_id, eventColumn, note);
    if (!first) {
      await sql`
        insert into release_requests (message_id, created_at, workspace_id, text_hash, asked_by, asked_at, note)
        values (${id}, ${message.created_at}, ${actor.workspace_id}, ${text_hash}, ${actor.user_id}, ${now},
          ${keys.sealText(message.prospect_id, flagColumn, note) ?? null})
        on conflict (message_id) do update set text_hash = excluded.text_hash, asked_by = excluded.asked_by,
          asked_at = excluded.asked_at, note = excluded.note`.execute(tx);
      await appendEvents(tx, now, [event(message, actor, 'message.release_asked', now, { note: words })]);
      return;
    }
    refuseSame(actor, first.asked_by, message);
    await letGo(tx, actor, message, now);
    await appendEvents(tx, now, [
      // The status moves here: what counts messages by their events reads it.
      event(message, actor, 'message.released', now, {
        ...{ first: first.asked_by, note: words, from: 'held', from_code: 'rule_blocked' },
      }),
    ]);
  });
}

/** The first of the two takes their word back, as long as it is only one. */
export async function withdrawRelease(rt: Runtime, actor: Actor, id: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const message = await lockHeld(rt.keys.people, tx, actor, id);
    const { numAffectedRows } = await sql`
      delete from release_requests where message_id = ${id} and asked_by = ${actor.user_id}`.execute(tx);
    if (!numAffectedRows) throw new Problem('not_found');
    await appendEvents(tx, now, [event(message, actor, 'message.release_withdrawn', now, {})]);
  });
}

/** One person is enough to say no. */
export async function refuseMessage(rt: Runtime, actor: Actor, id: string, note?: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const message = await lockHeld(rt.keys.people, tx, actor, id);
    const keys = await rt.keys.people.toWrite(tx, [ownerOf(message)], now);
    const words = keys.sealText(message.prospect_id, eventColumn, note);
    await applyStatusChanges(tx, now, [
      {
        ...{ message_id: id, created_at: message.created_at, to: 'skipped', from: ['held'] },
        ...{ occurred_at: now, code: 'release_refused' },
        data: { decided_by: actor.user_id, ...(words === undefined ? {} : { note: words }) },
      },
    ]);
    await sql`delete from release_requests where message_id = ${id}`.execute(tx);
  });
}

export async function readRelease(
  db: Runtime['db'],
  people: Vault,
  actor: Actor,
  id: string,
): Promise<Static<typeof ReleaseState>> {
  const { rows } = await sql<
    {
      delivery_status: Static<typeof ReleaseState>['delivery_status'];
      compliance_flags: StoredFlags | null;
      user_id: string | null;
      name: string | null;
      at: Date;
      note: string | null;
      text_hash: string | null;
    } & WordRow
  >`
    select m.delivery_status, m.prospect_id, ${wordColumns}, m.compliance_flags, q.asked_by as user_id, u.name, q.asked_at as at, q.note, q.text_hash
    from messages m
    left join release_requests q on q.message_id = m.id
    left join users u on u.id = q.asked_by
    where m.id = ${id} and m.workspace_id = ${actor.workspace_id}`.execute(db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const { user_id, name, at, note } = row;
  const keys = await people.toRead(db, [row.prospect_id]);
  const text = openWords(keys, row).text ?? null;
  // A first word about another text counts for nothing.
  const asked = user_id !== null && row.text_hash === textHash(text, row.compliance_flags);
  return {
    message_id: id,
    delivery_status: row.delivery_status,
    text,
    released: (row.compliance_flags ?? []).some((one) => one.released_text !== undefined),
    first: !asked
      ? null
      : { user_id, name, at: at.toISOString(), note: keys.openText(row.prospect_id, flagColumn, note) },
  };
}

function ownerOf(message: Held) {
  return { id: message.prospect_id, workspace_id: message.workspace_id };
}

/** What two people have to agree about: the text, and what the rules said of it. */
function textHash(text: string | null, flags: StoredFlags | null): string {
  return hashText(JSON.stringify([text, flags]));
}

async function lockHeld(people: Vault, tx: Tx, actor: Actor, id: string): Promise<Held> {
  const { rows } = await sql<
    Omit<Held, 'text'> & WordRow & { delivery_status: string; failed_reason: string | null }
  >`
    select m.id, m.created_at, m.workspace_id, m.campaign_id, m.prospect_id, m.portfolio_manager_id, m.platform, ${wordColumns},
      m.compliance_flags, m.delivery_status, m.failed_reason, c.content_by
    from messages m left join campaigns c on c.id = m.campaign_id
    where m.id = ${id} and m.workspace_id = ${actor.workspace_id} for update of m`.execute(tx);
  const message = rows[0];
  if (!message) throw new Problem('not_found');
  if (message.delivery_status !== 'held' || message.failed_reason !== 'rule_blocked')
    throw new Problem('not_held');
  const keys = await people.toRead(tx, [message.prospect_id]);
  return { ...message, text: openWords(keys, message).text ?? null };
}

/** Author: who sends it, and who last wrote the campaign's text. */
function refuseSame(actor: Actor, first: string, message: Held): void {
  const why =
    actor.user_id === first
      ? 'You were the first of the two.'
      : actor.user_id === message.portfolio_manager_id || actor.user_id === message.content_by
        ? 'You are the author of this message.'
        : undefined;
  if (why) throw new Problem('second_person_needed', { detail: why });
}

async function letGo(tx: Tx, actor: Actor, message: Held, now: Date): Promise<void> {
  if (message.campaign_id !== null) {
    // Held off until this commits, so that a cancelled campaign's message cannot come back.
    const { rows } = await sql<{ status: string }>`
      select status from campaigns where id = ${message.campaign_id} for no key update`.execute(tx);
    if (rows[0]?.status === 'cancelled')
      throw new Problem('campaign_state', {
        detail: 'The campaign was cancelled: nothing of it is sent any more.',
      });
  }
  const released_text = hashText(message.text ?? '');
  await applyStatusChanges(tx, now, [
    {
      ...{ message_id: message.id, created_at: message.created_at, to: 'pending', from: ['held'] },
      ...{ occurred_at: now, event: null },
      set: {
        due_at: now,
        compliance_flags: message.compliance_flags.map((one) =>
          one.action === 'block' ? { ...one, released_text } : one,
        ),
      },
    },
  ]);
  await sql`delete from release_requests where message_id = ${message.id}`.execute(tx);
  if (message.campaign_id !== null) await reopenCompleted(tx, now, [message.campaign_id], actor.user_id);
}

function event(
  message: Held,
  actor: Actor,
  type: 'message.release_asked' | 'message.released' | 'message.release_withdrawn',
  now: Date,
  { note, ...data }: Record<string, string | undefined>,
): NewEvent {
  return {
    ...{ workspace_id: message.workspace_id, type, occurred_at: now, actor_id: actor.user_id },
    ...{ campaign_id: message.campaign_id, message_id: message.id, prospect_id: message.prospect_id },
    ...{ portfolio_manager_id: message.portfolio_manager_id, channel: message.platform },
    data: {
      ...data,
      rules: message.compliance_flags.map((one) => `${one.rule_id}@${one.version}`),
      ...(note === undefined ? {} : { note }),
    },
  };
}
