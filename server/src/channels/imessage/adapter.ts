// iMessage through a BlueBubbles server on a Mac of ours. In: a rendered text or a webhook. Out: a SendOutcome or
// events. The server's only deduplication is a cache of what is in flight, so a send in doubt is looked up, not repeated.
//
// Account: address = the server's name. Credentials: password, callback_secret. Settings: method = 'apple-script'
// (default) or 'private-api'.
import { foreignAnswer, noAnswer, notOnThisChannel, notWell } from '../answers.ts';
import type { ChannelAdapter } from '../channel.ts';
import { asObject, numberAt, objectAt, parseJson, textAt } from '../json.ts';
import { sameSecret } from '../same-secret.ts';
import { bluebubblesOutcome } from './errors.ts';
import { lookUpMessage } from './look-up.ts';
import { readBluebubblesCallback } from './read-callback.ts';
import { readCapture, registerWebhook } from './register.ts';
import { callServer } from './server-api.ts';

/** AppleScript waits up to two minutes for the message to appear in the database; a shorter limit makes false doubts. */
const sendTimeoutMs = 140_000;

export const imessage: ChannelAdapter = {
  channel: 'imessage',
  // Apple publishes no thresholds: an even pace, 100 a day (product.md §1.6).
  defaultLimits: { per_second: 0.2, per_day: 100, pair_seconds: 5 },
  // Apple's longest message is unconfirmed; WhatsApp's and Telegram's limit is used.
  capabilities: { receipts: 'read', buttons: false, needs_identity: false, max_length: 4096 },

  async send(http, account, message) {
    if (message.content.kind !== 'text') return notOnThisChannel(message.content.kind);
    const method = account.settings.method === 'private-api' ? 'private-api' : 'apple-script';
    const result = await callServer(http, account, 'POST', 'message/text', {
      key: message.key,
      timeout_ms: sendTimeoutMs,
      body: {
        chatGuid: `iMessage;-;${message.recipient}`,
        tempGuid: message.key,
        message: message.content.text,
        method,
      },
    });
    if (!result.ok) return noAnswer(result);
    const data = objectAt(asObject(parseJson(result.body)), 'data');
    const guid = textAt(data, 'guid');
    if (result.status === 200 && guid && (numberAt(data, 'error') ?? 0) === 0) {
      return { kind: 'accepted', external_id: guid };
    }
    return bluebubblesOutcome(result.status, result.body) ?? foreignAnswer(result.status, result.headers);
  },

  verifyCallback(account, request) {
    if (request.method !== 'POST' || !sameSecret(account.credentials.callback_secret, request.rest)) {
      return { kind: 'refused' };
    }
    return { kind: 'accepted', text: request.raw.toString('utf8') };
  },

  onlyReceipts: (text) => /"isFromMe"\s*:\s*true/.test(text),
  readCallback: readBluebubblesCallback,
  registerCallbacks: registerWebhook,
  lookUp: lookUpMessage,

  async checkHealth(http, account) {
    const result = await callServer(http, account, 'GET', 'server/info', { timeout_ms: 10_000 });
    if (!result.ok || result.status !== 200) return notWell(result);
    const info = objectAt(asObject(parseJson(result.body)), 'data');
    const version = `BlueBubbles ${/^[\d.]{1,20}$/.exec(textAt(info, 'server_version') ?? '')?.[0] ?? '?'}`;
    if (account.settings.method === 'private-api' && info?.helper_connected !== true) {
      return { health: 'degraded', detail: `${version}: the Private API helper is not connected` };
    }
    const capture = await readCapture(http, account);
    return { health: 'healthy', detail: version, ...(capture === undefined ? {} : { capture }) };
  },
};
