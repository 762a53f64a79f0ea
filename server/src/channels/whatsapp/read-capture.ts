// Whether what people write to a number reaches us: an app has to be subscribed to its business account, and the callback
// address that counts for it (the number's own, else the account's, else the app's) has to be ours.
import type { OutgoingHttp } from '../../http/outgoing.ts';
import type { AccountAccess } from '../channel.ts';
import { asObject, objectAt, parseJson, textAt, type Json } from '../json.ts';
import { authorization, graphUrl } from './graph.ts';

/** `number`: the phone number as the Graph API gave it. Undefined: the question was not answered. */
export async function readCapture(
  http: OutgoingHttp,
  account: AccountAccess,
  number: Json | undefined,
): Promise<string | null | undefined> {
  const calls = objectAt(number, 'webhook_configuration');
  const address =
    textAt(calls, 'phone_number') ??
    textAt(calls, 'whatsapp_business_account') ??
    textAt(calls, 'application');
  // One number's address may serve all of an account: the callback itself names the number.
  if (address !== undefined && !address.includes('/hooks/whatsapp/'))
    return 'WhatsApp delivers what people write to another address';
  const waba = account.settings.waba_id;
  if (typeof waba !== 'string' || waba === '') return undefined;
  const result = await http.request({
    method: 'GET',
    url: graphUrl(account, `${encodeURIComponent(waba)}/subscribed_apps`),
    headers: authorization(account),
    timeout_ms: 10_000,
  });
  const apps = result.ok && result.status === 200 ? asObject(parseJson(result.body))?.data : undefined;
  if (!Array.isArray(apps)) return undefined;
  return apps.length > 0 ? null : 'No app is subscribed to the WhatsApp business account';
}
