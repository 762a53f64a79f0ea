// Settles a send whose outcome is unknown by asking the Mac's own database. `found: false` is meaningful only some
// minutes after the attempt: Messages writes a row late when it is busy, so delivery waits before it asks.
import type { OutgoingHttp } from '../../http/outgoing.ts';
import type { AccountAccess } from '../channel.ts';
import { asObject, numberAt, objectsAt, parseJson, textAt, type Json } from '../json.ts';
import { callServer } from './server-api.ts';

/** The Mac's clock and ours may differ a little. */
const clockToleranceMs = 10_000;

export async function lookUpMessage(
  http: OutgoingHttp,
  account: AccountAccess,
  message: { key: string; recipient: string; since: Date; text?: string },
): Promise<{ found: true; external_id: string } | { found: false } | undefined> {
  const result = await callServer(http, account, 'POST', 'message/query', {
    body: {
      chatGuid: `iMessage;-;${message.recipient}`,
      after: message.since.getTime() - clockToleranceMs,
      limit: 100,
      sort: 'ASC',
    },
    timeout_ms: 30_000,
  });
  if (!result.ok || result.status !== 200) return undefined;
  const own = objectsAt(asObject(parseJson(result.body)), 'data').filter((one) => one.isFromMe === true);
  const byKey = own.find((one) => textAt(one, 'tempGuid') === message.key);
  if (byKey) return settled(byKey);
  // The database keeps no tempGuid: the same words to the same person since the attempt are this attempt, if only one
  // message fits. With two the platform cannot say.
  const fitting = message.text === undefined ? own : own.filter((one) => sameWords(one, message.text ?? ''));
  if (fitting.length > 1) return undefined;
  return fitting[0] ? settled(fitting[0]) : { found: false };
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
