// Macs running BlueBubbles, their messages and webhooks. Several share the port by path: `/{name}/api/v1/…`.
import { required } from '../core/control.ts';
import { arrayOf, numberOf, objectOf, textOf } from '../core/json.ts';
import { DayLimit } from '../core/limits.ts';
import type { Simulation } from '../core/simulation.ts';

export interface StoredMessage {
  guid: string;
  rowid: number;
  chat: string;
  address: string;
  text: string;
  fromMe: boolean;
  error: number;
  created: number;
  delivered: number | null;
  read: number | null;
}

export interface Webhook {
  id: number;
  url: string;
  events: string[];
  created: string;
}

export interface Mac {
  name: string;
  password: string;
  address: string;
  per_day: number;
  moving_day: boolean;
  private_api: boolean;
  banned: boolean;
  throttledUntil: number;
  /** Switched off or without a network: nobody answers at its address. */
  offline: boolean;
  nextRow: number;
  perDay: DayLimit;
  webhooks: Webhook[];
  messages: Map<string, StoredMessage>;
  chats: Map<string, StoredMessage[]>;
  /** tempGuids being sent right now: all the duplicate protection there is. */
  inFlight: Set<string>;
}

/** Messages kept per Mac; older ones leave the queryable history. */
const KEPT_MESSAGES = 20_000;

export function addressOf(chatGuid: string): string {
  return chatGuid.slice(chatGuid.lastIndexOf(';') + 1);
}

export class Macs {
  readonly byName = new Map<string, Mac>();
  readonly #simulation: Simulation;
  #nextWebhook = 1;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    for (const [, record] of simulation.restoredRecords('mac')) {
      const mac = this.#build(record);
      mac.webhooks = arrayOf(record['webhooks']).map((webhook) => objectOf(webhook) as unknown as Webhook);
      for (const { id } of mac.webhooks) this.#nextWebhook = Math.max(this.#nextWebhook, id + 1);
    }
    for (const [, record] of simulation.restoredRecords('message')) {
      const mac = this.byName.get(String(record['mac']));
      const { mac: _mac, ...message } = record as unknown as StoredMessage & { mac: string };
      if (mac) this.#keep(mac, message);
    }
    for (const [name, record] of simulation.restoredRecords('limits')) {
      this.byName.get(name)?.perDay.restore(record['perDay'] as ReturnType<DayLimit['save']>);
    }
  }

  create(body: Record<string, unknown>): Mac {
    const mac = this.#build(body);
    this.store(mac);
    return mac;
  }

  /** The named one, or for a bare path the first. */
  find(name: string | undefined): Mac | undefined {
    return name === undefined ? this.byName.values().next().value : this.byName.get(name);
  }

  store(mac: Mac): void {
    const { name, password, address, per_day, moving_day, private_api, banned, webhooks } = mac;
    this.#simulation.journal.put('mac', name, {
      ...{ name, password, address, per_day, moving_day, private_api, banned, webhooks },
    });
  }

  saveLimits(): void {
    for (const mac of this.byName.values()) {
      this.#simulation.journal.put('limits', mac.name, { perDay: mac.perDay.save() });
    }
  }

  addWebhook(mac: Mac, url: string, events: string[]): Webhook {
    // An URL that is already there is returned as it is, events and all: that is what BlueBubbles does.
    const known = mac.webhooks.find((webhook) => webhook.url === url);
    if (known) return known;
    const webhook = {
      id: this.#nextWebhook,
      url,
      events,
      created: new Date(this.#simulation.now()).toISOString(),
    };
    this.#nextWebhook += 1;
    mac.webhooks.push(webhook);
    this.store(mac);
    return webhook;
  }

  add(mac: Mac, message: Omit<StoredMessage, 'rowid' | 'created'>): StoredMessage {
    const stored = { ...message, rowid: mac.nextRow, created: this.#simulation.now() };
    this.#keep(mac, stored);
    this.storeMessage(mac, stored);
    return stored;
  }

  storeMessage(mac: Mac, message: StoredMessage): void {
    const { journal } = this.#simulation;
    if (journal.lasting) journal.put('message', message.guid, { mac: mac.name, ...message });
  }

  #keep(mac: Mac, message: StoredMessage): void {
    mac.nextRow = Math.max(mac.nextRow, message.rowid + 1);
    mac.messages.set(message.guid, message);
    const chat = mac.chats.get(message.chat);
    if (chat) chat.push(message);
    else mac.chats.set(message.chat, [message]);
    if (mac.messages.size <= KEPT_MESSAGES) return;
    const oldest = mac.messages.values().next().value;
    if (!oldest) return;
    mac.messages.delete(oldest.guid);
    const rest = mac.chats.get(oldest.chat);
    rest?.shift();
    if (rest?.length === 0) mac.chats.delete(oldest.chat);
    this.#simulation.journal.drop('message', oldest.guid);
  }

  #build(body: Record<string, unknown>): Mac {
    const name = required(body, 'name');
    const old = this.byName.get(name);
    const perDay = numberOf(body['per_day']) ?? old?.per_day ?? 500;
    const flag = (field: 'moving_day' | 'private_api' | 'banned', otherwise: boolean): boolean =>
      typeof body[field] === 'boolean' ? body[field] : (old?.[field] ?? otherwise);
    const moving = flag('moving_day', false);
    const settings = {
      ...{ name, password: textOf(body['password']) ?? old?.password ?? `${name}-password` },
      ...{ address: textOf(body['address']) ?? old?.address ?? `${name}@imessage.test`, per_day: perDay },
      ...{ moving_day: moving, private_api: flag('private_api', true), banned: flag('banned', false) },
      perDay:
        old && old.per_day === perDay && old.moving_day === moving
          ? old.perDay
          : new DayLimit(perDay, moving),
    };
    if (old) return Object.assign(old, settings);
    const mac: Mac = {
      ...settings,
      ...{
        throttledUntil: 0,
        offline: false,
        nextRow: 1,
        webhooks: [],
        messages: new Map<string, StoredMessage>(),
      },
      ...{ chats: new Map<string, StoredMessage[]>(), inFlight: new Set<string>() },
    };
    this.byName.set(name, mac);
    return mac;
  }
}
