// What every platform simulator stands on: one clock, one ledger, one set of people, one behaviour, one journal.
// Platforms share nothing with each other, so that each can also run in a thread of its own.
import { defaultBehaviour, happens, pickIn, type Behaviour } from './behaviour.ts';
import { CallbackSender } from './callbacks.ts';
import type { Clock, SavedTask } from './clock.ts';
import type { Call } from './http.ts';
import { memoryJournal, openJournal, type Journal } from './journal.ts';
import { isObject, objectOf } from './json.ts';
import { Ledger } from './ledger.ts';
import { People } from './people.ts';
import { randomSource, type RandomSource } from './random.ts';

export type PlatformName = 'whatsapp' | 'telegram' | 'signal' | 'imessage';

export const PLATFORMS: readonly PlatformName[] = ['whatsapp', 'telegram', 'signal', 'imessage'];

export interface SimulationOptions {
  clock: Clock;
  seed: number;
  dataDir: string | undefined;
  ledgerLimit: number | undefined;
  callbackConnections: number | undefined;
  updatesPerCallback: number | undefined;
}

export type ControlHandler = (body: Record<string, unknown>, query: URLSearchParams) => unknown;

/** What one platform adds to the shared floor. */
export interface Platform {
  handle(call: Call): void;
  /** Keys are `METHOD name`, as in `POST accounts`; a thrown ControlError becomes a 4xx. */
  control: Record<string, ControlHandler>;
  /** Puts whatever is only in memory (limit windows, queued updates) into the journal; returns work under way. */
  save(): SavedTask[];
  /** Runs a task that a clean stop interrupted. */
  resume(task: SavedTask): void;
  close?(): void;
}

export class Simulation {
  readonly name: PlatformName;
  readonly clock: Clock;
  readonly seed: number;
  readonly random: RandomSource;
  readonly ledger: Ledger;
  readonly people: People;
  readonly journal: Journal;
  readonly callbacks: CallbackSender;
  /** Where the platform gathers updates: the most in one callback. */
  readonly updatesPerCallback: number | undefined;
  behaviour: Behaviour = defaultBehaviour();
  /** Errors to answer the next sends with, set by POST /_control/fail. */
  readonly forced: { code: string | number; left: number; account: string | undefined }[] = [];

  constructor(name: PlatformName, options: SimulationOptions) {
    this.name = name;
    this.clock = options.clock;
    this.seed = options.seed;
    this.random = randomSource(options.seed ^ name.length);
    this.ledger = new Ledger(options.ledgerLimit);
    this.callbacks = new CallbackSender(options.callbackConnections);
    this.updatesPerCallback = options.updatesPerCallback;
    this.people = new People(options.seed, () => this.behaviour);
    this.journal = options.dataDir
      ? openJournal(
          options.dataDir,
          name,
          (line) => this.ledger.replay(line),
          () => this.ledger.compact(),
        )
      : memoryJournal();
    this.ledger.journal = this.journal;
  }

  now(): number {
    return this.clock.now();
  }

  /** Faults that hit any API request. False: the call is already dealt with. */
  admit(call: Call, unavailable: (call: Call) => void): boolean {
    const { outage, latency_ms: latency } = this.behaviour;
    if (outage === 'refuse') call.hangUp();
    else if (outage) unavailable(call);
    if (outage) return false;
    if (latency.max > 0) {
      call.later = (write) => void this.clock.after(pickIn(latency, this.random()), write);
    }
    return true;
  }

  /** Faults that hit a send before it is looked at. */
  sendFault(call: Call): 'none' | 'transient' | 'silent' {
    const { behaviour, random } = this;
    if (happens(behaviour.timeout_before_accept, random)) {
      call.silenced = true;
      return 'silent';
    }
    return happens(behaviour.error_rate, random) ? 'transient' : 'none';
  }

  /** Writes the acceptance down, and perhaps swallows the answer to it. */
  accept(call: Call, key: string, to: string, account: string): void {
    const { behaviour, random } = this;
    this.ledger.accept(key, to, this.clock.now(), account);
    if (happens(behaviour.timeout_after_accept, random)) call.silenced = true;
    else if (happens(behaviour.cut_after_accept, random)) {
      call.silenced = true;
      this.clock.after(pickIn(behaviour.latency_ms, random()), () => call.hangUp());
    }
  }

  /** The ledger key of a request whose body names none. */
  headerKey(call: Call): string {
    return call.header('idempotency-key') ?? this.ledger.unnamedKey(this.name);
  }

  forcedError(account: string): string | number | undefined {
    if (this.forced.length === 0) return undefined;
    const index = this.forced.findIndex((entry) => entry.account === undefined || entry.account === account);
    const entry = this.forced[index];
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.forced.splice(index, 1);
    return entry.code;
  }

  /** When receipts are to leave: none (dropped), one, or two (duplicated), each with its delay. */
  receiptTimes(delayMs: number): number[] {
    const { behaviour, random } = this;
    if (happens(behaviour.drop_receipts, random)) return [];
    // Held back long enough for the message's later receipts to overtake it.
    const held = happens(behaviour.reorder_receipts, random)
      ? delayMs + 1 + 3 * (delayMs + 500 / behaviour.speed)
      : delayMs;
    return happens(behaviour.duplicate_receipts, random) ? [held, held + 1 + random() * 500] : [held];
  }

  restoredRecords(kind: string): [string, Record<string, unknown>][] {
    return this.journal
      .restored(kind)
      .filter((entry): entry is [string, Record<string, unknown>] => isObject(entry[1]));
  }

  /** Tasks written down by `saveTasks` at the last clean stop. */
  restoredTasks(): SavedTask[] {
    const tasks: SavedTask[] = [];
    for (const [id, record] of this.journal.restored('task')) {
      const { due, kind, data } = objectOf(record);
      if (typeof due === 'number' && typeof kind === 'string') tasks.push({ due, kind, data });
      this.journal.drop('task', id);
    }
    return tasks;
  }

  saveTasks(tasks: readonly SavedTask[]): void {
    tasks.forEach((task, index) => this.journal.put('task', String(index), task));
  }
}
