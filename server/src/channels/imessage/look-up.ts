// Settles a send whose outcome is unknown by asking the Mac's own database. `found: false` is meaningful only some
// minutes after the attempt: Messages writes a row late when it is busy, so delivery waits before it asks.
import type { OutgoingHttp } from '../../http/outgoing.ts';
import type { AccountAccess, LookUpAnswer } from '../channel.ts';
import { asObject, numberAt, objectsAt, parseJson, textAt, type Json } from '../json.ts';
import { callServer } from './server-api.ts';

/** The Mac's clock and ours may differ a little. */
const clockToleranceMs = 10_000;

const page = 1_000;

export async function lookUpMessage(
  http: OutgoingHttp,
  account: AccountAccess,
  message: { key: string; recipient: string; since: Date; text?: string },
): Promise<LookUpAnswer> {
  const after = message.since.getTime() - clockToleranceMs;
  const chatGuid = `iMessage;-;${message.recipient}`;
  const own = await ownMessages(http, account, { chatGuid, after, limit: 100, sort: 'ASC' });
  if (own === undefined) return undefined;
  const answer = fit(own, message);
  if (answer.found !== false) return answer;
  // A Mac may keep the conversation under another prefix (SMS, or `any` on newer systems): that this one is empty
  // proves nothing before the others were looked at.
  const anywhere = await ownMessages(http, account, {
    ...{ after, limit: page, sort: 'ASC', with: ['chats'] },
    where: [{ statement: 'message.is_from_me = 1', args: null }],
  });
  if (anywhere === undefined) return undefined;
  return fit(
    anywhere.filter((one) => inChatWith(one, message.recipient)),
    message,
  );
}

async function ownMessages(
  http: OutgoingHttp,
  account: AccountAccess,
  body: Record<string, unknown> & { limit: number },
): Promise<Json[] | undefined> {
  const result = await callServer(http, account, 'POST', 'message/query', { body, timeout_ms: 30_000 });
  if (!result.ok || result.status !== 200) return undefined;
  const found = objectsAt(asObject(parseJson(result.body)), 'data');
  // A full page over all conversations may have ended before ours.
  if (body.limit === page && found.length >= page) return undefined;
  return found.filter((one) => one.isFromMe === true);
}

function fit(own: readonly Json[], message: { key: string; text?: string }): NonNullable<LookUpAnswer> {
  const byKey = own.find((one) => textAt(one, 'tempGuid') === message.key);
  if (byKey) return settled(byKey);
  // The database keeps no tempGuid: the same words to the same person since the attempt are this attempt, if only one
  // message fits. With two nobody can say.
  const fitting = message.text === undefined ? own : own.filter((one) => sameWords(one, message.text ?? ''));
  if (fitting.length > 1) return { found: 'several' };
  return fitting[0] ? settled(fitting[0]) : { found: false };
}

function inChatWith(message: Json, recipient: string): boolean {
  return objectsAt(message, 'chats').some((chat) => textAt(chat, 'guid')?.endsWith(`;-;${recipient}`));
}

function sameWords(message: Json, text: string): boolean {
  return (textAt(message, 'text') ?? '').trim() === text.trim();
}

function settled(message: Json): { found: true; external_id: string } | { found: false } {
  const guid = textAt(message, 'guid');
  return guid !== undefined && (numberAt(message, 'error') ?? 0) === 0
    ? { found: true, external_id: guid }
    : { found: false };
}
