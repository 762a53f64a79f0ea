// What an operator can do to Signal: accounts, captchas, safety numbers, people's messages.
import { ControlError, itemsOf, required } from '../core/control.ts';
import { numberOf } from '../core/json.ts';
import { randomText } from '../core/random.ts';
import type { ControlHandler, Simulation } from '../core/simulation.ts';
import type { SignalAccount, SignalAccounts } from './accounts.ts';
import type { Envelopes } from './envelopes.ts';

function publicAccount(account: SignalAccount): Record<string, unknown> {
  const { number, uuid, per_day, moving_day, challenge, untrusted, receivers, queued } = account;
  return {
    ...{ number, uuid, per_day, moving_day, challenge: challenge ?? null, untrusted: [...untrusted] },
    ...{ receivers: receivers.size, queued: queued.length },
  };
}

export function signalControl(
  simulation: Simulation,
  accounts: SignalAccounts,
  envelopes: Envelopes,
  announce: (account: SignalAccount) => void,
): Record<string, ControlHandler> {
  const accountOf = (body: Record<string, unknown>): SignalAccount => {
    const number = required(body, 'account', 'number');
    const account = accounts.byNumber.get(number);
    if (!account) throw new ControlError(`no such account: ${number}`, 404);
    return account;
  };
  return {
    'POST accounts': (body) => ({
      accounts: itemsOf(body, 'accounts').map((item) => {
        const account = accounts.create(item);
        announce(account);
        return publicAccount(account);
      }),
    }),
    'GET accounts': () => ({ accounts: [...accounts.byNumber.values()].map(publicAccount) }),
    'POST inbound': (body) => ({
      timestamp: envelopes.text(accountOf(body), required(body, 'from'), required(body, 'text', 'button')),
    }),
    // Signal does not ban at once: it asks for a captcha, and answers every send with its token until then.
    'POST ban': (body) => {
      const account = accountOf(body);
      account.challenge = randomText(simulation.random, 24);
      accounts.store(account);
      return publicAccount(account);
    },
    'POST unban': (body) => {
      const account = accountOf(body);
      account.challenge = undefined;
      account.throttledUntil = 0;
      accounts.store(account);
      return publicAccount(account);
    },
    'POST throttle': (body) => {
      const account = accountOf(body);
      account.throttledUntil = simulation.now() + (numberOf(body['seconds']) ?? 60) * 1000;
      return { throttled_until: new Date(account.throttledUntil).toISOString() };
    },
    'POST identity': (body) => {
      const account = accountOf(body);
      account.untrusted.add(required(body, 'address', 'from'));
      accounts.store(account);
      return publicAccount(account);
    },
  };
}
