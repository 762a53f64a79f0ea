// What becomes of an accepted message: statuses, and perhaps an answer from the person.
import { objectOf, textOf } from '../core/json.ts';
import { happens } from '../core/behaviour.ts';
import type { Reaction } from '../core/people.ts';
import type { Simulation } from '../core/simulation.ts';
import type { PhoneNumber, WhatsAppAccounts } from './accounts.ts';
import { statusError } from './errors.ts';
import type { WhatsAppWebhooks } from './webhooks.ts';

export interface Choice {
  kind: 'button' | 'button_reply' | 'list_reply';
  id: string;
  title: string;
  description?: string;
}

/** Everything about a message that its later events need. Plain data, so that a clean stop can write it down. */
export interface Accepted {
  number: string;
  wamid: string;
  to: string;
  opaque: string | undefined;
  /** Pricing category, in lower case. */
  category: string;
  choices: Choice[];
  /** When the portfolio's tier was charged for this recipient; undefined inside the service window. */
  tierAt: number | undefined;
}

const SENT_AFTER_MS = 40;
const DAY_MS = 86_400_000;
const STOP_WORDS = /^(stop|unsubscribe|opt[ -]?out|বন্ধ|বন্ধ করুন)$/iu;

export class Lifecycle {
  readonly #simulation: Simulation;
  readonly #accounts: WhatsAppAccounts;
  readonly #webhooks: WhatsAppWebhooks;
  readonly #windows = new Map<string, number>();
  readonly #run: string;
  #inbound = 0;

  constructor(simulation: Simulation, accounts: WhatsAppAccounts, webhooks: WhatsAppWebhooks, run: string) {
    this.#simulation = simulation;
    this.#accounts = accounts;
    this.#webhooks = webhooks;
    this.#run = run;
    for (const [key, at] of simulation.journal.restored('window')) {
      if (typeof at === 'number' && simulation.now() - at < DAY_MS) this.#windows.set(key, at);
      else simulation.journal.drop('window', key);
    }
  }

  /** Whether the customer service window is open: any message of the person's opens it for 24 hours. */
  windowOpen(numberId: string, person: string): boolean {
    const at = this.#windows.get(`${numberId}|${person}`);
    return at !== undefined && this.#simulation.now() - at < DAY_MS;
  }

  start(message: Accepted, key: string, failure: number | undefined, words: () => string): void {
    if (failure !== undefined) {
      this.#later(SENT_AFTER_MS, message, 'failed', failure);
      return;
    }
    const { behaviour, people, clock } = this.#simulation;
    const plan = people.plan(message.to, key, message.choices.length > 0, words);
    this.#later(SENT_AFTER_MS / behaviour.speed, message, 'sent');
    if (plan.delivered) this.#later(plan.deliverAfter, message, 'delivered');
    if (plan.read) this.#later(plan.readAfter, message, 'read');
    const { reaction } = plan;
    if (reaction) {
      clock.after(
        plan.reactAfter,
        () => this.react(message, reaction),
        () => ({ kind: 'whatsapp.reaction', data: { message, reaction } }),
      );
    }
  }

  resumeStatus(data: unknown, due: number): void {
    const { message, status, code } = objectOf(data);
    const delay = due - this.#simulation.now();
    this.#schedule(delay, message as Accepted, String(status), typeof code === 'number' ? code : undefined);
  }

