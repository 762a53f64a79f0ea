// POST /message/text (and the message of /chat/new): validation, the Mac's state, limits, then Messages.app.
import type { Call } from '../core/http.ts';
import { textOf } from '../core/json.ts';
import type { Simulation } from '../core/simulation.ts';
import type { MacEvents } from './events.ts';
import { addressOf, type Mac, type Macs } from './macs.ts';
import { messageJson } from './serialise.ts';

/** Apple's own codes: 22 is "not on iMessage", 4 a time-out. 3 stands for any other refusal. */
const NOT_ON_IMESSAGE = 22;
const REFUSED = 3;

export interface SendFloor {
  simulation: Simulation;
  macs: Macs;
  events: MacEvents;
}

export type SendOutcome =
  /** `json`: the message as its sender sees it. */
  | { kind: 'sent'; json: string }
  | { kind: 'invalid'; error: string }
  | { kind: 'failed'; data: unknown; error: string }
  | { kind: 'unavailable' }
  | { kind: 'silent' };

/** The rules for one text; the method is implied by anything only the Private API can do. */
export function invalidText(mac: Mac, body: Record<string, unknown>): string | undefined {
  const { chatGuid, tempGuid, message, method } = body;
  if (typeof chatGuid !== 'string' || chatGuid === '') return 'The chatGuid field is required.';
  if (message !== undefined && typeof message !== 'string') return 'The message must be a string.';
  if (message === undefined) return 'The message field must be present.';
  if (tempGuid !== undefined && typeof tempGuid !== 'string') return 'The tempGuid must be a string.';
  if (method !== undefined && method !== 'apple-script' && method !== 'private-api')
    return 'The selected method is invalid.';
  const implied = ['effectId', 'subject', 'selectedMessageGuid', 'ddScan', 'attributedBody'].some(
    (name) => body[name],
  );
  if (implied || method === 'private-api') {
    if (message === '' && !body['subject'])
      return `A 'message' or 'subject' is required when sending via the Private API`;
  } else {
    if (!tempGuid) return `A 'tempGuid' is required when sending via AppleScript`;
    if (message === '') return `A 'message' is required when sending via AppleScript`;
  }
  if (typeof tempGuid === 'string' && mac.inFlight.has(tempGuid)) {
    return `Message is already queued to be sent! (Temp GUID: ${tempGuid})`;
  }
  return undefined;
}

export function sendText(floor: SendFloor, call: Call, mac: Mac, body: Record<string, unknown>): SendOutcome {
  const { simulation, macs, events } = floor;
  const wrong = invalidText(mac, body);
  if (wrong !== undefined) return { kind: 'invalid', error: wrong };
  const fault = simulation.sendFault(call);
  if (fault === 'silent') return { kind: 'silent' };
  if (fault === 'transient') return { kind: 'unavailable' };
  if (body['method'] === 'private-api' && !mac.private_api) {
    return { kind: 'failed', data: undefined, error: 'iMessage Private API Helper is not connected!' };
  }
  const chat = String(body['chatGuid']);
  const tempGuid = textOf(body['tempGuid']);
  const address = addressOf(chat);
  const code = errorCode(simulation, mac, chat, address);
  const base = { guid: events.newGuid(), chat, address, text: String(body['message']), fromMe: true };
  const message = macs.add(mac, { ...base, error: code, delivered: null, read: null });
  if (code !== 0) {
    const data = messageJson(message, { tempGuid, chats: true });
    events.emit(mac, 'message-send-error', () => JSON.stringify(data));
    const error = code === 4 ? 'Message send timeout' : 'Message failed to send!';
    return { kind: 'failed', data, error };
  }
  mac.perDay.take(simulation.now());
  if (tempGuid && call.later) {
    mac.inFlight.add(tempGuid);
    call.onClose(() => mac.inFlight.delete(tempGuid));
  }
  const key = tempGuid ?? simulation.headerKey(call);
  simulation.accept(call, key, address, mac.name);
  const json = JSON.stringify(messageJson(message, { tempGuid, chats: true }));
  events.sent(mac, message, json, tempGuid, key);
  return { kind: 'sent', json };
}

/** 0 when Messages.app would send it. */
function errorCode(simulation: Simulation, mac: Mac, chat: string, address: string): number {
  const now = simulation.now();
  const breached = mac.perDay.breaches(now);
  if (breached) simulation.ledger.violate('per_day', mac.name);
  const forced = simulation.forcedError(mac.name) ?? simulation.people.failure(address);
  if (forced !== undefined) return Number(forced) || REFUSED;
  if (mac.banned || mac.throttledUntil > now) return REFUSED;
  if (breached && simulation.behaviour.enforce_limits) return REFUSED;
  return chat.startsWith('SMS;') || simulation.people.isRegistered(address) ? 0 : NOT_ON_IMESSAGE;
}
