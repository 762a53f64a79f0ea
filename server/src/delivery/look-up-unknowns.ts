// Asks platforms that keep what they sent (BlueBubbles) about sends whose answer never came. Enters: looks that are due.
// Leaves: messages found sent or never sent; the others with their next look. Guaranteed: one process looks at a message
// at a time (the due instant is its lease), a server that does not answer is asked about one message and not about all,
// and nothing is ever sent.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { AccountAccess, ChannelAdapter, LookUpAnswer } from '../channels/channel.ts';
import { openWords, wordColumns, type WordRow } from '../messages/words.ts';
import type { Runtime } from '../runtime.ts';
import { loadAccountAccess } from '../webhooks/accounts.ts';
import { settleFindings, type LookedUp } from './settle-findings.ts';
import { readLook } from './settle-look.ts';

const most = 50;
const leaseMs = 5 * 60_000;
/** Another look is begun only while an answer would still come well within the lease. */
const lastAskMs = leaseMs - 60_000;

type Due = Omit<LookedUp, 'finding'> & {
  channel: Channel;
  looks: number;
  recipient: string;
  text: string | null;
};

/** One round; returns how many messages were looked at. */
export async function lookUpUnknowns(rt: Runtime): Promise<number> {
  const began = rt.clock.now();
  const asked = Object.values(rt.channels).flatMap((one) => (one.lookUp ? [one.channel] : []));
  const due = await takeDue(rt, asked, began);
  if (due.length === 0) return 0;
  rt.crashPoint('looks-taken');
  const accounts = await loadAccountAccess(rt, [...new Set(due.map((one) => one.account_id))]);
  const byAccount = Map.groupBy(due, (one) => one.account_id);
  const looked = await Promise.all(
    [...byAccount].map(([id, ones]) => askAccount(rt, accounts.get(id)?.access, ones, began)),
  );
  rt.crashPoint('looks-answered');
  await settleFindings(rt, looked.flat());
  return due.length;
}

async function takeDue(rt: Runtime, asked: readonly Channel[], now: Date): Promise<Due[]> {
  const until = new Date(now.getTime() + leaseMs);
  const { rows } = await sql<Omit<Due, 'text' | 'recipient'> & WordRow & { sent_to: string }>`
    with due as (
      update unknown_outcomes u set next_look_at = ${until}, looks = u.looks + 1
      where (u.message_id, u.attempt) in (
        select message_id, attempt from unknown_outcomes
        where channel = any(${asked}::text[]) and next_look_at <= ${now}
        order by next_look_at limit ${most} for update skip locked)
      returning u.message_id, u.attempt, u.created_at, u.workspace_id, u.account_id, u.channel, u.intent_at, u.looks)
    select d.*, m.campaign_id, m.prospect_id, m.portfolio_manager_id, ${wordColumns}, a.recipient as sent_to
    from due d
    join messages m on m.id = d.message_id and m.created_at = d.created_at
    join attempts a on a.message_id = d.message_id and a.attempt = d.attempt and a.created_at = d.created_at
    order by d.intent_at`.execute(rt.db);
  const keys = await rt.keys.people.toRead(rt.db, rows.map((row) => row.prospect_id)); // prettier-ignore
  return rows.map(({ sealed, content, recipient, body, sent_to, ...row }) => ({
    ...row,
    recipient: sent_to,
    text: openWords(keys, { ...row, sealed, content, recipient, body }).text ?? null,
  }));
}

/** One after the other: a Mac answers slowly, and the first silence answers for the rest. */
async function askAccount(
  rt: Runtime,
  access: AccountAccess | undefined,
  due: readonly Due[],
  began: Date,
): Promise<LookedUp[]> {
  const looked: LookedUp[] = [];
  let silent = access === undefined;
  for (const one of due) {
    const late = rt.clock.now().getTime() - began.getTime() > lastAskMs;
    const answer = silent || late || !access ? undefined : await ask(rt, access, one);
    silent ||= answer === undefined;
    const { looks, recipient: _recipient, text: _text, ...rest } = one;
    looked.push({ ...rest, finding: readLook({ intent_at: one.intent_at, looks }, answer, rt.clock.now()) });
  }
  return looked;
}

async function ask(rt: Runtime, access: AccountAccess, one: Due): Promise<LookUpAnswer> {
  const adapter: ChannelAdapter = rt.channels[one.channel];
  try {
    return await adapter.lookUp?.(rt.http, access, {
      key: `${one.message_id}.${one.attempt}`,
      recipient: one.recipient,
      since: one.intent_at,
      ...(one.text === null ? {} : { text: one.text }),
    });
  } catch (cause) {
    rt.log.error({ cause, channel: one.channel }, 'a look-up failed; it is asked again later');
    return undefined;
  }
}
