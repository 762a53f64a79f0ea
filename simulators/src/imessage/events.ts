// Webhooks out of a Mac: one POST each, no signature, never repeated. What is lost stays lost, as in the original.
import type { SavedTask } from '../core/clock.ts';
import { happens } from '../core/behaviour.ts';
import { objectOf } from '../core/json.ts';
import type { Simulation } from '../core/simulation.ts';
import type { Mac, Macs, StoredMessage } from './macs.ts';
import { messageJson } from './serialise.ts';

interface Receipt {
  mac: string;
  guid: string;
  read: boolean;
}

export class MacEvents {
  readonly #simulation: Simulation;
  readonly #macs: Macs;
  /** Share of own sends announced twice, with and without tempGuid. */
  announcedTwice = 0.1;

  constructor(simulation: Simulation, macs: Macs) {
    this.#simulation = simulation;
    this.#macs = macs;
  }

  /** `data` gives JSON text, and is asked only if somebody listens. */
  emit(mac: Mac, type: string, data: () => string): void {
    let body: string | undefined;
    for (const { url, events } of mac.webhooks) {
      if (!events.includes(type) && !events.includes('*')) continue;
      body ??= `{"type":"${type}","data":${data()}}`;
      this.#simulation.callbacks.post({
        url,
        headers: 'content-type: application/json\r\n',
        body,
        done: () => {},
      });
    }
  }

  /** `json` is the message as its answer has it. */
  sent(mac: Mac, message: StoredMessage, json: string, tempGuid: string | undefined, key: string): void {
    this.emit(mac, 'new-message', () => json);
    if (tempGuid && happens(this.announcedTwice, this.#simulation.random)) this.#announce(mac, message);
    const plan = this.#simulation.people.plan(message.address, key, false, () => message.text);
    if (plan.delivered) this.#receipts(plan.deliverAfter, { mac: mac.name, guid: message.guid, read: false });
    if (plan.read) this.#receipts(plan.readAfter, { mac: mac.name, guid: message.guid, read: true });
    const { reaction } = plan;
    if (!reaction) return;
    const text = reaction.kind === 'press' ? 'OK' : reaction.text;
    this.#simulation.clock.after(
      plan.reactAfter,
      () => this.inbound(mac, message.address, text),
      () => ({ kind: 'imessage.text', data: { mac: mac.name, from: message.address, text } }),
    );
  }

  inbound(mac: Mac, from: string, text: string): StoredMessage {
    const guid = this.newGuid();
    const base = { guid, chat: `iMessage;-;${from}`, address: from, text, fromMe: false, error: 0 };
    const message = this.#macs.add(mac, { ...base, delivered: null, read: null });
    this.#announce(mac, message);
    return message;
  }

  #announce(mac: Mac, message: StoredMessage): void {
    this.emit(mac, 'new-message', () => JSON.stringify(messageJson(message, { chats: true })));
  }

  newGuid(): string {
    return crypto.randomUUID().toUpperCase();
  }

  resume(task: SavedTask): void {
    const data = objectOf(task.data);
    const delay = task.due - this.#simulation.now();
    const mac = this.#macs.byName.get(String(data['mac']));
    if (task.kind === 'imessage.receipt') this.#schedule(delay, data as unknown as Receipt);
    else if (task.kind === 'imessage.text' && mac) {
      this.#simulation.clock.after(
        delay,
        () => void this.inbound(mac, String(data['from']), String(data['text'])),
      );
    }
  }

  #receipts(delayMs: number, receipt: Receipt): void {
    for (const time of this.#simulation.receiptTimes(delayMs)) this.#schedule(time, receipt);
  }

  #schedule(delayMs: number, receipt: Receipt): void {
    this.#simulation.clock.after(
      delayMs,
      () => this.#update(receipt),
      () => ({ kind: 'imessage.receipt', data: receipt }),
    );
  }

  #update(receipt: Receipt): void {
    const mac = this.#macs.byName.get(receipt.mac);
    const message = mac?.messages.get(receipt.guid);
    if (!mac || !message) return;
    const now = this.#simulation.now();
    message.delivered ??= now;
    if (receipt.read) message.read ??= now;
    this.#macs.storeMessage(mac, message);
    // Updates carry no `chats` array.
    this.emit(mac, 'updated-message', () => JSON.stringify(messageJson(message)));
  }
}
