// One event of signal-cli's stream → events.
import type { ChannelEvent } from '../channel.ts';
import { asObject, instant, listAt, numberAt, objectAt, textAt, type Json } from '../json.ts';

export function readSignalEvent(payload: unknown): ChannelEvent[] {
  const envelope = objectAt(asObject(payload), 'envelope');
  if (!envelope) return [{ kind: 'unknown', detail: 'no envelope' }];
  const receipt = objectAt(envelope, 'receiptMessage');
  if (receipt) return readReceipt(envelope, receipt);
  const data = objectAt(envelope, 'dataMessage');
  if (data) return [readData(envelope, data)];
  // Typing comes with every keystroke and copies of our own sends with every message: known, and of no use here.
  if (objectAt(envelope, 'typingMessage') || objectAt(envelope, 'syncMessage')) return [];
  return [{ kind: 'unknown', detail: `envelope ${Object.keys(envelope).join(',')}`.slice(0, 200) }];
}

/** One event for each message named. Timestamps are unique per sender only, so `from` has to match as well. */
function readReceipt(envelope: Json, receipt: Json): ChannelEvent[] {
  const status = receipt.isRead === true || receipt.isViewed === true ? 'read' : 'delivered';
  if (status === 'delivered' && receipt.isDelivery !== true) return [{ kind: 'unknown', detail: 'receipt' }];
  const { from_phone, from: uuid } = sender(envelope);
  const from = from_phone ?? uuid;
  const at = instant(numberAt(receipt, 'when') ?? numberAt(envelope, 'timestamp'));
  return listAt(receipt, 'timestamps')
    .filter((timestamp) => typeof timestamp === 'number')
    .map((timestamp) => ({
      kind: 'receipt',
      status,
      external_id: String(timestamp),
      at,
      ...(from ? { from } : {}),
    }));
}

function readData(envelope: Json, data: Json): ChannelEvent {
  const { from, from_phone } = sender(envelope);
  const sent = numberAt(data, 'timestamp') ?? numberAt(envelope, 'timestamp');
  if (from === undefined || sent === undefined)
    return { kind: 'unknown', detail: 'message without a sender' };
  if (objectAt(data, 'groupInfo') || objectAt(data, 'groupV2'))
    return { kind: 'unknown', detail: 'group message' };
  const text = textAt(data, 'message');
  if (text === undefined && listAt(data, 'attachments').length === 0) {
    return { kind: 'unknown', detail: `message ${Object.keys(data).join(',')}`.slice(0, 200) };
  }
  const quoted = numberAt(objectAt(data, 'quote'), 'id');
  const name = textAt(envelope, 'sourceName');
  return {
    kind: 'inbound',
    external_id: `${from}:${sent}`,
    from,
    ...(from_phone ? { from_phone } : {}),
    ...(name ? { from_name: name } : {}),
    text: text ?? '',
    message_kind: text === undefined ? 'other' : 'text',
    ...(quoted === undefined ? {} : { reply_to_external_id: String(quoted) }),
    at: instant(sent),
  };
}

/** The uuid is the lasting address; a number is there only when the person shares it. */
function sender(envelope: Json): { from?: string; from_phone?: string } {
  const number = textAt(envelope, 'sourceNumber');
  const phone = number?.startsWith('+') ? number : undefined;
  const from = textAt(envelope, 'sourceUuid') ?? phone ?? textAt(envelope, 'source');
  return { ...(from ? { from } : {}), ...(phone ? { from_phone: phone } : {}) };
}
