// One BlueBubbles webhook → events. Our own sends come back as `new-message`, possibly twice (with and without
// tempGuid); receipts are changed dates of an `updated-message`.
import type { ChannelEvent } from '../channel.ts';
import { asObject, instant, numberAt, objectAt, objectsAt, textAt, type Json } from '../json.ts';
import { sendErrorCode } from './errors.ts';

export function readBluebubblesCallback(payload: unknown): ChannelEvent[] {
  const type = textAt(asObject(payload), 'type') ?? '';
  const message = objectAt(asObject(payload), 'data');
  const guid = textAt(message, 'guid');
  if (message && guid && type === 'message-send-error') return [readSendError(message, guid)];
  if (message && guid && type === 'new-message') {
    return [message.isFromMe === true ? readOwn(message, guid) : readInbound(message, guid)];
  }
  if (message && guid && type === 'updated-message') return readUpdate(message, guid);
  return [{ kind: 'unknown', detail: (type || 'no type').slice(0, 200) }];
}

function readOwn(message: Json, guid: string): ChannelEvent {
  if ((numberAt(message, 'error') ?? 0) !== 0) return readSendError(message, guid);
  return receipt('sent', message, guid, numberAt(message, 'dateCreated'));
}

function readUpdate(message: Json, guid: string): ChannelEvent[] {
  // Edits and retractions by the other side: of no use here, and known.
  if (message.isFromMe !== true) return [];
  if ((numberAt(message, 'error') ?? 0) !== 0) return [readSendError(message, guid)];
  const read = numberAt(message, 'dateRead');
  const delivered = numberAt(message, 'dateDelivered');
  const events: ChannelEvent[] = [];
  if (delivered || message.isDelivered === true)
    events.push(receipt('delivered', message, guid, delivered || undefined));
  if (read) events.push(receipt('read', message, guid, read));
  return events;
}

function readSendError(message: Json, guid: string): ChannelEvent {
  const number = numberAt(message, 'error') ?? 0;
  const code = sendErrorCode(number);
  // A time-out may have gone out: not a failure, and the send's own answer has made it `unknown` already.
  if (code === undefined) return { kind: 'unknown', detail: `send error ${number}` };
  const failed = receipt('failed', message, guid, undefined);
  return failed.kind === 'receipt' ? { ...failed, code, detail: `error ${number}` } : failed;
}

function receipt(
  status: 'sent' | 'delivered' | 'read' | 'failed',
  message: Json,
  guid: string,
  at: number | undefined,
): ChannelEvent {
  const key = textAt(message, 'tempGuid');
  return { kind: 'receipt', status, external_id: guid, at: instant(at), ...(key ? { key } : {}) };
}

function readInbound(message: Json, guid: string): ChannelEvent {
  const from = textAt(objectAt(message, 'handle'), 'address');
  if (from === undefined) return { kind: 'unknown', detail: 'message without a sender' };
  // `;+;` marks a group, `;-;` a conversation of two.
  if (objectsAt(message, 'chats').some((chat) => textAt(chat, 'guid')?.includes(';+;'))) {
    return { kind: 'unknown', detail: 'group message' };
  }
  if (textAt(message, 'associatedMessageGuid')) return { kind: 'unknown', detail: 'reaction' };
  const text = textAt(message, 'text');
  const quoted = textAt(message, 'threadOriginatorGuid');
  return {
    kind: 'inbound',
    external_id: guid,
    from,
    ...(/^\+[1-9]\d{6,14}$/.test(from) ? { from_phone: from } : {}),
    text: text ?? '',
    message_kind: text ? 'text' : 'other',
    ...(quoted ? { reply_to_external_id: quoted } : {}),
    at: instant(numberAt(message, 'dateCreated')),
  };
}
