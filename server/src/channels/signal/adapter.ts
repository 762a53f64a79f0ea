// Signal through signal-cli's daemon (JSON-RPC over HTTP, no authentication: it belongs on a private network). In: a
// rendered text or a stream event. Out: a SendOutcome or events. One recipient per call, so one outcome per call.
//
// Account: address = the account's own number. Credentials: none.
import { tooLongText } from '@sampark/contracts/measure-text.ts';
import { foreignAnswer, noAnswer, notOnThisChannel, notWell, tooLong } from '../answers.ts';
import type { AccountAccess, ChannelAdapter, OutgoingMessage, SendOutcome } from '../channel.ts';
import type { OutgoingHttp, OutgoingResult } from '../../http/outgoing.ts';
import { asObject, idAt, objectAt, objectsAt, parseJson, textAt } from '../json.ts';
import { onceFor } from '../once-for.ts';
import { errorOutcome, resultOutcome } from './errors.ts';
import { streamSignalEvents } from './events.ts';
import { readSignalEvent } from './read-callback.ts';

/** Longer texts turn into attachments [SC ServiceConfig]: about 660 Bengali letters. */
const maxBytes = 2000;

export const signal: ChannelAdapter = {
  channel: 'signal',
  // No limits are published; challenges after 3-10 cold messages are reported. An even pace, 100 a day (product.md §1.6).
  defaultLimits: { per_second: 0.2, per_day: 100, pair_seconds: 5 },
  capabilities: { receipts: 'read', buttons: false, needs_identity: false, max_length: maxBytes },

  async send(http, account, message) {
    if (message.content.kind !== 'text') return notOnThisChannel(message.content.kind);
    if (tooLongText('signal', 'text', message.content.text) !== undefined)
      return tooLong('A Signal text has at most 2,000 bytes');
    const result = await call(http, account, message.key, 'send', {
      recipient: [message.recipient],
      message: message.content.text,
      ...(message.content.styles?.length ? { textStyle: message.content.styles } : {}),
    });
    if (!result.ok) return noAnswer(result);
    return readAnswer(result, message);
  },

  /** signal-cli never calls back: whoever does is not it. */
  verifyCallback: () => ({ kind: 'refused' }),
  // Quotes inside of what somebody wrote are escaped.
  onlyReceipts: (text) => text.includes('"receiptMessage"') && !text.includes('"dataMessage"'),
  readCallback: readSignalEvent,
  openUpdates: streamSignalEvents,

  async checkHealth(http, account) {
    const url = `${account.base_url.replace(/\/+$/, '')}/api/v1/check`;
    const result = await http.request({ method: 'GET', url, timeout_ms: 10_000 });
    if (!result.ok || result.status !== 200) return notWell(result);
    // The daemon lives; whether this number is registered with it is another question.
    const listed = await call(http, account, 'check', 'listAccounts', {});
    const numbers = listed.ok ? accountsOf(listed.body) : undefined;
    if (numbers && !numbers.includes(account.address)) {
      const detail = 'The daemon does not know this number';
      return { health: 'offline', code: 'account_configuration', detail };
    }
    return { health: 'healthy', detail: 'The daemon answers' };
  },
};

const rpcUrl = onceFor((account) => `${account.base_url.replace(/\/+$/, '')}/api/v1/rpc`);

function call(
  http: OutgoingHttp,
  account: AccountAccess,
  key: string,
  method: string,
  parameters: object,
): Promise<OutgoingResult> {
  return http.request({
    method: 'POST',
    url: rpcUrl(account),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: key,
      method,
      params: { account: account.address, ...parameters },
    }),
  });
}

/** Undefined when the daemon does not say: one that serves a single number has no such list. */
function accountsOf(body: string): string[] | undefined {
  const answer = asObject(parseJson(body));
  if (!Array.isArray(answer?.result)) return undefined;
  return objectsAt(answer, 'result').flatMap((one) => textAt(one, 'number') ?? []);
}

function readAnswer(answer: Extract<OutgoingResult, { ok: true }>, message: OutgoingMessage): SendOutcome {
  // Errors of the daemon come with HTTP 200; any other status is about the address we call (404, 405, 415, 421).
  const body = asObject(parseJson(answer.body));
  const attempt = Number(message.key.slice(message.key.lastIndexOf('.') + 1)) || 1;
  const error = objectAt(body, 'error');
  if (error) return errorOutcome(error, attempt);
  const result = objectAt(body, 'result');
  const timestamp = idAt(result, 'timestamp');
  const first = objectsAt(result, 'results')[0];
  if (answer.status !== 200 || timestamp === undefined || first === undefined) {
    return foreignAnswer(answer.status, answer.headers);
  }
  const failed = resultOutcome(first, attempt);
  if (failed) return failed;
  const uuid = textAt(objectAt(first, 'recipientAddress'), 'uuid');
  return { kind: 'accepted', external_id: timestamp, ...(uuid ? { recipient_id: uuid } : {}) };
}
