// The `send` command: one result per recipient, and a JSON-RPC error only when every one of them failed.
import type { Call } from '../core/http.ts';
import { arrayOf, textOf } from '../core/json.ts';
import { randomText } from '../core/random.ts';
import type { Simulation } from '../core/simulation.ts';
import type { SignalAccount, SignalAccounts } from './accounts.ts';
import type { Envelopes } from './envelopes.ts';
import { RpcError } from './rpc-error.ts';
import { misplacedStyle } from './text-styles.ts';

interface Result {
  recipientAddress: { uuid: string | null; number: string | null; username: string | null };
  type: string;
  token?: string;
  retryAfterSeconds?: number;
}

const DAY_S = 86_400;
const FAILURES = new Set([
  ...['NETWORK_FAILURE', 'UNREGISTERED_FAILURE', 'IDENTITY_FAILURE'],
  ...['RATE_LIMIT_FAILURE', 'INVALID_PRE_KEY_FAILURE', 'PROOF_REQUIRED'],
]);
const STYLE = /^\d+:\d+:(BOLD|ITALIC|SPOILER|STRIKETHROUGH|MONOSPACE)$/;

export function recipientsOf(params: Record<string, unknown>): string[] {
  const value = params['recipient'] ?? params['recipients'];
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
}

function checkMessage(params: Record<string, unknown>): { message: string; styles: unknown[] } {
  const message = textOf(params['message']) ?? '';
  const attachments = arrayOf(params['attachments'] ?? params['attachment']);
  if (message === '' && attachments.length === 0) throw new RpcError(-1, 'No message given');
  const value = params['textStyle'] ?? params['textStyles'] ?? params['text-style'];
  const styles = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const wrong = styles.find((style) => typeof style !== 'string' || !STYLE.test(style));
  if (wrong !== undefined) throw new RpcError(-1, `Invalid textStyle: ${String(wrong)}`);
  const misplaced = misplacedStyle(message, styles.map(String));
  if (misplaced !== undefined) throw new RpcError(-1, `Invalid textStyle: ${misplaced}`);
  return { message, styles };
}

function overallError(results: readonly Result[]): RpcError | undefined {
  if (results.length === 0 || results.some((result) => result.type === 'SUCCESS')) return undefined;
  if (results.every((result) => result.type === 'RATE_LIMIT_FAILURE')) {
    return new RpcError(-5, 'Failed to send message due to rate limiting');
  }
  if (results.every((result) => result.type === 'IDENTITY_FAILURE')) {
    return new RpcError(-4, 'Failed to send message due to untrusted identities');
  }
  return new RpcError(-1, 'Failed to send message');
}

export function send(
  simulation: Simulation,
  accounts: SignalAccounts,
  envelopes: Envelopes,
  call: Call,
  account: SignalAccount,
  params: Record<string, unknown>,
  rawKey: string,
): unknown {
  const recipients = recipientsOf(params);
  const toSelf = params['noteToSelf'] === true;
  const usernames = arrayOf(params['username'] ?? params['usernames']).map(String);
  if (params['groupId'] !== undefined)
    throw new RpcError(-1, 'Invalid group id: this account is in no groups');
  if (recipients.length === 0 && usernames.length === 0 && !toSelf)
    throw new RpcError(-1, 'No recipients given');
  const { message } = checkMessage(params);
  const fault = simulation.sendFault(call);
  if (fault === 'silent') return undefined;
  const forced = fault === 'transient' ? 'NETWORK_FAILURE' : simulation.forcedError(account.number);
  if (typeof forced === 'number') throw new RpcError(forced, 'forced through the control API');
  const timestamp = accounts.nextTimestamp(account);
  const results: Result[] = [];
  if (toSelf) results.push(resultOf(simulation, account, account.number, 'SUCCESS'));
  for (const username of usernames) {
    const result = resultOf(simulation, account, username, 'UNREGISTERED_FAILURE');
    result.recipientAddress = { uuid: null, number: null, username };
    results.push(result);
  }
  for (const recipient of recipients) {
    const failure = forced ?? failureOf(simulation, account, recipient);
    results.push(resultOf(simulation, account, recipient, failure ?? 'SUCCESS'));
    if (failure !== undefined) continue;
    account.perDay.take(simulation.now());
    const key = recipients.length > 1 ? `${rawKey}>${recipient}` : rawKey;
    simulation.accept(call, key, recipient, account.number);
    envelopes.followSend(account, recipient, timestamp, key, message);
  }
  const response = { timestamp, results };
  const error = overallError(results);
  if (error) throw new RpcError(error.code, error.message, { response });
  return response;
}

function failureOf(simulation: Simulation, account: SignalAccount, recipient: string): string | undefined {
  const now = simulation.now();
  const breached = account.perDay.breaches(now);
  if (breached) simulation.ledger.violate('per_day', account.number);
  if (account.challenge !== undefined) return 'PROOF_REQUIRED';
  if (account.throttledUntil > now) return 'RATE_LIMIT_FAILURE';
  if (breached && simulation.behaviour.enforce_limits) return 'RATE_LIMIT_FAILURE';
  const own = simulation.people.failure(recipient);
  if (typeof own === 'string' && FAILURES.has(own)) return own;
  if (account.untrusted.has(recipient)) return 'IDENTITY_FAILURE';
  if (!/^\+[1-9]\d{5,14}$/.test(recipient) && !/^[0-9a-f-]{36}$/i.test(recipient))
    return 'UNREGISTERED_FAILURE';
  return simulation.people.isRegistered(recipient) ? undefined : 'UNREGISTERED_FAILURE';
}

function resultOf(simulation: Simulation, account: SignalAccount, recipient: string, type: string): Result {
  const { people, random } = simulation;
  const known = type === 'SUCCESS' || type === 'IDENTITY_FAILURE';
  const isUuid = /^[0-9a-f-]{36}$/i.test(recipient);
  const uuid = isUuid ? recipient : known ? people.uuid(recipient) : null;
  const result: Result = {
    recipientAddress: { uuid, number: isUuid ? null : recipient, username: null },
    type,
  };
  if (type === 'PROOF_REQUIRED') {
    // A captcha is wanted: this only differs from plain rate limiting by carrying a token.
    account.challenge ??= randomText(random, 24);
    return { ...result, type: 'RATE_LIMIT_FAILURE', token: account.challenge, retryAfterSeconds: DAY_S };
  }
  if (type !== 'RATE_LIMIT_FAILURE') return result;
  const now = simulation.now();
  const waitMs = Math.max(account.throttledUntil - now, account.perDay.waitMs(now));
  return { ...result, retryAfterSeconds: waitMs > 0 ? Math.ceil(waitMs / 1000) : DAY_S };
}
