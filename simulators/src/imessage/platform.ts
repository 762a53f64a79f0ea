// The BlueBubbles server API: `/api/v1/…` for the first Mac, `/{name}/api/v1/…` for each.
// Enters: password-authorised REST calls. Leaves: enveloped answers, and unsigned webhooks.
import { urlencodedFields } from '../core/forms.ts';
import type { Call } from '../core/http.ts';
import { arrayOf, isObject, numberOf, parseJson, textOf } from '../core/json.ts';
import type { Platform, Simulation } from '../core/simulation.ts';
import { imessageControl } from './control.ts';
import { MacEvents } from './events.ts';
import { Macs, type Mac } from './macs.ts';
import { queryMessages } from './query-messages.ts';
import { refuse, succeed, succeedWithText } from './respond.ts';
import { sendText, type SendFloor, type SendOutcome } from './send-text.ts';
import { chatJson, messageJson } from './serialise.ts';

const PATH = /^(?:\/([^/]+))?\/api\/v1(\/.*)$/;
const EVENTS = new Set([
  '*',
  'new-message',
  'updated-message',
  'message-send-error',
  'typing-indicator',
  'group-name-change',
  'chat-read-status-changed',
  'hello-world',
]);

type Handler = (call: Call, mac: Mac, body: Record<string, unknown>, id: string) => void;

