// WhatsApp Cloud API. In: a rendered message or a callback's bytes. Out: a SendOutcome or events. An answer that leaves
// any doubt is `unknown`; the key goes along as biz_opaque_callback_data, so receipts find a message whose id we missed.
//
// Account: address = phone_number_id. Credentials: access_token, app_secret, verify_token. Settings: api_version
// (v23.0), waba_id, display_phone_number.
import { foreignAnswer, noAnswer, notWell, PlatformRefusal } from '../answers.ts';
import type { ChannelAdapter, SendOutcome } from '../channel.ts';
import { asObject, idAt, objectsAt, parseJson, textAt, type Json } from '../json.ts';
import { whatsappOutcome } from './errors.ts';
import { onceFor } from '../once-for.ts';
import { authorization, bearer, graphUrl } from './graph.ts';
import { numberHealth } from './read-account.ts';
import { readCapture } from './read-capture.ts';
import { readWhatsappCallback } from './read-callback.ts';
import { splitWhatsappCallback } from './split-callback.ts';
import { listTemplates } from './templates.ts';
import { verifyWhatsapp } from './verify.ts';
import { messageBody } from './wire.ts';

const messagesUrl = onceFor((account) =>
  graphUrl(account, `${encodeURIComponent(account.address)}/messages`),
);

export const whatsapp: ChannelAdapter = {
  channel: 'whatsapp',
  // 80 messages a second a number, in and out together [META:throughput]; 1,000 a day (product.md §4.3).
  defaultLimits: { per_second: 80, per_day: 1000, pair_seconds: 6 },
  capabilities: { receipts: 'read', buttons: true, needs_identity: false, max_length: 4096 },

  async send(http, account, message) {
    const body = messageBody(message);
    if (!body.ok) return body.outcome;
    const result = await http.request({
      method: 'POST',
      url: messagesUrl(account),
      headers: {
        authorization: bearer(account),
        'content-type': 'application/json',
        'idempotency-key': message.key,
      },
      body: body.body,
    });
    if (!result.ok) return noAnswer(result);
    const answer = asObject(parseJson(result.body));
    const known = whatsappOutcome(result, answer);
    if (known) return known;
    return accepted(result.status, answer) ?? foreignAnswer(result.status, result.headers);
  },

  verifyCallback: verifyWhatsapp,
  // `"field": "messages"` names both; what people wrote is a list of that name.
  onlyReceipts: (text) =>
    text.includes('"statuses"') &&
    !/"(?:messages|user_preferences)"\s*:|"field"\s*:\s*"(?!messages")/.test(text),
  splitCallback: splitWhatsappCallback,
  readCallback: readWhatsappCallback,

  /** Overrides the app's callback address for this number alone; account-level fields still go to the app's own. */
  async registerCallbacks(http, account, callbackUrl) {
    const result = await http.request({
      method: 'POST',
      url: graphUrl(account, encodeURIComponent(account.address)),
      headers: { ...authorization(account), 'content-type': 'application/json' },
      body: JSON.stringify({
        webhook_configuration: {
          override_callback_uri: callbackUrl,
          verify_token: account.credentials.verify_token ?? '',
        },
      }),
    });
    if (!result.ok || result.status !== 200)
      throw new PlatformRefusal('Setting the callback address', result);
  },

  listTemplates,

  async checkHealth(http, account) {
    const fields = 'quality_rating,throughput,webhook_configuration';
    const url = graphUrl(account, `${encodeURIComponent(account.address)}?fields=${fields}`);
    const result = await http.request({
      method: 'GET',
      url,
      headers: authorization(account),
      timeout_ms: 10_000,
    });
    if (!result.ok || result.status !== 200) return notWell(result);
    const number = asObject(parseJson(result.body));
    const capture = await readCapture(http, account, number);
    return { ...numberHealth(number), ...(capture === undefined ? {} : { capture }) };
  },
};

function accepted(status: number, answer: Json | undefined): SendOutcome | undefined {
  if (status !== 200) return undefined;
  // `held_for_quality_assessment` and `paused` carry an id too: a later status says how they end.
  const id = textAt(objectsAt(answer, 'messages')[0], 'id');
  if (id === undefined) return undefined;
  const waId = idAt(objectsAt(answer, 'contacts')[0], 'wa_id');
  return {
    kind: 'accepted',
    external_id: id,
    ...(waId ? { recipient_id: `+${waId.replace(/^\+/, '')}` } : {}),
  };
}
