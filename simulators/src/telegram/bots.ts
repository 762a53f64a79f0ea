// Bots and their private chats. A chat exists only once its person pressed Start: that is Telegram's consent.
import { ControlError, required } from '../core/control.ts';
import { numberOf, objectOf, textOf } from '../core/json.ts';
import { KeyedLimit, SlidingLimit } from '../core/limits.ts';
import { chanceOf } from '../core/random.ts';
import { isBengali } from '../core/people.ts';
import type { Simulation } from '../core/simulation.ts';
import type { UpdateQueue } from './updates.ts';

export interface Chat {
  id: number;
  first_name: string;
  language_code: string;
  address: string | undefined;
  blocked: boolean;
  deactivated: boolean;
}

export interface Webhook {
  url: string;
  secret: string | undefined;
  maxConnections: number;
}

export interface Bot {
  id: number;
  token: string;
  username: string;
  first_name: string;
  perSecondLimit: number;
  banned: boolean;
  throttledUntil: number;
  webhook: Webhook | undefined;
  allowed: string[] | undefined;
  commands: unknown[];
  chats: Map<number, Chat>;
  perSecond: SlidingLimit;
  perChat: KeyedLimit;
  nextMessage: number;
  updates: UpdateQueue;
}

/** Ids are reserved in blocks, so that a kill cannot make one repeat. */
const ID_BLOCK = 1_000;

export class Bots {
  readonly byToken = new Map<string, Bot>();
  readonly #simulation: Simulation;
  readonly #makeQueue: (bot: Bot) => UpdateQueue;

  constructor(simulation: Simulation, makeQueue: (bot: Bot) => UpdateQueue) {
    this.#simulation = simulation;
    this.#makeQueue = makeQueue;
    for (const [, record] of simulation.restoredRecords('bot')) {
      const bot = this.#build(record);
      const webhook = objectOf(record['webhook']);
      if (typeof webhook['url'] === 'string') {
        const maxConnections = numberOf(webhook['maxConnections']) ?? 40;
        bot.webhook = { url: webhook['url'], secret: textOf(webhook['secret']), maxConnections };
      }
      if (Array.isArray(record['allowed'])) bot.allowed = record['allowed'].map(String);
      bot.nextMessage = numberOf(record['nextMessage']) ?? 1;
      bot.updates.nextId = numberOf(record['nextUpdate']) ?? bot.updates.nextId;
    }
    for (const [, record] of simulation.restoredRecords('chat')) {
      const bot = this.find(String(record['bot']));
      const { bot: _bot, ...chat } = record as unknown as Chat & { bot: number };
      bot?.chats.set(chat.id, chat);
    }
    for (const [id, record] of simulation.restoredRecords('limits')) {
      const bot = this.find(id);
      bot?.perSecond.restore(record['perSecond'] as number[]);
      bot?.perChat.restore(record['perChat'] as [string, number[]][]);
    }
  }

  create(body: Record<string, unknown>): Bot {
    const bot = this.#build(body);
    this.store(bot);
    return bot;
  }

  /** By token, id or username. */
  find(name: string): Bot | undefined {
    const direct = this.byToken.get(name);
    if (direct) return direct;
    const plain = name.replace(/^@/, '');
    return [...this.byToken.values()].find((bot) => String(bot.id) === plain || bot.username === plain);
  }

  require(body: Record<string, unknown>): Bot {
    const name = required(body, 'bot', 'account');
    const bot = this.find(name);
    if (!bot) throw new ControlError(`no such bot: ${name}`, 404);
    return bot;
  }

  /** The same person always has the same id, whichever bot they start. */
  chatId(address: string): number {
    const { seed } = this.#simulation;
    return (
      1_000_000_000 +
      Math.floor(chanceOf(seed, address, 70) * 2 ** 21) * 2 ** 21 +
      Math.floor(chanceOf(seed, address, 71) * 2 ** 21)
    );
  }

  /** Opens (or reopens) the chat that pressing Start opens. */
  openChat(bot: Bot, person: Record<string, unknown>): Chat {
    const address = textOf(person['address']);
    const id = numberOf(person['chat_id']) ?? (address === undefined ? undefined : this.chatId(address));
    if (id === undefined) throw new ControlError('each person needs an address or a chat_id');
    const name = textOf(person['first_name']) ?? this.#simulation.people.name(address ?? String(id));
    const language = textOf(person['language_code']) ?? (address && isBengali(address) ? 'bn' : 'en');
    const chat: Chat = {
      ...{ id, first_name: name, language_code: language, address },
      ...{ blocked: false, deactivated: false },
    };
    bot.chats.set(id, chat);
    this.storeChat(bot, chat);
    return chat;
  }

  nextMessage(bot: Bot): number {
    const id = bot.nextMessage;
    bot.nextMessage += 1;
    if (id % ID_BLOCK === 0) this.store(bot);
    return id;
  }

  store(bot: Bot, exact = false): void {
    const { id, token, username, first_name, perSecondLimit, banned, webhook, allowed } = bot;
    const ahead = exact ? 0 : ID_BLOCK;
    this.#simulation.journal.put('bot', String(id), {
      ...{ id, token, username, first_name, per_second: perSecondLimit, banned, webhook, allowed },
      ...{ nextMessage: bot.nextMessage + ahead, nextUpdate: bot.updates.nextId + ahead },
    });
  }

  storeChat(bot: Bot, chat: Chat): void {
    this.#simulation.journal.put('chat', `${bot.id}/${chat.id}`, { bot: bot.id, ...chat });
  }

  save(): void {
    for (const bot of this.byToken.values()) {
      this.store(bot, true);
      this.#simulation.journal.put('limits', String(bot.id), {
        perSecond: bot.perSecond.save(),
        perChat: bot.perChat.save(),
      });
    }
  }

  #build(body: Record<string, unknown>): Bot {
    const token = required(body, 'token');
    const id = numberOf(body['id']) ?? Number(token.split(':')[0]);
    if (!/^\d+:[\w-]+$/.test(token) || !Number.isInteger(id))
      throw new ControlError('token must look like 123456:ABC');
    const old = this.byToken.get(token);
    const username = textOf(body['username']) ?? old?.username ?? `sampark_${id}_bot`;
    const limit = numberOf(body['per_second']) ?? old?.perSecondLimit ?? 30;
    if (old) {
      old.username = username;
      if (limit !== old.perSecondLimit) old.perSecond = new SlidingLimit(limit, 1_000);
      old.perSecondLimit = limit;
      return old;
    }
    const bot = {
      ...{ id, token, username, first_name: textOf(body['first_name']) ?? username },
      ...{ perSecondLimit: limit, banned: body['banned'] === true, throttledUntil: 0 },
      ...{ webhook: undefined, allowed: undefined, commands: [], nextMessage: 1 },
      chats: new Map<number, Chat>(),
      perSecond: new SlidingLimit(limit, 1_000),
      perChat: new KeyedLimit(1, 1_000),
    } as unknown as Bot;
    bot.updates = this.#makeQueue(bot);
    this.byToken.set(token, bot);
    return bot;
  }
}
