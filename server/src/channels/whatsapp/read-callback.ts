// One stored WhatsApp callback → events. One body may carry many entries, each with many statuses and messages.
import type { ChannelEvent } from '../channel.ts';
import {
  asObject,
  idAt,
  instant,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  type Json,
} from '../json.ts';
import { errorDetail, whatsappCode } from './errors.ts';
import { readAccountChange } from './read-account.ts';

export function readWhatsappCallback(payload: unknown): ChannelEvent[] {
  const entries = objectsAt(asObject(payload), 'entry');
  if (entries.length === 0) return [{ kind: 'unknown', detail: 'no entry' }];
  return entries.flatMap((entry) =>
    objectsAt(entry, 'changes').flatMap((change) => readChange(change, idAt(entry, 'id'))),
  );
}

function readChange(change: Json, waba: string | undefined): ChannelEvent[] {
  const field = textAt(change, 'field') ?? '';
  const value = objectAt(change, 'value');
  if (field === 'messages') {
    const to = idAt(objectAt(value, 'metadata'), 'phone_number_id');
    const names = new Map(
      objectsAt(value, 'contacts').map((contact) => [
        idAt(contact, 'wa_id'),
        textAt(objectAt(contact, 'profile'), 'name'),
      ]),
    );
    return [
      ...thingsAt(value, 'statuses').map((status) => readStatus(status, to)),
      ...thingsAt(value, 'messages').map((message) => readMessage(message, names, to)),
    ];
  }
  if (field === 'user_preferences') return thingsAt(value, 'user_preferences').map(readPreference);
  return readAccountChange(field, value, waba);
}

/** What is no object is one that says nothing: it comes out as `unknown`, and its neighbours are read. */
function thingsAt(value: Json | undefined, key: string): Json[] {
  return listAt(value, key).map((one) => asObject(one) ?? {});
}

function readStatus(status: Json, to: string | undefined): ChannelEvent {
  const name = textAt(status, 'status');
  const id = textAt(status, 'id');
  if (
    id === undefined ||
    !(name === 'sent' || name === 'delivered' || name === 'read' || name === 'failed')
  ) {
    return { kind: 'unknown', detail: `status ${name ?? ''}` };
  }
  const key = textAt(status, 'biz_opaque_callback_data');
  const error = objectsAt(status, 'errors')[0];
  return {
    kind: 'receipt',
    status: name,
    external_id: id,
    at: seconds(status),
    ...(key ? { key } : {}),
    ...(to ? { to } : {}),
    ...(name === 'failed' ? { code: whatsappCode(error), detail: errorDetail(error) } : {}),
  };
}

function readMessage(
  message: Json,
  names: ReadonlyMap<string | undefined, string | undefined>,
  to: string | undefined,
): ChannelEvent {
  const id = textAt(message, 'id');
  const sender = idAt(message, 'from');
  const type = textAt(message, 'type') ?? '';
  // `system` tells of a changed number, `unsupported` and `errors` of something that never reached us as a message.
  if (id === undefined || sender === undefined || type === 'system' || type === 'unsupported') {
    return { kind: 'unknown', detail: `message ${type}` };
  }
  const from = `+${sender.replace(/^\+/, '')}`;
  const name = names.get(sender);
  const quoted = textAt(objectAt(message, 'context'), 'id');
  return {
    kind: 'inbound',
    external_id: id,
    from,
    from_phone: from,
    at: seconds(message),
    ...(name ? { from_name: name } : {}),
    ...(quoted ? { reply_to_external_id: quoted } : {}),
    ...(to ? { to } : {}),
    ...messageWords(message, type),
  };
}

function messageWords(
  message: Json,
  type: string,
): { text: string; message_kind: 'text' | 'button' | 'other'; payload?: string } {
  if (type === 'text') return { message_kind: 'text', text: textAt(objectAt(message, 'text'), 'body') ?? '' };
  if (type === 'button') {
    const button = objectAt(message, 'button');
    return pressed(textAt(button, 'text'), textAt(button, 'payload'));
  }
  const interactive = objectAt(message, 'interactive');
  const reply = objectAt(interactive, 'button_reply') ?? objectAt(interactive, 'list_reply');
  if (reply) return pressed(textAt(reply, 'title'), textAt(reply, 'id'));
  // Media: the caption is what the person wrote.
  return { message_kind: 'other', text: textAt(objectAt(message, type), 'caption') ?? '' };
}

function pressed(text: string | undefined, payload: string | undefined) {
  return { message_kind: 'button' as const, text: text ?? '', ...(payload ? { payload } : {}) };
}

/** The literal values are unconfirmed: whatever begins like stopping stops, only an exact resume resumes. */
function readPreference(preference: Json): ChannelEvent {
  const waId = idAt(preference, 'wa_id');
  const value = (textAt(preference, 'value') ?? '').toLowerCase();
  if (waId === undefined || textAt(preference, 'category') !== 'marketing_messages') {
    return { kind: 'unknown', detail: 'user preference' };
  }
  const from = `+${waId.replace(/^\+/, '')}`;
  if (value.startsWith('stop'))
    return { kind: 'preference', from, marketing: 'stopped', at: seconds(preference) };
  if (value === 'resume') return { kind: 'preference', from, marketing: 'resumed', at: seconds(preference) };
  return { kind: 'unknown', detail: `user preference ${value}` };
}

function seconds(value: Json): Date {
  const at = numberAt(value, 'timestamp');
  return instant(at === undefined ? undefined : at * 1000);
}
