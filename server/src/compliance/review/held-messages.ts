// Messages a rule holds, locked, with what they say; what every word about one rests on.
import { sql } from 'kysely';
import type { NewEvent, Tx } from '../../events/append.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import { openWords, wordColumns, type WordRow } from '../../messages/words.ts';
import type { Vault } from '../../security/person-keys/vault.ts';
import { hashText, type StoredFlags } from '../rules/rule-facts.ts';
import { isAuthor } from './author.ts';

export type Held = {
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
  /** Whoever asks has a hand in it. */
  author: boolean;
};

type Locked = Omit<Held, 'text'> & WordRow & { delivery_status: string; failed_reason: string | null };

/** Undefined stands for one that is not held by a rule; one that is not there is not in the answer. */
export async function lockMessages(
  people: Vault,
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, Held | undefined>> {
  // In the order of their ids, so that two people with the same messages never wait for each other.
  const { rows } = await sql<Locked>`
    select m.id, m.created_at, m.workspace_id, m.campaign_id, m.prospect_id, m.portfolio_manager_id, m.platform, ${wordColumns},
      m.compliance_flags, m.delivery_status, m.failed_reason, ${isAuthor(actor, 'm')} as author
    from messages m
    where m.id = any(${ids}::uuid[]) and m.workspace_id = ${actor.workspace_id} order by m.id for update of m`.execute(
    tx,
  );
  const keys = await people.toRead(tx, rows.map((row) => row.prospect_id)); // prettier-ignore
  return new Map(
    rows.map((row) => [
      row.id,
      row.delivery_status === 'held' && row.failed_reason === 'rule_blocked'
        ? { ...row, text: openWords(keys, row).text ?? null }
        : undefined,
    ]),
  );
}

export async function lockHeld(people: Vault, tx: Tx, actor: Actor, id: string): Promise<Held> {
  const found = await lockMessages(people, tx, actor, [id]);
  if (!found.has(id)) throw new Problem('not_found');
  const message = found.get(id);
  if (!message) throw new Problem('not_held');
  return message;
}

export function ownerOf(message: Held) {
  return { id: message.prospect_id, workspace_id: message.workspace_id };
}

/** What two people have to agree about: the text, and what the rules said of it. */
export function textHash(text: string | null, flags: StoredFlags | null): string {
  return hashText(JSON.stringify([text, flags]));
}

export function releaseEvent(
  message: Held,
  actor: Actor,
  type: 'message.release_asked' | 'message.released' | 'message.release_withdrawn' | 'message.refused',
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
