// Own numbers registered with the daemon, their event stream and what each person's device is like.
import { required } from '../core/control.ts';
import type { AnswerStream } from '../core/http.ts';
import { arrayOf, numberOf } from '../core/json.ts';
import { DayLimit } from '../core/limits.ts';
import type { Simulation } from '../core/simulation.ts';

export interface SignalAccount {
  number: string;
  uuid: string;
  per_day: number;
  moving_day: boolean;
  /** Set while Signal wants a captcha; cleared by submitRateLimitChallenge. */
  challenge: string | undefined;
  throttledUntil: number;
  lastTimestamp: number;
  perDay: DayLimit;
  /** People whose safety number changed and was not trusted again. */
  untrusted: Set<string>;
  receivers: Set<AnswerStream>;
  queued: string[];
}

/** Undelivered envelopes kept per account; Signal's server lets the oldest expire too. */
const KEPT_ENVELOPES = 100_000;

export class SignalAccounts {
  readonly byNumber = new Map<string, SignalAccount>();
  readonly #simulation: Simulation;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    for (const [, record] of simulation.restoredRecords('account')) {
      const account = this.#build(record);
      account.challenge = typeof record['challenge'] === 'string' ? record['challenge'] : undefined;
      account.untrusted = new Set(arrayOf(record['untrusted']).map(String));
    }
    for (const [number, record] of simulation.restoredRecords('state')) {
      const account = this.byNumber.get(number);
      account?.perDay.restore(record['perDay'] as ReturnType<DayLimit['save']>);
      if (account) account.queued = arrayOf(record['queued']).map(String);
      if (account) account.lastTimestamp = numberOf(record['lastTimestamp']) ?? 0;
    }
  }

  create(body: Record<string, unknown>): SignalAccount {
    const account = this.#build(body);
    this.store(account);
    return account;
  }

  store(account: SignalAccount): void {
    const { number, per_day, moving_day, challenge, untrusted } = account;
    this.#simulation.journal.put('account', number, {
      ...{ number, per_day, moving_day, challenge, untrusted: [...untrusted] },
    });
  }

  saveState(): void {
    for (const { number, perDay, queued, lastTimestamp } of this.byNumber.values()) {
      this.#simulation.journal.put('state', number, { perDay: perDay.save(), queued, lastTimestamp });
    }
  }

  /** The sender's clock in milliseconds, made unique: it is the message's only id. */
  nextTimestamp(account: SignalAccount): number {
    account.lastTimestamp = Math.max(account.lastTimestamp + 1, this.#simulation.now());
    return account.lastTimestamp;
  }

  /**
   * Writes one `receive` event to everybody listening. With nobody listening the envelope is kept until somebody
   * is, as Signal's server keeps what a device has not fetched; once written to one stream it is gone (no replay).
   */
  emit(account: SignalAccount, envelope: string): void {
    const frame = `event:receive\ndata:{"envelope":${envelope},"account":"${account.number}"}\n\n`;
    if (account.receivers.size === 0) {
      if (account.queued.length >= KEPT_ENVELOPES) account.queued.splice(0, KEPT_ENVELOPES / 10);
      account.queued.push(frame);
      return;
    }
    for (const receiver of account.receivers) receiver.write(frame);
  }

  attach(account: SignalAccount, receiver: AnswerStream): void {
    account.receivers.add(receiver);
    const queued = account.queued;
    account.queued = [];
    if (queued.length > 0) receiver.write(queued.join(''));
  }

  #build(body: Record<string, unknown>): SignalAccount {
    const number = required(body, 'number', 'account');
    const old = this.byNumber.get(number);
    const perDay = numberOf(body['per_day']) ?? old?.per_day ?? 500;
    const moving = typeof body['moving_day'] === 'boolean' ? body['moving_day'] : (old?.moving_day ?? false);
    const limit =
      old && old.per_day === perDay && old.moving_day === moving ? old.perDay : new DayLimit(perDay, moving);
    if (old) {
      Object.assign(old, { per_day: perDay, moving_day: moving, perDay: limit });
      return old;
    }
    const account: SignalAccount = {
      ...{
        number,
        uuid: this.#simulation.people.uuid(number),
        per_day: perDay,
        moving_day: moving,
        perDay: limit,
      },
      ...{ challenge: undefined, throttledUntil: 0, lastTimestamp: 0 },
      ...{ untrusted: new Set<string>(), receivers: new Set<AnswerStream>(), queued: [] },
    };
    this.byNumber.set(number, account);
    return account;
  }
}
