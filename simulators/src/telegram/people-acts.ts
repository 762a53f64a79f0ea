// What a person does in a chat, as the updates a bot sees.
import { arrayOf, objectOf, textOf } from '../core/json.ts';
import type { Plan } from '../core/people.ts';
import type { Simulation } from '../core/simulation.ts';
import type { Bot, Bots, Chat } from './bots.ts';
import { botUser, chatOf, userOf, type Message } from './messages.ts';

const QUERY_LIFE_MS = 15 * 60_000;

export class PeopleActs {
  readonly #simulation: Simulation;
  readonly #bots: Bots;
  readonly #queries = new Map<string, number>();
  #nextQuery = 1;

  constructor(simulation: Simulation, bots: Bots) {
    this.#simulation = simulation;
    this.#bots = bots;
  }

  write(bot: Bot, chat: Chat, text: string, replyTo?: Message): number {
    const id = this.#bots.nextMessage(bot);
    const command = /^\/[a-z0-9_]+/i.exec(text)?.[0];
    bot.updates.add('message', chat.id, {
      ...{ message_id: id, from: userOf(chat), chat: chatOf(chat), date: this.#seconds(), text },
      ...(command ? { entities: [{ type: 'bot_command', offset: 0, length: command.length }] } : {}),
      ...(replyTo ? { reply_to_message: replyTo } : {}),
    });
    return id;
  }

  press(bot: Bot, chat: Chat, message: Message, data: string): string {
    const id = String(BigInt(bot.id) * 1_000_000n + BigInt(this.#nextQuery));
    this.#nextQuery += 1;
    this.#queries.set(id, this.#simulation.now());
    for (const [old, at] of this.#queries) {
      if (this.#simulation.now() - at < QUERY_LIFE_MS) break;
      this.#queries.delete(old);
    }
    const chatInstance = String(chat.id * 31);
    bot.updates.add('callback_query', chat.id, {
      id,
      from: userOf(chat),
      message,
      chat_instance: chatInstance,
      data,
    });
    return id;
  }

  answerQuery(id: string): boolean {
    const at = this.#queries.get(id);
    return at !== undefined && this.#simulation.now() - at < QUERY_LIFE_MS && this.#queries.delete(id);
  }

  /** Blocking and unblocking: the bot learns of either as a change of its own membership. */
  setBlocked(bot: Bot, chat: Chat, blocked: boolean): void {
    if (chat.blocked === blocked) return;
    chat.blocked = blocked;
    this.#bots.storeChat(bot, chat);
    const kicked = { user: botUser(bot), status: 'kicked', until_date: 0 };
    const member = { user: botUser(bot), status: 'member' };
    bot.updates.add('my_chat_member', chat.id, {
      ...{ chat: chatOf(chat), from: userOf(chat), date: this.#seconds() },
      old_chat_member: blocked ? member : kicked,
      new_chat_member: blocked ? kicked : member,
    });
  }

  /** Acts out what this person does about a message they got. */
  react(bot: Bot, chat: Chat, message: Message, plan: Plan): void {
    const { reaction } = plan;
    if (!reaction) return;
    this.#simulation.clock.after(plan.reactAfter, () => {
      if (chat.blocked) return;
      const buttons = callbackButtons(message);
      const data = buttons[Math.floor(this.#simulation.random() * buttons.length)];
      if (reaction.kind === 'press' && data !== undefined) this.press(bot, chat, message, data);
      else this.write(bot, chat, reaction.kind === 'press' ? 'OK' : reaction.text);
    });
  }

  #seconds(): number {
    return Math.floor(this.#simulation.now() / 1000);
  }
}

export function callbackButtons(message: Message): string[] {
  if (message['reply_markup'] === undefined) return [];
  const rows = arrayOf(objectOf(message['reply_markup'])['inline_keyboard']);
  return rows
    .flatMap(arrayOf)
    .map((button) => textOf(objectOf(button)['callback_data']))
    .filter((data) => data !== undefined);
}
