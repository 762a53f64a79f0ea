// Enters: a callback's account and bytes. Leaves: one answer, after the callback is stored for good or refused.
import type { CallbackRequest } from '../channels/channel.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import type { KnownAccount } from './accounts.ts';
import { keepCallback, type Waiter } from './receive.ts';

/** Hears once: a Problem, what the platform is to read, or undefined. */
export type Asker = { answer(reply: unknown): void };

export function letIn(rt: Runtime, account: KnownAccount, request: CallbackRequest, asker: Asker): void {
  const { channel, id } = account.access;
  try {
    const verdict = rt.channels[channel].verifyCallback(account.access, request);
    if (verdict.kind !== 'accepted') {
      rt.metrics.callbacks.inc({ channel, answer: verdict.kind });
      rt.log.info({ channel, account_id: id }, 'callback refused');
      return asker.answer(new Problem('callback_unverified'));
    }
    rt.metrics.callbackAccepted(channel);
    keepCallback(rt, account, verdict.text, new Kept(rt, channel, verdict.reply, asker));
  } catch (cause) {
    rt.log.error({ err: cause, channel }, 'callback failed');
    asker.answer(new Problem('internal'));
  }
}

/** An object and not closures: there are thousands a second. */
class Kept implements Waiter {
  readonly #rt: Runtime;
  readonly #channel: string;
  readonly #reply: unknown;
  readonly #asker: Asker;

  constructor(rt: Runtime, channel: string, reply: unknown, asker: Asker) {
    this.#rt = rt;
    this.#channel = channel;
    this.#reply = reply;
    this.#asker = asker;
  }

  stored(): void {
    this.#say(this.#reply);
  }

  notStored(cause: unknown): void {
    this.#rt.log.error({ cause: String(cause), channel: this.#channel }, 'callback not stored');
    this.#say(new Problem('unavailable', { retryAfterSeconds: 5 }));
  }

  /** What goes wrong with one connection is not to stop whoever answers the next. */
  #say(reply: unknown): void {
    try {
      this.#asker.answer(reply);
    } catch (cause) {
      this.#rt.log.error({ err: cause, channel: this.#channel }, 'callback not answered');
    }
  }
}
