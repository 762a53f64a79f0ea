// The WhatsApp Cloud API: `/v{N}.0/…` (or without a version) on the Graph paths that sending needs.
// Enters: Bearer-authorised Graph calls. Leaves: Graph answers, and signed webhooks.
// Guaranteed: a send answered 200 is in the ledger; its statuses carry the sender's own opaque data.
import { randomBytes } from 'node:crypto';
import { multipartFields, urlencodedFields } from '../core/forms.ts';
import type { Call } from '../core/http.ts';
import { isObject, objectOf, parseJson, textOf } from '../core/json.ts';
import type { Platform, Simulation } from '../core/simulation.ts';
import { WhatsAppAccounts, type App, type PhoneNumber, type Waba } from './accounts.ts';
import { whatsappControl } from './control.ts';
import { errorEnvelope, graphError, type GraphError } from './errors.ts';
import { Lifecycle, type Accepted } from './lifecycle.ts';
import { numberFields, pageOf, templateFields } from './read-objects.ts';
import { answerTemplates, TemplateDesk } from './template-desk.ts';
import { sendMessage, type SendFloor } from './send.ts';
import { Templates } from './templates.ts';
import { WhatsAppWebhooks } from './webhooks.ts';

const VERSION = /^\/v\d+\.\d+(?=\/|$)/;
const JSON_TYPE = 'application/json; charset=UTF-8';
const HEADERS = { 'facebook-api-version': 'v23.0' };

function pathOf(call: Call): string[] {
  const parts = call.path.replace(VERSION, '').split('/');
  return call.path.includes('%') ? parts.map(decodeURIComponent) : parts;
}

function bodyOf(call: Call): Record<string, unknown> | undefined {
  if (call.body === '') return {};
  const type = call.header('content-type') ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) return urlencodedFields(call.body);
  if (type.startsWith('multipart/') && call.rawBody) return multipartFields(type, call.rawBody);
  const body = parseJson(call.body);
  return isObject(body) ? body : undefined;
}

