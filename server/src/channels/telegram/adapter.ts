// Telegram Bot API. In: a rendered message or an update. Out: a SendOutcome or events. People can be written to only
// after they opened the bot themselves, so recipients are chat ids learned from /start, never numbers.
//
// Account: address = bot id. Credentials: bot_token, secret_token (of setWebhook). Settings: updates = 'polling' for
// bots without a public address.
import { notWell, PlatformRefusal } from '../answers.ts';
import type { ChannelAdapter } from '../channel.ts';
import { asObject, idAt, objectAt, parseJson } from '../json.ts';
import { sameSecret } from '../same-secret.ts';
import { callBot } from './call.ts';
import { readAnswer } from './errors.ts';
import { readCapture } from './read-capture.ts';
import { pollTelegram } from './polling.ts';
import { allowedUpdates, readTelegramUpdate } from './read-callback.ts';
import { sendTelegram } from './send.ts';

export const telegram: ChannelAdapter = {
  channel: 'telegram',
  // About 30 a second in bulk and 1 a second in a chat [telegra.ph/Hitting-limits-bot-FAQ]; no daily limit is known.
  defaultLimits: { per_second: 30, per_day: 1_000_000, pair_seconds: 1 },
  capabilities: { receipts: 'none', buttons: true, needs_identity: true, max_length: 4096 },

  send: sendTelegram,

  verifyCallback(account, request) {
    const given = request.headers['x-telegram-bot-api-secret-token'];
    if (request.method !== 'POST' || request.rest !== '') return { kind: 'refused' };
    if (!sameSecret(account.credentials.secret_token, given)) return { kind: 'refused' };
    const text = request.raw.toString('utf8');
    if (!text.includes('callback_query')) return { kind: 'accepted', text };
    // A method call in the answer saves a request of our own: it stops the pressed button's spinner.
    const query = idAt(objectAt(asObject(parseJson(text)), 'callback_query'), 'id');
    const reply = query ? { reply: { method: 'answerCallbackQuery', callback_query_id: query } } : {};
    return { kind: 'accepted', text, ...reply };
  },

  readCallback: readTelegramUpdate,

  async registerCallbacks(http, account, callbackUrl) {
    const secret = account.credentials.secret_token;
    if (!secret) throw new Error('A Telegram bot needs a secret_token before its webhook can be set');
    const result = await callBot(http, account, 'setWebhook', {
      url: callbackUrl,
      secret_token: secret,
      max_connections: 40,
      allowed_updates: allowedUpdates,
    });
    const answer = result.ok ? readAnswer(result) : undefined;
    if (answer?.kind !== 'ok') throw new PlatformRefusal('setWebhook', result);
  },

  openUpdates: pollTelegram,

  async checkHealth(http, account) {
    const result = await callBot(http, account, 'getMe', {}, { timeout_ms: 10_000 });
    const answer = result.ok ? readAnswer(result) : undefined;
    if (answer?.kind !== 'ok') return notWell(result);
    const capture = await readCapture(http, account);
    return { health: 'healthy', detail: 'The bot answers', ...(capture === undefined ? {} : { capture }) };
  },
};
