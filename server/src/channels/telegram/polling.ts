// getUpdates for bots without a public address. An update is confirmed by the next call's offset, and that call is made
// only after the update is stored: a crash in between delivers it again, and applying twice changes nothing.
import { setTimeout as wait } from 'node:timers/promises';
import type { OutgoingHttp } from '../../http/outgoing.ts';
import type { AccountAccess, UpdateSource } from '../channel.ts';
import { asObject, idAt, numberAt, objectAt } from '../json.ts';
import { callBot } from './call.ts';
import { readAnswer } from './errors.ts';
import { allowedUpdates } from './read-callback.ts';

const pollSeconds = 25;

export function pollTelegram(
  http: OutgoingHttp,
  account: AccountAccess,
  deliver: (texts: string[]) => Promise<void>,
  onState: (state: 'connected' | 'disconnected', detail?: string) => void,
): UpdateSource {
  const stopping = new AbortController();
  let offset: number | undefined;
  let failures = 0;

  const poll = async (): Promise<void> => {
    const result = await callBot(
      http,
      account,
      'getUpdates',
      { timeout: pollSeconds, limit: 100, allowed_updates: allowedUpdates, ...(offset ? { offset } : {}) },
      { timeout_ms: (pollSeconds + 15) * 1000 },
    );
    if (stopping.signal.aborted) return;
    const answer = result.ok ? readAnswer(result) : undefined;
    if (answer?.kind !== 'ok' || !Array.isArray(answer.result)) {
      const outcome = answer?.kind === 'outcome' ? answer.outcome : undefined;
      const seconds = outcome?.kind === 'retry' ? outcome.after_seconds : undefined;
      throw new PollFailed(result.ok ? `HTTP ${result.status}` : result.detail, seconds);
    }
    const updates = answer.result as unknown[];
    if (failures > 0 || offset === undefined) onState('connected');
    failures = 0;
    if (updates.length > 0) await deliver(updates.map((one) => JSON.stringify(one)));
    offset = Math.max(offset ?? 1, ...updates.map((one) => (numberAt(asObject(one), 'update_id') ?? 0) + 1));
    // Stops the button's spinner. Best effort: the press itself is stored.
    for (const update of updates) {
      const id = idAt(objectAt(asObject(update), 'callback_query'), 'id');
      if (id) await callBot(http, account, 'answerCallbackQuery', { callback_query_id: id });
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await poll();
      } catch (cause) {
        if (stopping.signal.aborted) return;
        failures += 1;
        onState('disconnected', cause instanceof Error ? cause.message : String(cause));
        const named = cause instanceof PollFailed ? (cause.seconds ?? 0) * 1000 : 0;
        const pause = Math.max(named, Math.min(60_000, 500 * 2 ** Math.min(failures, 8)));
        await wait(pause, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };
  void run();

  return {
    // A poll under way is left to end by itself: what it brings is not confirmed and comes again.
    stop: () => {
      stopping.abort();
      return Promise.resolve();
    },
  };
}

class PollFailed extends Error {
  readonly seconds: number | undefined;
  constructor(message: string, seconds: number | undefined) {
    super(message);
    this.seconds = seconds;
  }
}
