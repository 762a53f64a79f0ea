// sendMessage and editMessageText: text in, a Message out.
import type { Call } from '../core/http.ts';
import { arrayOf, isObject, numberOf, objectOf, parseJson, textOf } from '../core/json.ts';
import type { Simulation } from '../core/simulation.ts';
import type { Bot, Bots, Chat } from './bots.ts';
import { EntityError, finish, type Entity, type FormattedText } from './entities.ts';
import { botError, isBotError, namedError, tooMany, type BotError } from './errors.ts';
import { parseHtml } from './parse-html.ts';
import { parseMarkdown } from './parse-markdown.ts';

const MAX_LENGTH = 4_096;
/** Sent messages kept for editing and for the message inside a callback query; the oldest go first. */
const KEPT_MESSAGES = 50_000;

export type Message = Record<string, unknown>;

export class SentMessages {
  readonly #kept = new Map<string, Message>();

  add(bot: Bot, id: number, message: Message): void {
    this.#kept.set(`${bot.id}/${id}`, message);
    if (this.#kept.size <= KEPT_MESSAGES) return;
    const oldest = this.#kept.keys().next();
    if (!oldest.done) this.#kept.delete(oldest.value);
  }

  find(bot: Bot, id: number): Message | undefined {
    return this.#kept.get(`${bot.id}/${id}`);
  }

  drop(bot: Bot, id: number): boolean {
    return this.#kept.delete(`${bot.id}/${id}`);
  }
}

/** Form bodies carry objects as JSON text, JSON bodies as objects. */
function structured(value: unknown): unknown {
  return typeof value === 'string' ? parseJson(value) : value;
}

export function formattedText(fields: Record<string, unknown>): FormattedText | BotError {
  const raw = textOf(fields['text']) ?? '';
  const mode = (textOf(fields['parse_mode']) ?? '').toLowerCase();
  let formatted: FormattedText;
  try {
    if (mode === 'html') formatted = parseHtml(raw);
    else if (mode === 'markdownv2') formatted = parseMarkdown(raw);
    else if (mode === '') formatted = finish(raw, plainEntities(fields['entities'], raw));
    else return botError(400, 'unsupported parse_mode');
  } catch (error) {
    if (error instanceof EntityError) return botError(400, `can't parse entities: ${error.message}`);
    throw error;
  }
  if (formatted.text === '') return botError(400, 'message text is empty');
  // Characters, not UTF-16 units: an emoji counts once.
  const tooLong = formatted.text.length > MAX_LENGTH && [...formatted.text].length > MAX_LENGTH;
  return tooLong ? botError(400, 'message is too long') : formatted;
}

function plainEntities(value: unknown, text: string): Entity[] {
  const entities: Entity[] = [];
  for (const entry of arrayOf(structured(value)).map(objectOf)) {
    const offset = numberOf(entry['offset']) ?? -1;
    const length = numberOf(entry['length']) ?? 0;
    if (offset < 0 || length < 1 || offset + length > text.length) {
      throw new EntityError(`entity begins after the end of the text at UTF-16 offset ${offset}`);
    }
    entities.push({ ...entry, type: textOf(entry['type']) ?? '', offset, length });
  }
  return entities;
}

export function replyMarkup(value: unknown): Record<string, unknown> | undefined | BotError {
  if (value === undefined || value === '' || value === null) return undefined;
  const markup = structured(value);
  if (!isObject(markup)) return botError(400, "can't parse reply keyboard markup JSON object");
  const rows = markup['inline_keyboard'];
  if (rows === undefined) return undefined; // reply keyboards change nothing in the answer
  if (!Array.isArray(rows)) return botError(400, 'field "inline_keyboard" must be of type Array');
  for (const button of rows.flatMap(arrayOf).map(objectOf)) {
    if ((textOf(button['text']) ?? '') === '') return botError(400, 'BUTTON_TEXT_INVALID');
    const data = textOf(button['callback_data']);
    if (data !== undefined && (data === '' || Buffer.byteLength(data) > 64))
      return botError(400, 'BUTTON_DATA_INVALID');
    const kinds = ['callback_data', 'url', 'web_app', 'login_url', 'switch_inline_query', 'copy_text', 'pay'];
    if (!kinds.some((kind) => kind in button))
      return botError(400, 'inline keyboard button must have exactly one action');
    const url = textOf(button['url']);
    if (url !== undefined && !/^[a-z][a-z0-9+.-]*:|\./i.test(url))
      return botError(400, `inline keyboard button URL '${url}' is invalid: URL host is empty`);
  }
  return { inline_keyboard: rows };
}

export function botUser(bot: Bot): Record<string, unknown> {
  return { id: bot.id, is_bot: true, first_name: bot.first_name, username: bot.username };
}

export function chatOf(chat: Chat): Record<string, unknown> {
  return { id: chat.id, first_name: chat.first_name, type: 'private' };
}

export function userOf(chat: Chat): Record<string, unknown> {
  return { id: chat.id, is_bot: false, first_name: chat.first_name, language_code: chat.language_code };
}

/** Counts each window this send would breach; refuses it for the first. */
function limitError(simulation: Simulation, bot: Bot, chatId: string): BotError | undefined {
  const now = simulation.now();
  const waits: number[] = [];
  if (bot.perSecond.breaches(now)) {
    simulation.ledger.violate('per_second', String(bot.id));
    waits.push(bot.perSecond.waitMs(now));
  }
  if (bot.perChat.breaches(chatId, now)) {
    simulation.ledger.violate('per_chat', String(bot.id));
    waits.push(bot.perChat.waitMs(chatId, now));
  }
  return waits.length > 0 && simulation.behaviour.enforce_limits ? tooMany(Math.max(...waits)) : undefined;
}

function chatError(simulation: Simulation, chat: Chat | undefined, chatId: string): BotError | undefined {
  const failure =
    simulation.people.failure(chatId) ?? (chat?.address && simulation.people.failure(chat.address));
  if (failure !== undefined && failure !== '') return namedError(failure);
  if (!chat) return namedError('chat_not_found');
  if (chat.deactivated) return namedError('deactivated');
  return chat.blocked ? namedError('blocked') : undefined;
}

export function sendMessage(
  simulation: Simulation,
  bots: Bots,
  sent: SentMessages,
  call: Call,
  bot: Bot,
  fields: Record<string, unknown>,
): { message: Message; chat: Chat; key: string } | BotError {
  const forced = simulation.forcedError(String(bot.id));
  if (forced !== undefined) return namedError(forced);
  const throttled = bot.throttledUntil - simulation.now();
  if (throttled > 0) return tooMany(throttled);
  const chatId = textOf(fields['chat_id']) ?? '';
  const limited = limitError(simulation, bot, chatId);
  if (limited) return limited;
  const formatted = formattedText(fields);
  if (isBotError(formatted)) return formatted;
  const markup = replyMarkup(fields['reply_markup']);
  if (isBotError(markup)) return markup;
  if (chatId === '') return botError(400, 'chat_id is empty');
  const chat = bot.chats.get(Number(chatId));
  const refused = chatError(simulation, chat, chatId);
  if (refused || !chat) return refused ?? namedError('chat_not_found');
  const replyTo = replyTarget(sent, bot, fields);
  if (isBotError(replyTo)) return replyTo;

  const now = simulation.now();
  bot.perSecond.take(now);
  bot.perChat.take(chatId, now);
  const id = bots.nextMessage(bot);
  const message: Message = {
    message_id: id,
    from: botUser(bot),
    chat: chatOf(chat),
    date: Math.floor(now / 1000),
    text: formatted.text,
  };
  if (formatted.entities.length > 0) message['entities'] = formatted.entities;
  if (markup) message['reply_markup'] = markup;
  if (replyTo) message['reply_to_message'] = replyTo;
  sent.add(bot, id, message);
  const key = simulation.headerKey(call);
  simulation.accept(call, key, chatId, String(bot.id));
  return { message, chat, key };
}

function replyTarget(
  sent: SentMessages,
  bot: Bot,
  fields: Record<string, unknown>,
): Message | undefined | BotError {
  const parameters = objectOf(structured(fields['reply_parameters']));
  const id = numberOf(parameters['message_id'] ?? fields['reply_to_message_id']);
  if (id === undefined) return undefined;
  const found = sent.find(bot, id);
  const optional = parameters['allow_sending_without_reply'] ?? fields['allow_sending_without_reply'];
  if (!found && String(optional) !== 'true') return botError(400, 'message to be replied not found');
  const { reply_to_message: _nested, ...target } = found ?? {};
  return found ? target : undefined;
}

export function editMessageText(
  simulation: Simulation,
  sent: SentMessages,
  bot: Bot,
  fields: Record<string, unknown>,
): Message | BotError {
  const formatted = formattedText(fields);
  if (isBotError(formatted)) return formatted;
  const markup = replyMarkup(fields['reply_markup']);
  if (isBotError(markup)) return markup;
  const id = numberOf(fields['message_id']);
  if (id === undefined) return botError(400, 'message identifier is not specified');
  const message = sent.find(bot, id);
  const chat = objectOf(message?.['chat']);
  if (!message || String(chat['id']) !== textOf(fields['chat_id']))
    return botError(400, 'message to edit not found');
  const next: Message = { ...message, text: formatted.text, edit_date: Math.floor(simulation.now() / 1000) };
  delete next['entities'];
  delete next['reply_markup'];
  if (formatted.entities.length > 0) next['entities'] = formatted.entities;
  if (markup) next['reply_markup'] = markup;
  const content = (one: Message): string =>
    JSON.stringify([one['text'], one['entities'], one['reply_markup']]);
  if (content(next) === content(message)) {
    return botError(
      400,
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  sent.add(bot, id, next);
  return next;
}
