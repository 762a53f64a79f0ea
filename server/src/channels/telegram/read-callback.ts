// One Telegram Update → events. The Update union has no receipts: `sent` is a Telegram message's last word.
import type { ChannelEvent } from '../channel.ts';
import { asObject, idAt, instant, numberAt, objectAt, textAt, type Json } from '../json.ts';

export const allowedUpdates = ['message', 'callback_query', 'my_chat_member'];

export function readTelegramUpdate(payload: unknown): ChannelEvent[] {
  const update = asObject(payload);
  const message = objectAt(update, 'message');
  if (message) return [readMessage(message)];
  const query = objectAt(update, 'callback_query');
  if (query) return [readQuery(query, idAt(update, 'update_id'))];
  const member = objectAt(update, 'my_chat_member');
  if (member) return [readMember(member)];
  return [{ kind: 'unknown', detail: `update ${Object.keys(update ?? {}).join(',')}`.slice(0, 200) }];
}

function readMessage(message: Json): ChannelEvent {
  const chat = objectAt(message, 'chat');
  const from = idAt(chat, 'id');
  const id = idAt(message, 'message_id');
  // Groups have members we never asked; only private chats are conversations.
  if (from === undefined || id === undefined || textAt(chat, 'type') !== 'private') {
    return { kind: 'unknown', detail: `message in a ${textAt(chat, 'type') ?? 'chat'}` };
  }
  const text = textAt(message, 'text');
  const start = /^\/start(?:@\w+)?(?:\s+([A-Za-z0-9_-]{1,64}))?\s*$/.exec(text ?? '');
  const quoted = idAt(objectAt(message, 'reply_to_message'), 'message_id');
  const name = fullName(objectAt(message, 'from'));
  const phone = ownNumber(message);
  return {
    kind: 'inbound',
    external_id: `${from}:${id}`,
    from,
    ...(phone ? { from_phone: phone } : {}),
    ...(name ? { from_name: name } : {}),
    text: text ?? textAt(message, 'caption') ?? '',
    message_kind: start ? 'start' : text === undefined ? 'other' : 'text',
    ...(start?.[1] ? { payload: start[1] } : {}),
    ...(quoted ? { reply_to_external_id: `${from}:${quoted}` } : {}),
    at: seconds(message, 'date'),
  };
}

/** A shared contact counts only when it is the sender's own: the card's user is the one who sent it. */
function ownNumber(message: Json): string | undefined {
  const contact = objectAt(message, 'contact');
  const sender = idAt(objectAt(message, 'from'), 'id');
  if (sender === undefined || idAt(contact, 'user_id') !== sender) return undefined;
  const digits = (textAt(contact, 'phone_number') ?? '').replace(/\D/g, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined;
}

function readQuery(query: Json, updateId: string | undefined): ChannelEvent {
  const message = objectAt(query, 'message');
  const chat = objectAt(message, 'chat');
  const from = idAt(chat, 'id');
  const id = idAt(query, 'id') ?? updateId;
  if (from === undefined || id === undefined || textAt(chat, 'type') !== 'private') {
    return { kind: 'unknown', detail: 'callback query without a private chat' };
  }
  const pressed = idAt(message, 'message_id');
  const name = fullName(objectAt(query, 'from'));
  const payload = textAt(query, 'data');
  return {
    kind: 'inbound',
    external_id: `query:${id}`,
    from,
    ...(name ? { from_name: name } : {}),
    text: buttonTitle(message, payload) ?? payload ?? '',
    message_kind: 'button',
    ...(payload === undefined ? {} : { payload }),
    ...(pressed ? { reply_to_external_id: `${from}:${pressed}` } : {}),
    // A query carries no time of its own; the message's is when we wrote it. Time of receipt takes its place.
    at: instant(undefined),
  };
}

function buttonTitle(message: Json | undefined, payload: string | undefined): string | undefined {
  const rows = objectAt(message, 'reply_markup')?.inline_keyboard;
  if (!Array.isArray(rows)) return undefined;
  const pressed = (rows as unknown[])
    .flat()
    .map(asObject)
    .find((button) => textAt(button, 'callback_data') === payload);
  return textAt(pressed, 'text');
}

/** `kicked` in a private chat: the person blocked the bot. */
function readMember(member: Json): ChannelEvent {
  const chat = objectAt(member, 'chat');
  const from = idAt(chat, 'id');
  const status = textAt(objectAt(member, 'new_chat_member'), 'status');
  if (from === undefined || textAt(chat, 'type') !== 'private')
    return { kind: 'unknown', detail: 'chat member' };
  if (status === 'kicked') return { kind: 'blocked', from, at: seconds(member, 'date') };
  if (status === 'member') return { kind: 'unblocked', from, at: seconds(member, 'date') };
  return { kind: 'unknown', detail: `chat member ${status ?? ''}` };
}

function fullName(person: Json | undefined): string {
  return [textAt(person, 'first_name'), textAt(person, 'last_name')].filter(Boolean).join(' ').slice(0, 200);
}

function seconds(value: Json, key: string): Date {
  const at = numberAt(value, key);
  return instant(at === undefined ? undefined : at * 1000);
}