  react(message: Accepted, reaction: Reaction): void {
    const number = this.#accounts.numbers.get(message.number);
    if (!number) return;
    const isStop = (choice: Choice): boolean => STOP_WORDS.test(choice.title) || STOP_WORDS.test(choice.id);
    const pressable = message.choices.filter((choice) => isStop(choice) === (reaction.kind === 'stop'));
    const pressed = pressable[Math.floor(this.#simulation.random() * pressable.length)];
    const choice = reaction.kind === 'text' ? undefined : pressed;
    const text = reaction.kind === 'press' ? 'OK' : reaction.text;
    this.inbound(number, message.to, { text, choice, context: message.wamid });
  }

  /** A message from a person to a number: opens the window and tells the webhook. Returns its id. */
  inbound(
    number: PhoneNumber,
    from: string,
    what: { text: string; choice?: Choice | undefined; context?: string | undefined },
  ): string {
    const now = this.#simulation.now();
    const window = `${number.phone_number_id}|${from}`;
    this.#windows.set(window, now);
    this.#simulation.journal.put('window', window, now);
    this.#inbound += 1;
    const id = `wamid.HBgM${Buffer.from(`${from}<${this.#run}<${this.#inbound}`).toString('base64')}`;
    const { choice, context, text } = what;
    let content: Record<string, unknown> = { type: 'text', text: { body: text } };
    if (choice?.kind === 'button') {
      content = { type: 'button', button: { payload: choice.id, text: choice.title } };
    } else if (choice) {
      const { kind, ...reply } = choice;
      content = { type: 'interactive', interactive: { type: kind, [kind]: reply } };
    }
    const message = {
      ...(context === undefined ? {} : { context: { from: number.display_phone_number, id: context } }),
      ...{ from, id, timestamp: String(Math.floor(now / 1000)) },
      ...content,
    };
    const contact = { profile: { name: this.#simulation.people.name(from) }, wa_id: from };
    const send = (): void =>
      this.#webhooks.messagesField(
        number,
        'messages',
        `"contacts":[${JSON.stringify(contact)}],"messages":[${JSON.stringify(message)}]`,
      );
    send();
    if (happens(this.#simulation.behaviour.duplicate_receipts, this.#simulation.random)) send();
    return id;
  }

  #later(delayMs: number, message: Accepted, status: string, code?: number): void {
    for (const time of this.#simulation.receiptTimes(delayMs)) this.#schedule(time, message, status, code);
  }

  #schedule(delayMs: number, message: Accepted, status: string, code: number | undefined): void {
    this.#simulation.clock.after(
      delayMs,
      () => this.#emit(message, status, code),
      () => ({ kind: 'whatsapp.status', data: { message, status, code } }),
    );
  }

  #emit(message: Accepted, status: string, code: number | undefined): void {
    const number = this.#accounts.numbers.get(message.number);
    if (!number) return;
    if (status === 'failed' && message.tierAt !== undefined) {
      this.#accounts.tierOf(number).release(message.to, message.tierAt);
    }
    const seconds = Math.floor(this.#simulation.now() / 1000);
    // Written by hand: three of these per message is the simulator's hottest path.
    let json = `{"id":"${message.wamid}","status":"${status}","timestamp":"${seconds}","recipient_id":"${message.to}"`;
    if (message.opaque !== undefined) json += `,"biz_opaque_callback_data":${JSON.stringify(message.opaque)}`;
    if (code !== undefined) json += `,"errors":[${JSON.stringify(statusError(code))}]`;
    else {
      const { category } = message;
      const expires = status === 'sent' ? `,"expiration_timestamp":"${seconds + 86_400}"` : '';
      const conversation = `${message.number}${message.to}${category}`;
      json += `,"conversation":{"id":"${conversation}"${expires},"origin":{"type":"${category}"}}`;
      const billable = category === 'service' ? 'false' : 'true';
      json += `,"pricing":{"billable":${billable},"pricing_model":"PMP","category":"${category}","type":"${category === 'service' ? 'free_customer_service' : 'regular'}"}`;
    }
    this.#webhooks.status(number, `${json}}`);
  }
}

/** The choices a template's quick-reply buttons offer, with the payloads this send gave them. */
export function templateChoices(
  buttons: readonly Record<string, unknown>[],
  components: readonly Record<string, unknown>[],
): Choice[] {
  const choices: Choice[] = [];
  buttons.forEach((button, index) => {
    if (textOf(button['type'])?.toUpperCase() !== 'QUICK_REPLY') return;
    const title = textOf(button['text']) ?? '';
    const component = components.find(
      (entry) =>
        textOf(entry['type'])?.toLowerCase() === 'button' && textOf(entry['index']) === String(index),
    );
    const parameters = Array.isArray(component?.['parameters']) ? component['parameters'] : [];
    choices.push({ kind: 'button', id: textOf(objectOf(parameters[0])['payload']) ?? title, title });
  });
  return choices;
}
