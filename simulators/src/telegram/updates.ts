// One bot's updates: enters what people do, leaves through getUpdates or the webhook, never through both.
// Guaranteed: ids rise by one; nothing is forgotten before it is confirmed; one chat's updates arrive in order.
import type { Timer } from '../core/clock.ts';
import type { Simulation } from '../core/simulation.ts';
import type { Bot } from './bots.ts';
import { botError, type BotError } from './errors.ts';

export interface Update {
  update_id: number;
  kind: string;
  chat: number;
  /** The update's own content, without update_id. */
  content: Record<string, unknown>;
  failures: number;
  notBefore: number;
}

interface Poll {
  answer: (result: unknown[] | BotError) => void;
  limit: number;
  timer: Timer;
}

const MAX_BACKOFF_S = 120;
const MAX_RETRY_AFTER_S = 3_600;
/** How far down the queue the webhook looks for a chat with nothing under way. */
const LOOK_AHEAD = 200;

export class UpdateQueue {
  nextId = 100_000_001;
  lastError: { date: number; message: string } | undefined;
  readonly #simulation: Simulation;
  readonly #bot: Bot;
  /** The next updates, oldest first; the rest wait in `#rest` from `#head` on, so that taking one is cheap. */
  #front: Update[] = [];
  #rest: Update[] = [];
  #head = 0;
  readonly #underWay = new Set<Update>();
  #poll: Poll | undefined;
  readonly #busyChats = new Set<number>();
  #inFlight = 0;
  #wake: Timer | undefined;

  constructor(simulation: Simulation, bot: Bot) {
    this.#simulation = simulation;
    this.#bot = bot;
  }

  add(kind: string, chat: number, content: Record<string, unknown>): void {
    if (this.#bot.allowed && this.#bot.allowed.length > 0 && !this.#bot.allowed.includes(kind)) return;
    const update: Update = {
      update_id: this.nextId,
      kind,
      chat,
      content: { [kind]: content },
      failures: 0,
      notBefore: 0,
    };
    this.nextId += 1;
    this.#rest.push(update);
    this.#refill();
    if (this.#bot.webhook) this.pump();
    else if (this.#poll) this.#answerPoll();
  }

  clear(): void {
    this.#front = [];
    this.#rest = [];
    this.#head = 0;
  }

  /** A negative offset counts from the end; a positive one confirms everything below it. */
  poll(offset: number, limit: number, timeoutS: number, answer: Poll['answer']): Poll {
    this.stopPolling(
      'terminated by other getUpdates request; make sure that only one bot instance is running',
    );
    if (offset < 0) this.restoreOnly(this.unconfirmed().slice(offset));
    else if (offset > 0) this.#confirm(offset);
    const timer = this.#simulation.clock.after(Math.min(50, timeoutS) * 1000, () => {
      if (this.#poll === poll) this.#answerPoll();
    });
    const poll: Poll = { answer, limit, timer };
    this.#poll = poll;
    if (this.#front.length > 0 || timeoutS <= 0) this.#answerPoll();
    return poll;
  }

  /** The client hung up: its poll must not swallow the next update. */
  abandon(poll: Poll): void {
    if (this.#poll !== poll) return;
    poll.timer.cancel();
    this.#poll = undefined;
  }

  stopPolling(reason: string): void {
    const poll = this.#poll;
    if (!poll) return;
    this.abandon(poll);
    poll.answer(botError(409, reason));
  }

  /** Sends whatever may go to the webhook now. */
  pump(): void {
    const { webhook } = this.#bot;
    if (!webhook) return;
    const now = this.#simulation.now();
    let soonest = Infinity;
    for (let index = 0; index < this.#front.length; index += 1) {
      if (this.#inFlight >= webhook.maxConnections) return;
      const update = this.#front[index] as Update;
      if (this.#busyChats.has(update.chat)) continue;
      if (update.notBefore > now) {
        soonest = Math.min(soonest, update.notBefore);
        continue;
      }
      this.#front.splice(index, 1);
      this.#refill();
      index -= 1;
      this.#send(update);
    }
    if (soonest === Infinity) return;
    this.#wake?.cancel();
    this.#wake = this.#simulation.clock.after(soonest - now, () => this.pump());
  }

  /** Everything unconfirmed, oldest first. */
  unconfirmed(): Update[] {
    return [...this.#underWay, ...this.#front, ...this.#rest.slice(this.#head)].sort(
      (a, b) => a.update_id - b.update_id,
    );
  }

  /** Replaces the queue. */
  restoreOnly(waiting: readonly Update[]): void {
    this.clear();
    this.#rest = [...waiting];
    this.#refill();
  }

  #refill(): void {
    while (this.#front.length < LOOK_AHEAD && this.#head < this.#rest.length) {
      this.#front.push(this.#rest[this.#head] as Update);
      this.#head += 1;
    }
    if (this.#head > 4_096) {
      this.#rest.splice(0, this.#head);
      this.#head = 0;
    }
  }

  #confirm(offset: number): void {
    while (this.#front.length > 0 && (this.#front[0] as Update).update_id < offset) {
      this.#front = this.#front.filter((update) => update.update_id >= offset);
      this.#refill();
    }
  }

  #answerPoll(): void {
    const poll = this.#poll;
    if (!poll) return;
    this.abandon(poll);
    poll.answer(
      this.#front.slice(0, poll.limit).map(({ update_id, content }) => ({ update_id, ...content })),
    );
  }

  #send(update: Update): void {
    const { webhook } = this.#bot;
    if (!webhook) return;
    this.#inFlight += 1;
    this.#busyChats.add(update.chat);
    const secret =
      webhook.secret === undefined ? '' : `x-telegram-bot-api-secret-token: ${webhook.secret}\r\n`;
    // In flight but not yet acknowledged: kept at hand, so that a clean stop can write it down.
    this.#underWay.add(update);
    this.#simulation.callbacks.post({
      url: webhook.url,
      headers: `content-type: application/json\r\n${secret}`,
      body: JSON.stringify({ update_id: update.update_id, ...update.content }),
      done: (status, retryAfter) => {
        this.#inFlight -= 1;
        this.#busyChats.delete(update.chat);
        this.#underWay.delete(update);
        if (status < 200 || status >= 300) this.#failed(update, status, retryAfter);
        this.pump();
      },
    });
  }

  #failed(update: Update, status: number, retryAfter: number | undefined): void {
    update.failures += 1;
    const seconds = retryAfter ?? Math.min(MAX_BACKOFF_S, 2 ** (update.failures - 1));
    const pause = (Math.min(MAX_RETRY_AFTER_S, seconds) * 1000) / this.#simulation.behaviour.speed;
    update.notBefore = this.#simulation.now() + pause;
    const message = status === 0 ? 'Connection refused' : `Wrong response from the webhook: ${status}`;
    this.lastError = { date: Math.floor(this.#simulation.now() / 1000), message };
    const at = this.#front.findIndex((other) => other.update_id > update.update_id);
    this.#front.splice(at < 0 ? this.#front.length : at, 0, update);
  }
}
