// What comes back over the event stream: receipts for what was sent, and what people write.
import { objectOf } from '../core/json.ts';
import type { Simulation } from '../core/simulation.ts';
import type { SavedTask } from '../core/clock.ts';
import type { SignalAccount, SignalAccounts } from './accounts.ts';

interface Receipt {
  account: string;
  from: string;
  timestamp: number;
  read: boolean;
}

export class Envelopes {
  readonly #simulation: Simulation;
  readonly #accounts: SignalAccounts;

  constructor(simulation: Simulation, accounts: SignalAccounts) {
    this.#simulation = simulation;
    this.#accounts = accounts;
  }

  followSend(account: SignalAccount, recipient: string, timestamp: number, key: string, words: string): void {
    const plan = this.#simulation.people.plan(recipient, key, false, () => words);
    const receipt = { account: account.number, from: recipient, timestamp };
    const source = this.#source(recipient);
    if (plan.delivered) this.#receipts(plan.deliverAfter, { ...receipt, read: false }, source);
    if (plan.read) this.#receipts(plan.readAfter, { ...receipt, read: true }, source);
    const { reaction } = plan;
    if (!reaction) return;
    const text = reaction.kind === 'press' ? 'OK' : reaction.text;
    this.#simulation.clock.after(
      plan.reactAfter,
      () => this.text(account, recipient, text),
      () => ({ kind: 'signal.text', data: { account: account.number, from: recipient, text } }),
    );
  }

  /** A message from a person. Returns its timestamp. */
  text(account: SignalAccount, from: string, text: string): number {
    const now = this.#simulation.now();
    const dataMessage = JSON.stringify({
      timestamp: now,
      message: text,
      expiresInSeconds: 0,
      isExpirationUpdate: false,
      viewOnce: false,
    });
    this.#accounts.emit(account, envelope(this.#source(from), now, `"dataMessage":${dataMessage}`));
    return now;
  }

  resume(task: SavedTask): void {
    const data = objectOf(task.data);
    const delay = task.due - this.#simulation.now();
    if (task.kind === 'signal.receipt') {
      const receipt = data as unknown as Receipt;
      this.#schedule(delay, receipt, this.#source(receipt.from));
    }
    const account = this.#accounts.byNumber.get(String(data['account']));
    if (task.kind !== 'signal.text' || !account) return;
    this.#simulation.clock.after(delay, () => this.text(account, String(data['from']), String(data['text'])));
  }

  #receipts(delayMs: number, receipt: Receipt, source: string): void {
    for (const time of this.#simulation.receiptTimes(delayMs)) this.#schedule(time, receipt, source);
  }

  #schedule(delayMs: number, receipt: Receipt, source: string): void {
    this.#simulation.clock.after(
      delayMs,
      () => {
        const account = this.#accounts.byNumber.get(receipt.account);
        const now = this.#simulation.now();
        const message = `"receiptMessage":{"when":${now},"isDelivery":${!receipt.read},"isRead":${receipt.read},"isViewed":false,"timestamps":[${receipt.timestamp}]}`;
        if (account) this.#accounts.emit(account, envelope(source, now, message));
      },
      () => ({ kind: 'signal.receipt', data: receipt }),
    );
  }

  /** Who an envelope comes from. The same in every envelope about one message, so put together once. */
  #source(from: string): string {
    const { people } = this.#simulation;
    const isUuid = !from.startsWith('+');
    const number = isUuid ? 'null' : JSON.stringify(from);
    const uuid = isUuid ? from : people.uuid(from);
    const name = JSON.stringify(people.name(from));
    return `"source":${JSON.stringify(from)},"sourceNumber":${number},"sourceUuid":"${uuid}","sourceName":${name},"sourceDevice":1`;
  }
}

function envelope(source: string, timestamp: number, content: string): string {
  return `{${source},"timestamp":${timestamp},"serverReceivedTimestamp":${timestamp + 1},"serverDeliveredTimestamp":${timestamp + 2},${content}}`;
}
