// Letting held messages go, which takes two people for each. Enters: one person's word, for one or many. Leaves: for each the
// first word kept, with the second the message back in the queue, or why neither. Guaranteed: they are two people, neither of
// them its author; both spoke of the same text and rules; the message goes the way of every other, so consent, stops, caps and
// hours are asked anew, and so are the rules: another text, or a rule changed meanwhile, holds it again.
import { refusalText, type RefusalCode, type ReleaseResult } from '@sampark/contracts/flags.ts';
import { sql } from 'kysely';
import { applyStatusChanges } from '../../delivery/apply-status.ts';
import { reopenCompleted } from '../../delivery/settle-reopen.ts';
import { appendEvents, eventColumn, type Tx } from '../../events/append.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import type { Runtime } from '../../runtime.ts';
import type { PersonKeys } from '../../security/person-keys/vault.ts';
import { hashText } from '../rules/rule-facts.ts';
import { flagColumn } from '../seal-flags.ts';
import { lockMessages, ownerOf, releaseEvent, textHash, type Held } from './held-messages.ts';

const problems: Record<RefusalCode, Problem['code']> = {
  not_found: 'not_found',
  not_held: 'not_held',
  first_of_two: 'second_person_needed',
  author: 'second_person_needed',
  campaign_cancelled: 'campaign_state',
};

export async function releaseMessage(rt: Runtime, actor: Actor, id: string, note?: string): Promise<void> {
  const { refused } = await releaseMessages(rt, actor, [id], note);
  const [one] = refused;
  if (!one) return;
  const said = one.code === 'not_found' || one.code === 'not_held' ? {} : { detail: one.reason };
  throw new Problem(problems[one.code], said);
}

export async function releaseMessages(
  rt: Runtime,
  actor: Actor,
  ids: readonly string[],
  note?: string,
): Promise<ReleaseResult> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const found = await lockMessages(rt.keys.people, tx, actor, ids);
    const held = [...found.values()].filter((one) => one !== undefined);
    const firsts = await readFirsts(tx, held);
    const cancelled = await lockCancelled(
      tx,
      held.filter((one) => firsts.has(one.id)),
    );
    const refused: ReleaseResult['refused'] = [];
    const refuse = (message_id: string, code: RefusalCode) =>
      refused.push({ message_id, code, reason: refusalText[code] });
    const [asking, going]: [Held[], (Held & { first: string })[]] = [[], []];
    for (const id of ids) {
      const message = found.get(id);
      const first = firsts.get(id);
      if (!message) {
        refuse(id, found.has(id) ? 'not_held' : 'not_found');
        continue;
      }
      const code = refusal(actor, first, message, cancelled);
      if (code) refuse(id, code);
      else if (first === undefined) asking.push(message);
      else going.push({ ...message, first });
    }
    const keys = await rt.keys.people.toWrite(tx, [...asking, ...going].map(ownerOf), now);
    const words = ({ prospect_id }: Held) => keys.sealText(prospect_id, eventColumn, note);
    await keepFirstWords(tx, actor, asking, keys, note, now);
    await letGo(tx, actor, going, now);
    await appendEvents(tx, now, [
      ...asking.map((one) => releaseEvent(one, actor, 'message.release_asked', now, { note: words(one) })),
      // The status moves here: what counts messages by their events reads it.
      ...going.map((one) =>
        releaseEvent(one, actor, 'message.released', now, {
          ...{ first: one.first, note: words(one), from: 'held', from_code: 'rule_blocked' },
        }),
      ),
    ]);
    return { released: going.map((one) => one.id), waiting: asking.map((one) => one.id), refused };
  });
}

/** Who spoke first for each, of the text and rules as they are now: a word about another text counts for nothing. */
async function readFirsts(tx: Tx, held: readonly Held[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ message_id: string; asked_by: string; text_hash: string }>`
    select message_id, asked_by, text_hash from release_requests where message_id = any(${held.map((one) => one.id)}::uuid[])`.execute(
    tx,
  );
  const hashes = new Map(held.map((one) => [one.id, textHash(one.text, one.compliance_flags)]));
  return new Map(
    rows.flatMap((row) =>
      row.text_hash === hashes.get(row.message_id) ? [[row.message_id, row.asked_by] as const] : [],
    ),
  );
}

/** The campaigns are held until this commits, so that a cancelled one's message cannot come back. */
async function lockCancelled(tx: Tx, held: readonly Held[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(held.flatMap((one) => one.campaign_id ?? []))];
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string; status: string }>`
    select id, status from campaigns where id = any(${ids}::uuid[]) order by id for no key update`.execute(
    tx,
  );
  return new Set(rows.filter((row) => row.status === 'cancelled').map((row) => row.id));
}

function refusal(
  actor: Actor,
  first: string | undefined,
  message: Held,
  cancelled: ReadonlySet<string>,
): RefusalCode | undefined {
  if (actor.user_id === first) return 'first_of_two';
  if (message.author) return 'author';
  return first !== undefined && message.campaign_id !== null && cancelled.has(message.campaign_id)
    ? 'campaign_cancelled'
    : undefined;
}

async function keepFirstWords(
  tx: Tx,
  actor: Actor,
  asking: readonly Held[],
  keys: PersonKeys,
  note: string | undefined,
  now: Date,
): Promise<void> {
  if (asking.length === 0) return;
  const rows = asking.map((one) => ({
    ...{ message_id: one.id, created_at: one.created_at },
    text_hash: textHash(one.text, one.compliance_flags),
    note: keys.sealText(one.prospect_id, flagColumn, note) ?? null,
  }));
  await sql`
    insert into release_requests (message_id, created_at, workspace_id, text_hash, asked_by, asked_at, note)
    select r.message_id, r.created_at, ${actor.workspace_id}, r.text_hash, ${actor.user_id}, ${now}, r.note
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(message_id uuid, created_at timestamptz, text_hash text, note text)
    on conflict (message_id) do update set text_hash = excluded.text_hash, asked_by = excluded.asked_by,
      asked_at = excluded.asked_at, note = excluded.note`.execute(tx);
}

async function letGo(tx: Tx, actor: Actor, going: readonly Held[], now: Date): Promise<void> {
  if (going.length === 0) return;
  await applyStatusChanges(
    tx,
    now,
    going.map((message) => {
      const released_text = hashText(message.text ?? '');
      return {
        ...{ message_id: message.id, created_at: message.created_at, to: 'pending', from: ['held'] },
        ...{ occurred_at: now, event: null },
        set: {
          due_at: now,
          compliance_flags: message.compliance_flags.map((one) =>
            one.action === 'block' ? { ...one, released_text } : one,
          ),
        },
      };
    }),
  );
  await sql`delete from release_requests where message_id = any(${going.map((one) => one.id)}::uuid[])`.execute(
    tx,
  );
  const campaigns = [...new Set(going.flatMap((one) => one.campaign_id ?? []))];
  await reopenCompleted(tx, now, campaigns, actor.user_id);
}
