// What an operator can do to Telegram: bots, and everything a person would do in the app.
import { ControlError, itemsOf, required } from '../core/control.ts';
import { arrayOf, numberOf, objectOf, textOf } from '../core/json.ts';
import type { ControlHandler, Simulation } from '../core/simulation.ts';
import type { Bot, Bots, Chat } from './bots.ts';
import type { SentMessages } from './messages.ts';
import { callbackButtons, type PeopleActs } from './people-acts.ts';

function publicBot(bot: Bot): Record<string, unknown> {
  const { id, token, username, first_name, perSecondLimit, banned, webhook } = bot;
  const counts = { chats: bot.chats.size, pending_updates: bot.updates.unconfirmed().length };
  return {
    id,
    token,
    username,
    first_name,
    per_second: perSecondLimit,
    banned,
    webhook: webhook?.url ?? null,
    ...counts,
  };
}

export function telegramControl(
  simulation: Simulation,
  bots: Bots,
  acts: PeopleActs,
  sent: SentMessages,
): Record<string, ControlHandler> {
  const chatOfBody = (bot: Bot, body: Record<string, unknown>): Chat => {
    const from = required(body, 'chat_id', 'from', 'address');
    const chat = bot.chats.get(Number(from)) ?? bot.chats.get(bots.chatId(from));
    if (!chat) throw new ControlError(`${from} never started this bot`, 404);
    return chat;
  };
  return {
    'POST accounts': (body) => ({
      accounts: itemsOf(body, 'accounts').map((item) => publicBot(bots.create(item))),
    }),
    'GET accounts': () => ({ accounts: [...bots.byToken.values()].map(publicBot) }),
    'POST start': (body) => {
      const bot = bots.require(body);
      const people = itemsOf(body, 'people').map((person) => {
        const payload = textOf(person['payload']) ?? '';
        if (!/^[\w-]{0,64}$/.test(payload)) throw new ControlError(`bad start payload: ${payload}`);
        const before = bot.chats.get(
          Number(person['chat_id'] ?? bots.chatId(textOf(person['address']) ?? '')),
        );
        if (before?.blocked) acts.setBlocked(bot, before, false);
        const chat = bots.openChat(bot, person);
        acts.write(bot, chat, payload === '' ? '/start' : `/start ${payload}`);
        return { address: chat.address, chat_id: chat.id, first_name: chat.first_name };
      });
      return { chat_ids: people.map((person) => person.chat_id), people };
    },
    'POST inbound': (body) => {
      const bot = bots.require(body);
      const chat = chatOfBody(bot, body);
      const button = textOf(body['button']) ?? textOf(objectOf(body['button'])['callback_data']);
      if (button === undefined) return { message_id: acts.write(bot, chat, required(body, 'text')) };
      const id = numberOf(body['message_id']);
      const message = id === undefined ? undefined : sent.find(bot, id);
      if (!message) throw new ControlError('message_id must name a message sent with buttons', 404);
      if (!callbackButtons(message).includes(button))
        throw new ControlError('that message has no such button');
      return { callback_query_id: acts.press(bot, chat, message, button) };
    },
    'POST block': (body) => {
      const bot = bots.require(body);
      acts.setBlocked(bot, chatOfBody(bot, body), true);
      return { ok: true };
    },
    'POST unblock': (body) => {
      const bot = bots.require(body);
      acts.setBlocked(bot, chatOfBody(bot, body), false);
      return { ok: true };
    },
    'POST deactivate': (body) => {
      const bot = bots.require(body);
      const chat = chatOfBody(bot, body);
      chat.deactivated = true;
      bots.storeChat(bot, chat);
      return { ok: true };
    },
    'GET chats': (_body, query) => {
      const bot = bots.require({ bot: query.get('bot') });
      return { chats: arrayOf([...bot.chats.values()]) };
    },
    'POST ban': (body) => {
      const bot = bots.require(body);
      bot.banned = true;
      bots.store(bot);
      return publicBot(bot);
    },
    'POST unban': (body) => {
      const bot = bots.require(body);
      bot.banned = false;
      bot.throttledUntil = 0;
      bots.store(bot);
      return publicBot(bot);
    },
    'POST throttle': (body) => {
      const bot = bots.require(body);
      bot.throttledUntil = simulation.now() + (numberOf(body['seconds']) ?? 60) * 1000;
      return { throttled_until: new Date(bot.throttledUntil).toISOString() };
    },
  };
}