export function createImessage(simulation: Simulation): Platform {
  const macs = new Macs(simulation);
  const events = new MacEvents(simulation, macs);
  const floor: SendFloor = { simulation, macs, events };

  const answerSend = (call: Call, outcome: SendOutcome, then: (json: string) => void): void => {
    if (outcome.kind === 'invalid') return refuse(call, 'Validation Error', outcome.error);
    if (outcome.kind === 'unavailable')
      return refuse(call, 'Server Error', 'The helper process is restarting');
    if (outcome.kind === 'failed')
      return refuse(call, 'iMessage Error', outcome.error, outcome.data, 'Message Send Error');
    if (outcome.kind === 'sent') then(outcome.json);
  };

  const newChat: Handler = (call, mac, body) => {
    const addresses = arrayOf(body['addresses']).map(String);
    if (addresses.length === 0) return refuse(call, 'Validation Error', 'The addresses field is mandatory.');
    const service = textOf(body['service']) ?? 'iMessage';
    if (service !== 'iMessage' && service !== 'SMS')
      return refuse(call, 'Validation Error', 'The selected service is invalid.');
    const guid = `${service};-;${addresses[0] as string}`;
    const chat = chatJson(guid, true);
    if (body['message'] === undefined || body['message'] === '') {
      return mac.private_api
        ? succeed(call, 'Successfully created chat!', chat)
        : refuse(
            call,
            'Validation Error',
            'A message is required when creating chats without the Private API',
          );
    }
    const tempGuid = textOf(body['tempGuid']) ?? `temp-${events.newGuid()}`;
    const text = { ...body, chatGuid: guid, tempGuid, method: body['method'] ?? 'apple-script' };
    return answerSend(call, sendText(floor, call, mac, text), (json) =>
      succeed(call, 'Successfully created chat!', { ...chat, messages: [JSON.parse(json)] }),
    );
  };

  const query: Handler = (call, mac, body) => {
    const result = queryMessages(mac, body);
    if ('validation' in result) return refuse(call, 'Validation Error', result.validation);
    if ('database' in result) return refuse(call, 'Database Error', result.database);
    if ('noChat' in result) return succeed(call, `No chat found with GUID: ${result.noChat}`, []);
    return succeed(call, 'Successfully fetched messages!', result.data, result.metadata);
  };

  const chatQuery: Handler = (call, mac, body) => {
    const offset = numberOf(body['offset']) ?? 0;
    const limit = numberOf(body['limit']) ?? 1_000;
    const guids = [...mac.chats.keys()];
    const data = guids.slice(offset, offset + limit).map((guid) => {
      const last = mac.chats.get(guid)?.at(-1);
      const wanted = arrayOf(body['with']).map((name) => String(name).toLowerCase());
      return {
        ...chatJson(guid, true),
        ...(last && wanted.includes('lastmessage') ? { lastMessage: messageJson(last) } : {}),
      };
    });
    succeed(call, 'Success', data, { offset, limit, total: guids.length, count: data.length });
  };

  const createWebhook: Handler = (call, mac, body) => {
    const url = textOf(body['url']) ?? '';
    if (!URL.canParse(url)) return refuse(call, 'Validation Error', 'The url format is invalid.');
    const wanted = body['events'];
    if (!Array.isArray(wanted) || wanted.length === 0)
      return refuse(call, 'Validation Error', 'The events field is mandatory.');
    const unknown = wanted.find((event) => !EVENTS.has(String(event)));
    if (unknown !== undefined) return refuse(call, 'Validation Error', `Invalid event: ${String(unknown)}`);
    return succeed(call, 'Successfully created webhook!', macs.addWebhook(mac, url, wanted.map(String)));
  };

  const deleteWebhook: Handler = (call, mac, _body, id) => {
    const index = mac.webhooks.findIndex((webhook) => webhook.id === Number(id));
    if (index < 0) return refuse(call, 'Not Found', 'Webhook does not exist!');
    mac.webhooks.splice(index, 1);
    macs.store(mac);
    return succeed(call, 'Successfully deleted webhook!');
  };

  const routes: Record<string, Handler> = {
    'GET /ping': (call) => succeed(call, 'Ping received!', 'pong'),
    'GET /server/info': (call, mac) =>
      succeed(call, 'Success', {
        ...{ computer_id: `${mac.name}.local`, os_version: '15.3.1', server_version: '1.9.9' },
        ...{ private_api: mac.private_api, proxy_service: 'dynamic-dns', helper_connected: mac.private_api },
        ...{ detected_icloud: mac.address, detected_imessage: mac.banned ? '' : mac.address },
        ...{ local_ipv4s: ['127.0.0.1'], local_ipv6s: [] },
      }),
    'GET /handle/availability/imessage': (call, mac) => {
      const address = call.query.get('address');
      if (!address) return refuse(call, 'Validation Error', 'The address field is mandatory.');
      if (!mac.private_api) return refuse(call, 'iMessage Error', 'iMessage Private API is not enabled!');
      return succeed(call, 'Success', { available: simulation.people.isRegistered(address) });
    },
    'POST /chat/new': newChat,
    'POST /chat/query': chatQuery,
    'POST /message/text': (call, mac, body) =>
      answerSend(call, sendText(floor, call, mac, body), (json) =>
        succeedWithText(call, 'Message sent!', json),
      ),
    'POST /message/query': query,
    'GET /message/:id': (call, mac, _body, guid) => {
      const message = mac.messages.get(guid);
      if (!message) return refuse(call, 'Not Found', 'Message does not exist!');
      const chats = (call.query.get('with') ?? '').includes('chat');
      return succeed(call, 'Success', messageJson(message, { chats }));
    },
    'GET /message/count': (call, mac) => succeed(call, 'Success', { total: mac.messages.size }),
    'GET /webhook': (call, mac) => {
      const [url, id] = [call.query.get('url'), call.query.get('id')];
      const found = mac.webhooks.filter((one) => (!url || one.url === url) && (!id || one.id === Number(id)));
      return succeed(call, 'Successfully fetched webhooks!', found);
    },
    'POST /webhook': createWebhook,
    'DELETE /webhook/:id': deleteWebhook,
  };

  return {
    handle(call) {
      if (!simulation.admit(call, (refused) => refused.send(503, 'text/plain', 'Service Unavailable')))
        return;
      const [, name, path = ''] = PATH.exec(call.path) ?? [];
      const mac = macs.find(name === undefined ? undefined : decodeURIComponent(name));
      if (!mac) return refuse(call, 'Not Found', 'No such server');
      if (mac.offline) return call.hangUp();
      const query = call.query;
      const given = query.get('password') ?? query.get('guid') ?? query.get('token');
      if (given === null) return refuse(call, 'Authentication Error', 'Missing server password!');
      if (given.trim() !== mac.password) return refuse(call, 'Authentication Error', 'Unauthorized');
      const type = call.header('content-type') ?? '';
      const parsed = type.startsWith('application/x-www-form-urlencoded')
        ? urlencodedFields(call.body)
        : parseJson(call.body || '{}');
      if (!isObject(parsed)) return refuse(call, 'Validation Error', 'The body is not valid JSON');
      const exact = routes[`${call.method} ${path.replace(/\/$/, '')}`];
      if (exact) return exact(call, mac, parsed, '');
      const cut = path.lastIndexOf('/');
      const wild = routes[`${call.method} ${path.slice(0, cut)}/:id`];
      if (!wild) return refuse(call, 'Not Found', `${call.method} ${path} does not exist`);
      return wild(call, mac, parsed, decodeURIComponent(path.slice(cut + 1)));
    },
    control: imessageControl(simulation, macs, events),
    save() {
      macs.saveLimits();
      return [];
    },
    resume: (task) => events.resume(task),
  };
}
