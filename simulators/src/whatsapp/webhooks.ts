// Enters: something that happened to a number or a message. Leaves: signed POSTs to whoever subscribed.
// Guaranteed: updates leave in the order they came; the signature covers the exact bytes sent; a non-2xx answer is tried
// again with doubling pauses (Meta keeps at it for 7 days, this stops after `retries`); a clean stop loses none.
//
// One POST may carry many updates, as Meta's do ("aggregated and sent in a batch with a maximum of 1000 updates", but
// "batching cannot be guaranteed": README.md says where). When Meta gathers is not known. Here nothing ever waits in
// order to be gathered: what falls due at one moment leaves together, and so does what falls due while the last delivery
// to the same webhook about the same business account is unanswered.
import type { SavedTask } from '../core/clock.ts';
import { asciiJson, objectOf } from '../core/json.ts';
import type { Simulation } from '../core/simulation.ts';
import type { PhoneNumber, WhatsAppAccounts } from './accounts.ts';
import { signatureOf } from './sign.ts';

/** Meta's own bound. */
export const MOST_UPDATES = 1_000;
/** "Webhook payloads can be up to 3 MB": a batch ends well before it. */
const BATCH_BYTES = 2_000_000;

interface Delivery {
  url: string;
  secret: string;
  body: string;
  updates: number;
  attempt: number;
}

/** Something to tell, as JSON text. Statuses of one number that follow each other share their frame. */
type Update = { status: string; opening: string } | { value: string; field: string };

interface Destination {
  url: string;
  secret: string;
  waba: string;
  waiting: Update[];
  /** A delivery is unanswered, or leaves at the end of this moment. */
  busy: boolean;
}

/** In front of every `messages` value of a number; a changed number is a new object. */
const openings = new WeakMap<PhoneNumber, string>();

function openingOf(number: PhoneNumber): string {
  let opening = openings.get(number);
  if (opening === undefined) {
    const { display_phone_number, phone_number_id } = number;
    const metadata = JSON.stringify({ display_phone_number, phone_number_id });
    openings.set(number, (opening = `{"messaging_product":"whatsapp","metadata":${metadata},`));
  }
  return opening;
}

export class WhatsAppWebhooks {
  readonly #simulation: Simulation;
  readonly #accounts: WhatsAppAccounts;
  readonly #underWay = new Set<Delivery>();
  readonly #destinations = new Map<string, Destination>();
  retries = 8;
  backoffMs = 1_000;
  /** The most updates in one delivery. 1: each leaves by itself and waits for no other. */
  updatesPerCallback: number;

  constructor(simulation: Simulation, accounts: WhatsAppAccounts) {
    this.#simulation = simulation;
    this.#accounts = accounts;
    this.updatesPerCallback = simulation.updatesPerCallback ?? MOST_UPDATES;
  }

  /** `status` is JSON text. */
  status(number: PhoneNumber, status: string): void {
    this.#tell(number, { status, opening: openingOf(number) });
  }

  /** A value that begins like those of `messages`; `inner` is JSON text without its braces. */
  messagesField(number: PhoneNumber, field: string, inner: string): void {
    this.change(number, field, `${openingOf(number)}${inner}}`);
  }

  change(number: PhoneNumber, field: string, value: string): void {
    this.#tell(number, { value, field });
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
    const waiting = [...this.#destinations.values()].flatMap((destination) =>
      this.#deliveriesOf(destination),
    );
    return [...this.#underWay, ...waiting].map((data) => ({ due, kind: 'whatsapp.callback', data }));
  }

  resume(data: unknown): void {
    const { url, secret, body, updates, attempt } = objectOf(data);
    this.#deliver({
      ...{ url: String(url), secret: String(secret), body: String(body) },
      ...{ updates: Number(updates) || 1, attempt: Number(attempt) || 0 },
    });
  }

  #tell(number: PhoneNumber, update: Update): void {
    const waba = number.waba_id;
    for (const { url, secret } of this.#accounts.destinations(number)) {
      if (this.updatesPerCallback === 1) {
        this.#deliver({ url, secret, body: bodyOf(waba, [update]), updates: 1, attempt: 0 });
        continue;
      }
      const key = `${waba} ${url}`;
      let destination = this.#destinations.get(key);
      if (!destination) {
        destination = { url, secret, waba, waiting: [], busy: false };
        this.#destinations.set(key, destination);
      }
      destination.secret = secret;
      destination.waiting.push(update);
      this.#simulation.callbacks.waiting += 1;
      if (destination.busy) continue;
      destination.busy = true;
      const next = destination;
      setImmediate(() => this.#next(next));
    }
  }

  #next(destination: Destination): void {
    const [delivery] = this.#deliveriesOf(destination, 1);
    destination.busy = delivery !== undefined;
    if (delivery) this.#deliver(delivery, () => this.#next(destination));
  }

  /** Takes what waits, as deliveries. */
  #deliveriesOf({ url, secret, waba, waiting }: Destination, most = Infinity): Delivery[] {
    const deliveries: Delivery[] = [];
    while (waiting.length > 0 && deliveries.length < most) {
      const taken = waiting.splice(0, countOf(waiting, this.updatesPerCallback));
      this.#simulation.callbacks.waiting -= taken.length;
      deliveries.push({ url, secret, body: bodyOf(waba, taken), updates: taken.length, attempt: 0 });
    }
    return deliveries;
  }

  #deliver(delivery: Delivery, answered = (): void => {}): void {
    this.#underWay.add(delivery);
    const signature = signatureOf(delivery.secret, delivery.body);
    this.#simulation.callbacks.post({
      url: delivery.url,
      headers: `content-type: application/json\r\nuser-agent: facebookexternalua\r\nx-hub-signature-256: sha256=${signature}\r\n`,
      body: delivery.body,
      updates: delivery.updates,
      done: (status) => {
        this.#underWay.delete(delivery);
        if ((status < 200 || status >= 300) && delivery.attempt < this.retries) this.#again(delivery);
        answered();
      },
    });
  }

  /** The same bytes once more; what came later does not wait for them. */
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

/** How many of those that wait fit into one delivery. */
function countOf(waiting: readonly Update[], most: number): number {
  let bytes = 0;
  let count = 0;
  for (const update of waiting) {
    bytes += 'status' in update ? update.status.length : update.value.length;
    if (count === most || (count > 0 && bytes > BATCH_BYTES)) break;
    count += 1;
  }
  return count;
}

function bodyOf(waba: string, updates: readonly Update[]): string {
  let changes = '';
  /** Of the change that is still open for more statuses. */
  let open: string | undefined;
  for (const update of updates) {
    if ('status' in update && update.opening === open) {
      changes += `,${update.status}`;
      continue;
    }
    if (open !== undefined) changes += MESSAGES_END;
    open = undefined;
    if (changes !== '') changes += ',';
    if ('status' in update) {
      open = update.opening;
      changes += `{"value":${open}"statuses":[${update.status}`;
    } else changes += `{"value":${update.value},"field":"${update.field}"}`;
  }
  if (open !== undefined) changes += MESSAGES_END;
  return asciiJson(
    `{"object":"whatsapp_business_account","entry":[{"id":${JSON.stringify(waba)},"changes":[${changes}]}]}`,
  );
}

const MESSAGES_END = ']},"field":"messages"}';
