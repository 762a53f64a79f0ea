// The server's webhook list. It returns an existing address unchanged, whatever events are asked for, so one whose
// events differ is deleted first. Webhooks carry no signature: the secret is the last part of our address.
import type { OutgoingHttp } from '../../http/outgoing.ts';
import { PlatformRefusal } from '../answers.ts';
import type { AccountAccess } from '../channel.ts';
import { asObject, idAt, objectsAt, parseJson, textAt, type Json } from '../json.ts';
import { callServer } from './server-api.ts';

const wanted = ['message-send-error', 'new-message', 'updated-message'];

export async function registerWebhook(
  http: OutgoingHttp,
  account: AccountAccess,
  address: string,
): Promise<void> {
  const secret = account.credentials.callback_secret;
  if (!secret) throw new Error('An iMessage account needs a callback_secret before its webhook can be set');
  const url = `${address}/${encodeURIComponent(secret)}`;
  const listed = await callServer(http, account, 'GET', 'webhook');
  if (!listed.ok || listed.status !== 200) throw new PlatformRefusal('Listing webhooks', listed);
  for (const hook of objectsAt(asObject(parseJson(listed.body)), 'data')) {
    if (textAt(hook, 'url') !== url) continue;
    if (sameEvents(hook)) return;
    const removed = await callServer(
      http,
      account,
      'DELETE',
      `webhook/${encodeURIComponent(idAt(hook, 'id') ?? '')}`,
    );
    if (!removed.ok || removed.status !== 200) throw new PlatformRefusal('Removing the old webhook', removed);
  }
  const made = await callServer(http, account, 'POST', 'webhook', { body: { url, events: wanted } });
  if (!made.ok || made.status !== 200) throw new PlatformRefusal('Registering the webhook', made);
}

/** Kept as a list or as JSON text of one, depending on the server's version. */
function sameEvents(hook: Json): boolean {
  const given = typeof hook.events === 'string' ? parseJson(hook.events) : hook.events;
  const events = Array.isArray(given) ? (given as unknown[]).filter((one) => typeof one === 'string') : [];
  return events.toSorted().join() === wanted.join();
}

/** Whether the server still calls us with what people write. Undefined: it did not say. */
export async function readCapture(
  http: OutgoingHttp,
  account: AccountAccess,
): Promise<string | null | undefined> {
  const listed = await callServer(http, account, 'GET', 'webhook', { timeout_ms: 10_000 });
  if (!listed.ok || listed.status !== 200) return undefined;
  const ours = objectsAt(asObject(parseJson(listed.body)), 'data').some((hook) =>
    textAt(hook, 'url')?.includes(`/hooks/imessage/${account.id}/`),
  );
  return ours ? null : 'The BlueBubbles server does not call us with what people write';
}