export function createWhatsApp(simulation: Simulation): Platform {
  const accounts = new WhatsAppAccounts(simulation);
  const templates = new Templates(simulation);
  const webhooks = new WhatsAppWebhooks(simulation, accounts);
  const run = randomBytes(5).toString('hex');
  const lifecycle = new Lifecycle(simulation, accounts, webhooks, run);
  const stoppedMarketing = new Set(simulation.journal.restored('stopped').map(([key]) => key));
  const floor: SendFloor = { simulation, accounts, templates, lifecycle, stoppedMarketing, run };
  const desk = new TemplateDesk(simulation, accounts, templates, webhooks);
  const counter = { next: 0 };

  const fail = (call: Call, error: GraphError): void => {
    const retry = error.retryAfter === undefined ? {} : { 'retry-after': String(error.retryAfter) };
    call.send(error.http, JSON_TYPE, JSON.stringify(errorEnvelope(error, simulation.random)), {
      ...HEADERS,
      ...retry,
    });
  };
  const succeed = (call: Call, value: unknown): void =>
    call.send(200, JSON_TYPE, JSON.stringify(value), HEADERS);
  const reply = (call: Call, value: unknown): void => {
    if (isObject(value) && 'http' in value && 'title' in value) fail(call, value as unknown as GraphError);
    else succeed(call, value);
  };

  const handle = (call: Call): void => {
    if (!simulation.admit(call, (refused) => fail(refused, graphError(131016)))) return;
    const [, id = '', edge = '', more] = pathOf(call);
    const token =
      /^(?:Bearer|OAuth)\s+(.+)$/i.exec(call.header('authorization') ?? '')?.[1] ??
      call.query.get('access_token');
    const body = bodyOf(call);
    if (!body) return fail(call, graphError(100, 'The request body is not valid JSON.'));
    const app = accounts.apps.get(id);
    if (app && edge === 'subscriptions')
      return void subscriptions(call, app, token, { ...Object.fromEntries(call.query), ...body });
    if (!token || !accounts.tokens.has(token))
      return fail(call, graphError(190, undefined, { subcode: 463 }));
    const number = accounts.numbers.get(id);
    if (number && number.access_token === token && more === undefined)
      return onNumber(call, number, edge, body);
    const waba = accounts.wabas.get(id);
    const mayRead =
      waba && [...accounts.numbers.values()].some((one) => one.waba_id === id && one.access_token === token);
    if (waba && mayRead && more === undefined) return onWaba(call, waba, edge, body, call.query);
    const template = templates.byId(id);
    const ofTheirs = [...accounts.numbers.values()].some(
      (one) => one.waba_id === template?.waba_id && one.access_token === token,
    );
    if (template && ofTheirs && edge === '' && call.method === 'GET')
      return succeed(call, templateFields(template, call.query.get('fields')));
    const details = `Unsupported ${call.method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`;
    return fail(call, graphError(100, details, { subcode: 33 }));
  };

  const onNumber = (call: Call, number: PhoneNumber, edge: string, body: Record<string, unknown>): void => {
    if (edge === 'messages' && call.method === 'POST') {
      if (body['status'] === 'read') return markRead(call, body);
      return reply(call, sendMessage(floor, counter, call, number, body));
    }
    if (edge === '' && call.method === 'GET')
      return succeed(call, numberFields(accounts, number, call.query.get('fields')));
    if (edge === '' && call.method === 'POST') return void configure(call, number, body);
    return fail(call, graphError(100, 'Unsupported request.', { subcode: 33 }));
  };

  const markRead = (call: Call, body: Record<string, unknown>): void => {
    if (body['messaging_product'] !== 'whatsapp')
      return fail(call, graphError(100, 'messaging_product is required.'));
    const id = textOf(body['message_id']) ?? '';
    return id.startsWith('wamid.')
      ? succeed(call, { success: true })
      : fail(call, graphError(131009, 'message_id'));
  };

  const handshakeFailed = graphError(
    100,
    'The callback URL could not be validated. Response does not match challenge.',
    {
      subcode: 2200,
    },
  );

  const configure = async (call: Call, number: PhoneNumber, body: Record<string, unknown>): Promise<void> => {
    const { override_callback_uri: uri, verify_token: verify } = objectOf(body['webhook_configuration']);
    if (typeof uri !== 'string') return fail(call, graphError(100, 'webhook_configuration is required.'));
    if (uri === '') number.override = undefined;
    else if (!(await webhooks.handshake(uri, textOf(verify) ?? ''))) return fail(call, handshakeFailed);
    else number.override = { url: uri, verifyToken: textOf(verify) ?? '' };
    accounts.store(number);
    return succeed(call, { success: true });
  };

  const subscriptions = async (
    call: Call,
    app: App,
    token: string | null,
    body: Record<string, unknown>,
  ): Promise<void> => {
    if (token !== `${app.id}|${app.secret}`) return fail(call, graphError(190));
    if (call.method === 'GET') {
      const active = {
        object: 'whatsapp_business_account',
        callback_url: app.callback?.url,
        active: true,
        fields: [{ name: 'messages', version: 'v23.0' }],
      };
      return succeed(call, { data: app.callback ? [active] : [] });
    }
    if (call.method === 'DELETE') app.callback = undefined;
    else {
      if (body['object'] !== 'whatsapp_business_account')
        return fail(call, graphError(100, 'Param object is not supported.'));
      const url = textOf(body['callback_url']) ?? '';
      const verifyToken = textOf(body['verify_token']) ?? '';
      if (!(await webhooks.handshake(url, verifyToken))) return fail(call, handshakeFailed);
      app.callback = { url, verifyToken };
    }
    accounts.storeApp(app);
    return succeed(call, { success: true });
  };

  const onWaba = (
    call: Call,
    waba: Waba,
    edge: string,
    body: Record<string, unknown>,
    query: URLSearchParams,
  ): void => {
    if (edge === 'subscribed_apps') return void subscribeApps(call, waba, body);
    if (edge === 'message_templates')
      return answerTemplates(desk, call, waba.id, body, { reply: (value) => reply(call, value) });
    if (edge === 'phone_numbers' && call.method === 'GET') {
      const numbers = [...accounts.numbers.values()].filter((number) => number.waba_id === waba.id);
      const fields = numbers.map((number) => numberFields(accounts, number, call.query.get('fields')));
      return succeed(call, pageOf(fields, query, call));
    }
    if (edge === '' && call.method === 'GET') {
      const number = [...accounts.numbers.values()].find((one) => one.waba_id === waba.id);
      return succeed(call, {
        id: waba.id,
        name: number?.verified_name ?? waba.id,
        currency: 'USD',
        timezone_id: '1',
      });
    }
    return fail(call, graphError(100, 'Unsupported request.', { subcode: 33 }));
  };

  const subscribeApps = async (call: Call, waba: Waba, body: Record<string, unknown>): Promise<void> => {
    const number = [...accounts.numbers.values()].find((one) => one.waba_id === waba.id);
    if (call.method === 'GET') {
      const data = [...waba.apps].map((id) => ({
        whatsapp_business_api_data: { id, name: id, link: '' },
        ...(waba.override ? { override_callback_uri: waba.override.url } : {}),
      }));
      return succeed(call, { data });
    }
    if (call.method === 'DELETE') {
      waba.apps.clear();
      waba.override = undefined;
    } else {
      const url = textOf(body['override_callback_uri']);
      const verifyToken = textOf(body['verify_token']) ?? '';
      if (url && !(await webhooks.handshake(url, verifyToken))) return fail(call, handshakeFailed);
      waba.override = url ? { url, verifyToken } : undefined;
      if (number) waba.apps.add(number.app_id);
    }
    accounts.storeWaba(waba);
    return succeed(call, { success: true });
  };

  return {
    handle,
    control: whatsappControl({ ...floor, webhooks, desk }),
    save() {
      accounts.saveLimits();
      return webhooks.underWay();
    },
    resume(task) {
      const delay = task.due - simulation.now();
      if (task.kind === 'whatsapp.status') lifecycle.resumeStatus(task.data, task.due);
      else if (task.kind === 'whatsapp.callback') webhooks.resume(task.data);
      else if (task.kind === 'whatsapp.reaction') {
        const { message, reaction } = objectOf(task.data);
        simulation.clock.after(delay, () =>
          lifecycle.react(message as Accepted, reaction as Parameters<Lifecycle['react']>[1]),
        );
      }
    },
  };
}
