// Enters: something that happened to a number or a message. Leaves: signed POSTs to whoever subscribed.
// Guaranteed: one POST per event; the signature covers the exact bytes sent; a non-2xx answer is tried again
// with doubling pauses (Meta keeps at it for 7 days, this stops after `retries`); a clean stop loses none.
import { createHmac } from 'node:crypto';
import type { SavedTask } from '../core/clock.ts';
import { asciiJson, objectOf } from '../core/json.ts';
import type { Simulation } from '../core/simulation.ts';
import type { PhoneNumber, WhatsAppAccounts } from './accounts.ts';

interface Delivery {
  url: string;
  secret: string;
  body: string;
  attempt: number;
}

function metadataOf(number: PhoneNumber): string {
  const { display_phone_number, phone_number_id } = number;
  return JSON.stringify({ display_phone_number, phone_number_id });
}

export class WhatsAppWebhooks {
  readonly #simulation: Simulation;
  readonly #accounts: WhatsAppAccounts;
  readonly #underWay = new Set<Delivery>();
  retries = 8;
  backoffMs = 1_000;

  constructor(simulation: Simulation, accounts: WhatsAppAccounts) {
    this.#simulation = simulation;
    this.#accounts = accounts;
  }

  /** A change of the `messages` field: `statuses` or `contacts` + `messages`. `inner` is JSON text without braces. */
  messages(number: PhoneNumber, inner: string): void {
    this.change(
      number,
      'messages',
      `{"messaging_product":"whatsapp","metadata":${metadataOf(number)},${inner}}`,
    );
  }

  /** Other fields whose value looks like that of `messages`. */
  messagesField(number: PhoneNumber, field: string, value: Record<string, unknown>): void {
    const inner = JSON.stringify(value).slice(1);
    this.change(number, field, `{"messaging_product":"whatsapp","metadata":${metadataOf(number)},${inner}`);
  }

  change(number: PhoneNumber, field: string, valueJson: string): void {
    const id = JSON.stringify(number.waba_id);
    const body = asciiJson(
      `{"object":"whatsapp_business_account","entry":[{"id":${id},"changes":[{"value":${valueJson},"field":"${field}"}]}]}`,
    );
    for (const { url, secret } of this.#accounts.destinations(number)) {
      this.#deliver({ url, secret, body, attempt: 0 });
    }
  }

  /** The hub.challenge handshake. True when the endpoint answered 200 with exactly the challenge. */
  async handshake(url: string, verifyToken: string): Promise<boolean> {
    if (!URL.canParse(url)) return false;
    const target = new URL(url);
    const challenge = String(Math.floor(this.#simulation.random() * 1e10));
    target.searchParams.set('hub.mode', 'subscribe');
    target.searchParams.set('hub.challenge', challenge);
    target.searchParams.set('hub.verify_token', verifyToken);
    const answer = await this.#simulation.callbacks.get(target.href);
    return answer.status === 200 && answer.body.trim() === challenge;
  }

  underWay(): SavedTask[] {
    const due = this.#simulation.now();
    return [...this.#underWay].map((delivery) => ({ due, kind: 'whatsapp.callback', data: delivery }));
  }

  resume(data: unknown): void {
    const { url, secret, body, attempt } = objectOf(data);
    this.#deliver({
      url: String(url),
      secret: String(secret),
      body: String(body),
      attempt: Number(attempt) || 0,
    });
  }

  #deliver(delivery: Delivery): void {
    this.#underWay.add(delivery);
    const signature = createHmac('sha256', delivery.secret).update(delivery.body).digest('hex');
    this.#simulation.callbacks.post({
      url: delivery.url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': `sha256=${signature}`,
      },
      body: delivery.body,
      done: (status) => {
        this.#underWay.delete(delivery);
        if ((status < 200 || status >= 300) && delivery.attempt < this.retries) this.#again(delivery);
      },
    });
  }

  #again(delivery: Delivery): void {
    const pause = (this.backoffMs * 2 ** delivery.attempt) / this.#simulation.behaviour.speed;
    const next = { ...delivery, attempt: delivery.attempt + 1 };
    this.#simulation.clock.after(
      pause,
      () => this.#deliver(next),
      () => ({ kind: 'whatsapp.callback', data: next }),
    );
  }
}
