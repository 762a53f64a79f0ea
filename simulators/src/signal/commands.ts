// The JSON-RPC commands, by name.
import type { Call } from '../core/http.ts';
import { textOf } from '../core/json.ts';
import type { Simulation } from '../core/simulation.ts';
import type { SignalAccount, SignalAccounts } from './accounts.ts';
import type { Envelopes } from './envelopes.ts';
import { INVALID_PARAMS, RpcError } from './rpc-error.ts';
import { recipientsOf, send } from './send.ts';

export interface CommandFloor {
  simulation: Simulation;
  accounts: SignalAccounts;
  envelopes: Envelopes;
}

type Command = (call: Call, params: Record<string, unknown>, key: string) => unknown;

export function commandTable(floor: CommandFloor): Record<string, Command> {
  const { simulation, accounts, envelopes } = floor;
  const accountOf = (params: Record<string, unknown>): SignalAccount => {
    const name = textOf(params['account']);
    if (name === undefined) {
      const [only, ...others] = accounts.byNumber.values();
      if (only && others.length === 0) return only;
      throw new RpcError(INVALID_PARAMS, 'Method requires valid account parameter');
    }
    const account = accounts.byNumber.get(name);
    if (!account) throw new RpcError(INVALID_PARAMS, 'Specified account does not exist');
    return account;
  };
  return {
    version: () => ({ version: '0.14.6' }),
    listAccounts: () => [...accounts.byNumber.values()].map(({ number }) => ({ number })),
    send: (call, params, key) => send(simulation, accounts, envelopes, call, accountOf(params), params, key),
    getUserStatus: (_call, params) => {
      accountOf(params);
      const usernames = Array.isArray(params['username']) ? params['username'].map(String) : [];
      const byNumber = recipientsOf(params).map((recipient) => {
        const isRegistered = /^\+[1-9]\d{5,14}$/.test(recipient) && simulation.people.isRegistered(recipient);
        const uuid = isRegistered ? simulation.people.uuid(recipient) : null;
        return { recipient, number: recipient, username: null, uuid, isRegistered };
      });
      const byName = usernames.map((username) => ({
        recipient: username,
        number: null,
        username,
        uuid: null,
        isRegistered: false,
      }));
      return [...byNumber, ...byName];
    },
    sendReceipt: (_call, params) => {
      const account = accountOf(params);
      if (recipientsOf(params).length === 0) throw new RpcError(-1, 'No recipient given');
      if (params['targetTimestamp'] === undefined && params['targetTimestamps'] === undefined) {
        throw new RpcError(-1, 'No targetTimestamp given');
      }
      return { timestamp: accounts.nextTimestamp(account), results: [] };
    },
    sendTyping: (_call, params) => ({ timestamp: accounts.nextTimestamp(accountOf(params)), results: [] }),
    listIdentities: (_call, params) => {
      const account = accountOf(params);
      const wanted = textOf(params['number']);
      return [...account.untrusted]
        .filter((number) => wanted === undefined || number === wanted)
        .map((number) => ({
          ...{ number, uuid: simulation.people.uuid(number), trustLevel: 'UNTRUSTED' },
          ...{
            fingerprint: '',
            safetyNumber: '',
            scannableSafetyNumber: '',
            addedTimestamp: simulation.now(),
          },
        }));
    },
    trust: (_call, params) => {
      const account = accountOf(params);
      const [recipient] = recipientsOf(params);
      if (recipient === undefined) throw new RpcError(-1, 'No recipient given');
      if (params['trustAllKnownKeys'] !== true && params['verifiedSafetyNumber'] === undefined) {
        throw new RpcError(-1, 'You need to specify the fingerprint/safety number you have verified');
      }
      account.untrusted.delete(recipient);
      accounts.store(account);
      return {};
    },
    submitRateLimitChallenge: (_call, params) => {
      const account = accountOf(params);
      const captcha = textOf(params['captcha']) ?? '';
      const fits = account.challenge !== undefined && params['challenge'] === account.challenge;
      if (!fits || !captcha.startsWith('signalcaptcha://'))
        throw new RpcError(-6, 'Captcha rejected, please try again with a new one.');
      account.challenge = undefined;
      account.throttledUntil = 0;
      accounts.store(account);
      return {};
    },
    updateConfiguration: (_call, params) => (accountOf(params), {}),
    subscribeReceive: () => 0,
  };
}
